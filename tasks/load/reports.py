"""The reports of a load: what each office wrote in each period, and how far its report came.

What is written is what the portal's verbs would have written: `STEPS` says it of each step.
"""

import random
from dataclasses import asdict, dataclass, field
from datetime import datetime, time, timedelta
from functools import cache
from typing import Any

from django.contrib.contenttypes.models import ContentType

from papi_portal.bulk import Rows
from papi_portal.text import fold
from plans.models import Event, Period, User
from tasks.actions.evidence import added_in_words, evidence_in_words
from tasks.actions.hand_in import left_in_words
from tasks.actions.progress import Recorded, record_in_words
from tasks.actions.submissions import Narrative
from tasks.demo.reporting import WAYS
from tasks.demo.wordings import MARK
from tasks.load.places import Person
from tasks.load.plans import Owed, Reporter
from tasks.load.wordings import Sayings
from tasks.models import Evidence, Progress, Submission, SubmissionStep, Task
from tasks.steps import STEPS, Step

PAST = {"on_time": 66, "late": 14, "mended": 10, "waiting": 4, "returned": 3, "missing": 2} | {
    "untouched": 1
}
"""How reports of periods that are over went, of a hundred: words of `WAYS`."""
NOW = {"on_time": 15, "waiting": 35, "mended": 5, "returned": 5, "missing": 20, "untouched": 20}
"""How those of the running one stand."""
MENDED = 5
"""One row in so many is written anew when a report came back."""
State = Submission.State
TABLES = (Progress, Evidence, Submission, SubmissionStep, Event)


@dataclass(slots=True)
class Report:
    """What an office has written for a period so far."""

    reporter: Reporter
    period: Period
    rows: dict[int, dict[str, Any]] = field(default_factory=dict)
    """What stands of each row, by its assignment."""
    shown: dict[int, dict[str, Any]] = field(default_factory=dict)
    """The evidence of a row."""
    head: dict[str, Any] = field(default_factory=lambda: {"state": State.DRAFT, "version": 1})
    steps: list[dict[str, Any]] = field(default_factory=list)


