"""The report on a period as a letter that is signed: of one unit on one plan.

A value: `quarterly_paper` lays it out, `quarterly_province` builds the whole province's.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from papi_portal.figures import written
from plans import letterheads
from plans.models import Letterhead, Period, Plan, Unit
from tasks.actions import Narrative
from tasks.models import Progress, Task
from tasks.reports import submission
from tasks.reports.owed_rows import share_done
from tasks.reports.quarterly_scores import Scores
from tasks.reports.submission import Report, ReportGroup, ReportRow

DONE = frozenset({Progress.State.DONE_IN_PERIOD, Progress.State.COMPLETED})
SETTLED = frozenset({Progress.State.COMPLETED, Progress.State.SUSPENDED})
NOT_REPORTED = "Chưa báo cáo"
STATES = tuple(str(one.label).capitalize() for one in Progress.State)
"""As tables have them; they are read again when a table is copied back."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows there are about something, reported, done and overdue."""

    title: str
    total: int
    reported: int
    done: int
    overdue: int

    @property
    def share(self) -> Decimal | None:
        """Percent of the rows that are done; None of nothing."""
        return share_done(Decimal(self.done), Decimal(self.total))


@dataclass(frozen=True, slots=True)
class ProgressRow:
    """One row of the table of progress."""

    name: str
    lead: str
    deadline: str
    result: str
    progress: str


@dataclass(frozen=True, slots=True)
class ProgressGroup:
    """The rows under one heading of that table."""

    title: str
    rows: tuple[ProgressRow, ...]


@dataclass(frozen=True, slots=True)
class OverdueRow:
    """A task whose last day has passed: which, by which document, who leads it, since when."""

    name: str
    document: str
    lead: str
    ends_on: date


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit of the province: its rows, and where its report stands."""

    name: str
    tally: Tally
    has_plan: bool
    is_handed_in: bool
    standing: str


@dataclass(frozen=True, slots=True)
class UnitWords:
    """What a unit's report says beyond its rows."""

    name: str
    words: Narrative


@dataclass(frozen=True, slots=True)
class Numbered:
    """What the office's register gives a report that is issued, and which one it amends."""

    number: str
    issued_on: date
    amends: str = ""


@dataclass(frozen=True, slots=True)
class Quarterly:
    """The report of a body on a period as it stands on a day."""

    unit: Unit
    plan: Plan | None
    """What is reported on; the whole province's plans when there is none."""
    period: Period
    on: date
    counted_to: date
    """The day up to which the data are counted."""
    letterhead: Letterhead
    is_draft: bool
    whole: Tally
    dimensions: tuple[Tally, ...]
    words: Narrative
    groups: tuple[ProgressGroup, ...]
    overdue: tuple[OverdueRow, ...]
    units: tuple[UnitRow, ...] = ()
    told: tuple[UnitWords, ...] = ()
    scores: Scores | None = None
    """What was published of a province; of no other body."""
    signed_by: str = ""
    """Who signed it in the portal; the name below where the letterhead has none."""
    under: Numbered | None = None
    """Number and day with which it is issued; none until then."""


def build(*, plan: Plan, unit: Unit, period: Period, on: date) -> Quarterly | None:
    """Return a unit's report on a plan, begun or not, None when it owes none: 11 queries at most.

    What is signed is not a draft any more; until then its words are those the rows suggest.
    """
    report = submission.build(plan=plan, unit=unit, period=period, before=None, on=on)
    if not report.rows and report.submission is None:
        return None
    return of_report(report, on=on, under=issued_as(report))


def of_report(report: Report, *, on: date, under: Numbered | None = None) -> Quarterly:
    """Return a unit's report, of which all is known but its letterhead: one query."""
    plan, to = report.plan, taken_on(report, on)
    groups = [(group.title, group.rows) for group in report.groups]
    return Quarterly(
        unit=report.unit,
        plan=plan,
        period=report.period,
        on=on,
        counted_to=to,
        letterhead=letterheads.build(report.unit, plan),
        signed_by=signed_by(report),
        under=under,
        is_draft=report.is_editable,
        whole=_tally("", report.rows, to),
        dimensions=tuple(_tally(title, rows, to) for title, rows in groups),
        words=report.words,
        groups=tuple(_group(group, to) for group in report.groups),
        overdue=tuple(_overdue(row, plan) for row in report.rows if _is_late(row, to)),
    )


