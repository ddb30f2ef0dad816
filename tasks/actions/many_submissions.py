"""Accept or return several reports in one act: all of them, or none when one cannot be."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from papi_portal.wording import said
from plans.access import Viewer
from tasks.actions.refusals import LockedError
from tasks.actions.submissions import accept_submission, return_submission
from tasks.models import Submission


@dataclass(frozen=True, slots=True)
class Seen:
    """A report and the version of it that the person saw."""

    submission: Submission
    version: int


@transaction.atomic
def accept_submissions(*, seen: Sequence[Seen], by: Viewer, at: datetime) -> list[Submission]:
    """Accept several reports: all, or none when one cannot be; the message names which."""
    return _all_or_none(
        seen,
        said("duyệt"),
        lambda one: accept_submission(submission=one.submission, version=one.version, by=by, at=at),
    )


@transaction.atomic
def return_submissions(
    *, seen: Sequence[Seen], reason: str, comment: str, by: Viewer, at: datetime
) -> list[Submission]:
    """Return several reports with one reason and comment: all, or none when one cannot be."""
    return _all_or_none(
        seen,
        said("trả lại"),
        lambda one: return_submission(
            submission=one.submission,
            version=one.version,
            reason=reason,
            comment=comment,
            by=by,
            at=at,
        ),
    )


def _all_or_none(
    seen: Sequence[Seen], word: str, step: Callable[[Seen], Submission]
) -> list[Submission]:
    taken = []
    # In one order, periods first because they are held first: no two reviewers wait for each other.
    for one in sorted(seen, key=lambda one: (one.submission.period_id, one.submission.pk)):
        try:
            taken.append(step(one))
        except (LockedError, PermissionDenied) as error:
            why = str(error) or said("Không được {word} báo cáo này.", word=word)
            msg = said(
                "{unit}: {why} Chưa báo cáo nào được {word}.",
                unit=one.submission.unit,
                why=why,
                word=word,
            )
            raise type(error)(msg) from error
    return taken
