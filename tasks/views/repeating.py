"""Fill every row that is still empty as in the period before, in one act."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from papi_portal.wording import said
from plans.access import PortalRequest, Right, requires
from tasks import actions
from tasks.models import Assignment
from tasks.reports.owed_rows import REPEATED, OwedRow
from tasks.views.periods import seen_period
from tasks.views.saving import owed_now


@require_http_methods(["GET", "POST"])
@requires(Right.RECORD)
def progress_repeat(request: PortalRequest, period_id: int) -> HttpResponse:
    """Show which rows would be filled in with what, or fill in those that are ticked."""
    period, before = seen_period(request, period_id)
    found = owed_now(request, period, before)
    if request.method == "GET" or before is None:
        page = {"owed": found, "period": period, "rows": found.repeatable}
        return render(request, "tasks/progress_repeat.html", page)
    ticked = set(request.POST.getlist("row"))
    rows = [row for row in found.repeatable if str(row.assignment_id) in ticked]
    written = actions.repeat_last(
        rows=_repeats(rows),
        period=period,
        before=before,
        by=request.viewer,
        at=timezone.now(),
    )
    _tell(request, len(written), len(ticked) - len(written))
    return redirect(reverse("tasks:home", query={"period": period.pk}))


def _repeats(rows: list[OwedRow]) -> list[actions.Repeat]:
    assignments = Assignment.objects.owed_with_plan().in_bulk([row.assignment_id for row in rows])
    return [
        actions.Repeat(
            assignments[row.assignment_id],
            actions.Recorded(**{name: getattr(row.last, name) for name in REPEATED}),
        )
        for row in rows
    ]


def _tell(request: PortalRequest, written: int, passed: int) -> None:
    if written:
        told = said(
            "Đã điền như kỳ trước cho {written} nhiệm vụ; sửa lại nơi nào kỳ này có khác.",
            written=written,
        )
        messages.success(request, told)
    if passed:
        told = said(
            "{passed} nhiệm vụ giữ nguyên vì vừa có người cập nhật hoặc đã khóa.", passed=passed
        )
        messages.info(request, told)
    if not written and not passed:
        messages.info(request, said("Chưa chọn nhiệm vụ nào để điền."))
