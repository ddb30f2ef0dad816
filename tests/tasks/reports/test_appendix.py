"""The appendix as issued: headings and rows in the document's words and order."""

from datetime import date
from typing import Any

import pytest

from plans.models import Plan, PlanSection
from tasks.models import Task
from tasks.reports import appendix
from tests import factories

pytestmark = pytest.mark.django_db


def section(plan: Plan, position: int, label: str, heading: str, *, part: str = "") -> PlanSection:
    return PlanSection.objects.create(
        plan=plan,
        part=part or PlanSection.Part.APPENDIX,
        position=position,
        label=label,
        heading=heading,
    )


def row(plan: Plan, under: PlanSection | None, *, label: str = "a)", title: str = "") -> Task:
    return Task.objects.create(
        plan=plan,
        section=under,
        position=plan.tasks.count() + 1,
        label=label,
        title=title or f"Nội dung {plan.tasks.count() + 1}",
        text="- Tuyên truyền;\n- Niêm yết.",
        lead_text="UBND, cấp xã",
        support_text="Đoàn thể xã",
        deadline_text="Hàng năm",
    )


def test_rows_stand_under_their_headings_in_the_documents_order() -> None:
    plan = factories.plan(factories.commune())
    second, first = section(plan, 2, "2", "Công khai"), section(plan, 1, "1", "Tham gia")
    row(plan, first, label="a)", title="Tri thức")
    row(plan, first, label="đ)", title="Cơ hội")
    row(plan, second, label="", title="Tiếp cận thông tin")

    groups = appendix.build(plan).groups

    assert [(group.heading, [one.content for one in group.rows]) for group in groups] == [
        ("1. Tham gia", ["a) Tri thức", "đ) Cơ hội"]),
        ("2. Công khai", ["Tiếp cận thông tin"]),
    ]


def test_row_keeps_the_words_of_the_document_line_by_line() -> None:
    plan = factories.plan(factories.commune())
    row(plan, section(plan, 1, "1", "Tham gia"))

    (found,) = appendix.build(plan).rows

    assert found.lines == ("- Tuyên truyền;", "- Niêm yết.")
    assert (found.lead, found.support, found.deadline) == (
        "UBND, cấp xã",
        "Đoàn thể xã",
        "Hàng năm",
    )


def test_heading_without_rows_is_kept() -> None:
    plan = factories.plan(factories.commune())
    section(plan, 1, "4.2", "Chưa có việc")
    row(plan, section(plan, 2, "4.4", "Có việc"))

    assert [(group.heading, len(group.rows)) for group in appendix.build(plan).groups] == [
        ("4.2. Chưa có việc", 0),
        ("4.4. Có việc", 1),
    ]


def test_rows_without_heading_come_first_and_none_is_lost() -> None:
    plan = factories.plan(factories.commune())
    row(plan, section(plan, 1, "1", "Tham gia"))
    row(plan, None)

    found = appendix.build(plan)

    assert [group.heading for group in found.groups] == ["", "1. Tham gia"]
    assert len(found.rows) == 2


def test_heading_of_the_body_is_shown_only_with_its_rows() -> None:
    plan = factories.plan(factories.commune())
    body = PlanSection.Part.BODY
    section(plan, 1, "I", "MỤC ĐÍCH", part=body)
    row(plan, section(plan, 2, "II", "NHIỆM VỤ", part=body))

    assert [group.heading for group in appendix.build(plan).groups] == ["II. NHIỆM VỤ"]


def test_duties_of_the_body_stand_apart_from_the_table() -> None:
    plan = factories.plan(factories.commune())
    body = PlanSection.Part.BODY
    section(plan, 1, "I", "MỤC ĐÍCH", part=body)
    duties = section(plan, 2, "1", "Công an xã", part=body)
    row(plan, section(plan, 1, "1", "Tham gia"), label="1.1", title="Tri thức")
    row(plan, duties, label="-", title="Tuần tra")

    found = appendix.build(plan)

    assert [(group.heading, len(group.rows)) for group in found.groups] == [("1. Tham gia", 1)]
    assert [(group.heading, [one.content for one in group.rows]) for group in found.duties] == [
        ("1. Công an xã", ["- Tuần tra"])
    ]
    assert [one.content for one in found.rows] == ["1.1 Tri thức"]


