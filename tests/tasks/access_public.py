"""The part of the table that is about what everybody sees, and who switches it on."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from plans.models import Publication
from tests.tasks.access_roles import GO, NO, NONE, OK, ROLES, SIGN_IN, UNREAD, WRONG, Row

if TYPE_CHECKING:
    from tests.tasks.access_facts import Facts

EVERYBODYS = Row(get=(OK,) * len(ROLES), post=(WRONG,) * len(ROLES))
OF_ADMINISTRATORS = (SIGN_IN, *(NO,) * (len(ROLES) - 2), OK)
PUBLIC_TABLE = {
    "tasks:public-index": EVERYBODYS,
    "tasks:public-province": EVERYBODYS,
    "tasks:public-place": EVERYBODYS,
    "tasks:public-plan": EVERYBODYS,
    "tasks:public-appendix-pdf": EVERYBODYS,
    "tasks:public-poster-file": EVERYBODYS,
    "tasks:public-table-file": EVERYBODYS,
    "tasks:public-data-file": EVERYBODYS,
    "tasks:robots-file": EVERYBODYS,
    "tasks:publication": Row(
        OF_ADMINISTRATORS, (*OF_ADMINISTRATORS[:-1], GO), {"confirmed": "1", "licence": "Tự do"}
    ),
    "tasks:publication-preview": Row(OF_ADMINISTRATORS),
    "tasks:plan-publication": Row(
        UNREAD, (SIGN_IN, NO, NO, NO, NONE, NONE, NO, NO, GO), {"out": "1"}
    ),
}


def _switched_on(*args: Any) -> Callable[["Facts"], list[Any]]:
    def made(facts: "Facts") -> list[Any]:
        Publication.objects.get_or_create(territory=facts.province, defaults={"is_shown": True})
        return [one(facts) if callable(one) else one for one in args]

    return made


def _code(facts: "Facts") -> str:
    return str(facts.province.code)


def _province(facts: "Facts") -> list[Any]:
    return [facts.province.pk]


def _own_plan(facts: "Facts") -> list[Any]:
    return [facts.plan.pk]


def _plan(facts: "Facts") -> int:
    return int(facts.plan.pk)


MADE: dict[str, Callable[["Facts"], list[Any]]] = {
    "tasks:public-index": _switched_on(),
    "tasks:public-province": _switched_on(_code),
    "tasks:public-place": _switched_on(_code, lambda facts: facts.commune.code),
    "tasks:public-plan": _switched_on(_code, _plan),
    "tasks:public-appendix-pdf": _switched_on(_code, _plan),
    "tasks:public-poster-file": _switched_on(_code, _plan, "a4"),
    "tasks:public-table-file": _switched_on(_code, "plans"),
    "tasks:public-data-file": _switched_on(_code),
    "tasks:publication": _province,
    "tasks:publication-preview": _province,
    "tasks:plan-publication": _own_plan,
}
