"""Issuing a plan: what it says becomes work that units owe."""

from datetime import date

import pytest

from plans.models import Event, Plan, Territory, Unit
from tasks import actions
from tasks.models import Assignment, Party, Task
from tests import factories

pytestmark = pytest.mark.django_db
Kind, Group, Role = Unit.Kind, Party.Group, Party.Role

COMMUNE_UNITS = {
    "Công chức Tư pháp": Kind.POST,
    "Văn phòng": Kind.OFFICE,
    "Phòng Văn hóa - Xã hội": Kind.DIVISION,
    "Hội Phụ nữ": Kind.ASSOCIATION,
    "Ủy ban MTTQ": Kind.FRONT,
    "Công an": Kind.POLICE,
    "Ban Chỉ huy Quân sự": Kind.MILITARY,
    "HĐND": Kind.COUNCIL,
    "Trạm Y tế": Kind.HEALTH_STATION,
}


def bare_task(plan: Plan) -> Task:
    """Return a task in which nobody is named."""
    made = factories.task(plan)
    made.parties.all().delete()
    return made


def issue(plan: Plan) -> None:
    actions.issue_plan(plan=plan, by=None, at=factories.NOW)


def names(task: Task, role: str) -> set[str]:
    return set(task.assignments.filter(role=role).values_list("unit__name", flat=True))


def answering(task: Task) -> list[str]:
    return list(task.assignments.filter(reports=True).values_list("unit__name", flat=True))


@pytest.mark.parametrize(
    ("group", "meant"),
    [
        (Group.POSTS, {"Công chức Tư pháp", "Văn phòng", "Phòng Văn hóa - Xã hội"}),
        (Group.ASSOCIATIONS, {"Hội Phụ nữ"}),
        (Group.BODIES, {"Hội Phụ nữ", "Ủy ban MTTQ", "Công an", "Ban Chỉ huy Quân sự"}),
        (Group.AGENCIES, set(COMMUNE_UNITS) - {"HĐND"}),
        (Group.COMMUNES, set()),
        (Group.DISTRICTS, set()),
    ],
)
def test_group_becomes_the_communes_units_of_its_kinds(group: str, meant: set[str]) -> None:
    commune = factories.commune()
    for name, kind in COMMUNE_UNITS.items():
        factories.unit(commune, name, kind=kind)
    factories.unit(factories.commune(), "Hội Phụ nữ xã khác", kind=Kind.ASSOCIATION)
    task = factories.task(factories.plan(commune))
    factories.party(task, Role.SUPPORT, group=group)

    issue(task.plan)

    assert names(task, Role.SUPPORT) == meant


def test_unit_that_ended_before_the_plan_gets_no_work() -> None:
    commune = factories.commune()
    ended = factories.unit(commune, "Hội cũ", kind=Kind.ASSOCIATION)
    Unit.objects.filter(pk=ended.pk).update(valid_to=date(2025, 12, 31))
    task = factories.task(factories.plan(commune))
    factories.party(task, Role.SUPPORT, group=Group.ASSOCIATIONS)

    issue(task.plan)

    assert names(task, Role.SUPPORT) == set()


def test_unit_named_by_itself_and_in_a_group_is_assigned_once() -> None:
    commune = factories.commune()
    women = factories.unit(commune, "Hội Phụ nữ", kind=Kind.ASSOCIATION)
    task = factories.task(factories.plan(commune))
    factories.party(task, Role.SUPPORT, unit=women)
    factories.party(task, Role.SUPPORT, group=Group.ASSOCIATIONS)

    issue(task.plan)

    assert task.assignments.filter(unit=women).count() == 1


def test_first_lead_named_as_a_unit_reports_in_a_communes_plan() -> None:
    commune = factories.commune()
    first, second = (factories.unit(commune, name) for name in ("Công an xã", "Tư pháp xã"))
    task = bare_task(factories.plan(commune))
    factories.party(task, Role.LEAD, group=Group.ASSOCIATIONS)
    factories.party(task, Role.LEAD, unit=first)
    factories.party(task, Role.LEAD, unit=second)

    issue(task.plan)

    assert names(task, Role.LEAD) == {"Công an xã", "Tư pháp xã"}
    assert answering(task) == ["Công an xã"]


