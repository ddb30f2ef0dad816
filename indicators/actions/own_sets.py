"""Sets of criteria that a province alone has come in as lists."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from itertools import count, groupby

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.text import slugify

from indicators.access import may_keep_own_sets
from indicators.models import Component, Framework, Index
from indicators.own_sets import brought_in
from indicators.own_sets import links as own_set_links
from indicators.own_sets.rows import Node
from papi_portal.text import fold
from papi_portal.workbook import Table
from plans.access import Viewer
from plans.actions import leave_event
from plans.models import Territory

LONGEST_CODE = 20
"""Characters of an own index's code, which leaves room for the years of its versions."""
BEHIND = 100
"""Position of own indexes, behind those of the nation."""
BATCH = 200
WRITTEN = (
    "parent",
    "dimension",
    "depth",
    "position",
    "name",
    "name_en",
    "scale_min",
    "scale_max",
    "follows",
)
"""What a list writes of a component besides its code."""


@transaction.atomic
def import_own_set(
    *,
    province: Territory,
    head: brought_in.Head,
    table: Table,
    seen: str,
    by: Viewer,
    at: datetime,
) -> brought_in.Planned:
    """Take a set of criteria in as its preview showed it; nothing if it would do otherwise.

    `seen` is the fingerprint of the preview. The version of the same first year is replaced, its
    components known by their codes; what nothing refers to and the list leaves out goes. Tasks of
    plans of its years go on from the version before to what follows their components.
    """
    if not may_keep_own_sets(by, province):
        raise PermissionDenied
    Territory.objects.select_for_update(no_key=True).get(pk=province.pk)  # one set at a time
    held = Component.objects.filter(framework__territory=province).select_for_update(of=["self"])
    list(held.values_list("pk"))  # so that nothing begins to refer to what goes
    planned = brought_in.plan(table, head, province)
    if planned.outcome.fingerprint != seen or not planned.does_something:
        return planned
    framework = _write_head(province, planned)
    components = _write_tree(framework, planned)
    if planned.before is not None:
        _carry_tasks(planned.before, planned.head, components)
    outcome, moved = planned.outcome, sorted(planned.links.going)
    leave_event(
        verb="framework.import",
        sentence=(
            f"nhập bộ tiêu chí riêng {framework} của {province.name_inside}:"
            f" thêm {outcome.created}, sửa {outcome.updated}, bỏ {len(planned.dropped)} tiêu chí"
            + (f", chuyển {len(moved)} nhiệm vụ từ bộ trước" if moved else "")
        ),
        by=by,
        at=at,
        about=province,
        territory=province,
        details={"framework": framework.code, "list": outcome.as_json(), "tasks": moved},
    )
    return replace(planned, framework=framework)


def _write_head(province: Territory, planned: brought_in.Planned) -> Framework:
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


def _write_tree(framework: Framework, planned: brought_in.Planned) -> list[Component]:
    """Make the tree of a version that of a list; what goes has lost its parts before.

    What is new is written depth by depth, for it hangs on what is above it.
    """
    stands = {one.code: one for one in framework.components.all()}
    stood = [stands[node.code] for node in planned.nodes if node.code in stands]
    earlier = planned.before.components.all() if planned.before else ()
    followed = {one.code: one for one in earlier}
    placed = sorted(enumerate(planned.nodes), key=lambda one: one[1].depth)
    for depth, nodes in groupby(placed, key=lambda one: one[1].depth):
        new = []
        for position, node in nodes:
            if node.code not in stands:
                stands[node.code] = Component(framework=framework, code=node.code)
                new.append(stands[node.code])
            parent = stands[node.parent] if node.parent else None
            _set(stands[node.code], node, parent, position)
            stands[node.code].follows = followed.get(node.follows)
        Component.objects.bulk_create(new, batch_size=BATCH)
        for one in new if depth == 1 else ():
            one.dimension = one  # its own, as of every component below it
        stood += new if depth == 1 else []
    Component.objects.bulk_update(stood, WRITTEN, batch_size=BATCH)
    Component.objects.filter(pk__in=[one.pk for one in planned.dropped]).delete()
    return [stands[node.code] for node in planned.nodes]


def _set(component: Component, node: Node, parent: Component | None, position: int) -> None:
    component.parent, component.depth, component.position = parent, node.depth, position
    component.name, component.name_en = node.name, node.name_en
    component.scale_min, component.scale_max = node.scale_min, node.scale_max
    if node.depth == 1 and component.pk:
        component.dimension = component
    else:
        component.dimension = parent.dimension if parent else None


def _carry_tasks(before: Framework, head: brought_in.Head, components: Iterable[Component]) -> None:
    """Let tasks of plans of a version's years be about what follows their components."""
    through = Component.tasks.through
    heirs = {one.follows_id: one.pk for one in components if one.follows_id}
    links = own_set_links.of_years(before, head.years).filter(component__in=heirs)
    found = list(links.values_list("pk", "task", "component"))
    through.objects.bulk_create(
        [through(task_id=task, component_id=heirs[old]) for _, task, old in found],
        batch_size=BATCH,
        ignore_conflicts=True,  # of a task that is about both already
    )
    through.objects.filter(pk__in=[pk for pk, _, _ in found]).delete()
    for old in {old for _, _, old in found}:
        rows = Component(pk=old).assignments.filter(task__components=heirs[old])
        rows.update(component=heirs[old])
