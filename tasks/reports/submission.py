"""One unit's report on a plan for a period: its rows beside the last ones, checks, words, steps."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, TypedDict, cast

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from indicators.models import Component
from papi_portal.figures import written
from papi_portal.wording import said
from plans.models import Extension, Period, Plan, Territory, Unit
from tasks import standing
from tasks.actions import Narrative, narrative_of
from tasks.actions.locks import lock_reason
from tasks.models import (
    EDITABLE_STATES,
    Assignment,
    Evidence,
    Progress,
    Submission,
    SubmissionStep,
)
from tasks.models.submissions import first_handing_in
from tasks.reports import checks, evidence, narrative
from tasks.reports.checks import Check
from tasks.reports.owed_rows import share_done
from tasks.standing import Standing
from tasks.steps import Step

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class Facts(TypedDict):
        """What the query adds to an assignment."""

        dimension_id: int | None

    CoveredAssignment = WithAnnotations[Assignment, Facts]

    class Known(TypedDict):
        """What the query adds to a report."""

        first_at: datetime | None

    KnownSubmission = WithAnnotations[Submission, Known]

NO_DIMENSION = said("Nhiệm vụ chưa gắn nội dung chỉ số")
State = Submission.State


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One row: what is reported beside what was, what proves it and what changed."""

    assignment: Assignment
    now: Progress | None
    last: Progress | None
    figures: str
    last_figures: str
    evidence: tuple[Evidence, ...]
    changes: tuple[str, ...]
    checks: frozenset[Check]
    due: Standing

    @property
    def name(self) -> str:
        return str(self.assignment.task)

    @property
    def remarks(self) -> list[str]:
        """What there is to look at in this row, in words."""
        return [words for check, words in checks.WORDS.items() if check in self.checks]


@dataclass(frozen=True, slots=True)
class ReportGroup:
    """The rows about one dimension, or about none."""

    key: int
    title: str
    rows: tuple[ReportRow, ...]


