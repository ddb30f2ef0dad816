"""How the periods of the illustrated year went: reported, reviewed, late, returned, waiting.

What happens is a list of acts with their moments; they are taken in the order of time, each by the
person whose act it is, by the portal's own verbs.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from plans import actions as plan_actions
from plans.models import Period, Unit
from tasks import actions
from tasks.demo.downward import Reporter
from tasks.demo.people import Viewers
from tasks.demo.told import moment
from tasks.demo.wordings import Wordings
from tasks.models import Assignment, Progress, Submission
from tasks.models.answers import RAISED

WAYS: dict[str, tuple[tuple[int, str], ...]] = {
    "on_time": ((-4, "record"), (-2, "submit"), (0, "accept")),
    "as_told": ((-4, "tell"), (-2, "submit"), (0, "accept")),
    "mended": (
        (-5, "record"),
        (-4, "submit"),
        (-3, "give_back"),
        (-2, "mend"),
        (-1, "submit"),
        (1, "accept"),
    ),
    "late": ((0, "record"), (2, "submit"), (3, "accept")),
    "extended": ((-1, "extend"), (2, "record"), (3, "submit"), (4, "accept")),
    "missing": ((-1, "begin"),),
    "partly": ((-4, "begin"), (-2, "submit")),
    "waiting": ((-4, "record"), (-2, "submit")),
    "returned": ((-5, "begin"), (-4, "submit"), (-1, "give_back")),
    "given_time": ((-1, "extend"),),
    "untouched": (),
}
"""What a report goes through: days before or after its due day, or before today while it runs."""
MORE_DAYS = timedelta(days=5)
BEGUN = 7
"""Rows filled in by who leaves others blank."""


@dataclass(frozen=True, slots=True)
class Act:
    """Something done to a report at a moment."""

    at: datetime
    name: str
    made: Reporter


class Year:
    """The year of the illustration, played period by period."""

    def __init__(self, reporters: list[Reporter], viewers: Viewers, at: datetime) -> None:
        self.reporters = reporters
        self.viewers = viewers
        self.at = at
        self.wordings = Wordings()
        self.acts = {
            "record": self._record,
            "begin": self._begin,
            "tell": self._tell,
            "mend": self._mend,
            "submit": self._submit,
            "accept": self._accept,
            "give_back": self._give_back,
            "extend": self._extend,
        }

    def play(self, periods: list[Period]) -> None:
        """Play periods that are over or running, the last one is the running one."""
        *past, running = periods
        for age, period in reversed(list(enumerate(reversed(past)))):
            self._open(period)
            self._play(
                period, [(one, one.past[min(age, len(one.past) - 1)]) for one in self.reporters]
            )
            if age == 0:
                self._answer(period)
            self._close(period)
        self._open(running)
        self._play(running, [(one, one.now) for one in self.reporters])

    def _open(self, period: Period) -> None:
        if period.state == Period.State.PLANNED:
            opened = moment(period.data_from, 8, at=self.at)
            plan_actions.open_period(period=period, by=self.viewers["sonoivu"], at=opened)

    def _close(self, period: Period) -> None:
        if period.due_province_on < self.at.date():
            closed = moment(period.due_province_on + timedelta(days=2), 8, at=self.at)
            plan_actions.close_period(period=period, by=self.viewers["sonoivu"], at=closed)

    def _play(self, period: Period, ways: list[tuple[Reporter, str]]) -> None:
        acts = [act for made, way in ways for act in self._acts(period, made, way)]
        for act in sorted(acts, key=lambda one: one.at):
            self.acts[act.name](period, act.made, act.at)

    def _acts(self, period: Period, made: Reporter, way: str) -> Iterator[Act]:
        due = min(period.due_on(made.unit.territory.level), self.at.date())
        earliest = max(period.data_from, made.plan.issued_on or period.data_from)
        for days, name in WAYS[way]:
            day = max(due + timedelta(days=days), earliest)
            yield Act(moment(day, 8 + made.number % 8, at=self.at), name, made)

    # The acts

    def _record(self, period: Period, made: Reporter, at: datetime) -> None:
        for row in self._rows(period, made):
            said = self.wordings.recorded(made, row.task, period, on=at.date())
            progress = self._save(row, period, made, said, at)
            is_done = progress.state == Progress.State.DONE_IN_PERIOD
            if is_done and self.wordings.is_shown(made, row.task):
                actions.add_evidence(
                    assignment=row,
                    period=period,
                    shown=actions.Explained(self.wordings.told["explanation"]),
                    by=self.viewers[made.officer],
                    at=at,
                )

    def _begin(self, period: Period, made: Reporter, at: datetime) -> None:
        for row in self._rows(period, made)[:BEGUN]:
            said = self.wordings.recorded(made, row.task, period, on=at.date())
            self._save(row, period, made, said, at)

    def _tell(self, period: Period, made: Reporter, at: datetime) -> None:
        for row in self._rows(period, made):
            last = made.rows[row.task.position - 1].get("last")
            if last:
                self._save(row, period, made, actions.Recorded(**last), at)

    def _mend(self, period: Period, made: Reporter, at: datetime) -> None:
        for row in self._rows(period, made):
            said = self.wordings.mended(made, row.task, period)
            if said:
                known = Progress.objects.get(assignment=row, period=period)
                self._save(row, period, made, said, at, version=known.version)

    def _submit(self, period: Period, made: Reporter, at: datetime) -> None:
        begun = Submission.objects.filter(plan=made.plan, unit=made.unit, period=period)
        report = begun.first()
        actions.submit_report(
            plan=made.plan,
            unit=made.unit,
            period=period,
            version=report.version if report else 0,
            narrative=self.wordings.narrative(made, period),
            by=self.viewers[made.leader],
            at=at,
        )

    def _accept(self, period: Period, made: Reporter, at: datetime) -> None:
        report = self._report(period, made)
        by = self.viewers["sonoivu"]
        actions.accept_submission(submission=report, version=report.version, by=by, at=at)

    def _give_back(self, period: Period, made: Reporter, at: datetime) -> None:
        report, rows = self._report(period, made), self._rows(period, made)
        reported = Progress.objects.filter(period=period, assignment__in=rows).count()
        said = self.wordings.returned(made, is_complete=reported == len(rows))
        by = self.viewers["sonoivu"]
        actions.return_submission(submission=report, version=report.version, **said, by=by, at=at)

    def _extend(self, period: Period, made: Reporter, at: datetime) -> None:
        why = "extension" if period.data_to < self.at.date() else "extension_now"
        plan_actions.extend_period(
            period=period,
            units=[made.unit],
            due_on=period.due_on(made.unit.territory.level) + MORE_DAYS,
            reason=self.wordings.told[why],
            by=self.viewers["sonoivu"],
            at=at,
        )

    def _answer(self, period: Period) -> None:
        """Let Sở Nội vụ answer what was told of a period, once for all."""
        told = Progress.objects.filter(RAISED, period=period)
        by = self.viewers["sonoivu"]
        actions.answer_difficulties(
            progress=list(told),
            text=self.wordings.told["answer"],
            unit=Unit.objects.get(pk=by.posts[0].unit_id),
            by=by,
            at=moment(period.due_province_on + timedelta(days=1), 9, at=self.at),
        )

    def _rows(self, period: Period, made: Reporter) -> list[Assignment]:
        owed = Assignment.objects.owed_in(period).covered_by(made.plan, made.unit)
        rows = owed.owed_with_plan().order_by("task__position")
        return list(rows)

    def _report(self, period: Period, made: Reporter) -> Submission:
        return Submission.objects.get(plan=made.plan, unit=made.unit, period=period)

    def _save(
        self,
        row: Assignment,
        period: Period,
        made: Reporter,
        said: actions.Recorded,
        at: datetime,
        *,
        version: int = 0,
    ) -> Progress:
        return actions.record_progress(
            assignment=row,
            period=period,
            recorded=said,
            version=version,
            by=self.viewers[made.officer],
            at=at,
        )