def issued_as(report: Report) -> Numbered | None:
    """Return the number of a report that was issued as it stands: one query."""
    if report.submission is None:
        return None
    found = report.submission.issued.current().select_related("amends").first()
    if found is None:
        return None
    amends = found.amends.name_inside if found.amends else ""
    return Numbered(found.number, found.issued_on, amends)


def signed_by(report: Report) -> str:
    """Return the name of who signed a report in the portal; empty until somebody did."""
    signed = report.submission.submitted_by if report.submission else None
    return signed.full_name if signed and not report.is_editable else ""


def counted_to(period: Period, on: date) -> date:
    """Return the day up to which a period's data count: today while it is open."""
    return on if period.is_open else min(on, period.data_to)


def taken_on(report: Report, on: date) -> date:
    """Return the day up to which a report's data count: once it is handed in, they are of then.

    So a paper is never dated before its data: it is issued on the day of signing at the earliest.
    """
    handed_in = report.submission.submitted_on if report.submission else None
    if handed_in is None or report.is_editable:
        return counted_to(report.period, on)
    return min(handed_in, report.period.data_to)


def is_overdue(ends_on: date | None, state: str | None, on: date) -> bool:
    """Tell whether a row's last day has passed and it is neither completed nor suspended."""
    return ends_on is not None and ends_on < on and state not in SETTLED


def document(plan: Plan) -> str:
    """Return by which a document of another body is known: its number, its day and its issuer."""
    day = f" ngày {plan.issued_on:%d/%m/%Y}" if plan.issued_on and plan.number else ""
    return f"{plan}{day} của {plan.issuer.name}"


def progress_row(task: Task, lead: str, record: Progress | None, on: date) -> ProgressRow:
    """Return a row as the table of progress has it."""
    state = record.state if record else None
    word = record.get_state_display().capitalize() if record else NOT_REPORTED
    late = (
        f"\n(quá hạn từ ngày {task.ends_on:%d/%m/%Y})"
        if is_overdue(task.ends_on, state, on)
        else ""
    )
    figures = submission.figures(record)
    told = [record.result if record else "", f"Số liệu: {figures}" if figures else ""]
    return ProgressRow(
        name=task.wording,
        lead=lead,
        deadline=task.deadline_text,
        result="\n".join(filter(None, told)),
        progress=f"{word}{late}",
    )


def percent(share: Decimal | None) -> str:
    """Return a share as it is written: "66,7%"; a dash of nothing."""
    return "–" if share is None else f"{written(share)}%"


def _tally(title: str, rows: Iterable[ReportRow], on: date) -> Tally:
    rows = tuple(rows)
    return Tally(
        title=title,
        total=len(rows),
        reported=sum(row.now is not None for row in rows),
        done=sum(row.now is not None and row.now.state in DONE for row in rows),
        overdue=sum(_is_late(row, on) for row in rows),
    )


def _is_late(row: ReportRow, on: date) -> bool:
    state = row.now.state if row.now else None
    return is_overdue(row.assignment.task.ends_on, state, on)


def _group(group: ReportGroup, on: date) -> ProgressGroup:
    return ProgressGroup(
        title=group.title,
        rows=tuple(
            progress_row(row.assignment.task, row.assignment.unit.name, row.now, on)
            for row in group.rows
        ),
    )


def _overdue(row: ReportRow, plan: Plan) -> OverdueRow:
    task, unit = row.assignment.task, row.assignment.unit
    assert task.ends_on is not None  # noqa: S101
    return OverdueRow(task.wording, document(plan), unit.name, task.ends_on)
