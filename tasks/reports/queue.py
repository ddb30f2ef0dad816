"""The reports that wait for a reviewer, the oldest first."""

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter

from django.utils import timezone

from papi_portal.addresses import pattern
from papi_portal.text import saying
from papi_portal.wording import said
from plans.access import Viewer
from plans.models import Period, Plan, Unit
from tasks import standing
from tasks.access import reviewed_territories
from tasks.models import Assignment, Submission
from tasks.models.submissions import first_handing_in
from tasks.reports import checks, owing
from tasks.reports.checks import WORDS, Check, Counts
from tasks.reports.owing import CurrentReport
from tasks.standing import Standing

State = Submission.State


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One report that waits: how far it is, whether it was in time, what to look at in it."""

    submission: Submission
    plan: Plan
    unit: Unit
    reported: int
    total: int
    due: Standing
    concerns: tuple[str, ...]
    url: str

    @property
    def chosen(self) -> str:
        """What its tick box sends: the report and the version of it that was seen."""
        return f"{self.submission.pk}-{self.submission.version}"

    @property
    def figures(self) -> str:
        """How many of its rows are reported."""
        return f"{self.reported}/{self.total}"

    @property
    def is_late(self) -> bool:
        return self.due.kind == "late"

    @property
    def is_clear(self) -> bool:
        return not self.concerns


@dataclass(frozen=True, slots=True)
class Queue:
    """The reports of a period that wait for a viewer, and how many reports there are."""

    period: Period
    rows: tuple[QueueRow, ...]
    total: int
    accepted: int

    @property
    def late(self) -> int:
        return sum(row.is_late for row in self.rows)

    @property
    def concerning(self) -> int:
        return sum(bool(row.concerns) for row in self.rows)

    @property
    def clear(self) -> int:
        return len(self.rows) - self.concerning

    def showing(self, *, words: str = "", show: str = "") -> list[QueueRow]:
        """Return the rows of a place or unit, written with or without dấu; late ones, or concerns.

        `show` is "late", "concerns" or "clear"; anything else shows all.
        """
        says = saying(words)
        fits: Callable[[QueueRow], bool] = {
            "late": attrgetter("is_late"),
            "concerns": attrgetter("concerns"),
            "clear": attrgetter("is_clear"),
        }.get(show, bool)
        return [
            row for row in self.rows if fits(row) and says(f"{row.unit} {row.unit.territory.name}")
        ]

    def of(self, pks: Collection[int]) -> list[QueueRow]:
        """Return the rows of these reports, as far as they still wait."""
        return [row for row in self.rows if row.submission.pk in pks]


def build(*, viewer: Viewer, period: Period, before: Period | None, on: date) -> Queue:
    """Return what waits for the viewer in a period: seven queries, whatever the number."""
    rows = Assignment.objects.answered_in(reviewed_territories(viewer))
    owed = owing.build(periods=[period], rows=rows)
    waiting = [
        (one, one.submission)
        for one in owed
        if one.submission
        and one.submission.state == State.SUBMITTED
        and one.unit.pk not in viewer.unit_ids
    ]
    firsts = _firsts([report.pk for _, report in waiting])
    plans = {report.plan_id for _, report in waiting}
    counts = checks.counted(period, before, plans, {report.unit_id for _, report in waiting})
    address = pattern("tasks:report-detail", numbers=3)
    listed = [
        _row(one, report, counts, firsts[report.pk], on, url=address(*one.numbers))
        for one, report in waiting
    ]
    listed.sort(key=lambda row: (row.submission.submitted_at, row.submission.pk))
    return Queue(
        period=period,
        rows=tuple(listed),
        total=len(owed),
        accepted=sum(one.state == State.ACCEPTED for one in owed),
    )


def following(*, viewer: Viewer, report: Submission) -> tuple[Submission | None, int]:
    """Return the next report of the period that waits for the viewer, and how many do: one query.

    After the last comes the oldest again.
    """
    waiting = list(
        Submission.objects.filter(
            period=report.period_id,
            state=State.SUBMITTED,
            unit__territory__in=reviewed_territories(viewer),
        )
        .exclude(unit__in=viewer.unit_ids)
        .exclude(pk=report.pk)
        .order_by("submitted_at", "pk")
    )
    place = (report.submitted_at, report.pk)
    later = (one for one in waiting if report.submitted_at and (one.submitted_at, one.pk) > place)
    return next(later, waiting[0] if waiting else None), len(waiting)


def _firsts(reports: Collection[int]) -> dict[int, datetime]:
    """Return when each of these reports was handed in first."""
    found = Submission.objects.filter(pk__in=reports).annotate(first_at=first_handing_in())
    return dict(found.order_by().values_list("pk", "first_at"))


def _row(
    owed: CurrentReport,
    report: Submission,
    counts: Counts,
    first_at: datetime,
    on: date,
    *,
    url: str,
) -> QueueRow:
    of_report = counts.get((report.plan_id, report.unit_id), Counter())
    first_on = timezone.localtime(first_at).date()
    return QueueRow(
        submission=report,
        plan=owed.plan,
        unit=owed.unit,
        reported=owed.total - owed.missing,
        total=owed.total,
        due=standing.of_submission(first_on, owed.due_when(first_at), report.state, on=on),
        concerns=_in_words(of_report, total=owed.total, missing=owed.missing),
        url=url,
    )


def _in_words(counts: "Counter[Check]", *, total: int, missing: int) -> tuple[str, ...]:
    """Say what there is to look at: "2 nhiệm vụ chưa cập nhật"."""
    numbers = {**counts, Check.MISSING: missing}
    everywhere = 0 < total == numbers.pop(Check.NOTHING, 0)
    told = [
        said("{count} nhiệm vụ {words}", count=numbers[check], words=words)
        for check, words in WORDS.items()
        if numbers.get(check)
    ]
    return (*told, WORDS[Check.NOTHING]) if everywhere else tuple(told)
