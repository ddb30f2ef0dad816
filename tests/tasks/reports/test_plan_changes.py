"""What a workbook that comes back would change: every cell understood, nothing silently lost."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from papi_portal import zip_guard
from plans.models import Plan, PlanSection
from tasks.models import Party, Task
from tasks.reports.changed_rows import Field
from tasks.reports.differences import Difference, Piece, difference
from tasks.reports.plan_changes import PlanChanges, RowChange, compare
from tests import factories
from tests.tasks.excel import Excel, drafted, task

pytestmark = pytest.mark.django_db
ANY = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
"""PostgreSQL keeps no zero byte; everything else may stand in a text."""
WORDS = st.text(ANY, max_size=80) | st.from_regex(r"[=+\-@'][\w Ắế/.\n]{0,30}", fullmatch=True)
LINE = st.text(ANY, max_size=20)


def said(change: RowChange) -> dict[str, tuple[str, str]]:
    """Return what a row changes: by column the text in the portal and the new one."""
    return {one.key: (one.now, one.new) for one in change.fields if one.is_written}


def sentences(changes: PlanChanges) -> list[tuple[str, str]]:
    return [(one.cell, one.sentence) for one in changes.mistakes]


def field(change: RowChange, key: str) -> Field:
    return next(one for one in change.fields if one.key == key)


# Nothing changed


@settings(max_examples=60, deadline=None)
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


# New rows


def test_row_without_a_code_is_new_and_stands_under_the_heading_above() -> None:
    plan = drafted(2)
    section = task(plan, 1).section
    assert section

    changes = Excel(plan).insert(3, text="Việc mới", label="1a)", lead_text="UBND xã").compared()

    (new,) = changes.added
    assert (new.code, new.number, new.name) == (0, 3, "1a) Việc mới")
    assert new.values == {
        "section_id": section.pk,
        "label": "1a)",
        "text": "Việc mới",
        "lead_text": "UBND xã",
    }
    assert changes.sequence == ((2, task(plan, 1).pk), (3, None), (4, task(plan, 2).pk))
    assert (len(changes.unchanged), changes.missing) == (2, ())


def test_first_row_of_the_file_may_be_new() -> None:
    plan = drafted(1)

    (new,) = Excel(plan).insert(2, text="Trước hết").compared().added

    assert new.values["section_id"] == task(plan, 1).section_id


def test_rows_below_a_new_row_follow_its_heading() -> None:
    plan = drafted(1)
    other = PlanSection.objects.create(
        plan=plan, part="appendix", position=2, label="2", heading="Công khai"
    )

    first, second = (
        Excel(plan).write(3, section="2. Công khai", text="A").write(4, text="B").compared().added
    )

    assert first.values["section_id"] == second.values["section_id"] == other.pk


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (
            {"deadline_text": "Trước ngày 30/6/2026"},
            {"deadline_kind": "by_date", "ends_on": date(2026, 6, 30)},
        ),
        ({"ends_on": "30/6/2026"}, {"deadline_kind": "by_date", "ends_on": date(2026, 6, 30)}),
        (
            {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 6, 30)},
            {
                "deadline_kind": "from_to",
                "starts_on": date(2026, 1, 1),
                "ends_on": date(2026, 6, 30),
            },
        ),
        ({"deadline_kind": "thường xuyên"}, {"deadline_kind": "ongoing"}),
        ({}, {}),
    ],
)
def test_deadline_of_a_new_row(cells: dict[str, Any], expected: dict[str, Any]) -> None:
    (new,) = Excel(drafted(1)).write(3, text="Mới", **cells).compared().added

    understood = {"deadline_kind", "starts_on", "ends_on"}
    assert {key: value for key, value in new.values.items() if key in understood} == expected


# Rows that are gone


def test_row_missing_in_the_file_is_shown_and_not_removed() -> None:
    plan = drafted(3)

    changes = Excel(plan).remove(3).compared()

    (missing,) = changes.missing
    assert (missing.task_id, missing.name, missing.text) == (
        task(plan, 2).pk,
        "2) Nhiệm vụ 2",
        "Việc số 2",
    )
    assert not missing.is_edited
    assert not changes.is_empty


def test_missing_row_that_was_edited_meanwhile_says_so() -> None:
    plan = drafted(2)
    file = Excel(plan).remove(2)
    Task.objects.filter(plan=plan, position=1).update(text="Sửa trong cổng")

    (missing,) = file.compared().missing

    assert (missing.is_edited, missing.text) == (True, "Sửa trong cổng")


def test_row_added_in_the_portal_meanwhile_is_not_missing() -> None:
    plan = drafted(1)
    file = Excel(plan)
    factories.task(plan)

    changes = file.compared()

    assert changes.missing == ()
    assert changes.notes == ("1 nhiệm vụ được thêm trong cổng sau khi tải tệp; được giữ nguyên.",)


def test_row_removed_in_the_portal_meanwhile_is_not_added_again() -> None:
    plan = drafted(2)
    file = Excel(plan)
    task(plan, 1).delete()

    changes = file.compared()

    assert changes.is_empty
    assert changes.notes == (
        "1 dòng của tệp đã bị xóa trong cổng sau khi tải tệp; không thêm lại.",
    )


def test_change_to_a_row_removed_in_the_portal_is_a_mistake_to_decide() -> None:
    plan = drafted(2)
    file = Excel(plan).write(2, text="Khác")
    task(plan, 1).delete()

    ((cell, sentence),) = sentences(file.compared())

    assert cell == "A2"
    assert sentence.startswith("Nhiệm vụ này đã bị xóa trong cổng sau khi tải tệp")


# Conflicts


def test_row_changed_here_and_there_is_a_conflict_with_three_texts() -> None:
    plan = drafted(2)
    file = Excel(plan).write(2, text="Trong tệp")
    Task.objects.filter(plan=plan, position=1).update(text="Trong cổng", note="Trong cổng")

    changes = file.compared()

    (conflict,) = changes.conflicts
    texts = {one.key: (one.before, one.now, one.new, one.is_written) for one in conflict.fields}
    assert texts == {
        "text": ("Việc số 1", "Trong cổng", "Trong tệp", True),
        "note": ("", "Trong cổng", "", False),
    }
    assert conflict.values == {"text": "Trong tệp"}, "what the file did not touch stays"
    assert changes.changed == ()


def test_row_changed_in_the_portal_alone_stays() -> None:
    plan = drafted(1)
    file = Excel(plan)
    Task.objects.update(text="Trong cổng")

    changes = file.compared()

    assert (changes.is_empty, len(changes.unchanged)) == (True, 1)


def test_same_change_on_both_sides_is_no_conflict() -> None:
    plan = drafted(1)
    file = Excel(plan).write(2, text="Như nhau")
    Task.objects.update(text="Như nhau")

    assert file.compared().is_empty


# Mistakes


@pytest.mark.parametrize(
    ("cells", "cell", "words"),
    [
        ({"code": "abc"}, "A2", "“abc” không phải mã dòng"),
        ({"code": 999_999_999}, "A2", "Mã 999999999 không thuộc kế hoạch này"),
        ({"code": "9" * 30}, "A2", "không phải mã dòng"),
        ({"section": "Mục lạ"}, "B2", "Kế hoạch không có mục “Mục lạ”"),
        ({"label": "x" * 21}, "C2", "Nội dung dài 21 ký tự, cho phép tối đa 20"),
        ({"title": "x" * 501}, "D2", "cho phép tối đa 500"),
        ({"text": None}, "E2", "Chưa có nhiệm vụ, giải pháp"),
        ({"text": "=A1"}, "E2", "Ô có công thức chưa tính"),
        ({"text": "x" * 10_001}, "E2", "cho phép tối đa 10000"),
        ({"deadline_text": "x" * 301}, "I2", "cho phép tối đa 300"),
        ({"deadline_kind": "lúc nào đó"}, "J2", "“lúc nào đó” không phải loại thời hạn"),
        ({"deadline_kind": "trước hoặc trong ngày"}, "L2", "phải có ngày kết thúc"),
        ({"ends_on": "31/02/2026"}, "L2", "“31/02/2026” không phải một ngày"),
        ({"starts_on": "giữa năm"}, "K2", "“giữa năm” không phải một ngày"),
        ({"starts_on": "2/1/2026", "ends_on": "1/1/2026"}, "L2", "không được trước ngày bắt đầu"),
        ({"components": "1.1, 9.9"}, "O2", "Không có mã chỉ số “9.9”"),
    ],
)
def test_mistake_names_its_cell_and_what_to_write(
    cells: dict[str, Any], cell: str, words: str
) -> None:
    factories.framework()
    plan = drafted(2)

    changes = Excel(plan).write(2, **cells).compared()

    ((where, sentence),) = sentences(changes)
    assert where == cell
    assert words in sentence
    assert changes.mistakes[0].row == 2


def test_new_row_needs_a_task() -> None:
    changes = Excel(drafted(1)).write(3, label="2)", note="xem sau").compared()

    assert sentences(changes) == [
        ("E3", "Chưa có nhiệm vụ, giải pháp. Hãy ghi nội dung, hoặc xóa dòng này khỏi tệp.")
    ]


def test_code_twice_names_the_other_row() -> None:
    plan = drafted(2)
    code = task(plan, 1).pk

    changes = Excel(plan).write(4, code=code, text="Chép").compared()

    assert sentences(changes) == [
        ("A4", f"Mã {code} đã có ở dòng 2. Hãy để trống ô này nếu là dòng mới.")
    ]


def test_code_of_another_plan_is_refused() -> None:
    plan, other = drafted(1), drafted(1)

    changes = Excel(plan).write(3, code=task(other, 1).pk, text="Của xã khác").compared()

    assert "không thuộc kế hoạch này" in sentences(changes)[0][1]


def test_all_mistakes_are_told_at_once() -> None:
    factories.framework()
    changes = (
        Excel(drafted(2))
        .write(2, label="x" * 21, components="9.9", text=None)
        .write(3, ends_on="mai")
        .compared()
    )

    assert sorted(one.cell for one in changes.mistakes) == ["C2", "E2", "L3", "O2"]


def test_two_headings_of_one_name_are_told_apart_by_the_row_above() -> None:
    plan = drafted(1)
    twins = [
        PlanSection.objects.create(
            plan=plan, part="appendix", position=number, label="a", heading="Chung"
        )
        for number in (2, 3)
    ]
    factories.task(plan)
    Task.objects.filter(position=2).update(section=twins[1])

    changes = Excel(plan).write(4, text="Dưới dòng của mục", section="a. Chung").compared()
    assert changes.added[0].values["section_id"] == twins[1].pk

    changes = Excel(plan).insert(2, text="Trên cùng", section="a. Chung").compared()
    assert "nhiều mục cùng tên" in sentences(changes)[0][1]


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


# Words


@pytest.mark.parametrize(
    ("old", "new", "left", "right"),
    [
        ("a b c", "a x c", [("a ", 0), ("b ", 1), ("c", 0)], [("a ", 0), ("x ", 1), ("c", 0)]),
        ("a c", "a b c", [("a ", 0), ("c", 0)], [("a ", 0), ("b ", 1), ("c", 0)]),
        ("", "a b", [], [("a b", 1)]),
        ("a b", "", [("a b", 1)], []),
    ],
)
def test_words_that_differ_are_told_apart(
    old: str, new: str, left: list[tuple[str, int]], right: list[tuple[str, int]]
) -> None:
    found = difference(old, new)

    assert [(one.text, one.is_changed) for one in found.old] == left
    assert [(one.text, one.is_changed) for one in found.new] == right


@given(old=st.text(max_size=60), new=st.text(max_size=60))
def test_pieces_put_together_are_the_texts(old: str, new: str) -> None:
    found = difference(old, new)

    assert "".join(one.text for one in found.old) == old
    assert "".join(one.text for one in found.new) == new


def test_very_long_texts_are_told_apart_as_wholes() -> None:
    old, new = "a " * 2000, "b " * 2000

    assert difference(old, new) == Difference((Piece(old, True),), (Piece(new, True),))
