"""Who plays the walk, and what the province holds on the morning on which it begins."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from plans import actions as plan_actions
from plans.models import Period, Plan, Territory, User
from plans.signin import DEMO_PASSWORD
from tasks import actions
from tasks.actions.take_in import write_plan
from tasks.demo.downward import FRAMEWORK
from tasks.demo.told import in_year_of, read
from tests import factories

YEAR = 2027
BEGIN, REPORTING, AFTER = date(YEAR, 1, 5), date(YEAR, 3, 15), date(YEAR, 3, 18)
"""The days of the story: the plan goes down, reports go up, the last ones are late by a day."""
PERIOD = f"Quý I/{YEAR}"
FRAMEWORK_NUMBER = "01/KH-UBND"
HANDED_DOWN = (0, 1, 4, 6, 8, 9)
"""Rows of the illustrated province plan that communes are given."""
GUIDES = ("canbo", "chutich", "sonoivu", "soyte", "kiemtra", "quantri")
PASSWORDLESS = (
    "thatkhe.canbo",
    "thatkhe.chutich",
    "binhgia.canbo",
    "binhgia.chutich",
    "lanhdaosoyte",
)
"""Colleagues whom the demonstration names without letting them sign in."""


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune of the story: who writes and who signs there, and what its plan is called."""

    name: str
    officer: str
    leader: str
    number: str

    @property
    def plan(self) -> str:
        """What its plan is called once it has a number."""
        return f"Kế hoạch số {self.number}"


DIEM_HE = Commune("xã Điềm He", "canbo", "chutich", "02/KH-UBND")
THAT_KHE = Commune("xã Thất Khê", "thatkhe.canbo", "thatkhe.chutich", "03/KH-UBND")
BINH_GIA = Commune("xã Bình Gia", "binhgia.canbo", "binhgia.chutich", "04/KH-UBND")
COMMUNES = (DIEM_HE, THAT_KHE, BINH_GIA)


def morning() -> Plan:
    """Bring the demonstration to the first day of the walk; return the draft of its new plan.

    The old year is locked, the departments' own plan of the new year is issued, and the plan that
    goes down to the communes lies ready to be issued.
    """
    password = make_password(DEMO_PASSWORD)
    User.objects.filter(username__in=PASSWORDLESS).update(password=password)
    at = datetime.combine(BEGIN, time(8), tzinfo=timezone.get_default_timezone())
    desk = factories.viewer(User.objects.get(username="sonoivu"), BEGIN)
    for period in Period.objects.filter(state=Period.State.OPEN):
        plan_actions.close_period(period=period, by=desk, at=at)
    told = in_year_of(read(FRAMEWORK), BEGIN)
    departments = _written({**told, "issued_on": BEGIN.isoformat()}, told["rows"])
    actions.issue_plan(plan=departments, by=desk, at=at)
    return _written(
        {
            **told,
            "number": FRAMEWORK_NUMBER,
            "subject": told["subject"].replace("Nâng cao", "Giao nhiệm vụ nâng cao"),
            "issued_on": BEGIN.isoformat(),
        },
        [_handed_down(told["rows"][number]) for number in HANDED_DOWN],
    )


def _handed_down(row: dict[str, Any]) -> dict[str, Any]:
    """Let the communes lead a row, guided by the department that leads it above."""
    return {
        **row,
        "lead": ["UBND cấp xã"],
        "lead_text": "UBND cấp xã",
        "support_text": "",
        "guide": row["lead"],
        "guide_text": row["lead_text"],
    }


def _written(told: dict[str, Any], rows: list[dict[str, Any]]) -> Plan:
    province = Territory.objects.coded("province", "20", BEGIN)
    values = {**told, "rows": [{"dropped": False, **row} for row in rows]}
    plan, _ = write_plan(territory=province, values=values, choices={}, on=BEGIN)
    Plan.objects.filter(pk=plan.pk).update(is_illustration=True)
    plan.refresh_from_db()
    return plan