class Writer:
    """Writes the reports of one province."""

    def __init__(self, reviewer: Person, dice: random.Random, *, at: datetime) -> None:
        self.reviewer, self.dice, self.at = reviewer, dice, at
        self.sayings = Sayings(dice)
        self.tables = {model: Rows(model) for model in TABLES}
        self.shown = {"kind": Evidence.Kind.EXPLANATION, "text": self.sayings.explanation}
        self.added = added_in_words(Evidence(**self.shown))
        self.events: list[dict[str, Any]] = []
        types = ContentType.objects.get_for_models(Task, Submission)
        self.task_type, self.report_type = types[Task].pk, types[Submission].pk

    def write(self, reporter: Reporter, period: Period) -> None:
        """Write what one office reported in a period."""
        ways = NOW if period.is_open else PAST
        (way,) = self.dice.choices(list(ways), weights=list(ways.values()))
        due = min(period.due_on(reporter.office.territory.level), self.at.date())
        hour, report = 8 + self.dice.randrange(8), Report(reporter, period)
        key = self.tables[Submission].last + 1
        for days, name in WAYS[way]:
            day = max(due + timedelta(days=days), period.data_from)
            at = datetime.combine(day, time(hour), tzinfo=self.at.tzinfo)
            ACTS[name](self, report, key, min(at, self.at))
        self._keep(report)

    def end_period(self) -> None:
        """Let the trail tell what happened in a period, in the order in which it did."""
        for event in sorted(self.events, key=lambda one: one["at"]):
            self.tables[Event].add(**event)
        self.events = []

    def flush(self) -> None:
        """Write what still waits."""
        for table in self.tables.values():
            table.flush()

    def _record(self, report: Report, _: int, at: datetime) -> None:
        for row in report.reporter.owed:
            self._save(report, row, at)

    def _begin(self, report: Report, _: int, at: datetime) -> None:
        owed = report.reporter.owed
        for row in owed[: (len(owed) + 1) // 2]:
            self._save(report, row, at)

    def _mend(self, report: Report, _: int, at: datetime) -> None:
        for row in report.reporter.owed[::MENDED]:
            self._save(report, row, at)

    def _save(self, report: Report, row: Owed, at: datetime) -> None:
        """Save one row, and some evidence when it is written for the first time."""
        by, stands = report.reporter.office.officer, report.rows.get(row.assignment)
        said = self.sayings.recorded(row.assignment)
        version = stands["version"] + 1 if stands else 1
        self._leave_row_event(
            report,
            row,
            "progress.record",
            record_in_words(
                report.period.name,
                Progress.State(said["state"]).label,
                row.named,
                on_behalf=row.on_behalf,
            ),
            at,
            {"version": version, "before": _typed(stands or {}), "after": _typed(said)},
        )
        report.rows[row.assignment] = {
            **said,
            "version": version,
            "recorded_at": at,
            "recorded_by_id": by.pk,
            "on_behalf": bool(row.on_behalf),
        }
        if stands is None and self.sayings.shows(said):
            self._show(report, row, at)

    def _show(self, report: Report, row: Owed, at: datetime) -> None:
        key = self.tables[Evidence].last + len(report.shown) + 1
        report.shown[row.assignment] = {
            **self.shown,
            "added_at": at,
            "added_by_id": report.reporter.office.officer.pk,
        }
        self._leave_row_event(
            report,
            row,
            "evidence.add",
            evidence_in_words(self.added, report.period.name, row.named),
            at,
            {"evidence": key, "kind": Evidence.Kind.EXPLANATION, "sha256": ""},
        )

    def _submit(self, report: Report, key: int, at: datetime) -> None:
        owed, written = len(report.reporter.owed), len(report.rows)
        told = dict(self.dice.choice(self.sayings.narratives))
        narrative = Narrative(**{**told, "results": MARK + told["results"]})
        before = Narrative(*(report.head.get(name, "") for name in asdict(narrative)))
        leader = report.reporter.office.leader
        if narrative != before:
            words = {"before": asdict(before), "after": asdict(narrative)}
            self._leave_report_event(report, key, Step.WRITE, leader, at, words)
            report.head |= asdict(narrative)
        self._take(report, key, Step.SUBMIT, leader, at, left=left_in_words(owed - written, owed))

    def _accept(self, report: Report, key: int, at: datetime) -> None:
        self._take(report, key, Step.ACCEPT, self.reviewer, at)

    def _give_back(self, report: Report, key: int, at: datetime) -> None:
        incomplete, *others = self.sayings.returned
        is_complete = len(report.rows) == len(report.reporter.owed)
        said = self.dice.choice(others) if is_complete else incomplete
        self._take(report, key, Step.RETURN, self.reviewer, at, **said)

    def _take(
        self,
        report: Report,
        key: int,
        step: Step,
        by: Person,
        at: datetime,
        *,
        comment: str = "",
        reason: str = "",
        left: str = "",
    ) -> None:
        rule, head = STEPS[step], report.head
        for name, value in rule.written(comment, User(pk=by.pk), at).items():
            is_person = name.endswith("_by")
            head[f"{name}_id" if is_person else name] = value.pk if is_person and value else value
        head |= {"state": rule.to or head["state"], "version": head["version"] + 1}
        taken = {"version": head["version"], "state": head["state"], "at": at, "by_id": by.pk}
        report.steps.append({**taken, "reason": reason, "comment": comment})
        details = {"version": head["version"], "comment": comment, "reason": reason}
        self._leave_report_event(
            report, key, step, by, at, details, left=left, reason=reason, comment=comment
        )

    def _keep(self, report: Report) -> None:
        """Write what stands in the end."""
        reporter, period = report.reporter, report.period.pk
        for assignment, said in report.rows.items():
            progress = self.tables[Progress].add(assignment_id=assignment, period_id=period, **said)
            if assignment in report.shown:
                self.tables[Evidence].add(progress_id=progress, **report.shown[assignment])
        if not report.steps:
            return
        submission = self.tables[Submission].add(
            plan_id=reporter.plan, unit_id=reporter.office.unit, period_id=period, **report.head
        )
        for step in report.steps:
            self.tables[SubmissionStep].add(submission_id=submission, **step)

    def _leave_row_event(
        self,
        report: Report,
        row: Owed,
        verb: str,
        sentence: str,
        at: datetime,
        details: dict[str, Any],
    ) -> None:
        known = {"period": report.period.pk, "assignment": row.assignment}
        about = {"subject_type_id": self.task_type, "subject_id": row.task}
        self._leave(report, verb, sentence, at, known | details, about)

    def _leave_report_event(
        self,
        report: Report,
        key: int,
        step: Step,
        by: Person,
        at: datetime,
        details: dict[str, Any],
        **words: str,
    ) -> None:
        sentence = STEPS[step].in_words(
            report.period.name, unit=report.reporter.office.name, **words
        )
        about = {"subject_type_id": self.report_type, "subject_id": key}
        self._leave(report, f"submission.{step}", sentence, at, details, about, by=by)

    def _leave(
        self,
        report: Report,
        verb: str,
        sentence: str,
        at: datetime,
        details: dict[str, Any],
        about: dict[str, int],
        *,
        by: Person | None = None,
    ) -> None:
        by = by or report.reporter.office.officer
        self.events.append(
            {
                "at": at,
                "actor_id": by.pk,
                "actor_text": by.named,
                "verb": verb,
                "sentence": sentence,
                "words": f"{_folded(by.named)} {_folded(sentence)}",
                "details": details,
                "territory_id": report.reporter.office.territory.pk,
                **about,
            }
        )


ACTS = {
    "record": Writer._record,
    "begin": Writer._begin,
    "mend": Writer._mend,
    "submit": Writer._submit,
    "accept": Writer._accept,
    "give_back": Writer._give_back,
}
"""What each word of `WAYS` does."""
TYPED = tuple(Recorded.__dataclass_fields__)
_folded = cache(fold)


def _typed(said: dict[str, Any]) -> dict[str, str]:
    """Return what was typed, as the trail keeps it."""
    return {name: str(said[name]) for name in TYPED if said.get(name) not in {None, ""}}
