"""A confirmed reading becomes a draft: its head, its headings, its rows."""

from datetime import date

import pytest

from plans.models import Plan, PlanSection, Territory
from tasks import actions
from tasks.reading import edits
from tests import factories
from tests.tasks import uploads
from tests.tasks.actions.taking_in import taken
from tests.tasks.reading.written_plans import deadline, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune(db: None) -> Territory:
    return uploads.diem_he()


def headings(plan: Plan, part: str) -> list[tuple[str, str | None]]:
    """Return each heading with the one above it, in the order of the document."""
    found = plan.sections.filter(part=part).select_related("parent").order_by("position")
    return [(one.title, one.parent.title if one.parent else None) for one in found]


# The document


def test_head_of_the_document_is_kept_word_for_word(commune: Territory) -> None:
    plan = taken(commune, opening="Mở\nđầu", recipients=["UBND tỉnh", "Lưu: VT"])

    plan.refresh_from_db()
    assert (plan.territory, plan.issuer) == (commune, factories.committee(commune))
    assert (plan.number, plan.issued_on, plan.kind) == ("12/KH-UBND", date(2026, 2, 5), "plan")
    assert (plan.year_from, plan.year_to, plan.place) == (2026, 2026, "Điềm He")
    assert plan.subject == "Nâng cao Chỉ số PAPI năm 2026"
    assert (plan.opening, plan.closing) == ("Mở\nđầu", "Trên đây là Kế hoạch./.")
    assert (plan.signed_for, plan.signatory_post) == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
    assert (plan.signatory, plan.recipients) == ("Hoàng Văn Sơn", ["UBND tỉnh", "Lưu: VT"])
    assert plan.appendix_title == "NHIỆM VỤ NÂNG CAO CHỈ SỐ PAPI"
    assert plan.is_draft


def test_document_of_unknown_kind_day_and_number_is_a_plan_still(commune: Territory) -> None:
    plan = taken(commune, kind="", number="", issued_on=None)

    assert (plan.kind, plan.number, plan.issued_on) == (Plan.Kind.PLAN, "", None)


def test_body_is_written_with_its_headings_below_each_other(commune: Territory) -> None:
    plan = taken(
        commune,
        sections=[
            {
                "label": "I",
                "heading": "MỤC ĐÍCH",
                "text": "Chung",
                "parts": [{"label": "1", "heading": "Yêu cầu", "text": "Rõ", "parts": []}],
            },
            {"label": "II", "heading": "NHIỆM VỤ", "text": "", "parts": []},
        ],
    )

    assert headings(plan, PlanSection.Part.BODY) == [
        ("I. MỤC ĐÍCH", None),
        ("1. Yêu cầu", "I. MỤC ĐÍCH"),
        ("II. NHIỆM VỤ", None),
    ]
    assert [one.text for one in plan.sections.filter(part="body").order_by("position")] == [
        "Chung",
        "Rõ",
        "",
    ]


def test_heading_too_long_for_one_is_kept_whole_in_its_text(commune: Territory) -> None:
    long = "ạ" * 600
    plan = taken(
        commune,
        row(headings=[["1", long]]),
        sections=[{"label": "I", "heading": long, "text": "Chung", "parts": []}],
    )

    body, appendix = (plan.sections.get(part=part) for part in ("body", "appendix"))
    assert (body.heading, body.text) == (long[:500], f"{long}\nChung")
    assert (appendix.heading, appendix.text) == (long[:500], long)


# Rows


def test_rows_are_written_in_order_with_every_word(commune: Territory) -> None:
    plan = taken(
        commune,
        row(
            "- Họp;\n- Loa.",
            label="a)",
            title="Tri thức",
            output="Biên bản",
            note="Mỗi thôn",
            lead=["UBND xã"],
            support=["Công an xã"],
            support_text="Công an xã (nơi có)",
            guide=["Sở Nội vụ"],
            deadline=deadline("Trước 30/6/2026", "by_date", None, "2026-06-30"),
        ),
        row("Hai"),
    )

    first, second = plan.tasks.order_by("position")
    assert (first.position, first.label, first.title) == (1, "a)", "Tri thức")
    assert (first.text, first.output, first.note) == ("- Họp;\n- Loa.", "Biên bản", "Mỗi thôn")
    assert (first.lead_text, first.support_text, first.guide_text) == (
        "UBND xã",
        "Công an xã (nơi có)",
        "Sở Nội vụ",
    )
    assert (first.deadline_text, first.deadline_kind) == ("Trước 30/6/2026", "by_date")
    assert (first.starts_on, first.ends_on) == (None, date(2026, 6, 30))
    assert (second.position, second.text, second.deadline_kind) == (2, "Hai", "none")


