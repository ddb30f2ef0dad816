"""The whole plan as a value: what it rests on, its text, who signs, and when it has an appendix."""

from typing import Any

import pytest

from papi_portal.paper import Letterhead as Head
from papi_portal.paper import Line, Look, Signature
from plans.models import Letterhead, Plan, PlanBasis, PlanSection
from tasks import actions
from tasks.models import Task
from tasks.reports import whole_plan, whole_plan_paper
from tests import factories

pytestmark = pytest.mark.django_db
Relation = PlanBasis.Relation
ABOVE = "Kế hoạch số 169/KH-UBND ngày 27/5/2024 của UBND huyện Văn Quan"
LAW = "Luật Thực hiện dân chủ ở cơ sở năm 2022"
OLD = "Kế hoạch số 12/KH-UBND ngày 02/5/2024 của UBND xã Điềm He"


def drafted(**facts: Any) -> Plan:
    plan = factories.plan(factories.commune())
    for name, value in facts.items():
        setattr(plan, name, value)
    plan.save()
    return plan


def rests(plan: Plan, relation: str, text: str, number: str = "") -> None:
    position = plan.bases.count() + 1
    PlanBasis.objects.create(
        plan=plan, position=position, relation=relation, text=text, number=number
    )


def section(
    plan: Plan, label: str, heading: str = "", text: str = "", parent: PlanSection | None = None
) -> PlanSection:
    position = plan.sections.filter(part="body").count() + 1
    return PlanSection.objects.create(
        plan=plan,
        part="body",
        position=position,
        label=label,
        heading=heading,
        text=text,
        parent=parent,
    )


def letter(plan: Plan) -> list[Any]:
    return list(whole_plan_paper.as_paper(whole_plan.build(plan)).parts[0].blocks)


def said(plan: Plan, *looks: Look) -> list[str]:
    return [one.text for one in letter(plan) if isinstance(one, Line) and one.look in looks]


def head(plan: Plan) -> Head:
    (one,) = [one for one in letter(plan) if isinstance(one, Head)]
    return one


def signature(plan: Plan) -> Signature:
    (one,) = [one for one in letter(plan) if isinstance(one, Signature)]
    return one


# Head and title


def test_head_and_title_are_those_of_the_document() -> None:
    plan = factories.issued_plan(factories.commune(), number="0125/KH-UBND")

    assert head(plan) == Head(
        "",
        "ỦY BAN NHÂN DÂN\nXÃ ĐIỀM HE",
        "Số: 0125/KH-UBND",
        "Điềm He, ngày 15 tháng 01 năm 2026",
    )
    assert said(plan, Look.KIND, Look.SUBJECT) == ["KẾ HOẠCH", "Nâng cao Chỉ số PAPI năm 2026"]


@pytest.mark.parametrize(
    ("kind", "number", "title"),
    [
        (Plan.Kind.PLAN, "Số: …/KH-UBND", "KẾ HOẠCH"),
        (Plan.Kind.DECISION, "Số: …/QĐ-UBND", "QUYẾT ĐỊNH"),
        (Plan.Kind.PROGRAMME, "Số: …/CTr-UBND", "CHƯƠNG TRÌNH HÀNH ĐỘNG"),
        (Plan.Kind.DIRECTIVE, "Số: …/CT-UBND", "CHỈ THỊ"),
        (Plan.Kind.FRAMEWORK, "Số: …/UBND", "BỘ KHUNG NHIỆM VỤ"),
    ],
)
def test_number_and_day_not_given_yet_leave_room(kind: str, number: str, title: str) -> None:
    plan = drafted(kind=kind, issued_on=None)

    assert head(plan).number == number
    assert head(plan).place_and_day == "Điềm He, ngày … tháng … năm …"
    assert said(plan, Look.KIND) == [title]


def test_appendix_names_the_number_as_the_head_does() -> None:
    plan = drafted(issued_on=None)

    found = whole_plan.build(plan)

    assert found.appendix is not None
    assert found.appendix.attached.startswith("(Kèm theo Kế hoạch số …/KH-UBND ngày …")


