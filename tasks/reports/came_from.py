"""Where an uploaded workbook came from: the appendix of a plan that the portal gave away."""

from dataclasses import dataclass
from datetime import datetime

from papi_portal.text import clean_line
from plans.access import Viewer
from plans.models import Event, Plan
from plans.printing import exported_at
from tasks.models import Intake

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CameFrom:
    """The plan that a workbook is the appendix of, and how far its rows still are the plan's."""

    plan: Plan
    exported_at: datetime | None
    same: int
    """How many rows say word for word what a task of the plan says now."""
    other: int
    missing: int
    """How many tasks of the plan have no row; of an extract nobody misses any."""
    is_old: bool
    """Whether the plan has changed since the workbook left the portal."""

    @property
    def is_unchanged(self) -> bool:
        """Whether every row is the plan's, and none of the plan's is left out."""
        return not self.other and not self.missing


def build(*, viewer: Viewer, intake: Intake) -> CameFrom | None:
    """Return where an upload came from as it is now, None for any other file: three queries.

    The plan is what the file says that it is, so it is believed only if the viewer reads that plan
    and a row is the same: a workbook of another portal may name any number.
    """
    said = intake.values.get("came_from")
    plan = said and Plan.objects.visible_to(viewer).filter(pk=said["plan"]).first()
    if not plan:
        return None
    names = ("title", "text", "lead_text", "support_text", "deadline_text", "output")
    tasks = {_words(title, *texts) for title, *texts in plan.tasks.values_list(*names)}
    rows = [
        _words(
            row["title"],
            row["text"],
            row["lead_text"],
            row["support_text"],
            row["deadline"]["raw"],
            row["output"],
        )
        for row in intake.values["rows"]
    ]
    same = sum(row in tasks for row in rows)
    if not same:
        return None
    at = exported_at(said["exported_at"])
    return CameFrom(
        plan=plan,
        exported_at=at,
        same=same,
        other=len(rows) - same,
        missing=0 if said["index"] else len(tasks - set(rows)),
        is_old=at is not None and Event.objects.about(plan).filter(at__gt=at).exists(),
    )


def _words(title: str, text: str, *others: str) -> Words:
    """Return what a row says: its name may stand in a column of its own or above its text."""
    return tuple(clean_line(one) for one in (f"{title} {text}", *others))
