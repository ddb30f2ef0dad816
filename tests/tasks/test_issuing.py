"""What issuing brings, as values: which plans end, what forbids it, whom groups mean."""

from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from plans.models import Plan, PlanBasis, Succession, Territory, Unit
from tasks import issuing
from tasks.models import Party
from tests import factories
from tests.tasks.citing import cite

pytestmark = pytest.mark.django_db
Relation, State = PlanBasis.Relation, Plan.State


def merged(new: Territory, *, year: int = 2026) -> Plan:
    """Return an issued plan of a commune that was merged into this one."""
    old = factories.commune("Xã Cũ", parent=new.parent)
    plan = factories.issued_plan(old, year=year)
    Territory.objects.filter(pk=old.pk).update(valid_to=date(2026, 6, 30))
    Succession.objects.create(predecessor=old, successor=new, kind=Succession.Kind.WHOLE)
    return plan


def ends(plan: Plan) -> dict[Plan, str]:
    return {one.plan: one.state for one in issuing.ended_by(plan)}


@pytest.mark.parametrize(
    ("relation", "state"),
    [
        (Relation.AMENDS, State.REPLACED),
        (Relation.REPLACES, State.REPLACED),
        (Relation.CONTINUES, None),
        (Relation.CARRIES_OUT, None),
        (Relation.RESTS_ON, None),
    ],
)
def test_own_plan_ends_by_what_takes_its_place(relation: str, state: str | None) -> None:
    commune = factories.commune()
    old, new = factories.issued_plan(commune), factories.plan(commune)
    cite(new, old, relation)

    assert ends(new) == ({old: state} if state else {})


@pytest.mark.parametrize("relation", [Relation.AMENDS, Relation.REPLACES, Relation.CONTINUES])
def test_plan_of_another_territory_never_ends(relation: str) -> None:
    commune = factories.commune()
    assert commune.parent
    new = factories.plan(commune)
    for place in (commune.parent, factories.commune(parent=commune.parent)):
        cite(new, factories.issued_plan(place), relation)

    assert ends(new) == {}


@pytest.mark.parametrize(
    ("relation", "state"),
    [(Relation.CONTINUES, State.CLOSED), (Relation.REPLACES, State.REPLACED)],
)
def test_running_plan_of_a_merged_commune_ends(relation: str, state: str) -> None:
    commune = factories.commune()
    old, new = merged(commune), factories.plan(commune)
    cite(new, old, relation)

    assert ends(new) == {old: state}


def test_plan_of_a_year_that_is_over_runs_out_by_itself() -> None:
    commune = factories.commune()
    old, new = merged(commune, year=2024), factories.plan(commune)
    cite(new, old, Relation.CONTINUES)

    assert ends(new) == {}


@pytest.mark.parametrize("state", [State.DRAFT, State.REPLACED, State.CLOSED])
def test_only_an_issued_plan_ends(state: str) -> None:
    commune = factories.commune()
    old, new = factories.plan(commune), factories.plan(commune)
    if state != State.DRAFT:
        Plan.objects.filter(pk=old.pk).update(
            state=state, ended_on=factories.TODAY, end_reason="Hết việc"
        )
    cite(new, old, Relation.REPLACES)

    assert ends(new) == {}


def test_plan_cited_twice_ends_once() -> None:
    commune = factories.commune()
    old, new = factories.issued_plan(commune), factories.plan(commune)
    cite(new, old, Relation.AMENDS)
    cite(new, old, Relation.REPLACES)

    assert list(ends(new)) == [old]


def test_nothing_forbids_a_dated_draft() -> None:
    plan = factories.plan(factories.commune(), number="12/KH-UBND")

    assert issuing.stops(plan, on=factories.TODAY) == []


def test_missing_day_forbids() -> None:
    plan = factories.plan(factories.commune())
    plan.issued_on = None

    assert issuing.stops(plan, on=factories.TODAY) == ["Kế hoạch chưa có ngày ban hành."]


def test_day_that_has_not_come_forbids_until_it_comes() -> None:
    plan = factories.plan(factories.commune())
    day = plan.issued_on
    assert day

    (stop,) = issuing.stops(plan, on=day - timedelta(days=1))

    assert stop.startswith("Ngày ban hành 15/01/2026 còn chưa tới (hôm nay là 14/01/2026)")
    assert issuing.stops(plan, on=day) == []


@pytest.mark.parametrize(
    ("years", "forbidden"),
    [((1999, 2026), True), ((2026, 2101), True), ((2000, 2100), False), ((26, 26), True)],
)
def test_years_that_no_plan_is_for_forbid(years: tuple[int, int], forbidden: bool) -> None:
    plan = factories.plan(factories.commune())
    plan.year_from, plan.year_to = years

    told = [issuing.ODD_YEARS] if forbidden else []
    assert issuing.stops(plan, on=factories.TODAY) == told


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "words"),
    [
        (None, date(2025, 6, 30), "(đến hết ngày 30/06/2025)"),
        (date(2026, 7, 1), None, "(từ ngày 01/07/2026)"),
    ],
)
def test_territory_out_of_force_forbids(
    valid_from: date | None, valid_to: date | None, words: str
) -> None:
    commune = factories.commune("Xã Liên Hội")
    plan = factories.plan(commune)
    Territory.objects.filter(pk=commune.pk).update(valid_from=valid_from, valid_to=valid_to)
    commune.refresh_from_db()

    (stop,) = issuing.stops(plan, on=factories.TODAY)

    assert stop.startswith("Xã Liên Hội không có hiệu lực vào ngày ban hành 15/01/2026")
    assert words in stop


