"""What is looked at before a draft is issued, and what issuing will do."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from plans.access import Role
from plans.models import Plan, PlanBasis, Territory, Unit
from tasks import actions
from tasks.models import Party, Task
from tasks.reports import issuing
from tests import factories
from tests.tasks.citing import cite

pytestmark = pytest.mark.django_db


def ready(commune: Territory | None = None) -> Plan:
    """Return a draft in which nothing is to be looked at."""
    commune = commune or factories.commune()
    plan = factories.plan(commune, number="12/KH-UBND")
    factories.task(plan)
    factories.officer(commune)
    return plan


def build(plan: Plan) -> issuing.Issuing:
    return issuing.build(plan=plan, on=factories.TODAY)


def sentences(plan: Plan) -> list[str]:
    return [check.sentence for check in build(plan).checks]


def test_nothing_to_look_at() -> None:
    found = build(ready())

    assert (found.checks, found.may_go, found.ended) == ((), True, ())
    assert (found.given.tasks, found.given.assignments) == (1, 1)
    assert (found.given.units, found.given.reporting) == (1, 1)


def test_stops_come_first_and_forbid() -> None:
    plan = ready()
    plan.number, plan.issued_on = "", None
    plan.save()

    found = build(plan)

    assert [(check.sentence, check.stops) for check in found.checks] == [
        ("Kế hoạch chưa có ngày ban hành.", True),
        ("Kế hoạch chưa có số, ký hiệu.", False),
    ]
    assert not found.may_go
    assert found.checks[0].links[0].url == f"/plans/{plan.pk}/edit/"


def test_empty_plan_is_looked_at() -> None:
    plan = ready()
    plan.tasks.all().delete()

    assert sentences(plan) == ["Kế hoạch chưa có nhiệm vụ nào, nên không giao việc cho đơn vị nào."]


@pytest.mark.parametrize(
    ("role", "text", "group", "begins", "link"),
    [
        ("support", "Ai đó", "", "Tên chưa xác định là đơn vị nào", "“Ai đó”: 1) Nhiệm vụ 1"),
        (
            "support",
            "Các đoàn thể",
            "associations",
            "Nhóm đơn vị không có đơn vị nào",
            "“Các đoàn thể”: 1) Nhiệm vụ 1",
        ),
    ],
)
def test_party_that_means_nobody_is_looked_at(
    role: str, text: str, group: str, begins: str, link: str
) -> None:
    plan = ready()
    task = plan.tasks.get()
    factories.party(task, role, text=text, group=group)

    (check,) = build(plan).checks

    assert check.sentence.startswith(begins)
    assert [(one.text, one.url) for one in check.links] == [(link, f"/tasks/{task.pk}/edit/")]


def test_row_without_a_lead_is_looked_at() -> None:
    plan = ready()
    Party.objects.all().delete()

    assert sentences(plan) == [
        "Nhiệm vụ không nêu cơ quan chủ trì; UBND ban hành kế hoạch sẽ báo cáo:"
    ]


def test_deadline_before_the_plans_years_is_looked_at() -> None:
    plan = ready()
    Task.objects.update(ends_on=date(2025, 6, 30))

    (check,) = build(plan).checks

    assert check.sentence == "Thời hạn kết thúc trước năm của kế hoạch (2026):"
    assert check.links[0].text == "1) Nhiệm vụ 1: 30/06/2025"


def test_unit_with_nobody_in_the_portal_is_looked_at() -> None:
    province = factories.province()
    plan = factories.plan(province, number="80/KH-UBND")
    health, justice = (
        factories.unit(province, name, kind=Unit.Kind.DEPARTMENT)
        for name in ("Sở Y tế", "Sở Tư pháp")
    )
    for unit in (health, justice):
        factories.task(plan, lead=unit)
    factories.member(justice, Role.SECTOR)
    factories.member(health, Role.AUDITOR)

    (check,) = build(plan).checks

    assert [(one.text, one.url) for one in check.links] == [("Sở Y tế", health.get_absolute_url())]


def test_ubnd_reports_for_units_that_have_nobody() -> None:
    plan = ready()
    factories.task(plan, lead=factories.unit(plan.territory))

    assert sentences(plan) == []


def test_long_lists_are_cut_and_counted() -> None:
    plan = ready()
    for number in range(20):
        factories.party(factories.task(plan), Party.Role.SUPPORT, text=f"Ai đó {number}")

    (check,) = build(plan).checks

    assert (len(check.links), check.more) == (issuing.SHOWN, 20 - issuing.SHOWN)


def test_plans_that_will_end_are_named() -> None:
    commune = factories.commune()
    old = factories.issued_plan(commune)
    plan = ready(commune)
    cite(plan, old, PlanBasis.Relation.REPLACES)

    assert [(one.plan, one.state) for one in build(plan).ended] == [(old, Plan.State.REPLACED)]


def test_what_is_shown_is_what_is_done() -> None:
    plan = ready()
    for name in ("Hội Phụ nữ", "Hội Nông dân"):
        factories.unit(plan.territory, name, kind=Unit.Kind.ASSOCIATION)
    factories.party(factories.task(plan), Party.Role.SUPPORT, group=Party.Group.ASSOCIATIONS)

    promised = build(plan).given
    actions.issue_plan(plan=plan, by=None, at=factories.NOW)

    assert promised == issuing.given(plan) == issuing.Given(2, 4, 3, 1)


def test_costs_the_same_for_three_rows_and_for_sixty(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    plan = ready()
    for rows in (3, 60):
        while plan.tasks.count() < rows:
            factories.party(factories.task(plan), Party.Role.SUPPORT, text="Ai đó")
        read = Plan.objects.select_related("territory__parent", "issuer").get(pk=plan.pk)
        with django_assert_max_num_queries(12):
            build(read)
