"""What a report should be looked at for before it is signed or accepted."""

from collections import Counter
from collections.abc import Collection, Iterable
from enum import StrEnum

from django.db.models import Count, Exists, FilteredRelation, OuterRef, Q

from plans.models import Period
from tasks.models import Assignment, Evidence, Progress
from tasks.models.evidence import unproved


class Check(StrEnum):
    """One thing to look for, the gravest first."""

    MISSING = "missing"
    EVIDENCE = "evidence"
    INFECTED = "infected"
    WAITING = "waiting"
    SAME = "same"
    PROPOSAL = "proposal"
    NOTHING = "nothing"


WORDS = {
    Check.MISSING: "chưa cập nhật",
    Check.EVIDENCE: "thiếu minh chứng mà tỉnh yêu cầu",
    Check.INFECTED: "có tệp minh chứng nhiễm mã độc, đã gỡ",
    Check.WAITING: "có tệp minh chứng đang chờ quét vi-rút",
    Check.SAME: "có kết quả chép nguyên văn kỳ trước",
    Check.PROPOSAL: "có khó khăn, vướng mắc mà không có đề xuất",
    Check.NOTHING: "“không phát sinh” ở tất cả nhiệm vụ",
}


def of_row(
    now: Progress | None,
    last: Progress | None,
    *,
    evidence: Collection[Evidence],
    to_prove: Collection[str],
) -> frozenset[Check]:
    """Return what there is to look at in one row; `last` is its own record of the period before."""
    if now is None:
        return frozenset({Check.MISSING})
    found = {
        Check.EVIDENCE: now.state in to_prove and all(one.is_removed for one in evidence),
        Check.INFECTED: any(one.is_removed for one in evidence),
        Check.WAITING: any(one.is_waiting for one in evidence),
        Check.SAME: bool(now.result) and last is not None and now.result == last.result,
        Check.PROPOSAL: bool(now.difficulty) and not now.proposal,
    }
    return frozenset(check for check, is_so in found.items() if is_so)


def is_nothing_everywhere(states: Iterable[str | None]) -> bool:
    """Tell whether each row, and there are some, says that nothing arose."""
    return set(states) == {Progress.State.NOTHING_AROSE}


Counts = dict[tuple[int, int], Counter[Check]]


def counted(
    period: Period, before: Period | None, plans: Collection[int], units: Collection[int]
) -> Counts:
    """Count what there is to look at in many reports, by plan and reporting unit: one query.

    `plans` are among those that report in the period. It says of each row what `of_row` says;
    NOTHING counts the rows in which nothing arose.
    """
    same = Progress.objects.filter(
        assignment=OuterRef("pk"), period=before, result=OuterRef("record__result")
    ).order_by()
    found = (
        Assignment.objects.owed_in(period, plans)
        .filter(reporter__in=units)
        .annotate(record=FilteredRelation("progress", condition=Q(progress__period=period)))
        .filter(record__isnull=False)
        .order_by()
        .values_list("plan", "reporter")
        .annotate(
            unproved=Count("pk", filter=unproved(period.territory_id, "record")),
            infected=Count("pk", filter=_has(Evidence.Scan.INFECTED)),
            waiting=Count("pk", filter=_has(Evidence.Scan.WAITING)),
            same=Count("pk", filter=~Q(record__result="") & Q(Exists(same))),
            unasked=Count("pk", filter=Q(record__proposal="") & ~Q(record__difficulty="")),
            nothing=Count("pk", filter=Q(record__state=Progress.State.NOTHING_AROSE)),
        )
    )
    kinds = (
        Check.EVIDENCE,
        Check.INFECTED,
        Check.WAITING,
        Check.SAME,
        Check.PROPOSAL,
        Check.NOTHING,
    )
    return {
        (plan, by): Counter(dict(zip(kinds, numbers, strict=True))) for plan, by, *numbers in found
    }


def _has(scan: str) -> Q:
    """Return the condition that a file of the row's record is so; there are few such files."""
    return Q(record__in=Evidence.objects.filter(scan=scan).order_by().values("progress"))