def test_duties_are_the_table_when_there_is_no_other() -> None:
    plan = factories.plan(factories.commune())
    section(plan, 1, "1", "Chưa có việc")
    row(plan, section(plan, 2, "1", "Công an xã", part=PlanSection.Part.BODY))

    found = appendix.build(plan)

    assert [group.heading for group in found.groups] == ["1. Chưa có việc", "1. Công an xã"]
    assert found.duties == ()


def test_rows_without_a_heading_are_a_table_beside_which_duties_stand_apart() -> None:
    plan = factories.plan(factories.commune())
    row(plan, None, label="1")
    row(plan, section(plan, 1, "1", "Công an xã", part=PlanSection.Part.BODY))

    found = appendix.build(plan)

    assert ([one.heading for one in found.groups], [one.heading for one in found.duties]) == (
        [""],
        ["1. Công an xã"],
    )


def test_duties_are_shown_with_the_plan_but_not_printed_in_its_table() -> None:
    plan = factories.issued_plan(factories.commune())
    duties = section(plan, 9, "1", "Công an xã", part=PlanSection.Part.BODY)
    duty = row(plan, duties, label="-", title="Tuần tra ban đêm")
    client = factories.signed_in(factories.officer(plan.territory))

    page = client.get(plan.get_absolute_url()).content.decode()
    (printed,) = (str(table.rows) for table in appendix.as_paper(appendix.build(plan)).tables)

    assert duty.get_absolute_url() in page
    assert "Nhiệm vụ 1" in printed
    assert "Tuần tra ban đêm" not in printed


def test_appendix_is_built_with_two_queries(django_assert_num_queries: Any) -> None:
    plan = factories.issued_plan(factories.commune(), tasks=5)
    section(plan, 9, "1", "Công an xã", part=PlanSection.Part.BODY)
    plan = Plan.objects.select_related("issuer__territory").get(pk=plan.pk)

    with django_assert_num_queries(2):
        appendix.build(plan)


def test_plan_without_tasks_has_an_empty_appendix() -> None:
    found = appendix.build(factories.plan(factories.commune()))

    assert (found.groups, found.rows) == ((), ())


def test_title_is_the_documents_own_or_its_subject_in_capitals() -> None:
    plan = factories.plan(factories.commune())
    assert appendix.build(plan).title == "NÂNG CAO CHỈ SỐ PAPI NĂM 2026"

    plan.appendix_title = "Nội dung cải thiện"
    assert appendix.build(plan).title == "Nội dung cải thiện"


@pytest.mark.parametrize(
    ("issued_on", "when"),
    [
        (date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
        (date(2026, 1, 31), "ngày 31 tháng 01 năm 2026"),
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        (date(2024, 5, 30), "ngày 30 tháng 5 năm 2024"),
        (date(2024, 12, 1), "ngày 01 tháng 12 năm 2024"),
        (None, "ngày … tháng … năm …"),
    ],
)
def test_attached_line_has_the_leading_zeros_of_the_decree(
    issued_on: date | None, when: str
) -> None:
    plan = factories.plan(factories.commune(), number="354/KH-UBND")
    plan.issued_on = issued_on

    assert appendix.build(plan).attached == (
        f"(Kèm theo Kế hoạch số 354/KH-UBND {when} của Ủy ban nhân dân xã Điềm He)"
    )


def test_attached_line_leaves_room_for_a_number_not_given_yet() -> None:
    assert "Kế hoạch số …/… ngày" in appendix.build(factories.plan(factories.commune())).attached


def test_illustration_is_not_passed_off_as_a_document() -> None:
    plan = factories.plan(factories.commune())
    plan.is_illustration = True

    assert appendix.build(plan).attached == (
        "(Bản minh họa của cổng, không phải văn bản đã ban hành)"
    )
