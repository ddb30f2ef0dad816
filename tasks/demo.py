"""The demonstration: real territories, units and plans from `fixtures/`, and people to sign in as.

Everything is found again by its natural key, so loading twice changes nothing.
"""

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from indicators.actions import load_indexes
from indicators.models import Component
from papi_portal.planner import renew_statistics
from plans import actions as plan_actions
from plans.access import Role, Viewer
from plans.models import Membership, Period, Plan, Territory, Unit, User
from plans.official_lists import read_successions, read_units
from plans.signin import DEMO_PASSWORD
from tasks import actions, demo_scores
from tasks.actions.take_in import write_plan
from tasks.models import Assignment, Party, Progress, Task

FIXTURES = settings.BASE_DIR / "fixtures"
REFORM_ON = date(2025, 7, 1)
"""The day the district level ended and communes were merged."""

DEMO_PROVINCE = "20"
DIEM_HE = "plan_illustration_diem_he_2026.json"
ISSUED = (
    "plan_354_lien_hoi_2024.json",
    "plan_tien_phong_2024.json",
    "plan_ha_bac_2023.json",
    "plan_151_lao_cai_2020.json",
    "plan_khanh_hoa_2023.json",
)
"""Plans as really issued, in the values that reading them gives; the day of three is not known."""

PEOPLE = (
    ("canbo", "Nguyễn Thị Minh", "commune", "06280", "UBND xã Điềm He", Role.OFFICER, "Công chức"),
    ("chutich", "Hoàng Văn Sơn", "commune", "06280", "UBND xã Điềm He", Role.LEADER, "Chủ tịch"),
    ("sonoivu", "Lê Thu Hà", "province", "20", "Sở Nội vụ", Role.REVIEWER, "Chuyên viên"),
    ("soyte", "Trần Quang Huy", "province", "20", "Sở Y tế", Role.SECTOR, "Chuyên viên"),
    ("kiemtra", "Vi Đức Thắng", "province", "20", "Thanh tra tỉnh", Role.AUDITOR, "Thanh tra viên"),
)
"""Invented people: sign-in name, full name, territory, unit, role, title."""

Described = dict[str, Any]


def load(*, at: datetime, with_people: bool) -> dict[str, int]:
    """Load the demonstration; return how many of each thing the portal now holds.

    People are made only where the demo password opens the portal.
    """
    with transaction.atomic():
        _load_territories(at)
        load_indexes(_read("indexes.json"))
        demo_scores.load(FIXTURES)
        for described in _read("units.json"):
            _load_units(described)
        _load_committees(at.date())
        for name in ISSUED:
            _load_plan(_read(name), at)
        illustration = _this_year(_read(DIEM_HE), at.date())
        plan = _load_plan(illustration, at)
        if with_people:
            _load_people()
            _close_past_periods(plan, illustration, at)
        renew_statistics(Unit, Plan, Task, Party, Assignment, Progress)
    return {
        "territories": Territory.objects.count(),
        "units": Unit.objects.count(),
        "components": Component.objects.count(),
        "plans": Plan.objects.count(),
        "tasks": Task.objects.count(),
        "progress records": Progress.objects.count(),
        "periods": Period.objects.count(),
        "people": User.objects.count(),
    }


def _read(name: str) -> Any:
    return json.loads(Path(FIXTURES / name).read_text(encoding="utf-8"))


def _load_territories(at: datetime) -> None:
    """Load the two eras and what joins them, unless the national lists did so before."""
    if Territory.objects.filter(level="commune", code="06268").exists():
        return
    before, since = "territories_before_2025-07.csv", "territories_from_2025-07.csv"
    plan_actions.load_units(
        rows=read_units(FIXTURES / before),
        valid_from=None,
        valid_to=REFORM_ON - timedelta(days=1),
        by=None,
        at=at,
    )
    plan_actions.load_units(rows=read_units(FIXTURES / since), valid_from=REFORM_ON, by=None, at=at)
    plan_actions.load_successions(
        rows=read_successions(FIXTURES / "successions_2025-07.csv"), by=None, at=at
    )


