"""What a person may do with one click about the stops of a preview."""

from dataclasses import dataclass
from datetime import date

from plans.access import Viewer
from plans.models import Plan, Territory
from tasks.access import territories_to_plan_for
from tasks.actions.intake import same_number, standing_instead
from tasks.models import Intake


@dataclass(frozen=True, slots=True)
class WaysOut:
    """Whose plan the document may be instead, and the plan that it already is."""

    places: tuple[Territory, ...]
    """Territories of its day; only those for which the viewer plans."""
    known: Plan | None
    """Only if the viewer may read it."""


def build(*, viewer: Viewer, intake: Intake) -> WaysOut:
    """Return the ways out for a viewer: at most four queries."""
    return WaysOut(
        places=_places(viewer, intake),
        known=same_number(intake).visible_to(viewer).first(),
    )


def _places(viewer: Viewer, intake: Intake) -> tuple[Territory, ...]:
    day, place = intake.values["issued_on"], intake.territory
    if not day or Territory.objects.in_force(date.fromisoformat(day)).filter(pk=place.pk).exists():
        return ()
    instead = standing_instead(place, date.fromisoformat(day))
    return tuple(instead.filter(pk__in=territories_to_plan_for(viewer)).select_related("parent"))
