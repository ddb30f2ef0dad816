"""Findings of inspections: where each stands on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from plans.access import Viewer
from plans.models import Territory, Unit
from tasks import standing
from tasks.access import inspected_units
from tasks.models import Finding
from tasks.models.findings import FindingQuerySet, FindingState
from tasks.standing import Standing

SHOWN = {
    "": "Tất cả",
    FindingState.OPEN: "Chờ khắc phục",
    "late": "Quá hạn khắc phục",
    FindingState.ANSWERED: "Chờ kiểm tra lại",
    FindingState.CLOSED: "Đã khắc phục",
    FindingState.WITHDRAWN: "Đã rút",
}
"""What the list may be narrowed to, in the order of the page."""


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding seen on one day."""

    finding: Finding
    due: Standing


def listed(*, viewer: Viewer, territory_id: int | None, show: str, on: date) -> FindingQuerySet:
    """Return the findings that the viewer reads, narrowed to a place and to one of `SHOWN`."""
    found = _of_place(viewer, territory_id)
    if show == "late":
        found = found.overdue(on)
    elif show in FindingState.values:
        found = found.filter(state=show)
    return found.select_related("unit__territory", "task")


def counts(*, viewer: Viewer, territory_id: int | None, on: date) -> dict[str, int]:
    """Return how many findings each of `SHOWN` would list: one query."""
    late = Q(state=FindingState.OPEN, due_on__lt=on)
    filters = {state.value: Q(state=state) for state in FindingState}
    counted = _of_place(viewer, territory_id).aggregate(
        all=Count("pk"),
        late=Count("pk", filter=late),
        **{state: Count("pk", filter=one) for state, one in filters.items()},
    )
    return {key: counted[key or "all"] for key in SHOWN}


def rows(findings: Iterable[Finding], *, on: date) -> tuple[FindingRow, ...]:
    return tuple(FindingRow(one, due(one, on=on)) for one in findings)


def due(finding: Finding, *, on: date) -> Standing:
    """Return the standing of a finding's deadline: what is reported mended is not late."""
    return standing.of_date(finding.due_on if finding.is_open else None, on=on)


def places(viewer: Viewer) -> list[Territory]:
    """Return where the findings are that the viewer reads."""
    with_findings = Finding.objects.visible_to(viewer).values("unit__territory")
    return list(Territory.objects.filter(pk__in=with_findings))


def inspected_bodies(viewer: Viewer, *, on: date) -> list[Unit]:
    """Return the bodies to choose from: each UBND, and the other units of one's own territory."""
    bodies = Q(kind=Unit.Kind.COMMITTEE) | Q(territory__in=viewer.own_ids)
    found = inspected_units(viewer).in_force(on).filter(bodies)
    return list(found.select_related("territory").order_by("-territory__level", "territory__code"))


def _of_place(viewer: Viewer, territory_id: int | None) -> FindingQuerySet:
    found = Finding.objects.visible_to(viewer)
    return found if territory_id is None else found.filter(unit__territory=territory_id)
