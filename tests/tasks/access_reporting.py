"""The part of the table that is about reporting, and the things that its addresses are of."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from plans.access import Role, Viewer
from plans.actions import invitation
from plans.calendars import PlannedPeriod, Template, propose
from plans.models import Membership, Period, Unit, User
from tasks import actions
from tasks.forms.calendar import as_typed
from tasks.models import Evidence, Finding, Progress, Submission
from tests import factories
from tests.tasks.access_roles import (
    GO,
    KEPT,
    MOVED,
    NO,
    NONE,
    OF_THE_OFFICE,
    OK,
    OPEN,
    PROGRESS,
    ROLES,
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
SEEN_OR_STRANGE = (SIGN_IN, OK, 422, OK, OK, 422, NO, NO, NO)
"""A table names one's own rows (the neighbour's have the same names) or none; none is written."""
CHOSEN = "Sông Kỳ Cùng chảy ngược"
APPOINTED = (SIGN_IN, *(NONE,) * 5, OK, NONE, OK)
REPORTING_TABLE = {
    "tasks:progress-record": Row(
        (SIGN_IN, OK, NONE, OK, NONE, NONE, NO, NO, NO), RECORDED, PROGRESS
    ),
    # Who owes nothing is shown, and writes, nothing.
    "tasks:progress-save": Row(
        TYPED,
        TYPED,
        {f"r{{owed}}-{name}": typed for name, typed in PROGRESS.items()},
        by=("officer", "leader"),
    ),
    "tasks:progress-repeat": Row(LISTED, TYPED, {"row": "{owed}"}, by=("officer", "leader")),
    "tasks:progress-paste": Row(
        LISTED,
        SEEN_OR_STRANGE,
        lambda facts: {"table": f"Nhiệm vụ\tTình hình\n{facts.assignment.task}\txong"},
        by=(),
    ),
    "tasks:progress-sheet": Row(LISTED),
    "tasks:progress-token": Row(LISTED),
    "tasks:evidence-list": Row(
        OF_THE_UBND, RECORDED, {"kind": "explanation", "explanation": "Đã họp"}
    ),
    "tasks:evidence-file": Row(OF_THE_UBND),
    "tasks:evidence-remove": Row((SIGN_IN, OK, NONE, OK, NONE, NONE, NO, NO, NO), RECORDED),
    "tasks:evidence-rules": Row(KEPT, MOVED, {"states": "completed"}),
    "tasks:waiting": Row(OPEN),
    "tasks:my-calendar": Row(
        (SIGN_IN, *(OK,) * 7, NO), (SIGN_IN, *(OK,) * 7, NO), {"act": "make"}, done=OK
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
    "tasks:finding-withdraw": Row(
        (SIGN_IN, NO, NONE, NO, NONE, NONE, NO, OK, NO),
        (SIGN_IN, NO, NONE, NO, NONE, NONE, NO, GO, NO),
        {"reason": "Ghi nhầm đơn vị"},
    ),
    "tasks:report-detail": Row(
        OF_THE_UBND,
        RECORDED,
        {"step": "write", "version": 0, "results": "Xong"},
    ),
    "tasks:report-file": Row(OF_THE_UBND),
    "tasks:province-file": Row((SIGN_IN, *(NONE,) * 5, OK, OK, OK)),
    "tasks:letterhead-edit": Row(
        (SIGN_IN, OK, NO, OK, NONE, NONE, NO, NO, NO),
        (SIGN_IN, GO, NO, GO, NONE, NONE, NO, NO, NO),
        {
            "issuer": "UBND XÃ MỘT",
            "symbol": "UBND",
            "place": "Một",
            "signatory_post": "CHỦ TỊCH",
            "recipients": "- Lưu: VT.",
            "version": 0,
        },
    ),
    "tasks:report-pdf": Row(OF_THE_UBND, (SIGN_IN, GO, NONE, GO, NONE, NONE, GO, GO, GO)),
    "tasks:province-pdf": Row(
        (SIGN_IN, *(NONE,) * 5, OK, OK, OK), (SIGN_IN, *(NONE,) * 5, GO, GO, GO)
    ),
    "tasks:report-queue": Row(REVIEWED),
    "tasks:report-accept": Row(MOVED, MOVED, {"chosen": "{report}"}),
    "tasks:report-return": Row(
        MOVED, MOVED, {"chosen": "{report}", "reason": "no_evidence", "comment": "Thiếu ảnh"}
    ),
    "tasks:punctuality": Row(OPEN),
    "tasks:punctuality-rows": Row(OPEN),
    "tasks:punctuality-file": Row(OPEN),
    "tasks:nation": Row(OF_THE_OFFICE),
    "tasks:rollup": Row(OPEN),
    "tasks:rollup-rows": Row(OPEN),
    "tasks:rollup-rows-file": Row(OPEN),
    "tasks:year-matrix": Row(OPEN),
    "tasks:guided": Row(OPEN),
    "tasks:period-list": Row(OPEN),
    "tasks:period-add": Row(KEPT, MOVED, lambda _facts: year_typed()),
    "tasks:periods-open": Row(KEPT, MOVED, {"period": "{planned}"}),
    "tasks:periods-close": Row(KEPT, MOVED, {"period": "{period}"}),
    "tasks:period-detail": Row(OPEN),
    "tasks:period-edit": Row(KEPT, MOVED, lambda facts: days_typed(facts.period, name="Quý 4")),
    "tasks:period-open": Row(KEPT, MOVED),
    "tasks:period-close": Row(KEPT, MOVED),
    "tasks:period-reopen": Row(KEPT, MOVED, {"reason": "Bổ sung"}),
    "tasks:period-delete": Row(KEPT, MOVED),
    "tasks:period-extend": Row(
        KEPT, MOVED, {"units": "{ubnd}", "due_on": "20/12/2026", "reason": "Mưa lũ"}
    ),
    "plans:trail": Row(OPEN),
    "plans:trail-export": Row((SIGN_IN, *(WRONG,) * 8), (SIGN_IN, *(OK,) * 8), done=OK),
    "plans:post-list": Row(APPOINTED),
    "plans:post-hand-over": Row(
        APPOINTED,
        (SIGN_IN, *(NONE,) * 5, GO, NONE, GO),
        {"on": "22/11/2026", "receiver": "new", "username": "moi", "full_name": "Lê Văn C"},
    ),
    "plans:post-first-password": Row(
        APPOINTED, (SIGN_IN, *(NONE,) * 5, OK, NONE, OK), done=OK, by=("reviewer", "superuser")
    ),
    "plans:first-password": Row(
        (OK,) * 9,
        (GO,) * 9,
        lambda facts: {"code": _code(facts), "password": CHOSEN, "again": CHOSEN},
        by=ROLES,
    ),
}


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


def _finding(facts: "Facts", inspector: User | None = None) -> list[Any]:
    inspector = inspector or factories.member(facts.department("Thanh tra Chính phủ"), Role.AUDITOR)
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


def _own_finding(facts: "Facts") -> list[Any]:
    """Return a finding that the signed-in auditor wrote; for everybody else, another inspector."""
    own = facts.somebody.memberships.filter(role=Role.AUDITOR)
    return _finding(facts, facts.somebody if own.exists() else None)


def _answered(facts: "Facts") -> list[Any]:
    (pk,) = _finding(facts)
    found = Finding.objects.get(pk=pk)
    actions.answer_finding(
        finding=found, version=1, proof="Đã niêm yết", by=officer(facts), at=factories.NOW
    )
    return [pk]


def _post(facts: "Facts") -> list[Any]:
    return [Membership.objects.filter(unit=facts.plan.issuer, role=Role.OFFICER).earliest("pk").pk]


def _code(facts: "Facts") -> str:
    """Return the code of a link for a new officer's first password: it opens to all who have it."""
    return invitation(factories.officer(facts.commune), at=timezone.now()).code