def test_decision_says_who_decides() -> None:
    plan = drafted(kind=Plan.Kind.DECISION, signed_for="TM. ỦY BAN NHÂN DÂN")
    assert said(plan, Look.TITLE) == ["ỦY BAN NHÂN DÂN XÃ ĐIỀM HE", "QUYẾT ĐỊNH:"]

    Letterhead.objects.create(
        unit=plan.issuer,
        issuer="UBND",
        symbol="UBND",
        place="Điềm He",
        signatory_post="CHỦ TỊCH",
        recipients="- Lưu: VT.",
    )
    plan.signed_for = ""
    assert said(plan, Look.TITLE)[0] == "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ ĐIỀM HE"


def test_illustration_is_not_passed_off_as_a_document() -> None:
    plan = drafted(is_illustration=True)

    assert said(plan, Look.ATTACHED) == ["(Bản minh họa của cổng, không phải văn bản đã ban hành)"]


# Grounds and opening


def test_grounds_are_slanted_and_what_is_carried_out_begins_the_opening() -> None:
    first = "UBND xã Điềm He xây dựng kế hoạch như sau:"
    plan = drafted(opening=f"{first}\nĐoạn hai.")
    rests(plan, Relation.RESTS_ON, LAW)
    rests(plan, Relation.RESTS_ON, "Xét đề nghị của Công chức Văn phòng;")
    rests(plan, Relation.CARRIES_OUT, ABOVE)
    rests(plan, Relation.CARRIES_OUT, f"Thực hiện {OLD}.")
    rests(plan, Relation.CONTINUES, "Luật Đất đai")

    assert said(plan, Look.GROUND) == [
        f"Căn cứ {LAW};",
        "Xét đề nghị của Công chức Văn phòng.",
    ]
    assert said(plan, Look.BODY) == [
        f"Thực hiện {ABOVE}; thực hiện {OLD}; tiếp tục thực hiện Luật Đất đai, {first}",
        "Đoạn hai.",
    ]


def test_carried_out_is_a_sentence_of_its_own_before_any_other_opening() -> None:
    plan = drafted(opening="Nhằm nâng cao Chỉ số PAPI, UBND xã ban hành kế hoạch như sau:")
    rests(plan, Relation.CARRIES_OUT, ABOVE)
    rests(plan, Relation.RESTS_ON, LAW)
    rests(plan, Relation.CARRIES_OUT, OLD)

    assert said(plan, Look.GROUND) == [f"Thực hiện {ABOVE}.", f"Căn cứ {LAW}."]
    assert said(plan, Look.BODY) == [f"Thực hiện {OLD}.", plan.opening]


def test_change_of_another_document_is_said_once() -> None:
    plan = drafted(closing="Trên đây là kế hoạch./.")
    rests(plan, Relation.REPLACES, OLD, "12/KH-UBND")
    rests(plan, Relation.AMENDS, "Sửa đổi, bổ sung Kế hoạch số 13/KH-UBND.", "13/KH-UBND")

    assert said(plan, Look.BODY) == [
        f"Kế hoạch này thay thế {OLD}.",
        "Kế hoạch này sửa đổi, bổ sung Kế hoạch số 13/KH-UBND.",
    ]

    section(plan, "1", text="Thay thế Kế hoạch số 12/KH-UBND năm 2024.")
    assert said(plan, Look.BODY)[1:] == ["Kế hoạch này sửa đổi, bổ sung Kế hoạch số 13/KH-UBND."]


# The body


