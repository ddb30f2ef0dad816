"""What a leader's signature asks of the rows of a report."""

from papi_portal.wording import said
from plans.models import Period, Plan, Unit
from tasks.actions.refusals import LockedError
from tasks.models import Assignment, Progress
from tasks.models.evidence import unproved

NAMED = 5


def refuse_unproved(plan: Plan, unit: Unit, period: Period) -> None:
    """Raise LockedError, naming the first rows, where evidence that the province asks for lacks."""
    rows = Assignment.objects.owed_in(period).covered_by(plan, unit)
    lacking = (
        Progress.objects.filter(period=period, assignment__in=rows)
        .filter(unproved(period.territory_id))
        .select_related("assignment__task")
        .order_by("assignment__task__position", "pk")
    )
    names = [f"“{one.assignment.task}”" for one in lacking]
    if names:
        more = f" và {len(names) - NAMED} nhiệm vụ khác" if len(names) > NAMED else ""
        msg = said(
            "Chưa nộp được: {count} nhiệm vụ thiếu minh chứng mà tỉnh yêu cầu: {named}{more}."
            " Thêm tệp, số văn bản hoặc giải trình rồi nộp.",
            count=len(names),
            named=", ".join(names[:NAMED]),
            more=more,
        )
        raise LockedError(msg)


def left_blank(plan: Plan, unit: Unit, period: Period) -> str:
    """Return how many rows nobody reported on, as the trail says it; empty for none."""
    rows = Assignment.objects.owed_in(period).covered_by(plan, unit)
    missing = rows.exclude(progress__period=period).count()
    return left_in_words(missing, rows.count() if missing else 0)


def left_in_words(missing: int, of: int) -> str:
    """Return how many rows nobody reported on, behind what was done with the report."""
    return f", còn {missing}/{of} nhiệm vụ chưa cập nhật" if missing else ""
