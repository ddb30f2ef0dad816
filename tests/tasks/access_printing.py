"""The part of the table that is about documents printed of plans, units and late reports."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tests.tasks.access_reporting import REVIEWED
from tests.tasks.access_roles import GO, MOVED, NONE, OF_THE_COMMUNE, OK, SIGN_IN, Row

if TYPE_CHECKING:
    from tests.tasks.access_facts import Facts

PRINTED = (SIGN_IN, GO, GO, GO, NONE, NONE, GO, GO, GO)
"""Who reads what is of the commune may have a job print it."""
PRINTING_TABLE = {
    "tasks:plan-appendix-pdf": Row(OF_THE_COMMUNE, PRINTED),
    "tasks:plan-appendix-file": Row(OF_THE_COMMUNE),
    "tasks:plan-pdf": Row(OF_THE_COMMUNE, PRINTED),
    "tasks:plan-file": Row(OF_THE_COMMUNE),
    "tasks:poster-file": Row(OF_THE_COMMUNE, PRINTED),
    "tasks:unit-card-pdf": Row(OF_THE_COMMUNE, PRINTED),
    "tasks:unit-card-file": Row(OF_THE_COMMUNE),
    "tasks:late-letter-pdf": Row(REVIEWED, MOVED),
    "tasks:late-letter-file": Row(REVIEWED),
    "tasks:late-letters-pdf": Row(REVIEWED, MOVED),
    "tasks:late-letters-file": Row(REVIEWED),
    "tasks:province-book": Row(
        (SIGN_IN, *(NONE,) * 5, OK, OK, OK),
        (SIGN_IN, *(NONE,) * 5, GO, GO, GO),
        {"book": "book_of_plans"},
    ),
}


def _plan(facts: "Facts") -> Any:
    return facts.plan.pk


def _unit(facts: "Facts") -> Any:
    return facts.plan.issuer_id


MADE: dict[str, Callable[["Facts"], list[Any]]] = {
    "tasks:plan-appendix-file": lambda facts: [_plan(facts), "docx"],
    "tasks:plan-file": lambda facts: [_plan(facts), "docx"],
    "tasks:poster-file": lambda facts: [_plan(facts), "a3"],
    "tasks:unit-card-pdf": lambda facts: [_unit(facts)],
    "tasks:unit-card-file": lambda facts: [_unit(facts), "docx"],
    "tasks:late-letter-pdf": lambda _facts: [],
    "tasks:late-letter-file": lambda _facts: ["docx"],
    "tasks:late-letters-pdf": lambda _facts: [],
    "tasks:late-letters-file": lambda _facts: ["docx"],
    "tasks:province-book": lambda facts: [facts.period.pk],
}
