"""What a workbook that comes back would change: every cell understood, nothing silently lost."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from papi_portal import zip_guard
from plans.models import Plan, PlanSection
from tasks.models import Party, Task
from tasks.reports.changed_rows import Field
from tasks.reports.plan_changes import RowChange, compare
from tests import factories
from tests.tasks.excel import Excel, drafted, task
from tests.tasks.reports.saying import sentences

pytestmark = pytest.mark.django_db
ANY = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
"""PostgreSQL keeps no zero byte; everything else may stand in a text."""
WORDS = st.text(ANY, max_size=80) | st.from_regex(r"[=+\-@'][\w Ắế/.\n]{0,30}", fullmatch=True)
LINE = st.text(ANY, max_size=20)


def said(change: RowChange) -> dict[str, tuple[str, str]]:
    """Return what a row changes: by column the text in the portal and the new one."""
    return {one.key: (one.now, one.new) for one in change.fields if one.is_written}


def field(change: RowChange, key: str) -> Field:
    return next(one for one in change.fields if one.key == key)


# Nothing changed


@settings(max_examples=40, deadline=None)
@given(text=WORDS, lead=WORDS, output=WORDS, note=WORDS, label=LINE, deadline=WORDS)
def test_workbook_that_nobody_touched_changes_nothing(**texts: str) -> None:
    plan = Plan.objects.first() or drafted(2)
    Task.objects.filter(plan=plan, position=1).update(
        text=texts["text"] or "Họp",
        lead_text=texts["lead"],
        output=texts["output"],
        note=texts["note"],
        label=texts["label"],
        deadline_text=texts["deadline"],
    )

    changes = Excel(plan).compared()

    assert changes.is_empty
    assert (changes.mistakes, changes.notes) == ((), ())
    assert len(changes.unchanged) == 2


@pytest.mark.parametrize(
    "text",
    ["=1+1", "-5", "+84 912", "@SUM(A1)", "#N/A", "- a\n- b", "đ) Ủy", "_x0041_", "Äpfel µ", "'x"],
)  # fmt: skip
def test_odd_texts_come_back_as_they_left(text: str) -> None:
    plan = drafted(1)
    Task.objects.update(text=text, title=text, note=text)

    changes = Excel(plan).compared()

    assert (changes.is_empty, changes.mistakes) == (True, ())


def test_full_row_comes_back_as_it_left() -> None:
    made = factories.framework()
    plan = factories.plan(factories.commune())
    about = (factories.component(made, "2"), factories.component(made, "1.1"))
    factories.task(plan, components=about, ends_on=date(2026, 6, 30))
    Task.objects.update(starts_on=date(2026, 1, 5), deadline_kind="from_to")

    assert Excel(plan).compared().is_empty


def test_same_written_otherwise_changes_nothing() -> None:
    made = factories.framework()
    plan = factories.plan(factories.commune())
    about = (factories.component(made, "2"), factories.component(made, "1.1"))
    factories.task(plan, components=about, ends_on=date(2026, 6, 30))

    file = Excel(plan).write(
        2,
        code=str(task(plan, 1).pk),
        section=" 1.  SỰ THAM GIA của người dân",
        components="2; 1.1.",
        ends_on="30.6.2026",
        deadline_kind="Trước hoặc trong ngày",
        text="- Tuyên truyền;\n- Niêm  yết công khai. ",
    )

    assert file.compared().is_empty


def test_text_longer_than_a_cell_stays_unless_somebody_writes_in_the_cell() -> None:
    plan = drafted(1)
    Task.objects.update(text="dài " * 10_000)
    file = Excel(plan)
    assert file.compared().is_empty

    shown = file.sheet["E2"].value
    changes = file.write(2, text=f"Thêm: {shown}").compared()

    assert sentences(changes) == [
        ("E2", f"Nội dung dài {len(shown) + 6} ký tự, cho phép tối đa 10000. Hãy rút gọn.")
    ]


# Rows that change


def test_changed_cells_stand_old_beside_new() -> None:
    plan = drafted(3)

    changes = Excel(plan).write(3, text="Họp dân", note="Mới").compared()

    (change,) = changes.changed
    assert (change.code, change.version, change.number) == (task(plan, 2).pk, 1, 3)
    assert change.name == "2) Nhiệm vụ 2"
    assert said(change) == {"text": ("Việc số 2", "Họp dân"), "note": ("", "Mới")}
    assert change.values == {"text": "Họp dân", "note": "Mới"}
    assert changes.unchanged == ("1) Nhiệm vụ 1", "3) Nhiệm vụ 3")


def test_emptied_cell_is_a_change() -> None:
    plan = drafted(1)
    Task.objects.update(output="Báo cáo")

    (change,) = Excel(plan).write(2, output=None).compared().changed

    assert said(change) == {"output": ("Báo cáo", "")}


def test_names_are_split_and_resolved_and_unknown_ones_shown() -> None:
    plan = drafted(1)
    police = factories.unit(plan.territory, "Công an xã")

    (change,) = (
        Excel(plan).write(2, lead_text="Công an xã; Tổ lạ", support_text="Các đoàn thể").compared()
    ).changed

    assert [(one.role, one.text, one.meaning, one.unit_id, one.group) for one in
            (*change.roles["lead_text"], *change.roles["support_text"])] == [
        ("lead", "Công an xã", "Công an xã", police.pk, ""),
        ("lead", "Tổ lạ", "", None, ""),
        ("support", "Các đoàn thể", "nhóm các đoàn thể", None, Party.Group.ASSOCIATIONS),
    ]  # fmt: skip
    assert change.values == {"lead_text": "Công an xã; Tổ lạ", "support_text": "Các đoàn thể"}


def test_codes_become_components_in_the_order_of_their_version() -> None:
    made = factories.framework()
    plan = drafted(1)

    (change,) = Excel(plan).write(2, components="2.1, 1").compared().changed

    keys = (factories.component(made, "1").pk, factories.component(made, "2.1").pk)
    assert change.values == {"components": keys}
    assert said(change) == {"components": ("", "1, 2.1")}


def test_row_moves_under_the_heading_that_its_cell_names() -> None:
    plan = drafted(2)
    other = PlanSection.objects.create(
        plan=plan, part="appendix", position=2, label="2", heading="Công khai"
    )

    (change,) = Excel(plan).write(2, section="2. công khai").compared().changed

    assert change.values == {"section_id": other.pk}
    assert said(change) == {"section": ("1. Sự tham gia của người dân", "2. Công khai")}


def test_empty_heading_of_a_known_row_means_the_same_one() -> None:
    assert Excel(drafted(1)).write(2, section=None).compared().is_empty


# Deadlines


def test_deadline_is_read_again_when_only_its_words_change() -> None:
    plan = drafted(1)

    (change,) = Excel(plan).write(2, deadline_text="Trước ngày 30/6/2026").compared().changed

    assert change.values == {
        "deadline_text": "Trước ngày 30/6/2026",
        "deadline_kind": "by_date",
        "ends_on": date(2026, 6, 30),
    }
    assert field(change, "ends_on").meaning.remarks == ("đọc từ cột “Thời gian thực hiện”",)


def test_days_follow_the_words_that_are_taken_whatever_the_portal_wrote_meanwhile() -> None:
    plan = factories.plan(factories.commune())
    factories.task(plan, ends_on=date(2026, 6, 30))
    file = Excel(plan).write(2, deadline_text="Xong trước ngày 30/6/2026")
    Task.objects.update(ends_on=date(2026, 9, 30))

    (conflict,) = file.compared().conflicts

    assert conflict.values == {
        "deadline_text": "Xong trước ngày 30/6/2026",
        "ends_on": date(2026, 6, 30),
    }


def test_deadline_that_says_no_day_any_more_loses_the_day() -> None:
    plan = factories.plan(factories.commune())
    factories.task(plan, ends_on=date(2026, 6, 30))

    (change,) = Excel(plan).write(2, deadline_text="Thường xuyên").compared().changed

    assert said(change)["ends_on"] == ("30/06/2026", "")
    assert change.values["deadline_kind"] == "ongoing"


def test_doubt_about_a_deadline_is_shown() -> None:
    (change,) = Excel(drafted(1)).write(2, deadline_text="Khi nào xong thì xong").compared().changed

    (doubt, *_) = field(change, "deadline_text").meaning.remarks
    assert doubt.startswith("Chưa hiểu thời gian")


def test_what_a_person_filled_in_is_not_read_again() -> None:
    plan = drafted(1)

    (change,) = (
        Excel(plan)
        .write(2, deadline_text="Trước 30/6/2026", deadline_kind="hằng quý")
        .compared()
        .changed
    )

    assert change.values == {"deadline_text": "Trước 30/6/2026", "deadline_kind": "quarterly"}


def test_days_alone_may_change() -> None:
    plan = factories.plan(factories.commune())
    factories.task(plan, ends_on=date(2026, 6, 30))

    (change,) = Excel(plan).write(2, ends_on=date(2026, 9, 30)).compared().changed

    assert change.values == {"ends_on": date(2026, 9, 30)}


# Notes


def test_other_order_of_rows_is_told_and_not_followed() -> None:
    plan = drafted(2)
    first, second = task(plan, 1).pk, task(plan, 2).pk
    file = Excel(plan)
    for number, (code, text) in enumerate([(second, "Việc số 2"), (first, "Việc số 1")], start=2):
        title = f"Nhiệm vụ {4 - number}"
        file.write(number, code=code, text=text, title=title, label=f"{4 - number})")

    changes = file.compared()

    assert changes.is_empty
    assert changes.notes == (
        "Thứ tự các dòng trong tệp khác với cổng; thứ tự trong cổng được giữ nguyên.",
    )


def test_column_taken_away_changes_nothing_and_is_told() -> None:
    plan = drafted(1)
    Task.objects.update(note="Giữ")

    changes = Excel(plan).without("note").compared()

    assert changes.is_empty
    assert changes.notes == ("Tệp không còn cột “Ghi chú”; nội dung cột này được giữ nguyên.",)


def test_column_of_somebody_is_told_to_be_unread() -> None:
    file = Excel(drafted(1))
    file.sheet.cell(1, 16, "Ý kiến")
    file.sheet.cell(2, 16, "Đồng ý")

    assert file.compared().notes == ("Cột “Ý kiến” không có trong mẫu nên không được đọc.",)


def test_link_to_another_workbook_is_told() -> None:
    file = Excel(drafted(1))
    changes = compare(file.plan, file.values | {"linked": True}, on=factories.TODAY)

    assert changes.notes == (zip_guard.LINKS_NOT_FOLLOWED,)


# The whole


def test_fingerprint_is_of_what_a_person_sees_and_the_versions_under_it() -> None:
    plan = drafted(2)
    file = Excel(plan).write(2, text="Mới")
    seen = file.compared().fingerprint
    assert file.compared().fingerprint == seen

    Task.objects.filter(plan=plan, position=2).update(text="Không liên quan")
    assert file.compared().fingerprint == seen

    Task.objects.filter(plan=plan, position=1).update(version=2)
    assert file.compared().fingerprint != seen


@pytest.mark.parametrize("count", [3, 300])
def test_number_of_queries_does_not_grow(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    factories.framework()
    plan = drafted(count)
    file = Excel(plan)
    for row in range(2, count + 2):
        file.write(row, lead_text=f"Tổ {row}", components="1.1", deadline_text="Quý II")
    values = file.values
    plan = Plan.objects.select_related("territory__parent__parent").get(pk=plan.pk)

    with django_assert_num_queries(7):
        changes = compare(plan, values, on=factories.TODAY)

    assert len(changes.changed) == count