def _load_units(described: Described) -> None:
    territory = _territory(described["level"], described["code"], described["on"])
    for unit in described["units"]:
        Unit.objects.update_or_create(
            territory=territory,
            name=unit["name"],
            defaults={"kind": unit["kind"], "aliases": unit["aliases"]},
        )


def _load_committees(on: date) -> None:
    """Give each commune of the demo province its UBND, the body that reports."""
    province = Territory.objects.coded("province", DEMO_PROVINCE, on)
    for commune in Territory.objects.communes().within(province).in_force(on):
        Unit.objects.get_or_create(
            territory=commune,
            name=f"UBND {commune.name_inside}",
            defaults={
                "kind": Unit.Kind.COMMITTEE,
                "aliases": [f"Ủy ban nhân dân {commune.name_inside}", "UBND cấp xã"],
            },
        )


def _territory(level: str, code: str, on: str) -> Territory:
    return Territory.objects.coded(level, code, date.fromisoformat(on))


def _this_year(described: Described, on: date) -> Described:
    """Move the illustration to the reporting year that runs on a day (a year begins on 15/12).

    Its own day comes no later than that day: no plan is issued before its date.
    """
    year = on.year + (on >= date(on.year, 12, 15))
    text = json.dumps(described, ensure_ascii=False)
    moved: Described = json.loads(text.replace(str(described["years"][0]), str(year)))
    moved["issued_on"] = min(moved["issued_on"], on.isoformat())
    return moved


def _load_plan(described: Described, at: datetime) -> Plan:
    """Take a plan in by the code that takes in what people upload; issue it if its day is known."""
    level, code, on = described["territory"]
    territory = _territory(level, code, on)
    known = Plan.objects.filter(territory=territory, subject=described["subject"]).first()
    if known:
        return known
    values = {**described, "rows": [{"dropped": False, **row} for row in described["rows"]]}
    plan, _ = write_plan(territory=territory, values=values, choices={}, on=date.fromisoformat(on))
    _mark_illustration(plan, described)
    if plan.issued_on:
        actions.issue_plan(plan=plan, by=None, at=at)
    if territory.line()[-1].code == DEMO_PROVINCE:
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


def _load_people() -> None:
    for username, full_name, level, code, unit_name, role, title in PEOPLE:
        user = _person(username, full_name)
        territory = Territory.objects.filter(valid_to__isnull=True).get(level=level, code=code)
        Membership.objects.get_or_create(
            user=user,
            unit=Unit.objects.get(territory=territory, name=unit_name),
            role=role,
            defaults={"title": title},
        )
    _person("quantri", "Quản trị hệ thống", is_staff=True, is_superuser=True)


def _person(username: str, full_name: str, **fields: bool) -> User:
    user = User.objects.filter(username=username).first()
    if user is None:
        user = User.objects.create_user(username, DEMO_PASSWORD, full_name=full_name, **fields)
    return user


def _close_past_periods(plan: Plan, described: Described, at: datetime) -> None:
    """Lock the quarters that are over; in the last one the illustration has reported.

    So "kỳ trước" shows something, and old quarters look as old quarters do.
    """
    over = Period.objects.filter(state=Period.State.PLANNED, due_province_on__lt=at.date())
    past = list(over.order_by("data_to"))
    for period in past:
        then = at.replace(
            year=period.data_to.year, month=period.data_to.month, day=period.data_to.day
        )
        plan_actions.open_period(period=period, by=None, at=then)
        if period == past[-1] and period.year == plan.year_from:
            _report(plan, described, period, then)
        by = _viewer("quantri", at.date())
        plan_actions.close_period(period=period, by=by, at=at)


def _report(plan: Plan, described: Described, period: Period, at: datetime) -> None:
    rows = described["rows"]
    for assignment in Assignment.objects.owed_with_plan().filter(task__plan=plan):
        last = rows[assignment.task.position - 1].get("last")
        if last:
            actions.record_progress(
                assignment=assignment,
                period=period,
                recorded=actions.Recorded(**last),
                version=0,
                by=_viewer("canbo", at.date()),
                at=at,
            )


def _viewer(username: str, on: date) -> Viewer:
    return Membership.objects.all().viewer(User.objects.get(username=username), on)