def test_sections_stand_as_issued_at_any_depth() -> None:
    plan = drafted()
    first = section(plan, "I", "MỤC ĐÍCH")
    second = section(plan, "1", "Mục đích", "- Nâng cao;\n\n- Cải thiện.", first)
    third = section(plan, "1.1", "Nội dung", parent=second)
    section(plan, "a)", "", "Họp thôn;\nNiêm yết.", third)
    section(plan, "", "", "Lời không có mục")

    lines = [one for one in letter(plan) if isinstance(one, Line)]

    assert [(one.text, one.look) for one in lines[2:]] == [
        ("I. MỤC ĐÍCH", Look.HEADING),
        ("1. Mục đích", Look.HEADING),
        ("- Nâng cao;", Look.BODY),
        ("- Cải thiện.", Look.BODY),
        ("1.1. Nội dung", Look.POINT),
        ("a) Họp thôn;", Look.BODY),
        ("Niêm yết.", Look.BODY),
        ("Lời không có mục", Look.BODY),
    ]


def test_heading_that_was_cut_is_printed_whole_from_the_text() -> None:
    plan = drafted()
    whole = "Nhiệm vụ " * 60
    section(plan, "1", whole[:500], whole.strip())

    assert said(plan, Look.HEADING) == []
    assert said(plan, Look.BODY) == [f"1. {whole.strip()}"]


def test_empty_plan_is_a_head_a_title_and_a_signature() -> None:
    plan = drafted(opening="", closing="", issued_on=None)

    blocks = letter(plan)

    assert [one.block for one in blocks] == ["letterhead", "line", "line", "signature"]


# Below the text


def test_draft_is_signed_as_its_body_signs_and_what_is_issued_as_it_was() -> None:
    plan = drafted(signatory="Triệu Lê Phụng")
    draft = signature(plan)

    factories.task(plan)
    issued = signature(actions.issue_plan(plan=plan, by=None, at=factories.NOW))

    assert (draft.signed_for, draft.post) == (("TM. ỦY BAN NHÂN DÂN",), "CHỦ TỊCH")
    assert (issued.signed_for, issued.post) == ((), "")
    assert draft.name == issued.name == "Triệu Lê Phụng"


def test_second_line_of_those_signed_for_stands_below_the_first() -> None:
    plan = drafted(signed_for="TM. ỦY BAN NHÂN DÂN, KT. CHỦ TỊCH", signatory_post="PHÓ CHỦ TỊCH")

    assert signature(plan).signed_for == ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH")
    assert signature(plan).post == "PHÓ CHỦ TỊCH"


@pytest.mark.parametrize(
    ("named", "printed"),
    [
        (["Phòng Nội vụ", "Lưu: VT, VP"], ("- Phòng Nội vụ;", "- Lưu: VT, VP.")),
        (["- Như trên;", "- Lưu: VT."], ("- Lưu: VT.",)),
        ([], ("- Lưu: VT.",)),
    ],
)
def test_recipients_are_a_list_that_ends_with_a_stop(
    named: list[str], printed: tuple[str, ...]
) -> None:
    assert signature(drafted(recipients=named)).recipients == printed


# The appendix


def test_table_is_left_out_when_the_text_holds_every_task_word_for_word() -> None:
    plan = drafted()
    made = factories.task(plan, text="Họp thôn\nmỗi quý một lần")
    section(plan, "1", "Nhiệm vụ", "a) Họp  thôn\nmỗi quý một lần; công khai.")

    assert whole_plan.build(plan).appendix is None

    Task.objects.filter(pk=made.pk).update(text="Họp thôn mỗi tháng")
    assert whole_plan.build(plan).appendix is not None


def test_plan_without_tasks_keeps_its_empty_table() -> None:
    found = whole_plan.build(drafted())

    assert found.appendix is not None
    assert found.appendix.rows == ()


def test_document_is_built_with_five_queries(django_assert_num_queries: Any) -> None:
    for number in (1, 30):
        made = factories.issued_plan(factories.commune(), tasks=number)
        for place in range(number):
            section(made, str(place), "Mục")
            rests(made, Relation.RESTS_ON, f"{LAW} {place}")
        plan = Plan.objects.select_related("issuer__territory__parent__parent").get(pk=made.pk)
        with django_assert_num_queries(5):
            whole_plan_paper.as_paper(whole_plan.build(plan))
