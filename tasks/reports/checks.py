"""What a report should be looked at for before it is signed or accepted."""

from collections import Counter
from collections.abc import Collection, Iterable
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q

from plans.models import Period
from tasks.models import Assignment, Evidence, Progress
from tasks.models.evidence import unproved
from tasks.models.tasks import reporter

if TYPE_CHECKING:
    from tasks.models.progress import ProgressQuerySet


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
    Check.SAME: "kết quả chép nguyên văn kỳ trước",
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

    It says of each row what `of_row` says; NOTHING counts the rows in which nothing arose.
    """
    found = (
        _with_facts(period, plans, before)
        .annotate(by_unit=reporter("assignment__"))
        .filter(by_unit__in=units)
        .order_by()
        .values_list("assignment__task__plan", "by_unit")
        .annotate(
            unproved=Count("pk", filter=Q(is_unproved=True)),
            infected=Count("pk", filter=Q(has_infected=True)),
            waiting=Count("pk", filter=Q(has_waiting=True)),
            same=Count("pk", filter=Q(is_same=True) & ~Q(result="")),
            unasked=Count("pk", filter=Q(proposal="") & ~Q(difficulty="")),
            nothing=Count("pk", filter=Q(state=Progress.State.NOTHING_AROSE)),
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


def _with_facts(
    period: Period, plans: Collection[int], before: Period | None
) -> "ProgressQuerySet":
    """Return the records, and whether they repeat the period before and lack evidence."""
    owed = Assignment.objects.owed_in(period).filter(task__plan__in=plans)
    same = Progress.objects.filter(
        assignment=OuterRef("assignment"), period=before, result=OuterRef("result")
    )
    return Progress.objects.filter(period=period, assignment__in=owed).annotate(
        is_same=Exists(same),
        is_unproved=ExpressionWrapper(unproved(period.territory_id), output_field=BooleanField()),
        has_infected=_has_evidence(Evidence.Scan.INFECTED),
        has_waiting=_has_evidence(Evidence.Scan.WAITING),
    )


def _has_evidence(scan: str) -> Exists:
    return Exists(Evidence.objects.filter(progress=OuterRef("pk"), scan=scan))
