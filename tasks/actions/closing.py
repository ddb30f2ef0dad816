"""Lock periods whose reports were looked at: nothing that came in meanwhile is locked in unseen."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from plans.access import Viewer
from plans.actions import close_periods, hold_period
from plans.models import Period
from tasks.models import Submission


class HandedInMeanwhileError(Exception):
    """Raised when reports wait for review that the person did not see; `more` says how many."""

    def __init__(self, more: int) -> None:
        super().__init__(f"Có thêm {more} báo cáo được nộp.")
        self.more = more


@transaction.atomic
def close_reviewed_periods(
    *, periods: Collection[Period], in_review: Collection[int], by: Viewer, at: datetime
) -> list[Period]:
    """Lock open periods; `in_review` are the reports that were seen to wait for review in them.

    Raises HandedInMeanwhileError, and WrongStateError as `close_periods` does; all or none.
    """
    for pk in sorted(period.pk for period in periods):
        hold_period(pk, exclusively=True)
    waiting = Submission.objects.filter(
        period__in=periods, period__state=Period.State.OPEN, state=Submission.State.SUBMITTED
    )
    unseen = set(waiting.values_list("pk", flat=True)) - set(in_review)
    if unseen:
        raise HandedInMeanwhileError(len(unseen))
    return close_periods(periods=periods, by=by, at=at)
