"""The part of the table that is about scores: what was published is open to all who read."""

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from indicators.models import Component
from tests import factories
from tests.indicators.published import score
from tests.tasks.access_roles import GO, NO, OF_THE_COMMUNE, OK, OPEN, SIGN_IN, UNFIT, Row

if TYPE_CHECKING:
    from tests.tasks.access_facts import Facts

INDICATORS_TABLE = {
    "indicators:home": Row((SIGN_IN, *(GO,) * 7, OK)),
    "indicators:framework-list": Row(OPEN),
    "indicators:framework-detail": Row(OPEN),
    "indicators:framework-workbook": Row(OPEN),
    "indicators:standing": Row(OPEN),
    "indicators:standing-pdf": Row(OPEN),
    "indicators:standing-picture": Row(OPEN),
    "indicators:standing-workbook": Row(OPEN),
    "indicators:score-entry": Row(
        get=(SIGN_IN, NO, NO, NO, NO, NO, OK, NO, OK),
        post=(SIGN_IN, NO, NO, NO, NO, NO, UNFIT, NO, UNFIT),
    ),
    "indicators:what-if": Row(OPEN),
    "indicators:what-if-workbook": Row(OPEN),
    "indicators:compare": Row(OPEN),
    "indicators:compare-picture": Row(OPEN),
    "indicators:compare-workbook": Row(OPEN),
    "indicators:targets": Row(OF_THE_COMMUNE),
    "indicators:targets-workbook": Row(OF_THE_COMMUNE),
    "tasks:component": Row(OPEN),
    "tasks:component-picture": Row(OPEN),
    "tasks:component-workbook": Row(OPEN),
    "tasks:effort": Row(OPEN),
    "tasks:effort-workbook": Row(OPEN),
}
QUERIES = {"indicators:what-if-workbook": "?points=99"}


def address(facts: "Facts", name: str) -> str:
    """Return an address about scores, of which the province then has some; "" for others."""
    if name not in INDICATORS_TABLE:
        return ""
    query = f"?place={facts.province.pk}" if "compare" in name else QUERIES.get(name, "")
    return reverse(name, args=_arguments(facts, name)) + query


def _arguments(facts: "Facts", name: str) -> list[Any]:
    part = _scored(facts)
    if name in {"indicators:home", "indicators:framework-list"}:
        return []
    if "framework-" in name:
        return [part.framework.code]
    if "targets" in name:
        return [facts.plan.pk]
    own = [] if "compare" in name else [facts.province.pk]
    of = [part.pk] if "component" in name else []
    return [*own, *of, *(_picture(name) if name.endswith("-picture") else [])]


def _picture(name: str) -> list[str]:
    return ["compared" if "compare" in name else "years", "svg"]


def _scored(facts: "Facts") -> Component:
    made = factories.framework()
    components = list(made.components.all())
    for one in components:
        score(facts.province, one, 2024, "5")
    return components[-1]
