"""The part of the table that is about reporting, and the things that its addresses are of."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from plans.access import Role, Viewer
from plans.models import Membership, Unit
from tasks import actions
from tasks.models import Evidence, Finding, Progress
from tests import factories
from tests.tasks.access_roles import (
    GO,
    KEPT,
    KEPT_UNFIT,
    MOVED,
    NO,
    NONE,
    OK,
    OPEN,
    PROGRESS,
    SIGN_IN,
    WRONG,
    Row,
)

if TYPE_CHECKING:
    from tests.tasks.access_facts import Facts

DENIED = (SIGN_IN, NO, NO, NO, NO, NO)
"""Those who are not of the province's Sở Nội vụ or its inspectors."""
OF_THE_UBND = (SIGN_IN, OK, NONE, OK, NONE, NONE, OK, OK, OK)
REVIEWED = (*DENIED, OK, NO, NO)
RECORDED = (SIGN_IN, GO, NONE, GO, NONE, NONE, NO, NO, NO)
TYPED = (SIGN_IN, GO, GO, GO, GO, GO, NO, NO, NO)
LISTED = (SIGN_IN, OK, OK, OK, OK, OK, NO, NO, NO)
APPOINTED = (SIGN_IN, *(NONE,) * 5, OK, NONE, OK)
REPORTING_TABLE = {
    "tasks:progress-record": Row(
        (SIGN_IN, OK, NONE, OK, NONE, NONE, NO, NO, NO), RECORDED, PROGRESS
    ),
    "tasks:progress-save": Row(TYPED, TYPED, writes=False),  # nothing was typed
    "tasks:progress-repeat": Row(LISTED, LISTED, writes=False),  # there is no period before
    "tasks:evidence-list": Row(
        OF_THE_UBND, RECORDED, {"kind": "explanation", "explanation": "Đã họp"}
    ),
    "tasks:evidence-file": Row(OF_THE_UBND),
    "tasks:evidence-remove": Row((SIGN_IN, OK, NONE, OK, NONE, NONE, NO, NO, NO), RECORDED),
    "tasks:evidence-rules": Row(KEPT, MOVED, {"states": "completed"}),
    "tasks:waiting": Row(OPEN),
    "tasks:my-calendar": Row(
        (SIGN_IN, *(OK,) * 7, NO), (SIGN_IN, *(GO,) * 7, NO), {"act": "revoke"}, writes=False
    ),
    "tasks:calendar-feed": Row((NONE,) * 9, (WRONG,) * 9),
    "tasks:late-reports": Row(REVIEWED),
    "tasks:late-file": Row(REVIEWED),
    "tasks:difficulties": Row(
        OPEN, (*DENIED, GO, NO, NO), {"progress": "{told}", "text": "Đã rõ", "unit": "{office}"}
    ),
    "tasks:finding-list": Row(OPEN),
    "tasks:finding-detail": Row(OF_THE_UBND),
    "tasks:finding-add": Row(
        (*DENIED, OK, OK, NO),
        (*DENIED, GO, GO, NO),
        {"text": "Chưa niêm yết", "found_on": "02/11/2026", "due_on": "30/11/2026"},
    ),
    "tasks:finding-answer": Row(
        (SIGN_IN, OK, NONE, OK, NONE, NONE, NO, NO, NO),
        RECORDED,
        {"proof": "Đã niêm yết", "version": 1},
    ),
    "tasks:finding-check": Row(
        (SIGN_IN, NO, NONE, NO, NONE, NONE, OK, OK, NO),
        (SIGN_IN, NO, NONE, NO, NONE, NONE, GO, GO, NO),
        {"outcome": "mended", "verdict": "", "version": 2},
    ),
    "tasks:report-detail": Row(
        OF_THE_UBND,
        RECORDED,
        {"step": "write", "version": 0, "results": "Xong"},
    ),
    "tasks:report-queue": Row(REVIEWED),
    "tasks:report-accept": Row(MOVED, MOVED, writes=False),  # nothing was chosen
    "tasks:report-return": Row(MOVED, MOVED, writes=False),
    "tasks:punctuality": Row(OPEN),
    "tasks:punctuality-rows": Row(OPEN),
    "tasks:punctuality-file": Row(OPEN),
    "tasks:rollup": Row(OPEN),
    "tasks:rollup-rows": Row(OPEN),
    "tasks:rollup-rows-file": Row(OPEN),
    "tasks:year-matrix": Row(OPEN),
    "tasks:guided": Row(OPEN),
    "tasks:period-list": Row(OPEN),
    "tasks:period-add": Row(KEPT, KEPT_UNFIT),
    "tasks:period-detail": Row(OPEN),
    "tasks:period-edit": Row(KEPT, KEPT_UNFIT, {"name": " "}),
    "tasks:period-open": Row(KEPT, MOVED, writes=False),  # it is open already
    "tasks:period-close": Row(KEPT, MOVED),
    "tasks:period-reopen": Row(KEPT, MOVED, {"reason": "Bổ sung"}, writes=False),
    "tasks:period-delete": Row(KEPT, MOVED, writes=False),
    "tasks:period-extend": Row(KEPT, KEPT_UNFIT, {"reason": " "}),
    "plans:trail": Row(OPEN),
    "plans:trail-export": Row((SIGN_IN, *(WRONG,) * 8), (SIGN_IN, *(OK,) * 8), done=OK),
    "plans:post-list": Row(APPOINTED),
    "plans:post-hand-over": Row(
        APPOINTED,
        (SIGN_IN, *(NONE,) * 5, GO, NONE, GO),
        {"on": "22/11/2026", "receiver": "new", "username": "moi", "full_name": "Lê Văn C"},
    ),
}


