"""Sets of criteria that a province alone has come in as lists."""

from dataclasses import replace
from datetime import datetime
from itertools import count

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.text import slugify

from indicators import own_sets
from indicators.access import may_keep_own_sets
from indicators.models import Component, Framework, Index
from indicators.own_set_rows import Node
from papi_portal.text import fold
from papi_portal.workbook import Table
from plans.access import Viewer
from plans.actions import leave_event
from plans.models import Territory

LONGEST_CODE = 20
"""Characters of an own index's code, which leaves room for the years of its versions."""
BEHIND = 100
"""Position of own indexes, behind those of the nation."""


@transaction.atomic
def import_own_set(
    *,
    province: Territory,
    head: own_sets.Head,
    table: Table,
    seen: str,
    by: Viewer,
    at: datetime,
) -> own_sets.Planned:
    """Take a set of criteria in as its preview showed it; nothing if it would do otherwise.

    `seen` is the fingerprint of the preview. The version of the same first year is replaced, its
    components known by their codes; what nothing refers to and the list leaves out goes.
    """
    if not may_keep_own_sets(by, province):
        raise PermissionDenied
    Territory.objects.select_for_update(no_key=True).get(pk=province.pk)  # one set at a time
    held = Component.objects.filter(framework__territory=province).select_for_update(of=["self"])
    list(held.values_list("pk"))  # so that nothing begins to refer to what goes
    planned = own_sets.plan(table, head, province)
    if planned.outcome.fingerprint != seen or not planned.does_something:
        return planned
    framework = _write_head(province, planned)
    _write_tree(framework, planned)
    outcome = planned.outcome
    leave_event(
        verb="framework.import",
        sentence=(
            f"nhập bộ tiêu chí riêng {framework} của {province.name_inside}:"
            f" thêm {outcome.created}, sửa {outcome.updated}, bỏ {len(planned.dropped)} tiêu chí"
        ),
        by=by,
        at=at,
        about=province,
        territory=province,
        details={"framework": framework.code, "list": outcome.as_json()},
    )
    return replace(planned, framework=framework)


def _write_head(province: Territory, planned: own_sets.Planned) -> Framework:
    head, framework, before = planned.head, planned.framework, planned.before
    index = head.index or Index.objects.create(
        code=_free_code(f"{province.code}-{slugify(fold(head.short_name))}"),
        name=head.name,
        short_name=head.short_name,
        position=BEHIND,
    )
    if before is not None and before.last_year is None:
        before.last_year = head.first_year - 1
        before.save(update_fields=["last_year"])
    framework = framework or Framework(
        index=index,
        territory=province,
        code=f"{index.code}-{head.first_year}",
        first_year=head.first_year,
    )
    framework.last_year, framework.source = head.last_year, head.source
    framework.save()
    return framework


def _free_code(wanted: str) -> str:
    """Return a code that no index bears: codes of provinces were used again in 2025."""
    begins = wanted[:LONGEST_CODE].rstrip("-")
    taken = set(Index.objects.filter(code__startswith=begins).values_list("code", flat=True))
    names = (f"{begins}-{number}" if number > 1 else begins for number in count(1))
    return next(one for one in names if one not in taken)


def _write_tree(framework: Framework, planned: own_sets.Planned) -> None:
    """Make the tree of a version that of a list; what goes has lost its parts before."""
    stands = {one.code: one for one in framework.components.all()}
    earlier = planned.before.components.all() if planned.before else ()
    followed = {one.code: one for one in earlier}
    for position, node in enumerate(planned.nodes):
        component = stands.get(node.code) or Component(framework=framework, code=node.code)
        parent = stands[node.parent] if node.parent else None
        _set(component, node, parent, position)
        component.follows = followed.get(node.follows)
        component.save()
        if component.depth == 1 and component.dimension_id is None:
            component.dimension = component  # its own, as of every component below it
            component.save(update_fields=["dimension"])
        stands[node.code] = component
    Component.objects.filter(pk__in=[one.pk for one in planned.dropped]).delete()


def _set(component: Component, node: Node, parent: Component | None, position: int) -> None:
    component.parent, component.depth, component.position = parent, node.depth, position
    component.name, component.name_en = node.name, node.name_en
    component.scale_min, component.scale_max = node.scale_min, node.scale_max
    deeper = parent is not None and parent.depth > 0
    component.dimension = parent.dimension if parent and deeper else None
