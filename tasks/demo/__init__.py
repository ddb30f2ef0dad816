"""The demonstration: real territories, units and plans from `fixtures/`, and people to sign in as.

Everything is found again by its natural key, so loading twice changes nothing. What is made up says
so: plans by their mark, invented results by their first words.
"""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from indicators.actions import load_indexes
from indicators.models import Component
from papi_portal.planner import renew_statistics
from plans.actions import publish
from plans.models import Period, Plan, Publication, Territory, Unit, User
from tasks.demo import documents, downward, ground, inspections, people, scores
from tasks.demo.downward import Reporter
from tasks.demo.people import Viewers
from tasks.demo.reporting import Year
from tasks.demo.told import FIXTURES, Described, in_year_of, read
from tasks.models import Assignment, Party, Progress, Task

if TYPE_CHECKING:
    from django.db.models import QuerySet

LICENCE = "Số liệu minh họa, không phải báo cáo thật; được sử dụng tự do khi ghi rõ điều đó."

__all__ = ["DIEM_HE", "FIXTURES", "ISSUED", "load", "subjects", "territories", "usernames"]

DIEM_HE = "plan_illustration_diem_he_2026.json"
ISSUED = (
    "plan_354_lien_hoi_2024.json",
    "plan_tien_phong_2024.json",
    "plan_ha_bac_2023.json",
    "plan_151_lao_cai_2020.json",
    "plan_khanh_hoa_2023.json",
)
"""Plans as really issued, in the values that reading them gives; the day of three is not known."""


def load(*, at: datetime, with_people: bool) -> dict[str, int]:
    """Load the demonstration; return how many of each thing the portal now holds.

    People are made, and act, only where the demo password opens the portal.
    """
    with transaction.atomic():
        ground.load(at)
        load_indexes(read("indexes.json"))
        scores.load(FIXTURES)
        for name in ISSUED:
            documents.load_plan(read(name), at)
        illustration = in_year_of(read(DIEM_HE), at.date())
        plan = documents.load_plan(illustration, at)
        if with_people:
            people.load()
            _act(plan, illustration, at)
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


def subjects() -> set[str]:
    """Return the subjects of the real plans that the demonstration brings."""
    return {read(name)["subject"] for name in ISSUED}


def usernames() -> set[str]:
    """Return who acts in the demonstration, by sign-in names."""
    return people.usernames() | downward.usernames()


def territories() -> "QuerySet[Territory]":
    """Return the territories to which the demonstration gives units."""
    codes = {one["code"] for one in read("units.json")}
    return Territory.objects.filter(Q(code__in=codes) | Q(parent__code=ground.PROVINCE))


def _act(plan: Plan, illustration: Described, at: datetime) -> None:
    """Let the invented people play the year so far, once; lock what else is over."""
    viewers = Viewers(at.date())
    reporters = downward.load(illustration, viewers, at)
    if reporters:
        # Asked about at every step from here on, in the very transaction that brought them in.
        renew_statistics(Unit, Plan, Task, Party, Assignment)
        rows = tuple(illustration["rows"])
        own = Reporter(plan, plan.issuer, 0, "canbo", "chutich", ("as_told",), "untouched", rows)
        begun = documents.begun_periods(plan, at.date())
        if begun:
            Year([own, *reporters], viewers, at).play(begun)
        inspections.play(reporters, viewers, at)
    documents.lock_what_is_over(by=viewers["quantri"], at=at)
    province = Territory.objects.coded("province", ground.PROVINCE, at.date())
    if not Publication.objects.filter(territory=province).exists():
        publish(province=province, licence=LICENCE, by=viewers["quantri"], at=at)
