"""What plans leave uncovered, of one plan and across all of a year."""

from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from indicators.models import Framework, Score
from plans.access import Role
from plans.models import Plan, Territory, Unit, User
from tasks import actions
from tasks.models import Party, Task
from tasks.reports import coverage
from tests import factories
from tests.tasks import deriving

pytestmark = pytest.mark.django_db


class Facts:
    """A version with dimensions 1 and 2 of two parts each, a province and a commune."""

    def __init__(self) -> None:
        self.framework: Framework = factories.framework()
        self.province = factories.province()
        self.commune = factories.commune(parent=self.province)

    def plan(self, *codes: str, commune: Territory | None = None, issued: bool = True) -> Plan:
        """Return a plan with one task for each component; "" for a task without one."""
        plan = factories.plan(commune or self.commune)
        for code in codes:
            found = (factories.component(self.framework, code),) if code else ()
            factories.task(plan, components=found)
        return actions.issue_plan(plan=plan, by=None, at=factories.NOW) if issued else plan

    def fall(self, code: str) -> None:
        """Let a dimension of the province fall in the last published year."""
        for year, value in ((2024, "5.2"), (2025, "4.8")):
            Score.objects.create(
                component=factories.component(self.framework, code),
                territory=self.province,
                year=year,
                value=Decimal(value),
                source="Báo cáo PAPI",
            )

    def of_plan(self, plan: Plan) -> coverage.PlanCoverage:
        return coverage.of_plan(plan, on=factories.TODAY)

    def of_year(self, year: int = 2026) -> coverage.Coverage:
        viewer = factories.viewer(factories.reviewer(self.province))
        return coverage.of_year(viewer=viewer, year=year, on=factories.TODAY)


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def test_gaps_are_told_by_dimension(facts: Facts) -> None:
    found = facts.of_plan(facts.plan("1.1", "1.1", "1", ""))

    assert [
        (gap.dimension.code, gap.tasks, [one.code for one in gap.missing]) for gap in found.gaps
    ] == [("1", 3, ["1.2"]), ("2", 0, ["2.1", "2.2"])]
    assert found.missing == 3


def test_components_of_another_version_cover_nothing(facts: Facts) -> None:
    old = factories.framework(code="papi-2018", first_year=2018)
    plan = factories.plan(facts.commune)
    factories.task(plan, components=(factories.component(old, "1.1"),))

    assert facts.of_plan(plan).missing == 4


def test_plan_of_a_year_without_a_version_has_no_gaps(facts: Facts) -> None:
    plan = factories.plan(facts.commune, year=2010)

    assert facts.of_plan(plan).gaps == ()


@pytest.mark.parametrize(
    ("party", "is_unled"),
    [
        ({}, True),
        ({"text": "Ai đó"}, True),
        ({"group": "associations"}, False),
        ({"unit": "committee"}, False),
    ],
)
def test_task_is_unled_when_nobody_certain_leads_it(
    facts: Facts, party: dict[str, str], is_unled: bool
) -> None:
    plan = factories.plan(facts.commune)
    task = factories.task(plan)
    task.parties.all().delete()
    factories.party(task, Party.Role.SUPPORT, unit=plan.issuer)
    if party:
        unit = plan.issuer if "unit" in party else None
        group, text = party.get("group", ""), party.get("text", "các bên")
        factories.party(task, Party.Role.LEAD, unit=unit, group=group, text=text)
    plan = actions.issue_plan(plan=plan, by=None, at=factories.NOW)

    assert facts.of_plan(plan).unled == ((task,) if is_unled else ())
    assert facts.of_year().rows[0].unled == is_unled


@pytest.mark.parametrize("issued", [True, False])
def test_lead_without_anybody_who_could_report_is_told(facts: Facts, issued: bool) -> None:
    police = factories.unit(facts.commune)
    plan = facts.plan("1.1", issued=False)
    factories.task(plan, lead=police)
    if issued:
        plan = actions.issue_plan(plan=plan, by=None, at=factories.NOW)
    assert set(facts.of_plan(plan).unmanned) == {plan.issuer, police}

    factories.member(police, Role.AUDITOR)
    assert set(facts.of_plan(plan).unmanned) == {plan.issuer, police}, "who only reads is nobody"

    factories.officer(facts.commune)
    assert set(facts.of_plan(plan).unmanned) == set(), "the UBND reports for all its units"


