"""The table: what each address answers to each role, of a thing that is the commune's."""

from tests.tasks.access_indicators import INDICATORS_TABLE
from tests.tasks.access_issued import ISSUED_TABLE
from tests.tasks.access_printing import PRINTING_TABLE
from tests.tasks.access_public import PUBLIC_TABLE
from tests.tasks.access_reporting import REPORTING_TABLE
from tests.tasks.access_roles import (
    DECIDED,
    DRAFTED,
    GO,
    NO,
    NONE,
    OF_THE_COMMUNE,
    OF_THE_OFFICE,
    OK,
    OPEN,
    OWN,
    ROLES,
    SAVED,
    SIGN_IN,
    UNREAD,
    WRONG,
    Row,
)
from tests.tasks.pasting import PASTED

OF_THE_OFFICER = (SIGN_IN, OK, *(NONE,) * 7)
OFFICERS_OWN = (SIGN_IN, GO, *(NONE,) * 7)
"""What the officer asked for is there for nobody else, not for colleagues nor superiors."""
TABLE = {
    "tasks:home": Row((SIGN_IN, OK, OK, OK, OK, OK, GO, GO, GO)),
    "tasks:plan-rows": Row(DRAFTED, SAVED, {"move": "down-{first}"}),
    "tasks:row-add": Row(
        DRAFTED, SAVED, {"text": "Họp", "deadline_kind": "none", "version": "{last}"}
    ),
    "tasks:row-edit": Row(DRAFTED, SAVED, {"text": "Họp", "deadline_kind": "none", "version": 1}),
    "tasks:row-delete": Row(DRAFTED, SAVED, {"version": 1}),
    "tasks:section-add": Row(DRAFTED, SAVED, {"heading": "Mục mới", "version": 1}),
    "tasks:section-edit": Row(DRAFTED, SAVED, {"heading": "Mục mới", "version": 1}),
    "tasks:plan-edit": Row(
        DRAFTED,
        SAVED,
        {"kind": "plan", "subject": "PAPI", "year_from": 2026, "year_to": 2026, "version": 1},
    ),
    "tasks:plan-bases": Row(
        get=(SIGN_IN, OK, NO, OK, NONE, NONE, NO, NO, NO),
        post=(SIGN_IN, GO, NO, GO, NONE, NONE, NO, NO, NO),
        typed={
            "relation_{basis}": "carries_out",
            "document_{basis}": "{above}",
            "stood_{basis}": "{stood}",
        },
    ),
    "tasks:plan-discard": Row(DRAFTED, SAVED),
    "tasks:plan-issue": Row(
        get=(SIGN_IN, NO, NONE, OK, NONE, NONE, NO, NO, NO),
        post=(SIGN_IN, NO, NONE, GO, NONE, NONE, NO, NO, NO),
    ),
    "tasks:plan-close": Row(
        get=(SIGN_IN, NO, NO, OK, NONE, NONE, NO, NO, NO),
        post=(SIGN_IN, NO, NO, GO, NONE, NONE, NO, NO, NO),
        typed={"reason": "Hết việc"},
    ),
    "tasks:plan-amend": Row(
        get=(SIGN_IN, OK, NO, OK, NONE, NONE, NO, NO, NO),
        post=(SIGN_IN, GO, NO, GO, NONE, NONE, NO, NO, NO),
    ),
    "tasks:plan-copy": Row(
        get=(SIGN_IN, OK, NO, OK, NONE, NONE, NO, NO, NO),
        post=(SIGN_IN, GO, NO, GO, NONE, NONE, NO, NO, NO),
        typed={"year": 2027},
    ),
    "tasks:plan-updates": Row(DRAFTED, SAVED, {"answer": "keep-all"}),
    "tasks:plan-derive": Row(
        get=(SIGN_IN, NO, NO, NO, NO, NO, OK, NO, NO),
        post=(SIGN_IN, NO, NO, NO, NO, NO, GO, NO, NO),
        typed={"which": "missing", "confirmed": "1"},
    ),
    "tasks:territory-carry": Row(
        get=(SIGN_IN, OK, NO, OK, NONE, NONE, NO, NO, NO),
        post=(SIGN_IN, GO, NO, GO, NONE, NONE, NO, NO, NO),
        typed={"tasks": "{carried}"},
    ),
    "tasks:plan-coverage": Row(OF_THE_COMMUNE),
    "tasks:coverage": Row(OPEN),
    "tasks:issuance": Row(OPEN),
    "tasks:issuance-reminders": Row(OPEN),
    "tasks:issuance-file": Row(OPEN),
    "tasks:intake-start": Row(
        get=(SIGN_IN, OK, NO, OK, OK, NO, OK, NO, NO),
        post=(SIGN_IN, GO, NO, GO, GO, NO, GO, NO, NO),
        typed={"pasted": PASTED},
    ),
    "tasks:intake-blank": Row((SIGN_IN, OK, NO, OK, OK, NO, OK, NO, NO)),
    "tasks:intake-detail": Row(OWN),
    "tasks:intake-file": Row(OWN),
    "tasks:intake-head": Row(
        OWN,
        DECIDED,
        {
            "territory": "{commune}",
            "kind": "plan",
            "subject": "PAPI",
            "year_from": 2026,
            "year_to": 2026,
        },
    ),
    "tasks:intake-row": Row(
        OWN, DECIDED, {"text": "Họp", "deadline_kind": "none", "version": "{row}"}
    ),
    "tasks:intake-row-act": Row(UNREAD, DECIDED),
    "tasks:intake-split": Row(UNREAD, DECIDED),
    "tasks:intake-territory": Row(UNREAD, DECIDED, {"territory": "{commune}"}),
    "tasks:intake-names": Row(UNREAD, DECIDED, {"{open_name}": "keep:"}),
    "tasks:intake-confirm": Row(UNREAD, DECIDED, {"version": 1}),
    "tasks:intake-discard": Row(OWN, DECIDED),
    "tasks:plan-list": Row(OPEN),
    "tasks:search": Row(OPEN),
    "tasks:plan-detail": Row(OF_THE_COMMUNE),
    "tasks:plan-appendix": Row(OF_THE_COMMUNE),
    "tasks:plan-workbook": Row(OF_THE_COMMUNE),
    "tasks:plan-changes": Row(DRAFTED, SAVED, {"discard": "1"}),
    "tasks:plan-changes-errors": Row(DRAFTED),
    "tasks:task-detail": Row(OF_THE_COMMUNE),
    "tasks:unit-detail": Row(OF_THE_COMMUNE),
    "tasks:territory-detail": Row(OF_THE_COMMUNE),
    "plans:list-index": Row(OF_THE_OFFICE),
    "plans:list-upload": Row(
        OF_THE_OFFICE, (*OF_THE_OFFICE[:-1], GO), lambda facts: {"file": facts.uploaded()}
    ),
    "plans:list-blank": Row(OF_THE_OFFICE),
    "plans:list-present": Row(OF_THE_OFFICE),
    "plans:list-import": Row(OF_THE_OFFICE),
    "plans:list-errors": Row(OF_THE_OFFICE),
    "plans:list-confirm": Row(Row(OPEN).post, (*OF_THE_OFFICE[:-1], GO)),
    "plans:list-discard": Row(Row(OPEN).post, (*OF_THE_OFFICE[:-1], GO)),
    "plans:language-choose": Row(
        get=(WRONG,) * len(ROLES), post=(GO,) * len(ROLES), typed={"language": "en"}
    ),
    "plans:guide": Row(get=(OK,) * len(ROLES), post=(WRONG,) * len(ROLES)),
    "plans:job-list": Row(OPEN),
    "plans:job-detail": Row(OF_THE_OFFICER),
    "plans:job-file": Row(OF_THE_OFFICER),
    "plans:job-cancel": Row(UNREAD, OFFICERS_OWN),
    "plans:job-again": Row(UNREAD, OFFICERS_OWN),
    **PRINTING_TABLE,
    **PUBLIC_TABLE,
    **REPORTING_TABLE,
    **ISSUED_TABLE,
    **INDICATORS_TABLE,
}
