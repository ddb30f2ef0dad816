"""Remove what was uploaded and is wanted no more."""

from dataclasses import replace
from datetime import datetime

from django.core.files.storage import default_storage

from plans.actions import discard_list
from tasks.actions.intake import discard_intake
from tasks.actions.refusals import LockedError
from tasks.leftovers import Leftovers
from tasks.models import Intake


def sweep_uploads(*, leftovers: Leftovers, at: datetime) -> Leftovers:
    """Discard these uploads and delete these files; return those that nobody decided meanwhile.

    Each upload goes for itself: one that cannot be removed does not bring the others back.
    """
    for one in leftovers.lists:
        discard_list(list_import=one, by=None, at=at)
    swept = tuple(intake for intake in leftovers.intakes if _discarded(intake, at))
    for name in leftovers.files:
        default_storage.delete(name)
    return replace(leftovers, intakes=swept)


def _discarded(intake: Intake, at: datetime) -> bool:
    try:
        discard_intake(intake=intake, by=None, at=at)
    except LockedError:
        return False
    return True