def _difficulties(facts: "Facts") -> list[Any]:
    progress(facts)
    return []


def of_report(facts: "Facts") -> list[Any]:
    return [facts.plan.pk, facts.plan.issuer_id, facts.period.pk]


def _period(facts: "Facts") -> list[Any]:
    return [facts.period.pk]


def _planned(facts: "Facts") -> list[Any]:
    return [factories.period(facts.province, ordinal=1, state=Period.State.PLANNED).pk]


def _to_be_opened(facts: "Facts") -> list[Any]:
    _planned(facts)
    return []


def _closed(facts: "Facts") -> list[Any]:
    return [factories.period(facts.province, ordinal=2, state=Period.State.CLOSED).pk]


def _reported_before(facts: "Facts") -> list[Any]:
    before = factories.period(facts.province, ordinal=3)
    factories.recorded(facts.assignment, before, by=officer(facts).user)
    return [facts.period.pk]


def _handed_in(facts: "Facts") -> list[Any]:
    factories.submission(facts.plan, facts.period)
    return []


def days_typed(period: Period | PlannedPeriod, prefix: str = "", **changed: str) -> dict[str, str]:
    """Return the days of a period as a browser sends them."""
    days = {
        f"{prefix}{name}": f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value or "")
        for name, value in as_typed(period).items()
    }
    return {**days, **changed}