@pytest.mark.parametrize(
    ("number", "kind", "day", "forbidden"),
    [
        ("12/KH-UBND", "plan", date(2026, 3, 1), True),
        ("12/KH-UBND", "decision", date(2026, 3, 1), False),
        ("12/KH-UBND", "plan", date(2025, 3, 1), False),
        ("13/KH-UBND", "plan", date(2026, 3, 1), False),
        ("", "plan", date(2026, 3, 1), False),
    ],
)
def test_number_is_used_once_in_a_year_and_kind(
    number: str, kind: str, day: date, forbidden: bool
) -> None:
    commune = factories.commune()
    factories.issued_plan(commune, number=number)
    Plan.objects.update(kind=kind, issued_on=day)
    factories.issued_plan(factories.commune(), number="12/KH-UBND")
    plan = factories.plan(commune, number="12/KH-UBND")

    stops = issuing.stops(plan, on=factories.TODAY)

    assert bool(stops) is forbidden
    if stops:
        assert "Số 12/KH-UBND đã dùng cho Kế hoạch số 12/KH-UBND ngày 01/03/2026" in stops[0]


def test_draft_with_the_same_number_forbids_nothing() -> None:
    commune = factories.commune()
    other = factories.plan(commune, number="12/KH-UBND")
    Plan.objects.filter(pk=other.pk).update(issued_on=date(2026, 3, 1))

    plan = factories.plan(commune, number="12/KH-UBND")

    assert issuing.stops(plan, on=factories.TODAY) == []


def test_amendment_of_what_was_replaced_meanwhile_is_forbidden() -> None:
    commune = factories.commune()
    old, new = factories.issued_plan(commune, number="12/KH-UBND"), factories.plan(commune)
    cite(new, old, Relation.AMENDS)
    Plan.objects.filter(pk=old.pk).update(state=State.REPLACED, ended_on=factories.TODAY)

    (stop,) = issuing.stops(new, on=factories.TODAY)

    assert stop.startswith("Kế hoạch số 12/KH-UBND đã được một kế hoạch khác thay thế")


def given(plan: Plan, role: str) -> set[str]:
    found = issuing.assignments(plan, on=date(2026, 1, 15))
    return {one.unit.name for one in found if one.role == role}


@pytest.mark.parametrize("of_the_province", [True, False])
def test_departments_are_those_of_the_province(of_the_province: bool) -> None:
    province = factories.province()
    commune = factories.commune(parent=province)
    for place, name, kind in (
        (province, "Sở Y tế", Unit.Kind.DEPARTMENT),
        (province, "Thanh tra tỉnh", Unit.Kind.DEPARTMENT),
        (province, "Công an tỉnh", Unit.Kind.POLICE),
        (commune, "Phòng Kinh tế", Unit.Kind.DIVISION),
        (factories.province(), "Sở Y tế tỉnh khác", Unit.Kind.DEPARTMENT),
    ):
        factories.unit(place, name, kind=kind)
    plan = factories.plan(province if of_the_province else commune)
    factories.party(factories.task(plan), Party.Role.SUPPORT, group=Party.Group.DEPARTMENTS)

    assert given(plan, Party.Role.SUPPORT) == {"Sở Y tế", "Thanh tra tỉnh"}


def test_districts_are_those_that_stand_on_the_day() -> None:
    province = factories.province()
    for code, name, until in (
        ("181", "Huyện Một", None),
        ("182", "Huyện Hai", date(2025, 6, 30)),
    ):
        place = Territory.objects.create(
            level="district", code=code, name=name, parent=province, valid_to=until
        )
        factories.committee(place)
        factories.committee(factories.commune(f"Xã của {name}", parent=place))
    plan = factories.plan(province)
    factories.party(factories.task(plan), Party.Role.SUPPORT, group=Party.Group.DISTRICTS)

    assert given(plan, Party.Role.SUPPORT) == {"UBND huyện Một"}


def test_own_unit_answers_before_one_of_the_level_above() -> None:
    commune = factories.commune()
    assert commune.parent
    health = factories.unit(commune.parent, "Sở Y tế", kind=Unit.Kind.DEPARTMENT)
    plan = factories.plan(commune)
    task = factories.task(plan, lead=health)
    factories.party(task, Party.Role.LEAD, unit=plan.issuer)

    found = issuing.assignments(plan, on=date(2026, 1, 15))

    assert [one.unit for one in found if one.reports] == [plan.issuer]


def test_assignments_cost_the_same_for_one_row_and_for_thirty(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    commune = factories.commune()
    few, many = factories.plan(commune), factories.plan(commune)
    factories.task(few)
    for _ in range(30):
        factories.party(factories.task(many), Party.Role.SUPPORT, group=Party.Group.AGENCIES)

    for plan in (few, many):
        read = Plan.objects.select_related("territory__parent", "issuer").get(pk=plan.pk)
        with django_assert_num_queries(4):
            issuing.assignments(read, on=date(2026, 1, 15))