@pytest.mark.parametrize("group", [Group.ASSOCIATIONS, ""], ids=["a group", "nobody certain"])
def test_ubnd_reports_where_no_unit_leads(group: str) -> None:
    commune = factories.commune()
    factories.unit(commune, "Hội Phụ nữ", kind=Kind.ASSOCIATION)
    task = bare_task(factories.plan(commune))
    factories.party(task, Role.LEAD, group=group)

    issue(task.plan)

    assert answering(task) == [task.plan.issuer.name]


def test_ubnd_reports_where_no_lead_is_named_at_all() -> None:
    task = bare_task(factories.plan(factories.commune()))

    issue(task.plan)

    assert answering(task) == [task.plan.issuer.name]


def test_every_lead_reports_in_a_provinces_plan() -> None:
    province = factories.province()
    task = bare_task(factories.plan(province))
    for name in ("Sở Y tế", "Sở Tư pháp"):
        factories.party(task, Role.LEAD, unit=factories.unit(province, name, kind=Kind.DEPARTMENT))
    factories.party(task, Role.SUPPORT, unit=factories.unit(province, "Công an tỉnh"))

    issue(task.plan)

    assert sorted(answering(task)) == ["Sở Tư pháp", "Sở Y tế"]


def test_communes_of_a_provinces_plan_are_every_communes_ubnd() -> None:
    province = factories.province()
    district = Territory.objects.create(
        level=Territory.Level.DISTRICT, code="188", name="Huyện Văn Quan", parent=province
    )
    names_of_communes = {"Xã Một": province, "Xã Hai": province, "Xã Ba": district}
    for name, parent in names_of_communes.items():
        commune = factories.commune(name, parent=parent)
        factories.committee(commune)
        factories.unit(commune)
    ended = factories.commune("Xã Cũ", parent=province)
    factories.committee(ended)
    Territory.objects.filter(pk=ended.pk).update(valid_to=date(2025, 6, 30))
    factories.committee(factories.commune("Xã Tỉnh Khác"))
    task = bare_task(factories.plan(province))
    factories.party(task, Role.LEAD, group=Group.COMMUNES)

    issue(task.plan)

    assert set(answering(task)) == {"UBND xã Một", "UBND xã Hai", "UBND xã Ba"}


def test_plan_becomes_issued_and_the_trail_says_so() -> None:
    commune = factories.commune()
    plan = factories.plan(commune, number="12/KH-UBND")
    factories.task(plan)
    leader = factories.viewer(factories.leader(commune))

    issued = actions.issue_plan(plan=plan, by=leader, at=factories.NOW)

    assert issued.state == Plan.State.ISSUED
    event = Event.objects.about(plan).get()
    assert event.sentence == "ban hành Kế hoạch số 12/KH-UBND, giao 1 nhiệm vụ (1 lượt)"
    assert (event.verb, event.actor, event.territory) == ("plan.issue", leader.user, commune)


def test_plan_is_issued_once() -> None:
    plan = factories.issued_plan(factories.commune(), number="12/KH-UBND")
    rows = Assignment.objects.count(), Event.objects.count()

    with pytest.raises(actions.LockedError, match="12/KH-UBND không còn là dự thảo"):
        issue(plan)

    assert (Assignment.objects.count(), Event.objects.count()) == rows


def test_plan_without_a_date_stays_a_draft() -> None:
    plan = factories.plan(factories.commune())
    plan.issued_on = None
    plan.save()

    with pytest.raises(actions.LockedError, match="chưa có ngày ban hành"):
        issue(plan)

    plan.refresh_from_db()
    assert plan.state == Plan.State.DRAFT


def test_plan_dated_after_the_act_stays_a_draft() -> None:
    plan = factories.plan(factories.commune())
    Plan.objects.filter(pk=plan.pk).update(issued_on=date(2026, 11, 22))

    with pytest.raises(actions.LockedError, match="22/11/2026 còn chưa tới"):
        issue(plan)
