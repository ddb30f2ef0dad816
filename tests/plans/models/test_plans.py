"""Plans: what names them, who sees them, and in which periods they owe reports."""

from datetime import date

import pytest

from plans.models import Period, Plan, PlanSection, Territory
from plans.models.plans import PlanRelation
from plans.owing import plans_owing
from tests import factories

pytestmark = pytest.mark.django_db

State = Plan.State


def issued(territory: Territory, **facts: object) -> Plan:
    """Return an issued plan; one that ended did so in March."""
    made = factories.plan(territory)
    wanted: dict[str, object] = {"state": State.ISSUED, **facts}
    if wanted["state"] in {State.REPLACED, State.CLOSED}:
        wanted = {"ended_on": date(2026, 3, 20), "end_reason": "Hết việc", **wanted}
    Plan.objects.filter(pk=made.pk).update(**wanted)
    made.refresh_from_db()
    return made


def test_plan_is_found_by_what_names_it() -> None:
    plan = factories.plan(factories.commune(), number="354/KH-UBND")
    factories.plan(factories.commune(), number="354/KH-UBND")

    assert Plan.objects.all().get_by_natural_key(*plan.natural_key()) == plan


@pytest.mark.parametrize("state", list(State))
def test_plan_knows_its_state(state: str) -> None:
    plan = Plan(state=state)

    assert (plan.is_draft, plan.is_issued) == (state == State.DRAFT, state == State.ISSUED)


@pytest.mark.parametrize("relation", list(PlanRelation))
def test_relation_has_words_for_the_other_side(relation: PlanRelation) -> None:
    assert relation.seen_back.startswith("được ")


@pytest.mark.parametrize(
    ("facts", "written"),
    [
        ({"number": "354/KH-UBND"}, "Kế hoạch số 354/KH-UBND"),
        ({"kind": "decision", "number": "80/QĐ-UBND"}, "Quyết định số 80/QĐ-UBND"),
        ({"year_from": 2026, "year_to": 2026}, "Kế hoạch năm 2026"),
        ({"year_from": 2026, "year_to": 2030}, "Kế hoạch năm 2026 - 2030"),
        (
            {"year_from": 2026, "year_to": 2026, "is_illustration": True},
            "Kế hoạch năm 2026 (minh họa)",
        ),
    ],
)
def test_plan_is_called_as_on_paper(facts: dict[str, object], written: str) -> None:
    assert str(Plan(**facts)) == written


@pytest.mark.parametrize(
    ("label", "heading", "title"),
    [
        ("1", "Sự tham gia", "1. Sự tham gia"),
        ("a)", "Tuyên truyền", "a) Tuyên truyền"),
        ("1.1.", "Bầu cử", "1.1. Bầu cử"),
        ("", "Mục đích", "Mục đích"),
        ("II", "", "II."),
    ],
)
def test_section_keeps_its_label(label: str, heading: str, title: str) -> None:
    assert PlanSection(label=label, heading=heading).title == title


def owing(period: Period) -> list[Plan]:
    """Return the plans that report in a period, which is also told for all periods at once."""
    told = sorted(plans_owing(Period.objects.all()))
    facts = ("pk", "issuer", "territory", "territory__level")
    assert told == sorted(
        (one.pk, *plan)
        for one in Period.objects.all()
        for plan in Plan.objects.all().owing_in(one).values_list(*facts)
    )
    return list(Plan.objects.all().owing_in(period))