def arguments(facts: "Facts", name: str) -> list[Any] | None:
    """Return what an address of reporting is of, made when first asked for; None for others."""
    make = MADE.get(name)
    return make(facts) if make else None


def progress(facts: "Facts") -> Progress:
    """Return the row as its officer recorded it, with a difficulty."""
    known = Progress.objects.filter(assignment=facts.assignment, period=facts.period).first()
    return known or actions.record_progress(
        assignment=facts.assignment,
        period=facts.period,
        recorded=actions.Recorded("in_progress", "Đã họp", difficulty="Thiếu kinh phí"),
        version=0,
        by=officer(facts),
        at=factories.NOW,
    )


def officer(facts: "Facts") -> Viewer:
    holder = Membership.objects.filter(unit=facts.plan.issuer, role=Role.OFFICER).first()
    assert holder is not None
    return factories.viewer(holder.user)


def _evidence(facts: "Facts") -> list[Any]:
    progress(facts)
    return [facts.assignment.pk, facts.period.pk]


def _file(facts: "Facts") -> list[Any]:
    from tests.tasks.showing import attachment

    progress(facts)
    made: Evidence = actions.add_evidence(
        assignment=facts.assignment,
        period=facts.period,
        shown=attachment(),
        by=officer(facts),
        at=factories.NOW,
    )
    return [made.pk]


def _finding(facts: "Facts") -> list[Any]:
    inspector = factories.member(facts.department("Thanh tra Chính phủ"), Role.AUDITOR)
    made = Finding.objects.first() or actions.record_finding(
        unit=facts.plan.issuer,
        task=None,
        source="Kết luận số 12/KL-TTr",
        text="Chưa niêm yết thủ tục",
        found_on=date(2026, 11, 2),
        due_on=date(2026, 11, 30),
        by=factories.viewer(inspector),
        at=factories.NOW,
    )
    return [made.pk]


def _answered(facts: "Facts") -> list[Any]:
    (pk,) = _finding(facts)
    found = Finding.objects.get(pk=pk)
    actions.answer_finding(
        finding=found, version=1, proof="Đã niêm yết", by=officer(facts), at=factories.NOW
    )
    return [pk]


def _post(facts: "Facts") -> list[Any]:
    return [Membership.objects.filter(unit=facts.plan.issuer, role=Role.OFFICER).earliest("pk").pk]


def _difficulties(facts: "Facts") -> list[Any]:
    progress(facts)
    return []


def _report(facts: "Facts") -> list[Any]:
    return [facts.plan.pk, facts.plan.issuer_id, facts.period.pk]


def _period(facts: "Facts") -> list[Any]:
    return [facts.period.pk]


def office(facts: "Facts") -> int:
    """Return the province's Sở Nội vụ, 0 as long as there is none."""
    found = Unit.objects.filter(territory=facts.province, name="Sở Nội vụ").first()
    return found.pk if found else 0


MADE: dict[str, Callable[["Facts"], list[Any]]] = {
    "tasks:evidence-list": _evidence,
    "tasks:evidence-file": _file,
    "tasks:evidence-remove": _file,
    "tasks:finding-add": lambda _facts: [],
    "tasks:late-file": lambda _facts: ["txt"],
    "tasks:calendar-feed": lambda _facts: ["khong-co-that"],
    "tasks:difficulties": _difficulties,
    "tasks:finding-detail": _finding,
    "tasks:finding-answer": _finding,
    "tasks:finding-check": _answered,
    "tasks:report-detail": _report,
    "plans:post-hand-over": _post,
    "tasks:progress-save": _period,
    "tasks:progress-repeat": _period,
    **{
        name: _period
        for name in REPORTING_TABLE
        if "period-" in name and name not in {"tasks:period-list", "tasks:period-add"}
    },
}
