"""Answer the difficulties that units report: one or many at once, with one text."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.text import Truncator

from papi_portal.wording import said
from plans.access import Viewer
from plans.actions import leave_event
from plans.models import Territory, Unit
from tasks.access import answers_as
from tasks.actions.refusals import LockedError
from tasks.models import Answer, Progress
from tasks.models.answers import RAISED

QUOTED = 200
"""Characters of an answer that the trail quotes; the whole of it stands with the record."""


@transaction.atomic
def answer_difficulties(
    *, progress: Sequence[Progress], text: str, unit: Unit, by: Viewer, at: datetime
) -> Answer:
    """Answer what these records tell of, in the name of a unit: all of them, or none.

    An answer is never rewritten, a later one stands below it; the very same one, sent twice, is
    kept once. Raises PermissionDenied for a record that is not seen or not the unit's to answer,
    LockedError without a text and for a record that tells of no difficulty any more.
    """
    if not text.strip() or not progress:
        msg = said("Chọn ít nhất một khó khăn, kiến nghị và ghi nội dung trả lời.")
        raise LockedError(msg)
    held = _held(progress, by)
    for one in held:
        if unit.pk not in answers_as(by, one.assignment.reporter):
            raise PermissionDenied
    _refuse_gone(held)
    sent = Answer.objects.filter(text=text, unit=unit, answered_by=by.user, progress=held[0])
    for stands in sent:
        if set(stands.progress.values_list("pk", flat=True)) == {one.pk for one in held}:
            return stands
    answer = Answer.objects.create(text=text, unit=unit, answered_at=at, answered_by=by.user)
    answer.progress.set(held)
    _leave_events(answer, held, by=by, at=at)
    return answer


def _held(progress: Sequence[Progress], by: Viewer) -> list[Progress]:
    """Return the records as they stand, held in one order until the transaction ends."""
    asked = {one.pk for one in progress}
    held = list(
        Progress.objects.visible_to(by)
        .filter(pk__in=asked)
        .select_for_update(of=("self",))
        .select_related(
            "period",
            "assignment__task",
            "assignment__reporter__territory__parent__parent",
        )
        .order_by("pk")
    )
    if len(held) != len(asked):
        raise PermissionDenied
    return held


def _refuse_gone(held: Sequence[Progress]) -> None:
    """Raise LockedError, naming the first, for records from which the difficulty was taken out."""
    telling = Progress.objects.filter(RAISED, pk__in=[one.pk for one in held])
    told = set(telling.values_list("pk", flat=True))
    for one in held:
        if one.pk not in told:
            msg = said(
                "{reporter} không còn ghi khó khăn, kiến nghị ở nhiệm vụ “{task}”. Chưa trả lời"
                " mục nào: bỏ chọn mục này rồi gửi lại.",
                reporter=one.assignment.reporter,
                task=one.assignment.task,
            )
            raise LockedError(msg)


def _leave_events(answer: Answer, held: Sequence[Progress], *, by: Viewer, at: datetime) -> None:
    """Leave one entry for each place, with the words that were answered there."""

    def place(one: Progress) -> Territory:
        return one.assignment.reporter.territory

    quoted = Truncator(answer.text).chars(QUOTED)
    for territory, group in groupby(sorted(held, key=lambda one: place(one).pk), key=place):
        records = list(group)
        periods = ", ".join(dict.fromkeys(one.period.name for one in records))
        leave_event(
            verb="difficulty.answer",
            sentence=(
                f"thay mặt {answer.unit} trả lời khó khăn, kiến nghị của {territory.name_inside}"
                f" ở {len(records)} nhiệm vụ, {periods}: {quoted}"
            ),
            by=by,
            at=at,
            about=answer,
            territory=territory,
            details={
                "text": answer.text,
                "records": [
                    {"progress": one.pk, "difficulty": one.difficulty, "proposal": one.proposal}
                    for one in records
                ],
            },
        )
