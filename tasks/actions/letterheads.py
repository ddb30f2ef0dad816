"""Keep how a body's documents begin and end."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F

from plans.access import Viewer
from plans.actions import leave_event
from plans.models import Letterhead, Plan, Unit
from tasks.access import may_draft_for
from tasks.actions.refusals import ConflictError


@transaction.atomic
def save_letterhead(
    *,
    unit: Unit,
    plan: Plan | None,
    words: Mapping[str, str],
    version: int,
    by: Viewer,
    at: datetime,
) -> Letterhead:
    """Save a body's letterhead, for one plan or for all, on top of the version that was seen.

    Version 0 is none yet. Raises PermissionDenied, and ConflictError when somebody saved meanwhile:
    then nothing is written.
    """
    if not may_draft_for(by, unit):
        raise PermissionDenied
    kept = Letterhead.objects.filter(unit=unit, plan=plan)
    before = kept.first()
    if version:
        if not kept.filter(version=version).update(**words, version=F("version") + 1):
            raise ConflictError(before)
    else:
        _make(unit, plan, words, before)
    stands = kept.get()
    leave_event(
        verb="letterhead.save",
        sentence=f"ghi thể thức văn bản của {unit}{f' cho {plan}' if plan else ''}",
        by=by,
        at=at,
        about=unit,
        territory=unit.territory,
        details={
            name: [getattr(before, name) if before else "", value]
            for name, value in words.items()
            if before is None or getattr(before, name) != value
        },
    )
    return stands


def _make(
    unit: Unit, plan: Plan | None, words: Mapping[str, str], before: Letterhead | None
) -> None:
    if before is not None:
        raise ConflictError(before)
    try:
        with transaction.atomic():
            Letterhead.objects.create(unit=unit, plan=plan, **words)
    except IntegrityError as error:
        raise ConflictError(None) from error