@dataclass(frozen=True, slots=True)
class Concern:
    """One thing to look at: its words and the rows concerned; none when all are."""

    check: Check
    words: str
    rows: tuple[ReportRow, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A unit's report on a plan for a period, begun or not, as it stands on a day."""

    plan: Plan
    unit: Unit
    period: Period
    before: Period | None
    submission: Submission | None
    due_on: date
    is_extended: bool
    due: Standing
    lock: str
    period_lock: str
    groups: tuple[ReportGroup, ...]
    steps: tuple[SubmissionStep, ...]
    suggested: Narrative
    """What the rows suggest to who writes it; empty once it is handed in."""

    @property
    def rows(self) -> tuple[ReportRow, ...]:
        return tuple(row for group in self.groups for row in group.rows)

    @property
    def state(self) -> str:
        """Where it stands; a report that nobody has begun is a draft."""
        return self.submission.state if self.submission else State.DRAFT

    @property
    def state_word(self) -> str:
        """Where it stands, in words."""
        if self.submission is None:
            return said("chưa nộp")
        if self.submission.proposed_at and self.is_editable:
            return said("chờ lãnh đạo ký")
        return self.submission.get_state_display()

    @property
    def is_editable(self) -> bool:
        """Whether the report itself is with the unit, whatever the period says."""
        return self.state in EDITABLE_STATES

    @property
    def version(self) -> int:
        return self.submission.version if self.submission else 0

    @property
    def total(self) -> int:
        return len(self.rows)

    @property
    def reported(self) -> int:
        return sum(row.now is not None for row in self.rows)

    @property
    def changed(self) -> tuple[ReportRow, ...]:
        """The rows that say something else than in the period before, if any row was told then."""
        if not any(row.last for row in self.rows):
            return ()
        return tuple(row for row in self.rows if row.changes)

    @property
    def written(self) -> Narrative:
        """The words as they stand."""
        return narrative_of(self.submission) if self.submission else Narrative()

    def said_with(self, step: str) -> dict[str, str]:
        """Return the words that stand, beside which those of a refused step are shown."""
        if step == Step.SEND_BACK:
            comment = self.submission.leader_comment if self.submission else ""
        else:
            comment = self.steps[-1].comment if self.steps else ""
        reason = self.steps[-1].get_reason_display() if self.steps else ""
        return {**asdict(self.written), "comment": comment, "reason": reason}

    @property
    def words(self) -> Narrative:
        """The words to start from: as they stand, as the rows suggest them when there are none."""
        return self.suggested if self.written == Narrative() else self.written

    @property
    def returned_for(self) -> str:
        """Why it was returned last, in the words of the list."""
        returns = [step for step in self.steps if step.state == State.RETURNED]
        return returns[-1].get_reason_display() if returns else ""

    @property
    def concerns(self) -> tuple[Concern, ...]:
        """What there is to look at before it is signed or accepted."""
        found = [
            Concern(check, words, tuple(row for row in self.rows if check in row.checks))
            for check, words in checks.WORDS.items()
        ]
        nothing = checks.is_nothing_everywhere(
            row.now.state if row.now else None for row in self.rows
        )
        return tuple(one for one in found if one.rows or (one.check == Check.NOTHING and nothing))


def build(*, plan: Plan, unit: Unit, period: Period, before: Period | None, on: date) -> Report:
    """Return a unit's report: eight queries, whatever the number of rows; nine while it is written.

    `before` is the period that stands beside ("kỳ trước"); days are counted from `on`.
    """
    found = Submission.objects.filter(plan=plan, unit=unit, period=period)
    people = found.select_related("reviewed_by", "submitted_by")
    dated = people.annotate(first_at=first_handing_in())
    submission = cast("KnownSubmission | None", dated.first())
    if submission:  # what it is about has been read already
        submission.plan, submission.unit, submission.period = plan, unit, period
    steps = tuple(submission.steps.all()) if submission else ()
    more_time = Extension.objects.filter(period=period, unit=unit).more_time()[period.pk, unit.pk]
    state = submission.state if submission else None
    is_owed = state is None or state in EDITABLE_STATES
    first_at = submission.first_at if submission and not is_owed else None
    known = period.due_on(unit.territory.level)
    due_on = more_time.due_on(known, handed_in_at=first_at)
    groups = _groups(plan, unit, period, before, on)
    return Report(
        plan=plan,
        unit=unit,
        period=period,
        before=before,
        submission=submission,
        due_on=due_on,
        is_extended=due_on != known,
        due=(
            standing.of_submission(_day_of(first_at), due_on, state, on=on)
            if state and not is_owed
            else standing.of_date(due_on, on=on)
        ),
        lock=lock_reason(period, state, on=on, extended_to=more_time.until),
        period_lock=lock_reason(period, on=on, extended_to=more_time.until),
        groups=groups,
        steps=steps,
        suggested=_suggested(period, groups) if is_owed else Narrative(),
    )


def _day_of(moment: datetime | None) -> date | None:
    """Return the day of a moment, by the clock of the province."""
    return timezone.localtime(moment).date() if moment else None


def _groups(
    plan: Plan, unit: Unit, period: Period, before: Period | None, on: date
) -> tuple[ReportGroup, ...]:
    covered = _covered(plan, unit, period)
    now, last, of_origins = _records(plan, covered, period, before)
    to_prove = evidence.needed_states(period)
    grouped = defaultdict[int, list[ReportRow]](list)
    for one in covered:
        own = last.get(one.pk)
        record, prior = now.get(one.pk), own or of_origins.get(one.task.origin_id or 0)
        shown = tuple(record.evidence.all()) if record else ()
        grouped[one.dimension_id or 0].append(
            ReportRow(
                assignment=one,
                now=record,
                last=prior,
                figures=figures(record),
                last_figures=figures(prior),
                evidence=shown,
                changes=_changes(record, prior) if before else (),
                checks=checks.of_row(record, own, evidence=shown, to_prove=to_prove),
                due=standing.of_task(
                    one.task.ends_on,
                    state=record.state if record else "",
                    on=on if period.is_open else min(on, period.data_to),
                ),
            )
        )
    titles = Component.objects.filter(pk__in=grouped).order_by("framework", "position")
    named = [*((one.pk, str(one)) for one in titles), (0, NO_DIMENSION)]
    return tuple(
        ReportGroup(key, title, tuple(grouped[key])) for key, title in named if key in grouped
    )


def _covered(plan: Plan, unit: Unit, period: Period) -> "list[CoveredAssignment]":
    first = Component.objects.filter(tasks=OuterRef("task")).order_by("framework", "position")
    rows = Assignment.objects.owed_in(period).covered_by(plan, unit)
    found = (
        rows.select_related("task", "unit")
        .annotate(dimension_id=Subquery(first.values("dimension")[:1]))
        .order_by("task__position", "pk")
    )
    return cast("list[CoveredAssignment]", list(found))


Records = dict[int, Progress]


def _records(
    plan: Plan, rows: "Sequence[CoveredAssignment]", period: Period, before: Period | None
) -> tuple[Records, Records, Records]:
    """Return the records of this period and of the one before, and those on rows of origin.

    A row goes on with what its row of origin reported: in a province's plan the same department's.
    """
    own = Assignment.objects.filter(pk__in=[one.pk for one in rows])
    of_origin = Assignment.objects.filter(
        task__in={one.task.origin_id for one in rows if one.task.origin_id},
        plan__territory__level=plan.territory.level,
        reports=True,
    )
    if plan.territory.level == Territory.Level.PROVINCE:
        of_origin = of_origin.filter(unit__in={one.unit_id for one in rows})
    # One condition with "or" would read all records of both periods to find these.
    either = own.order_by().values("pk").union(of_origin.order_by().values("pk"))
    now: Records = {}
    last: Records = {}
    of_origins: Records = {}
    found = Progress.objects.filter(assignment__in=either, period__in=[period, before or period])
    for record in found.select_related("recorded_by", "assignment").prefetch_related("evidence"):
        if record.period_id == period.pk:
            now[record.assignment_id] = record
        else:
            last[record.assignment_id] = record
            of_origins[record.assignment.task_id] = record
    return now, last, of_origins


def _changes(now: Progress | None, last: Progress | None) -> tuple[str, ...]:
    """Say in words what is reported otherwise than in the period before."""
    if now is None:
        return ()
    if last is None:
        return (said("kỳ trước chưa báo cáo"),)
    told = []
    if now.state != last.state:
        before, after = last.get_state_display(), now.get_state_display()
        told.append(said("tình hình: {before} → {after}", before=before, after=after))
    if figures(now) != figures(last):
        before, after = (figures(one) or said("trống") for one in (last, now))
        told.append(said("số liệu: {before} → {after}", before=before, after=after))
    if now.result != last.result:
        told.append(said("kết quả viết mới"))
    if now.difficulty != last.difficulty:
        kind = said("viết lại") if last.difficulty else said("mới")
        kind = kind if now.difficulty else said("không còn")
        told.append(said("khó khăn, vướng mắc {kind}", kind=kind))
    return tuple(told)


def figures(record: Progress | None) -> str:
    """Return what was counted, as it is read: "45/60 hội nghị (75%)"; empty for nothing."""
    if record is None or record.figure_done is None:
        return ""
    done, planned = record.figure_done, record.figure_planned
    words = written(done) if planned is None else f"{written(done)}/{written(planned)}"
    words = f"{words} {record.figure_unit}".strip()
    share = share_done(done, planned)
    return words if share is None else f"{words} ({written(share)}%)"


def _suggested(period: Period, groups: Sequence[ReportGroup]) -> Narrative:
    later = Period.objects.filter(
        territory=period.territory_id, plan=period.plan_id, data_to__gt=period.data_to
    ).order_by("data_to")
    told = [
        narrative.Told(
            name=row.name,
            dimension=group.title,
            deadline_text=row.assignment.task.deadline_text,
            ends_on=row.assignment.task.ends_on,
            record=row.now,
        )
        for group in groups
        for row in group.rows
    ]
    next_to = later.values_list("data_to", flat=True).first()
    return narrative.suggest(told, data_to=period.data_to, next_to=next_to)
