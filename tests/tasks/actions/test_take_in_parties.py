"""Names in a document become units, groups or stay words, as people decided."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from plans.models import Plan, Territory, Unit
from tasks import actions
from tasks.actions.take_in import day_of
from tasks.models import Intake, Party, RememberedParty
from tasks.parties import key
from tests import factories
from tests.tasks import uploads
from tests.tasks.actions.taking_in import taken
from tests.tasks.reading.written_plans import Values, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune(db: None) -> Territory:
    return uploads.diem_he()


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
