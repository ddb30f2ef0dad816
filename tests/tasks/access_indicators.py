"""The part of the table that is about scores: what was published is open to all who read."""

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from indicators.models import Component, Target
from indicators.own_sets import brought_in, lists
from indicators.own_sets import columns as own_set_columns
from indicators.scores import own_lists
from indicators.scores.columns import SCORES
from indicators.targets import columns as target_columns
from indicators.targets import lists as target_lists
from indicators.targets.resources import TargetResource
from papi_portal import workbook
from papi_portal.importing import run
from tests import factories
from tests.indicators.published import score
from tests.tasks.access_roles import (
    DRAFTED,
    GO,
    NO,
    OF_THE_COMMUNE,
    OK,
    OPEN,
    SAVED,
    SIGN_IN,
    Row,
)

if TYPE_CHECKING:
    from tests.tasks.access_facts import Facts


def _target(facts: "Facts") -> Target:
    """Return the one target of the draft, made when first asked for."""
    whole = Component.objects.filter(depth=0).first() or factories.framework().components.get(
        depth=0
    )
    made, _ = facts.draft.targets.get_or_create(
        component=whole, year=2026, kind="score_min", value=5, text="đạt 5 điểm", position=1
    )
    return made


def _typed_target(facts: "Facts") -> dict[str, Any]:
    target = _target(facts)
    promise = {"text": "đạt 6 điểm", "kind": "score_min", "value": "6"}
    return {**promise, "component": target.component_id, "year": 2026, "version": 1}


def _listed_target(facts: "Facts") -> dict[str, Any]:
    """Return what confirms a list that changes the words of the draft's target."""
    _target(facts)
    text = target_columns.TEXT
    cells = {"position": workbook.Cell("A2", "1"), "text": workbook.Cell("B2", "đạt 6 điểm")}
    kept = {"year": "2026", "component": "0", "kind": "điểm từ", "value": "5"}
    cells |= {key: workbook.Cell("C2", value) for key, value in kept.items()}
    table = workbook.Table("Mục tiêu", (text.title,), (text,), (workbook.Row(2, (), cells),))
    outcome = run([TargetResource(facts.draft)], table)
    return {
        "table": target_lists.packed(table, facts.draft),
        "seen": outcome.fingerprint,
        "version": 1,
    }


def _typed_scores(_facts: "Facts") -> dict[str, Any]:
    """Return the first score of the year that the address offers, of which none stands yet."""
    return {"source": "Báo cáo PAPI", f"value-{Component.objects.latest('pk').pk}": "5"}


def _listed_score(facts: "Facts") -> dict[str, Any]:
    """Return what confirms a list that publishes one score of the province anew."""
    part = Component.objects.latest("pk")  # the address has published it
    said = {"year": "2024", "framework": part.framework.code, "province": facts.province.name}
    said |= {"component": part.code, "value": "6"}
    cells = {key: workbook.Cell("A2", value) for key, value in said.items()}
    titles = tuple(column.title for column in SCORES)
    table = workbook.Table("Điểm", titles, SCORES, (workbook.Row(2, (), cells),))
    resource = own_lists.OwnScoreResource([facts.province], on=factories.TODAY)
    seen = run([resource], table).fingerprint
    return {"table": own_lists.packed(table, facts.province), "seen": seen}


def _listed_set(facts: "Facts") -> dict[str, Any]:
    """Return what confirms a set of criteria that the province alone has."""
    said = {"code": "1", "name": "Chỉ đạo", "scale_max": "10"}
    cells = {key: workbook.Cell("A2", value) for key, value in said.items()}
    columns = own_set_columns.TREE
    titles = tuple(column.title for column in columns)
    table = workbook.Table("Bộ tiêu chí", titles, columns, (workbook.Row(2, (), cells),))
    head = brought_in.Head(None, "Bộ chỉ số cấp xã", "CCHC xã", 2026, None, "QĐ 1")
    seen = brought_in.plan(table, head, facts.province).outcome.fingerprint
    return {"table": lists.packed(table, head, facts.province), "seen": seen}


INDICATORS_TABLE = {
    "indicators:home": Row((SIGN_IN, *(GO,) * 7, OK)),
    "indicators:framework-list": Row(OPEN),
    "indicators:framework-detail": Row(OPEN),
    "indicators:framework-workbook": Row(OPEN),
    "indicators:framework-blank-workbook": Row(OPEN),
    "indicators:framework-import": Row(
        get=(SIGN_IN, NO, NO, NO, NO, NO, OK, NO, OK),
        post=(SIGN_IN, NO, NO, NO, NO, NO, GO, NO, GO),
        typed=_listed_set,
    ),
    "indicators:standing": Row(OPEN),
    "indicators:standing-pdf": Row(OPEN),
    "indicators:standing-picture": Row(OPEN),
    "indicators:standing-workbook": Row(OPEN),
    "indicators:score-entry": Row(
        get=(SIGN_IN, NO, NO, NO, NO, NO, OK, NO, OK),
        post=(SIGN_IN, NO, NO, NO, NO, NO, GO, NO, GO),
        typed=_typed_scores,
    ),
    "indicators:score-import": Row(
        get=(SIGN_IN, NO, NO, NO, NO, NO, OK, NO, OK),
        post=(SIGN_IN, NO, NO, NO, NO, NO, GO, NO, GO),
        typed=_listed_score,
    ),
    "indicators:score-workbook": Row(OPEN),
    "indicators:what-if": Row(OPEN),
    "indicators:what-if-pdf": Row(OPEN),
    "indicators:what-if-workbook": Row(OPEN),
    "indicators:compare": Row(OPEN),
    "indicators:compare-pdf": Row(OPEN),
    "indicators:compare-picture": Row(OPEN),
    "indicators:compare-workbook": Row(OPEN),
    "tasks:plan-targets": Row(OF_THE_COMMUNE),
    "tasks:plan-targets-file": Row(OF_THE_COMMUNE),
    "tasks:target-add": Row(DRAFTED, SAVED, _typed_target),
    "tasks:target-edit": Row(DRAFTED, SAVED, _typed_target),
    "tasks:target-delete": Row(DRAFTED, SAVED, {"version": 1}),
    "tasks:targets-import": Row(DRAFTED, SAVED, _listed_target),
    "tasks:component": Row(OPEN),
    "tasks:component-pdf": Row(OPEN),
    "tasks:component-picture": Row(OPEN),
    "tasks:component-workbook": Row(OPEN),
    "tasks:effort": Row(OPEN),
    "tasks:effort-pdf": Row(OPEN),
    "tasks:effort-workbook": Row(OPEN),
}
QUERIES = dict.fromkeys(("indicators:what-if-pdf", "indicators:what-if-workbook"), "?points=9")


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
    if name == "indicators:framework-blank-workbook":
        return []
    if name == "indicators:framework-import":
        return [facts.province.pk]
    if "framework-" in name:
        return [part.framework.code]
    if "plan-targets" in name:
        return [facts.plan.pk]
    if name in {"tasks:target-edit", "tasks:target-delete"}:
        return [_target(facts).pk]
    if "target" in name:
        return [facts.draft.pk]
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
