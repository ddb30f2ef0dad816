"""Targets go out as a workbook and come back: shown first, then all of it or nothing."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from indicators.models import Target
from indicators.targets.columns import TARGETS
from plans.models import Event, Plan
from tests.indicators import lao_cai
from tests.papi_portal.workbooks import opened, workbook
from tests.plans.list_pages import text
from tests.tasks.test_plan_targets import ONE, Facts, lao_cai_facts

pytestmark = pytest.mark.django_db


@pytest.fixture
def facts(monkeypatch: pytest.MonkeyPatch) -> Facts:
    return lao_cai_facts()


def listed(*rows: dict[str, Any]) -> bytes:
    header = [column.title for column in TARGETS]
    return workbook(header, *([row.get(column.key) for column in TARGETS] for row in rows))


def row(**cells: Any) -> dict[str, Any]:
    promise = {"text": "đạt 45 điểm", "kind": "điểm từ", "value": 45}
    return {"year": 2020, "component": "0", **promise, **cells}


def sent(facts: Facts, content: bytes) -> Any:
    file = SimpleUploadedFile("Mục tiêu.xlsx", content)
    return facts.client.post(facts.address("targets-import"), {"file": file})


def confirmed(facts: Facts, shown: Any) -> Any:
    """Press the button of a preview."""
    page = text(shown)
    typed = {
        name: page.split(f'name="{name}" value="')[1].partition('"')[0]
        for name in ("table", "seen", "version")
    }
    return facts.client.post(facts.address("targets-import"), typed)


def stored() -> list[tuple[Any, ...]]:
    return list(Target.objects.order_by("position").values_list("position", "kind", "value"))


def test_targets_come_back_unchanged(facts: Facts) -> None:
    facts.add_all(
        [
            *lao_cai.promises(),
            {**ONE, "text": "dòng một\nđạt", "kind": "rank_range", "value": "5", "value_to": "10"},
            {**ONE, "kind": "count_in_group", "value": "", "group": "TBC", "count": "8"},
            {**ONE, "kind": "change", "value": "-0,05"},
        ]
    )
    content = facts.client.get(facts.address("plan-targets-file")).content

    page = text(sent(facts, content))

    assert "Tệp không thay đổi gì" in page
    assert "<dt>giữ nguyên</dt> <dd>30</dd>" in page
    assert "Nhập: thêm" not in page


def test_workbook_is_typed_framed_and_says_its_source(facts: Facts) -> None:
    facts.add_all(lao_cai.promises()[:3])
    facts.publish(2019, "papi-2019", c0="45,06")
    facts.publish(2020, "papi-2019", c0="46,41")

    book = opened(facts.client.get(facts.address("plan-targets-file")).content)

    judged, checks, listed_ = (
        book[name] for name in ("Mục tiêu", "Đối chiếu", "Danh sách mục tiêu")
    )
    assert judged["A2"].value == "Nguồn: Báo cáo PAPI."
    assert [cell.value for cell in judged[4]][3:7] == ["46,41 điểm", "đạt", 0.01, "điểm"]
    assert [cell.value for cell in checks[4]][3:] == [1.34, 1.34, "khớp"]
    assert [listed_["A3"].value, listed_["H3"].value] == [1, 46.4]
    for page, header in ((judged, 3), (checks, 3), (listed_, 2)):
        assert page.freeze_panes == f"A{header + 1}"
        assert page.print_title_rows == f"${header}:${header}"
        assert page.print_area


def test_list_adds_and_changes_after_it_was_shown(facts: Facts) -> None:
    facts.add(**ONE)

    shown = sent(
        facts,
        listed(
            row(position=1, value="45,5"),
            row(component="1", framework="papi-2019", kind="nhóm từ", value=None, group="Cao nhất"),
        ),
    )
    before = stored()
    answer = confirmed(facts, shown)

    assert "Nhập: thêm 1, sửa 1" in text(shown)
    assert len(before) == 1
    assert answer["Location"] == facts.address()
    assert stored() == [(1, "score_min", 45.5), (2, "group_min", None)]
    event = Event.objects.latest("pk")
    assert event.verb == "target.import"
    assert event.sentence.endswith("từ tệp: thêm 1, sửa 1")


def test_kind_may_change_and_blank_cells_are_cleared(facts: Facts) -> None:
    facts.add(**ONE)

    confirmed(
        facts, sent(facts, listed(row(position=1, kind="nhóm từ", value=None, group="Cao nhất")))
    )

    target = Target.objects.get()
    assert (target.kind, target.value, target.group) == ("group_min", None, "CN")


def test_group_may_be_its_code_as_in_the_list_of_scores(facts: Facts) -> None:
    confirmed(facts, sent(facts, listed(row(kind="nhóm từ", value=None, group="tbc"))))

    assert Target.objects.get().group == "TBC"


def test_list_half_right_says_what_is_wrong_and_nothing_is_written(facts: Facts) -> None:
    wrong = [
        (row(), ""),
        (row(value=81), "81 nằm ngoài thang điểm 10 – 80"),
        (row(value="khá"), "“khá” không phải là số."),
        (row(component="9"), "không có thành phần mang mã 9."),
        (row(year=2020, framework="papi-2018"), "papi-2018 không đo năm 2020"),
        (row(year=2010), "Chưa có bộ tiêu chí PAPI nào đo năm 2010."),
        (row(kind="hứa"), "“hứa” không có trong danh mục."),
        (row(kind="nhóm từ"), "không dùng ô này"),
        (row(kind="dẫn đầu vùng", value=None, region="Tây"), "Cổng chưa có vùng “Tây”."),
        (row(text=None), "Hãy ghi nguyên văn."),
        (row(position=7), ""),
        (row(position=7), "Trùng với dòng 12."),
    ]

    answer = sent(facts, listed(*(one for one, _ in wrong)))

    page = text(answer)
    assert answer.status_code == 422
    for _, sentence in wrong:
        assert sentence in page
    assert "Nhập: thêm" not in page
    assert not Target.objects.exists()


def test_file_that_is_no_list_is_refused_with_a_sentence(facts: Facts) -> None:
    answers = [sent(facts, content) for content in (b"x", workbook(["Tên"], ["a"]), listed())]

    assert [one.status_code for one in answers] == [422] * 3
    assert "Không tìm thấy dòng tiêu đề" in text(answers[1])


def test_draft_changed_meanwhile_is_shown_anew(facts: Facts) -> None:
    shown = sent(facts, listed(row()))
    facts.add(**ONE)

    answer = confirmed(facts, shown)

    assert answer.status_code == 409
    assert "dự thảo đã thay đổi từ lúc xem trước" in text(answer)
    assert Target.objects.count() == 1
    assert confirmed(facts, answer).status_code == 302
    assert Target.objects.count() == 2


def test_list_that_would_not_do_what_was_shown_is_shown_anew(facts: Facts) -> None:
    page = text(sent(facts, listed(row())))
    typed = {
        name: page.split(f'name="{name}" value="')[1].partition('"')[0]
        for name in ("table", "version")
    }

    answer = facts.client.post(facts.address("targets-import"), {**typed, "seen": "khác"})

    assert answer.status_code == 409
    assert not Target.objects.exists()
    assert str(Plan.objects.get(pk=facts.plan.pk).version) == typed["version"]


def test_preview_of_another_plan_or_a_forged_one_is_not_taken_in(facts: Facts) -> None:
    shown = sent(facts, listed(row()))
    other = Plan.objects.get(pk=facts.plan.pk)
    other.pk, other.number = None, "2"
    other.save()
    facts.plan = other

    answer = confirmed(facts, shown)

    assert answer["Location"] == facts.address("targets-import")
    assert not Target.objects.exists()
