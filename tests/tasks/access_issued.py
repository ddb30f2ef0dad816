"""The part of the table that is about reports as they left the house: issued, signed, withdrawn."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile

from plans.access import Role
from tasks import actions
from tasks.models import IssuedReport, Submission
from tests import factories
from tests.papi_portal import strange_files
from tests.tasks.access_reporting import OF_THE_UBND, of_report
from tests.tasks.access_roles import GO, NO, NONE, OK, OPEN, SIGN_IN, WRONG, Row
from tests.tasks.showing import attachment

if TYPE_CHECKING:
    from tests.tasks.access_facts import Facts

LEADS = (SIGN_IN, NO, NONE, OK, NONE, NONE, NO, NO, NO)
LED = (SIGN_IN, NO, NONE, GO, NONE, NONE, NO, NO, NO)
"""The unit's own leader issues, and nobody else."""
ISSUED_TABLE = {
    "tasks:report-issue": Row(
        LEADS,
        LED,
        {
            "number": "25/BC-UBND",
            "issued_on": "21/11/2026",
            "version": "{seen}",
            "papers": 0,
        },
    ),
    "tasks:issued-file": Row(OF_THE_UBND),
    "tasks:issued-withdraw": Row(LEADS, LED, {"reason": "Gõ nhầm số"}),
    "tasks:signed-add": Row(
        LEADS,
        LED,
        lambda _facts: {"file": SimpleUploadedFile("Đã ký.pdf", strange_files.pdf())},
    ),
    "tasks:signed-file": Row(OF_THE_UBND),
    # Who reviews the unit, and who sees all, takes down what is nobody's business.
    "tasks:signed-withdraw": Row(
        (SIGN_IN, NO, NONE, OK, NONE, NONE, OK, NO, OK),
        (SIGN_IN, NO, NONE, GO, NONE, NONE, GO, NO, GO),
        {"reason": "Tải nhầm"},
    ),
    "tasks:issued-list": Row(OPEN),
    "tasks:issued-list-file": Row(OPEN),
}


MERGED: dict[str, tuple[int, int]] = {
    "tasks:report-issue": (NO, NO),
    "tasks:issued-file": (OK, WRONG),
    "tasks:issued-withdraw": (OK, GO),
    "tasks:signed-add": (OK, GO),
    "tasks:signed-file": (OK, WRONG),
    "tasks:signed-withdraw": (OK, GO),
}
"""Answers to who leads what took the commune over as a whole; officers there read (OK, else NO)."""


def _accepted(facts: "Facts") -> list[Any]:
    states = Submission.State
    if not Submission.objects.filter(plan=facts.plan).exists():
        factories.submission(facts.plan, facts.period, state=states.ACCEPTED)
    return of_report(facts)


def _issue(facts: "Facts") -> IssuedReport:
    _accepted(facts)
    report = Submission.objects.get(plan=facts.plan)
    leader = factories.member(facts.plan.issuer, Role.LEADER)
    return actions.issue_report(
        submission=report,
        issuing=actions.Issuing("25/BC-UBND", factories.TODAY, report.version),
        printed=actions.Printed(pdf=b"%PDF-", word=b"PK"),
        by=factories.viewer(leader),
        at=factories.NOW,
    )


def _signed(facts: "Facts") -> list[Any]:
    issued = _issue(facts)
    made = actions.add_signed_copy(
        issued=issued,
        file=attachment(),
        by=factories.viewer(issued.issued_by),
        at=factories.NOW,
    )
    return [made.pk]


MADE: dict[str, Callable[["Facts"], list[Any]]] = {
    "tasks:report-issue": _accepted,
    "tasks:issued-file": lambda facts: [_issue(facts).pk, "docx"],
    "tasks:issued-withdraw": lambda facts: [_issue(facts).pk],
    "tasks:signed-add": lambda facts: [_issue(facts).pk],
    "tasks:signed-file": _signed,
    "tasks:signed-withdraw": _signed,
}