def test_fallen_dimension_is_answered_by_a_new_task_only(facts: Facts) -> None:
    facts.fall("1")
    before = facts.plan("1.1")
    Plan.objects.filter(pk=before.pk).update(year_from=2025, year_to=2025)
    plan = facts.plan("1.1", "2.1", issued=False)
    Task.objects.filter(plan=plan).update(origin=before.tasks.get())

    found = facts.of_plan(plan)
    assert found.last_year == 2025
    assert [(one.fall.dimension.code, one.new_tasks) for one in found.falls] == [("1", 0)]
    assert found.open_falls == found.falls

    factories.task(plan, components=(factories.component(facts.framework, "1.2"),))
    assert facts.of_plan(plan).open_falls == ()


@pytest.mark.parametrize("is_old", [True, False])
def test_row_is_as_old_as_its_line_through_versions_and_the_framework(
    facts: Facts, is_old: bool
) -> None:
    facts.fall("1")
    (last_year,) = facts.plan("1.1").tasks.all()
    Plan.objects.filter(pk=last_year.plan_id).update(year_from=2025, year_to=2025)
    above = factories.plan(facts.province)
    row = factories.task(above, components=(factories.component(facts.framework, "1.1"),))
    if is_old:
        Task.objects.filter(pk=row.pk).update(origin=last_year)
    plan = deriving.derived(
        actions.issue_plan(plan=above, by=None, at=factories.NOW), facts.commune
    )
    leader = factories.viewer(factories.leader(facts.commune))
    for _ in range(2):
        plan = deriving.issued(plan)
        draft = actions.amend_plan(plan=plan, by=leader, at=factories.NOW)
        assert len(facts.of_plan(draft).open_falls) == is_old
        assert {one.plan: one.falls for one in facts.of_year().rows}[plan] == is_old
        plan = draft


def test_plans_stand_by_what_they_leave_open(facts: Facts) -> None:
    facts.fall("2")
    full = facts.plan("1.1", "1.2", "2.1", "2.2")
    other = factories.commune(parent=facts.province)
    thin = facts.plan("1.1", commune=other)
    factories.officer(other)
    facts.plan("1.1", issued=False)

    found = facts.of_year()

    assert [row.plan for row in found.rows] == [thin, full]
    assert [(len(row.missing), row.unled, row.unmanned, row.falls) for row in found.rows] == [
        (3, 0, 0, 1),
        (0, 0, 1, 0),
    ]
    assert found.figures == {"missing": 1, "unled": 0, "unmanned": 1, "falls": 1}
    assert found.total == 4
    assert {(lack.component.code, lack.plans) for lack in found.lacks} == {
        ("1.2", 1),
        ("2.1", 1),
        ("2.2", 1),
    }


def test_list_is_narrowed_to_a_figure_or_a_sub_indicator(facts: Facts) -> None:
    full = facts.plan("1.1", "1.2", "2.1", "2.2")
    thin = facts.plan("1.1", commune=factories.commune(parent=facts.province))
    found = facts.of_year()
    part = factories.component(facts.framework, "2.2").pk

    assert [row.plan for row in found.rows_showing("missing", None)] == [thin]
    assert [row.plan for row in found.rows_showing("", part)] == [thin]
    assert [row.plan for row in found.rows_showing("unmanned", None)] == [thin, full]
    assert found.rows_showing("falls", None) == ()
    assert len(found.rows_showing("nonsense", None)) == 2
    assert found.rows_showing("", 0) == ()


@pytest.mark.parametrize(("year", "count"), [(2025, 0), (2026, 1), (2028, 1), (2029, 0)])
def test_plan_is_counted_in_its_years(facts: Facts, year: int, count: int) -> None:
    plan = facts.plan("1.1")
    Plan.objects.filter(pk=plan.pk).update(year_to=2028)

    assert len(facts.of_year(year).rows) == count


