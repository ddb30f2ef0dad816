"""Data at the size of a province or of the nation, to try the portal out and to measure it.

The places are real; what people would have written is made up, and plans and results say so. The
seed decides what is left to chance: the same call fills an empty database in the same way.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.apps import apps
from django.db import transaction
from django.utils import timezone

from indicators.actions import load_indexes
from papi_portal.bulk import check_now
from papi_portal.planner import renew_statistics
from plans import actions
from plans.calendars import PlannedPeriod, Template, propose
from plans.models import Membership, Period, Plan, Territory, Unit, User
from plans.official_lists import read_units
from tasks import demo
from tasks.demo.told import FIXTURES, read, reporting_year
from tasks.load.places import Province, Settler, TooFewError, choose, load_territories
from tasks.load.plans import Planner
from tasks.load.reports import Writer
from tasks.models import Assignment, Progress, Submission, Task

__all__ = ["HoldsDataError", "Size", "TooFewError", "make"]

UNITS = FIXTURES / "territories_from_2025-07.csv"
PLANNED = (1, 6)
"""Month and day on which a province makes its calendar."""
LOCKED_AFTER = timedelta(days=2)
COUNTED = (Territory, Unit, User, Plan, Task, Assignment, Period, Progress, Submission)


class HoldsDataError(Exception):
    """Raised when the database holds what neither a load nor the demonstration may stand beside."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much is made."""

    communes: int
    tasks: int
    periods: int


def make(
    size: Size,
    *,
    seed: int,
    on: date,
    units: Path | None = None,
    password: str = "",
    say: Callable[[str], object] = str,
) -> dict[str, int]:
    """Fill the database, all or nothing; return how many rows of each kind it then holds.

    `on` is the day on which everything stands so, `units` an official list (of the fixtures if
    left out), `password` a hash that all people sign in with (nobody does without). Raises
    HoldsDataError, and TooFewError when the list or the year is too short.
    """
    at = timezone.make_aware(datetime.combine(on, time(17)))
    with transaction.atomic():
        _refuse_data()
        calendar = _calendar(size.periods, on)
        chosen = choose(read_units(units or UNITS), size.communes)
        load_indexes(read("indexes.json"))
        load_territories(chosen, at=at)
        settler = Settler(password=password, at=at)
        planner = Planner(year=calendar[-1].year, tasks=size.tasks, at=at)
        done = 0
        for row, below in chosen.items():
            dice = random.Random(f"{seed} {row.code}")  # noqa: S311 - to be the same every time
            province = settler.settle(row.code, [one.code for one in below], dice)
            periods = _open(calendar, province, at)
            done += len(below)
            say(f"{row.name}: {done}/{size.communes} xã, phường")
            reporters = planner.plan(province, dice)
            writer = Writer(province.reviewer, dice, at=at)
            for number, period in enumerate(periods, start=1):
                for reporter in reporters:
                    writer.write(reporter, period)
                writer.end_period()
                say(f"{row.name}: {number}/{len(periods)} kỳ")
            writer.flush()
            check_now()
    _renew_statistics()
    return {model._meta.verbose_name.__str__(): model._base_manager.count() for model in COUNTED}


def _refuse_data() -> None:
    strange = {
        "kế hoạch": Plan.objects.exclude(is_illustration=True).exclude(subject__in=demo.subjects()),
        "tài khoản có vai trò": User.objects.filter(
            pk__in=Membership.objects.exclude(user__username__in=demo.usernames()).values("user")
        ),
        "cơ quan, đơn vị": Unit.objects.exclude(territory__in=demo.territories()),
    }
    found = {word: rows.count() for word, rows in strange.items()}
    if any(found.values()):
        said = ", ".join(f"{number} {word}" for word, number in found.items() if number)
        msg = (
            f"Cơ sở dữ liệu này đang có {said} không phải của bản minh họa. Dữ liệu thử tải chỉ nạp"
            " vào cơ sở dữ liệu trống hoặc chỉ có bản minh họa: đặt DATABASE_URL đến một cơ sở dữ"
            " liệu mới, chạy migrate rồi nạp lại. Chưa ghi gì."
        )
        raise HoldsDataError(msg)


def _calendar(number: int, on: date) -> list[PlannedPeriod]:
    """Return the last so many months of the reporting year whose data have closed."""
    year = reporting_year(on)
    months = propose(Template.MONTHS, year, with_districts=False)
    over = [one for one in months if one.data_to <= on]
    if len(over) < number:
        msg = (
            f"Đến ngày {on:%d/%m/%Y} năm báo cáo {year} mới có {len(over)} tháng chốt số liệu, ít"
            f" hơn {number}. Chọn một ngày muộn hơn bằng --on, muộn nhất là 14/12 (12 tháng)."
        )
        raise TooFewError(msg)
    return over[-number:]


def _open(calendar: list[PlannedPeriod], province: Province, at: datetime) -> list[Period]:
    """Give a province its calendar: all over but the last, which is open."""
    user = User.objects.get(pk=province.reviewer.pk)
    by = Membership.objects.all().viewer(user, at.date())

    def moment(day: date) -> datetime:
        return min(datetime.combine(day, time(8), tzinfo=at.tzinfo), at)

    periods = actions.plan_periods(
        territory=province.territory,
        periods=calendar,
        by=by,
        at=moment(date(calendar[-1].year, *PLANNED)),
    )
    for period in periods:
        actions.open_period(period=period, by=by, at=moment(period.data_from))
        if period is not periods[-1]:
            locked = moment(period.due_province_on + LOCKED_AFTER)
            actions.close_period(period=period, by=by, at=locked)
    return periods


def _renew_statistics() -> None:
    for app in ("plans", "tasks", "indicators"):
        renew_statistics(*apps.get_app_config(app).get_models(include_auto_created=True))
