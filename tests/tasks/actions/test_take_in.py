"""What was read becomes a plan: its document, headings, rows, parties, links and promises."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from indicators.models import Target
from plans.models import Plan, PlanBasis, PlanSection, Territory, Unit
from tasks import actions
from tasks.actions.take_in import day_of
from tasks.models import Intake, Party, RememberedParty
from tasks.parties import key
from tasks.reading import edits
from tests import factories
from tests.tasks import uploads
from tests.tasks.reading.written_plans import Values, citation, deadline, row, target

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune(db: None) -> Territory:
    return uploads.diem_he()


def taken(territory: Territory, *rows: Values, **changes: Any) -> Plan:
    return uploads.confirmed(uploads.waiting(territory, *rows, **changes))


def chosen(territory: Territory, choices: dict[str, str], *rows: Values) -> Plan:
    """Take rows in after their names were decided about."""
    intake = uploads.waiting(territory, *rows, number="")
    actions.choose_names(intake=intake, choices=choices)
    return uploads.confirmed(intake)


def parties(plan: Plan) -> list[tuple[str, str, str, str]]:
    """Return role, name, unit and group of each party in the order of rows."""
    found = Party.objects.filter(task__plan=plan).select_related("unit")
    return [
        (one.role, one.text, one.unit.name if one.unit else "", one.group)
        for one in found.order_by("task__position", "pk")
    ]


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


# Promises and grounds


@pytest.mark.parametrize(
    ("changes", "kept"),
    [
        ({}, ("score_min", Decimal(43), None, "", None, "")),
        (
            {"kind": "rank_range", "value": "10", "value_to": "15"},
            ("rank_range", Decimal(10), Decimal(15), "", None, ""),
        ),
        (
            {"kind": "rank_range", "value": "15", "value_to": "10"},
            ("rank_range", Decimal(10), Decimal(15), "", None, ""),
        ),
        (
            {"kind": "group_min", "value": "", "group": "TBC"},
            ("group_min", None, None, "TBC", None, ""),
        ),
        (
            {"kind": "count_in_group", "value": "", "group": "CN", "count": 3},
            ("count_in_group", None, None, "CN", 3, ""),
        ),
        (
            {"kind": "first_in_region", "value": "", "region": "Trung du"},
            ("first_in_region", None, None, "", None, "Trung du"),
        ),
    ],
)
def test_promises_become_targets(
    commune: Territory, changes: Values, kept: tuple[object, ...]
) -> None:
    factories.framework()

    found = taken(commune, targets=[target(**changes)]).targets.get()

    assert (
        found.kind,
        found.value,
        found.value_to,
        found.group,
        found.count,
        found.region,
    ) == kept
    assert (found.component.code, found.year, found.text) == ("0", 2026, "đạt từ 43 điểm")


def test_promise_without_a_year_is_of_the_plans_first(commune: Territory) -> None:
    factories.framework()

    assert taken(commune, targets=[target(year=None)]).targets.get().year == 2026


@pytest.mark.parametrize(
    "changes",
    [{"component": "9.9"}, {"kind": "steps_up", "value": ""}, {"kind": "group_min", "group": ""}],
)
def test_promise_that_cannot_be_judged_does_not_stop_the_plan(
    commune: Territory, changes: Values
) -> None:
    factories.framework()

    plan = taken(commune, targets=[target(**changes), target()])

    assert [one.position for one in Target.objects.filter(plan=plan)] == [2]


def test_grounds_and_what_is_replaced_are_kept_as_cited(commune: Territory) -> None:
    plan = taken(
        commune,
        basis=[
            citation(
                "Kế hoạch số 15/KH-UBND ngày 20/01/2026 của UBND tỉnh về PAPI",
                relation="carries_out",
                kind="Kế hoạch",
                number="15/KH-UBND",
                issued_on="2026-01-20",
                issuer="UBND tỉnh",
                subject="PAPI",
            ),
            citation("k" * 2_000, kind="k" * 90, number="n" * 90, subject="s" * 900),
        ],
        replaces=[citation("Kế hoạch cũ", relation="replaces")],
    )

    first, long, replaced = plan.bases.order_by("position")
    assert (first.relation, first.kind, first.number) == ("carries_out", "Kế hoạch", "15/KH-UBND")
    assert (first.issued_on, first.issuer_name, first.subject) == (
        date(2026, 1, 20),
        "UBND tỉnh",
        "PAPI",
    )
    assert (first.text[-8:], first.document) == (" về PAPI", None)
    assert (long.text, len(long.number)) == ("k" * 2_000, 50)
    assert (replaced.relation, replaced.text) == (PlanBasis.Relation.REPLACES, "Kế hoạch cũ")


def cited_in(territory: Territory, issuer: str) -> Plan | None:
    """Return the plan linked to "12/KH-UBND of 15/1/2026" as cited in a plan of a territory."""
    cites = citation("…", number="12/KH-UBND", issued_on="2026-01-15", issuer=issuer)
    return taken(territory, number="99/KH-UBND", basis=[cites]).bases.get().document


@pytest.mark.parametrize(
    "issuer", ["Ủy ban nhân dân tỉnh Lạng Sơn", "UBND tỉnh", "ubnd tỉnh lạng sơn", ""]
)
def test_ground_is_linked_to_the_plan_in_the_portal(commune: Territory, issuer: str) -> None:
    assert commune.parent
    above = factories.issued_plan(commune.parent, number="12/KH-UBND")

    assert cited_in(commune, issuer) == above


def test_ground_of_a_commune_that_is_no_more_is_linked_by_its_name(commune: Territory) -> None:
    old = factories.commune("Xã Liên Hội", parent=commune.parent)
    above = factories.issued_plan(old, number="12/KH-UBND")

    assert cited_in(commune, "Ủy ban nhân dân xã Liên Hội") == above


def test_ground_is_not_linked_to_a_plan_of_the_same_number_by_somebody_else(
    commune: Territory,
) -> None:
    assert commune.parent
    factories.committee(commune.parent)
    factories.issued_plan(factories.commune("Xã Hai", parent=commune.parent), number="12/KH-UBND")

    assert cited_in(commune, "UBND tỉnh Lạng Sơn") is None
    assert cited_in(uploads.diem_he(), "UBND huyện Văn Quan") is None


def test_ground_that_two_plans_fit_is_not_guessed(commune: Territory) -> None:
    for name in ("Xã Hai", "Xã Ba"):
        factories.issued_plan(factories.commune(name, parent=commune.parent), number="12/KH-UBND")

    assert cited_in(commune, "") is None


# Parties


def test_names_become_units_groups_or_stay_words(commune: Territory) -> None:
    plan = taken(
        commune,
        row(
            lead=["UBND xã", "Công an xã"],
            support=["Các công chức chuyên môn", "Tổ Công nghệ số"],
            guide=["UBND tỉnh"],
        ),
    )

    assert parties(plan) == [
        ("lead", "UBND xã", "UBND xã Điềm He", ""),
        ("lead", "Công an xã", "Công an xã", ""),
        ("support", "Các công chức chuyên môn", "", "posts"),
        ("support", "Tổ Công nghệ số", "", ""),
        ("guide", "UBND tỉnh", "", ""),
    ]


def test_choice_of_a_person_comes_before_the_directory_and_is_remembered(
    commune: Territory,
) -> None:
    police = commune.units.get(name="Công an xã")
    choices = {
        "to cong nghe so": f"unit:{police.pk}",
        "cac to": "group:bodies",
        "khac": "keep:",
        "": "",
    }

    plan = chosen(commune, choices, row(lead=["Tổ Công nghệ số"], support=["Các tổ", "Khác", "Lạ"]))
    again = taken(
        commune, row(lead=["tổ công nghệ số"], support=["Các tổ", "Khác"]), number="2/KH-UBND"
    )

    assert parties(plan) == [
        ("lead", "Tổ Công nghệ số", "Công an xã", ""),
        ("support", "Các tổ", "", "bodies"),
        ("support", "Khác", "", ""),
        ("support", "Lạ", "", ""),
    ]
    assert parties(again) == [
        ("lead", "tổ công nghệ số", "Công an xã", ""),
        ("support", "Các tổ", "", "bodies"),
        ("support", "Khác", "", ""),
    ]
    assert list(RememberedParty.objects.order_by("key").values_list("key", "unit", "group")) == [
        ("cac to", None, "bodies"),
        ("khac", None, ""),
        ("to cong nghe so", police.pk, ""),
    ]


def test_later_choice_takes_the_place_of_the_remembered_one(commune: Territory) -> None:
    police = commune.units.get(name="Công an xã")
    chosen(commune, {"to": "group:bodies"}, row(lead=["Tổ"]))

    plan = chosen(commune, {"to": f"unit:{police.pk}"}, row(lead=["Tổ"]))

    assert parties(plan) == [("lead", "Tổ", "Công an xã", "")]
    assert RememberedParty.objects.get().unit == police


def test_what_one_commune_decided_binds_no_other(commune: Territory) -> None:
    chosen(commune, {"to": "group:bodies"}, row(lead=["Tổ"]))

    assert parties(taken(uploads.diem_he(), row(lead=["Tổ"]))) == [("lead", "Tổ", "", "")]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Trường Tiểu học Điềm He", Unit.Kind.SCHOOL),
        ("Công chức Địa chính", Unit.Kind.POST),
        ("Hội Nông dân xã", Unit.Kind.ASSOCIATION),
        ("Tổ Công nghệ số cộng đồng", Unit.Kind.OTHER),
    ],
)
def test_name_to_be_added_becomes_a_unit_of_its_kind(
    commune: Territory, name: str, kind: str
) -> None:
    plan = chosen(commune, {key(name): "add:"}, row(lead=[name]))

    added = commune.units.get(name=name)
    assert added.kind == kind
    assert parties(plan) == [("lead", name, name, "")]
    assert not RememberedParty.objects.exists()


def test_unit_is_added_once_however_it_is_spelled(commune: Territory) -> None:
    before = uploads.names_of(commune)

    plan = chosen(
        commune,
        {"tram y te xa": "add:"},
        row(lead=["Trạm Y tế xã"], support=["trạm y tế xã"]),
        row(lead=["Trạm y tế  xã"]),
    )

    assert uploads.names_of(commune) == [*before, "Trạm Y tế xã"]
    assert {unit for _, _, unit, _ in parties(plan)} == {"Trạm Y tế xã"}


def test_unit_that_is_there_by_now_is_not_added_again(commune: Territory) -> None:
    known = factories.unit(commune, "Trạm Y tế", kind=Unit.Kind.HEALTH_STATION)

    plan = chosen(commune, {"tram y te": "add:"}, row(lead=["Trạm Y tế"]))

    assert parties(plan) == [("lead", "Trạm Y tế", known.name, "")]
    assert commune.units.filter(name="Trạm Y tế").count() == 1


def test_unit_that_ended_is_not_called_back_to_life_by_adding_it(commune: Territory) -> None:
    factories.unit(commune, "Trạm Y tế", kind=Unit.Kind.HEALTH_STATION)
    Unit.objects.filter(name="Trạm Y tế").update(valid_to="2025-06-30")

    plan = chosen(commune, {"tram y te": "add:"}, row(lead=["Trạm Y tế"]))

    assert parties(plan) == [("lead", "Trạm Y tế", "", "")]
    assert commune.units.filter(name="Trạm Y tế").count() == 1


def test_chosen_unit_unknown_in_the_territory_is_no_choice(commune: Territory) -> None:
    elsewhere = factories.unit(factories.commune("Xã Hai"), "Trạm Y tế")

    plan = chosen(commune, {"cong an xa": f"unit:{elsewhere.pk}"}, row(lead=["Công an xã"]))

    assert parties(plan) == [("lead", "Công an xã", "Công an xã", "")]
    assert not RememberedParty.objects.exists()


def test_remembered_unit_that_ended_is_forgotten_for_later_plans(commune: Territory) -> None:
    police = commune.units.get(name="Công an xã")
    chosen(commune, {"to": f"unit:{police.pk}"}, row(lead=["Tổ"]))
    Unit.objects.filter(pk=police.pk).update(valid_to="2026-01-31")

    plan = taken(commune, row(lead=["Tổ"]), number="2/KH-UBND")

    assert parties(plan) == [("lead", "Tổ", "", "")]


def test_units_of_the_day_of_issue_are_meant(commune: Territory) -> None:
    Unit.objects.filter(territory=commune, name="Công an xã").update(valid_to="2025-06-30")

    old = taken(commune, row(lead=["Công an xã"]), issued_on="2025-02-05")
    new = taken(commune, row(lead=["Công an xã"]))

    assert [unit for _, _, unit, _ in parties(old) + parties(new)] == ["Công an xã", ""]


def test_document_without_a_day_is_understood_as_of_its_upload_here() -> None:
    late = datetime(2026, 6, 30, 17, 30, tzinfo=UTC)
    intake = Intake(values={"issued_on": None}, uploaded_at=late)

    assert day_of(intake) == date(2026, 7, 1)


def test_number_of_queries_does_not_grow_with_the_rows(
    commune: Territory, django_assert_max_num_queries: Any
) -> None:
    factories.framework()
    rows = [
        row(f"Việc {number}", framework="papi-2021", components=["1.1"], support=["Lạ"])
        for number in range(60)
    ]
    intake = uploads.waiting(commune, *rows)
    intake.refresh_from_db()

    with django_assert_max_num_queries(40):
        uploads.confirmed(intake)