def test_department_of_the_province_counts_as_a_lead(facts: Facts) -> None:
    health = factories.unit(facts.province, "Sở Y tế", kind=Unit.Kind.DEPARTMENT)
    plan = factories.plan(facts.province)
    factories.task(plan, lead=health)
    actions.issue_plan(plan=plan, by=None, at=factories.NOW)

    assert facts.of_year().rows[0].unmanned == 1


def test_plans_of_others_are_not_seen(facts: Facts) -> None:
    facts.plan("1.1")
    viewer = factories.viewer(factories.officer(factories.commune(parent=facts.province)))

    assert coverage.of_year(viewer=viewer, year=2026, on=factories.TODAY).rows == ()


@pytest.mark.parametrize("plans", [3, 300])
def test_costs_the_same_for_three_plans_and_for_300(
    facts: Facts, plans: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    facts.fall("1")
    first = facts.plan("1.1", "2.1")
    many = [
        Plan(
            territory=facts.commune,
            issuer=first.issuer,
            subject="PAPI",
            issued_on=factories.TODAY,
            year_from=2026,
            year_to=2026,
            state=Plan.State.ISSUED,
        )
        for _ in range(plans - 1)
    ]
    Task.objects.bulk_create(
        Task(plan=plan, position=1, text="Việc") for plan in Plan.objects.bulk_create(many)
    )
    viewer = factories.viewer(factories.reviewer(facts.province))

    with django_assert_max_num_queries(8):
        assert len(coverage.of_year(viewer=viewer, year=2026, on=factories.TODAY).rows) == plans


@pytest.mark.parametrize("rows", [3, 300])
def test_plan_costs_the_same_for_three_rows_and_for_300(
    facts: Facts, rows: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    plan = factories.plan(facts.commune)
    Task.objects.bulk_create(
        Task(plan=plan, position=number, text="Việc") for number in range(1, rows + 1)
    )
    read = Plan.objects.select_related("territory__parent").get(pk=plan.pk)

    with django_assert_max_num_queries(9):
        assert len(facts.of_plan(read).unled) == rows


def test_who_reads_everything_reads_one_province_at_a_time(facts: Facts) -> None:
    root = factories.viewer(User.objects.create_superuser("goc", full_name="Quản trị"))
    here = facts.plan("1.1")
    other = factories.province(code="22", name="Tỉnh Khác")
    there = facts.plan("1.1", "2.1", commune=factories.commune("Xã Khác", parent=other))
    provinces = sorted((facts.province, other), key=lambda one: one.code)
    plans = {facts.province.pk: [here], other.pk: [there]}

    for place in provinces:
        found = coverage.of_year(viewer=root, year=2026, on=factories.TODAY, place=place.pk)
        assert found.place == place
        assert [row.plan for row in found.rows] == plans[place.pk]
    first = coverage.of_year(viewer=root, year=2026, on=factories.TODAY)
    assert (first.place, first.places) == (provinces[0], tuple(provinces))

    ours = facts.of_year()
    assert (ours.place, ours.places) == (None, ())
    assert [row.plan for row in ours.rows] == [here]


def test_page_of_one_province_names_it_and_offers_the_others(facts: Facts) -> None:
    client = factories.signed_in(User.objects.create_superuser("goc", full_name="Quản trị"))
    here = facts.plan("1.1")
    other = factories.province(code="22", name="Tỉnh Khác")
    there = facts.plan("1.1", commune=factories.commune("Xã Khác", parent=other))

    shown = client.get("/reports/coverage/", {"year": 2026, "place": other.pk}).content.decode()

    assert "Rà soát kế hoạch năm 2026, tỉnh Khác</h1>" in shown
    assert f'<option value="{other.pk}" selected>Tỉnh Khác</option>' in shown
    assert f'<option value="{facts.province.pk}" >' in shown
    assert f"/plans/{there.pk}/coverage/" in shown
    assert f"/plans/{here.pk}/coverage/" not in shown
    assert client.get("/reports/coverage/", {"place": "x"}).status_code == 404