def test_rows_left_out_are_not_written_and_leave_no_gap(commune: Territory) -> None:
    intake = uploads.waiting(commune, row("Một"), row("Hai"), row("Ba"))
    actions.edit_intake(intake=intake, edit=lambda values: edits.drop(values, 2, dropped=True))

    plan = uploads.confirmed(intake)

    assert list(plan.tasks.order_by("position").values_list("position", "text")) == [
        (1, "Một"),
        (2, "Ba"),
    ]


def test_headings_of_the_table_become_the_appendix_each_once_while_it_lasts(
    commune: Territory,
) -> None:
    papi, par = ["A", "CHỈ SỐ PAPI"], ["B", "CHỈ SỐ PAR INDEX"]
    one, two = ["1", "Tham gia"], ["2", "Công khai"]
    plan = taken(
        commune,
        row("a", headings=[papi, one]),
        row("b", headings=[papi, one]),
        row("c", headings=[papi, two]),
        row("d", headings=[par, one]),
        row("e", headings=[papi]),
        row("g", headings=[]),
    )

    assert headings(plan, PlanSection.Part.APPENDIX) == [
        ("A. CHỈ SỐ PAPI", None),
        ("1. Tham gia", "A. CHỈ SỐ PAPI"),
        ("2. Công khai", "A. CHỈ SỐ PAPI"),
        ("B. CHỈ SỐ PAR INDEX", None),
        ("1. Tham gia", "B. CHỈ SỐ PAR INDEX"),
        ("A. CHỈ SỐ PAPI", None),
    ]
    sections = [task.section.title if task.section else None for task in plan.tasks.all()]
    assert sections == [
        "1. Tham gia",
        "1. Tham gia",
        "2. Công khai",
        "1. Tham gia",
        "A. CHỈ SỐ PAPI",
        None,
    ]


DUTIES = {
    "label": "III",
    "heading": "TỔ CHỨC THỰC HIỆN",
    "text": "",
    "parts": [{"label": "1", "heading": "Công an xã", "text": "- Tuần tra.", "parts": []}],
}
DUTY = row(
    "Tuần tra.",
    part="organisation",
    headings=[["III", "TỔ CHỨC THỰC HIỆN"], ["1", "Công an xã"]],
)


def test_duties_beside_a_table_hang_on_the_body(commune: Territory) -> None:
    plan = taken(commune, row("Một"), DUTY, sections=[DUTIES])

    duty = plan.tasks.get(position=2)
    assert duty.section is not None
    assert (duty.section.part, duty.section.title) == (PlanSection.Part.BODY, "1. Công an xã")
    assert headings(plan, PlanSection.Part.APPENDIX) == [("1. Sự tham gia của người dân", None)]


def test_plan_without_a_table_has_its_outline_for_an_appendix(commune: Territory) -> None:
    plan = taken(commune, row("Một", part="outline"), DUTY, sections=[DUTIES])

    assert headings(plan, PlanSection.Part.APPENDIX) == [
        ("1. Sự tham gia của người dân", None),
        ("III. TỔ CHỨC THỰC HIỆN", None),
        ("1. Công an xã", "III. TỔ CHỨC THỰC HIỆN"),
    ]


def test_rows_are_linked_to_the_components_of_their_version(commune: Territory) -> None:
    papi = factories.framework()
    factories.framework(code="papi-2011", first_year=2011)

    plan = taken(
        commune,
        row("a", framework=papi.code, components=["1.1", "1.2", "1.1"]),
        row("b", framework=papi.code, components=["0"]),
        row("c", framework="unknown-1999", components=["1"]),
        row("d", framework=papi.code, components=["9.9"]),
    )

    linked = [
        [component.code for component in task.components.order_by("position")]
        for task in plan.tasks.order_by("position")
    ]
    assert linked == [["1.1", "1.2"], ["0"], [], []]
    first = plan.tasks.get(position=1).components.first()
    assert first is not None
    assert first.framework == papi