class TestOwing:
    """Which plans report in a period."""

    def test_province_district_and_communes_of_both_chains_owe(self) -> None:
        top = factories.province()
        district = Territory.objects.create(level="district", code="190", name="Huyện", parent=top)
        lower, direct = factories.commune(parent=district), factories.commune(parent=top)
        expected = {issued(place) for place in (top, district, lower, direct)}
        issued(factories.commune())

        assert set(owing(factories.period(top))) == expected

    @pytest.mark.parametrize("state", [State.DRAFT, State.REPLACED, State.CLOSED])
    def test_only_an_issued_plan_owes(self, state: str) -> None:
        place = factories.commune()
        issued(place, state=state)

        assert not owing(factories.period(place))

    @pytest.mark.parametrize("state", [State.REPLACED, State.CLOSED])
    def test_plan_that_ended_owes_what_closed_before(self, state: str) -> None:
        place = factories.commune()
        plan = issued(place, state=state)
        before, after = (factories.period(place, ordinal=ordinal) for ordinal in (1, 2))

        assert owing(before) == [plan]
        assert not owing(after)

    def test_plan_that_took_over_owes_what_closes_since(self) -> None:
        place = factories.commune()
        plan = issued(place, takes_over_on=date(2026, 3, 20))
        before, after = (factories.period(place, ordinal=ordinal) for ordinal in (1, 2))

        assert not owing(before)
        assert owing(after) == [plan]

    @pytest.mark.parametrize(
        ("years", "owes"),
        [
            ((2026, 2026), True),
            ((2025, 2027), True),
            ((2026, 2030), True),
            ((2021, 2026), True),
            ((2021, 2025), False),
            ((2027, 2030), False),
        ],
    )
    def test_plan_owes_in_its_years(self, years: tuple[int, int], owes: bool) -> None:
        place = factories.commune()
        issued(place, year_from=years[0], year_to=years[1])

        assert bool(owing(factories.period(place))) is owes

    def test_plan_with_its_own_periods_leaves_the_province_calendar(self) -> None:
        place = factories.commune()
        own, other = issued(place), issued(place)
        of_plan = factories.period(place, ordinal=3)
        Period.objects.filter(pk=of_plan.pk).update(plan=own)
        of_plan.refresh_from_db()
        of_province = factories.period(place, ordinal=4)

        assert owing(of_plan) == [own]
        assert owing(of_province) == [other]

    def test_number_of_own_periods_does_not_repeat_the_plan(self) -> None:
        place = factories.commune()
        own = issued(place)
        first, second = factories.period(place, ordinal=1), factories.period(place, ordinal=2)
        Period.objects.all().update(plan=own)
        first.refresh_from_db()

        assert owing(first) == [own]
        assert second.pk != first.pk


class TestVisibility:
    """Who may read a plan."""

    @pytest.mark.parametrize("state", list(State))
    def test_commune_reads_its_own_plans_in_any_state(self, state: str) -> None:
        place = factories.commune()
        plan = issued(place, state=state)

        assert plan in Plan.objects.visible_to(factories.viewer(factories.officer(place)))

    @pytest.mark.parametrize(
        ("state", "read"),
        [("draft", False), ("issued", True), ("replaced", True), ("closed", True)],
    )
    def test_plan_above_is_read_once_issued(self, state: str, read: bool) -> None:
        place = factories.commune()
        assert place.parent
        plan = issued(place.parent, state=state)

        seen = Plan.objects.visible_to(factories.viewer(factories.officer(place)))

        assert (plan in seen) is read

    @pytest.mark.parametrize(("state", "read"), [("draft", False), ("issued", True)])
    def test_other_units_of_the_commune_read_what_is_issued(self, state: str, read: bool) -> None:
        place = factories.commune()
        plan = issued(place, state=state)

        person = factories.member(factories.unit(place, "Công an xã"))
        seen = Plan.objects.visible_to(factories.viewer(person))

        assert (plan in seen) is read

    def test_reviewer_reads_drafts_of_the_communes(self) -> None:
        place = factories.commune()
        assert place.parent
        plan = factories.plan(place)

        assert plan in Plan.objects.visible_to(factories.viewer(factories.reviewer(place.parent)))

    def test_neighbour_reads_nothing(self) -> None:
        place = factories.commune()
        issued(place)
        neighbour = factories.commune(parent=place.parent)

        seen = Plan.objects.visible_to(factories.viewer(factories.officer(neighbour)))

        assert not seen


def test_list_counts_the_tasks_of_each_plan() -> None:
    plan = factories.plan(factories.commune())
    for _ in range(3):
        factories.task(plan)
    empty = issued(factories.commune(), issued_on=date(2026, 2, 1))

    counts = {found.pk: vars(found)["task_count"] for found in Plan.objects.all().with_counts()}

    assert counts == {plan.pk: 3, empty.pk: 0}
