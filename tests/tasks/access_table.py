"""The table: what each address answers to each role, of a thing that is the commune's."""

from dataclasses import dataclass, field
from typing import Any

ROLES = (
    "anonymous",
    "officer",
    "colleague",
    "leader",
    "stranger",
    "sector",
    "reviewer",
    "auditor",
    "superuser",
)
"""Of the commune: officer, leader, and an officer of another unit (colleague). A stranger is the
neighbour commune's officer. Sector, reviewer and auditor are of the province."""

Codes = tuple[int, ...]
SIGN_IN, GO, OK, NO, NONE, WRONG, UNFIT = 302, 302, 200, 403, 404, 405, 422


@dataclass(frozen=True)
class Row:
    """Answers to a GET in the order of the roles, of the commune's thing; POST where it differs."""

    get: Codes
    post: Codes = (SIGN_IN, *(WRONG,) * (len(ROLES) - 1))
    typed: dict[str, Any] = field(default_factory=dict)
    """What is sent; who is answered with GO has written it."""
    writes: bool = True


OPEN: Codes = (SIGN_IN, OK, OK, OK, OK, OK, OK, OK, OK)
OF_THE_COMMUNE: Codes = (SIGN_IN, OK, OK, OK, NONE, NONE, OK, OK, OK)
OF_THE_OFFICE: Codes = (SIGN_IN, *(NONE,) * (len(ROLES) - 2), OK)
"""Of those who administer the portal; a list that they uploaded, of themselves alone."""
DRAFTED: Codes = (SIGN_IN, OK, NONE, OK, NONE, NONE, NO, NO, NO)
SAVED: Codes = (SIGN_IN, GO, NONE, GO, NONE, NONE, NO, NO, NO)
"""A draft is written by the UBND's own people as long as there are any."""
UNREAD: Codes = (SIGN_IN, *(WRONG,) * (len(ROLES) - 1))
OWN: Codes = (SIGN_IN, OK, NONE, OK, *(NONE,) * (len(ROLES) - 4))
DECIDED: Codes = (SIGN_IN, GO, NONE, GO, *(NONE,) * (len(ROLES) - 4))
"""A plan document that waits is there for the UBND's own people who plan, for nobody else."""
PROGRESS = {"state": "in_progress", "result": "Đã họp", "version": 0}
TABLE = {
    "tasks:home": Row((SIGN_IN, OK, OK, OK, OK, OK, GO, GO, GO)),
    "tasks:progress-record": Row(
        get=(SIGN_IN, OK, NONE, OK, NONE, NONE, NO, NO, NO),
        post=(SIGN_IN, GO, NONE, GO, NONE, NONE, NO, NO, NO),
        typed=PROGRESS,
    ),
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
        writes=False,
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
    "tasks:plan-updates": Row(DRAFTED, SAVED, {"answer": "keep-all"}, writes=False),
    "tasks:plan-derive": Row(
        get=(SIGN_IN, NO, NO, NO, NO, NO, OK, NO, NO),
        post=(SIGN_IN, NO, NO, NO, NO, NO, GO, NO, NO),
        typed={"which": "missing", "confirmed": "1"},
    ),
    "tasks:territory-carry": Row(
        get=(SIGN_IN, OK, NO, OK, NONE, NONE, NO, NO, NO),
        post=(SIGN_IN, GO, NO, GO, NONE, NONE, NO, NO, NO),
        writes=False,
    ),
    "tasks:plan-coverage": Row(OF_THE_COMMUNE),
    "tasks:coverage": Row(OPEN),
    "tasks:issuance": Row(OPEN),
    "tasks:issuance-reminders": Row(OPEN),
    "tasks:issuance-file": Row(OPEN),
    "tasks:intake-start": Row(
        get=(SIGN_IN, OK, NO, OK, OK, NO, OK, NO, NO),
        post=(SIGN_IN, UNFIT, NO, UNFIT, UNFIT, NO, UNFIT, NO, NO),
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
    "tasks:intake-names": Row(UNREAD, DECIDED),
    "tasks:intake-confirm": Row(UNREAD, DECIDED, {"version": 1}),
    "tasks:intake-discard": Row(OWN, DECIDED),
    "tasks:plan-list": Row(OPEN),
    "tasks:plan-detail": Row(OF_THE_COMMUNE),
    "tasks:plan-appendix": Row(OF_THE_COMMUNE),
    "tasks:plan-appendix-pdf": Row(OF_THE_COMMUNE),
    "tasks:plan-workbook": Row(OF_THE_COMMUNE),
    "tasks:plan-changes": Row(DRAFTED, SAVED, {"discard": "1"}),
    "tasks:plan-changes-errors": Row(DRAFTED),
    "tasks:task-detail": Row(OF_THE_COMMUNE),
    "tasks:unit-detail": Row(OF_THE_COMMUNE),
    "tasks:territory-detail": Row(OF_THE_COMMUNE),
    "tasks:rollup": Row(OPEN),
    "tasks:rollup-rows": Row(OPEN),
    "plans:list-index": Row(OF_THE_OFFICE),
    "plans:list-upload": Row(OF_THE_OFFICE, (*OF_THE_OFFICE[:-1], UNFIT)),
    "plans:list-blank": Row(OF_THE_OFFICE),
    "plans:list-present": Row(OF_THE_OFFICE),
    "plans:list-import": Row(OF_THE_OFFICE),
    "plans:list-errors": Row(OF_THE_OFFICE),
    "plans:list-confirm": Row(Row(OPEN).post, (*OF_THE_OFFICE[:-1], GO)),
    "plans:list-discard": Row(Row(OPEN).post, (*OF_THE_OFFICE[:-1], GO)),
}
