"""Take in a list of the published scores of a province, by those who may type them."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from indicators.access import may_enter_scores
from indicators.scores import own_lists
from papi_portal.importing import Outcome, run
from papi_portal.workbook import Table
from plans.access import Viewer
from plans.actions import leave_event
from plans.models import Territory


@transaction.atomic
def import_scores(
    *, province: Territory, table: Table, seen: str, by: Viewer, at: datetime
) -> Outcome:
    """Take published scores in from a list, if it still does what was seen; else nothing.

    `seen` is the fingerprint of the preview. Raises PermissionDenied.
    """
    if not may_enter_scores(by, province):
        raise PermissionDenied
    Territory.objects.select_for_update(no_key=True).get(pk=province.pk)  # one set at a time
    provinces = own_lists.provinces_of(province)
    try:
        outcome = run([own_lists.OwnScoreResource(provinces, on=by.on)], table, seen=seen)
    except IntegrityError:  # an administrator's list came in at the same moment
        return run([own_lists.OwnScoreResource(provinces, on=by.on)], table)
    if outcome.changes and not outcome.problems and outcome.fingerprint == seen:
        leave_event(
            verb="scores.import",
            sentence=(
                f"nhập kết quả công bố của {province.name_inside} từ tệp:"
                f" thêm {outcome.created}, sửa {outcome.updated}"
            ),
            by=by,
            at=at,
            about=province,
            territory=province,
            details={"changes": outcome.as_json()["changes"]},
        )
    return outcome