def year_typed() -> dict[str, str]:
    """Return the periods of QUERY's year as they are proposed and sent back."""
    proposed = propose(Template.GOVERNMENT, 2027, with_districts=False)
    typed = {f"period-{name}_FORMS": str(len(proposed)) for name in ("TOTAL", "INITIAL")}
    for place, one in enumerate(proposed):
        typed |= days_typed(one, f"period-{place}-")
    return typed


def known(facts: "Facts") -> dict[str, Any]:
    """Return what the typed values of reporting speak of, as it stands now."""
    report = Submission.objects.filter(plan=facts.plan).first()
    office = Unit.objects.filter(territory=facts.province, name="Sở Nội vụ").first()
    told = Progress.objects.exclude(difficulty="").first()
    planned = Period.objects.filter(state=Period.State.PLANNED).first()
    return {
        "ubnd": facts.plan.issuer_id,
        "owed": facts.assignment.pk,
        "period": facts.period.pk,
        "planned": planned.pk if planned else 0,
        "told": told.pk if told else 0,
        "office": office.pk if office else 0,
        "seen": report.version if report else 0,
        "report": f"{report.pk}-{report.version}" if report else "",
    }


MADE: dict[str, Callable[["Facts"], list[Any]]] = {
    "tasks:evidence-list": _evidence,
    "tasks:evidence-file": _file,
    "tasks:evidence-remove": _file,
    "tasks:finding-add": lambda _facts: [],
    "tasks:period-add": lambda _facts: [],
    "tasks:late-file": lambda _facts: ["txt"],
    "tasks:calendar-feed": lambda _facts: ["khong-co-that"],
    "tasks:difficulties": _difficulties,
    "tasks:finding-detail": _finding,
    "tasks:finding-answer": _finding,
    "tasks:finding-check": _answered,
    "tasks:finding-withdraw": _own_finding,
    "tasks:report-detail": of_report,
    "tasks:report-file": lambda facts: [*of_report(facts), "docx"],
    "tasks:province-file": lambda facts: [facts.period.pk, "xlsx"],
    "tasks:letterhead-edit": lambda facts: of_report(facts)[1:2],
    "tasks:report-pdf": of_report,
    "tasks:province-pdf": lambda facts: [facts.period.pk],
    "plans:post-hand-over": _post,
    "plans:post-first-password": _post,
    "tasks:progress-save": _period,
    "tasks:progress-repeat": _reported_before,
    "tasks:progress-paste": _period,
    "tasks:progress-sheet": _period,
    "tasks:report-accept": _handed_in,
    "tasks:report-return": _handed_in,
    **{
        name: _period
        for name in REPORTING_TABLE
        if "period-" in name and name not in {"tasks:period-list", "tasks:period-add"}
    },
    "tasks:periods-open": _to_be_opened,
    "tasks:periods-close": lambda _facts: [],
    "tasks:period-open": _planned,
    "tasks:period-delete": _planned,
    "tasks:period-reopen": _closed,
}
QUERY = {
    "tasks:periods-open": "?period={planned}",
    "tasks:periods-close": "?period={period}",
    "tasks:finding-add": "?unit={ubnd}",
    "tasks:period-add": "?year=2027&template=government&plan=",
}
"""What an address asks for without which it does nothing."""
