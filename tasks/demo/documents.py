"""The plans that the demonstration shows, and the calendar of their province."""

from datetime import date, datetime, timedelta

from plans import actions as plan_actions
from plans.access import Viewer
from plans.models import Period, Plan
from tasks import actions
from tasks.actions.take_in import write_plan
from tasks.demo.ground import PROVINCE, coded
from tasks.demo.told import Described
from tasks.models import Task


def load_plan(described: Described, at: datetime) -> Plan:
    """Take a plan in by the code that takes in what people upload; issue it if its day is known."""
    level, code, on = described["territory"]
    territory = coded(level, code, on)
    known = Plan.objects.filter(territory=territory, subject=described["subject"]).first()
    if known:
        return known
    values = {**described, "rows": [{"dropped": False, **row} for row in described["rows"]]}
    plan, _ = write_plan(territory=territory, values=values, choices={}, on=date.fromisoformat(on))
    _mark_illustration(plan, described)
    if plan.issued_on:
        actions.issue_plan(plan=plan, by=None, at=at)
    if territory.line()[-1].code == PROVINCE:
        _load_calendar(plan, at)
    return plan


def _mark_illustration(plan: Plan, described: Described) -> None:
    """Say of a made-up plan that it is one, and link its rows to those they come from."""
    if not described.get("is_illustration"):
        return
    plan.is_illustration = True
    plan.save(update_fields=["is_illustration"])
    continued = Plan.objects.filter(cited_by__plan=plan, cited_by__relation="continues")
    origins = {task.position: task for task in Task.objects.filter(plan__in=continued)}
    for task, row in zip(plan.tasks.order_by("position"), described["rows"], strict=True):
        task.origin = origins.get(row["origin"])
        task.save(update_fields=["origin"])


def _load_calendar(plan: Plan, at: datetime) -> None:
    """Give the plan's province four quarters, closing on the government's usual days.

    Data closes on 14/3, 14/6, 14/9 and 14/12; communes are due three days later, the province six.
    What is running opens; what is over stays as it is.
    """
    province = plan.territory.line()[-1]
    year = plan.year_from
    starts = date(year - 1, 12, 15)
    for ordinal, month in enumerate((3, 6, 9, 12), start=1):
        ends = date(year, month, 14)
        period, _ = Period.objects.get_or_create(
            territory=province,
            kind=Period.Kind.QUARTER,
            year=year,
            ordinal=ordinal,
            plan=None,
            defaults={
                "name": f"Quý {('I', 'II', 'III', 'IV')[ordinal - 1]}/{year}",
                "data_from": starts,
                "data_to": ends,
                "due_commune_on": ends + timedelta(days=3),
                "due_province_on": ends + timedelta(days=6),
            },
        )
        if period.state == Period.State.PLANNED and starts <= at.date() <= period.due_province_on:
            plan_actions.open_period(period=period, by=None, at=at)
        starts = ends + timedelta(days=1)


def lock_what_is_over(*, by: Viewer, at: datetime) -> None:
    """Lock the periods that are over and were never opened: the portal had no reports in them."""
    over = Period.objects.filter(state=Period.State.PLANNED, due_province_on__lt=at.date())
    for period in over.order_by("data_to"):
        plan_actions.open_period(period=period, by=None, at=at)
        plan_actions.close_period(period=period, by=by, at=at)


def begun_periods(plan: Plan, on: date) -> list[Period]:
    """Return the periods of the plan's year that have begun and are not locked, in their order."""
    province = plan.territory.line()[-1]
    begun = Period.objects.filter(
        territory=province, plan=None, year=plan.year_from, data_from__lte=on
    )
    return list(begun.exclude(state=Period.State.CLOSED).order_by("data_to"))
