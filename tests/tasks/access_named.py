"""All by which a form names something that is stored, and what is tried in its place.

Each is tried on an address of the table by the first who may write there: what the table sends,
with one name changed to something of others. A choice that no row speaks of fails
`test_access_named`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from plans.models import Unit
from tasks.forms.row import meaning_name
from tasks.models import Evidence
from tasks.reports.plan_changes import compare
from tests import factories
from tests.tasks.access_facts import Facts
from tests.tasks.access_roles import GO, NONE

UNFIT = 422


@dataclass(frozen=True)
class Named:
    """A name in what is sent to an address, what of others is put there, and the answer."""

    address: str
    name: str
    foreign: tuple[str, ...]
    answer: int = UNFIT
    """GO: it is passed over, and the way leads on; nothing is written all the same."""
    typed: Mapping[str, str] | None = None
    """What else is sent, where the table sends something else."""
    query: str = ""
    """What the address asks for, before the name, where the address names it and not the form."""


class Others:
    """What belongs to the neighbour commune, and to another province."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.theirs = facts.neighbour.plans.get()
        self.row = self.theirs.tasks.get()
        (self.assignment,) = factories.reporting(self.theirs)
        self.before = factories.period(facts.province, ordinal=2)
        self.record = factories.recorded(self.assignment, self.before, difficulty="Khó")
        self.evidence = self._evidence()
        self.province = factories.province("Tỉnh khác")
        self.commune = factories.commune("Xã Khác", parent=self.province)
        self.plan = factories.issued_plan(self.commune)
        self.above = factories.issued_plan(self.province)
        self.period = factories.period(self.province)
        (assignment,) = factories.reporting(self.plan)
        self.told = factories.recorded(assignment, self.period, difficulty="Khó")
        self.report = factories.submission(self.plan, self.period)

    def _evidence(self) -> Evidence:
        return Evidence.objects.create(
            progress=self.record,
            kind=Evidence.Kind.EXPLANATION,
            text="Biên bản",
            added_at=factories.NOW,
            added_by=self.record.recorded_by,
        )

    def known(self) -> dict[str, Any]:
        """Return the numbers by which the table speaks of these things, and of the facts' own."""
        facts = self.facts
        upload = facts.workbook()
        return {
            **facts.known(),
            "neighbour": facts.neighbour.pk,
            "their_unit": Unit.objects.get(territory=facts.neighbour).pk,
            "their_plan": self.theirs.pk,
            "their_row": self.row.pk,
            "their_section": self.row.section_id,
            "their_assignment": self.assignment.pk,
            "their_evidence": self.evidence.pk,
            "their_record": self.record.pk,
            "other_commune": self.commune.pk,
            "other_unit": self.plan.issuer_id,
            "other_plan": self.plan.pk,
            "other_above": self.above.pk,
            "other_period": self.period.pk,
            "other_record": self.told.pk,
            "other_report": f"{self.report.pk}-{self.report.version}",
            "lead": meaning_name(facts.first.parties.get()),
            "shown": compare(facts.draft, upload.values, on=factories.TODAY).fingerprint,
        }


EVIDENCE = {"kind": "reuse"}
CHOSEN = {"which": "chosen", "confirmed": "1"}
RETURNED = {"reason": "no_evidence", "comment": "Thiếu ảnh"}

NAMED = {
    "calendar.ExtendForm.units": Named("tasks:period-extend", "units", ("{other_unit}",)),
    "calendar.PatternForm.plan": Named(
        "tasks:period-add",
        "",
        ("{other_above}", "{their_plan}", "{other_plan}"),
        query="?year=2027&template=government&plan=",
    ),
    "basis.BasesForm.*": Named(
        "tasks:plan-bases", "document_{basis}", ("{other_above}", "{their_plan}")
    ),
    "evidence.ReuseForm.source": Named(
        "tasks:evidence-list", "source", ("{their_evidence}",), typed=EVIDENCE
    ),
    "follow_up.AnswerForm.progress": Named(
        "tasks:difficulties", "progress", ("{other_record}", "{told},{other_record}"), NONE
    ),
    "follow_up.AnswerForm.unit": Named(
        "tasks:difficulties", "unit", ("{ubnd}", "{their_unit}", "{other_unit}")
    ),
    "follow_up.BodyForm.unit": Named(
        "tasks:finding-add", "", ("{other_unit}",), NONE, query="?unit="
    ),
    "follow_up.FindingForm.task": Named("tasks:finding-add", "task", ("{their_row}",)),
    "intake.HeadForm.territory": Named(
        "tasks:intake-head", "territory", ("{neighbour}", "{other_commune}")
    ),
    "intake.NamesForm.*": Named(
        "tasks:intake-names", "{open_name}", ("unit:{their_unit}", "unit:{other_unit}")
    ),
    "intake.RowForm.components": Named("tasks:intake-row", "components", ("papi-2021:1.1", "1")),
    "intake.UploadForm.territory": Named(
        "tasks:intake-start", "territory", ("{neighbour}", "{other_commune}")
    ),
    "plan.DeriveForm.communes": Named(
        "tasks:plan-derive", "communes", ("{other_commune}",), typed=CHOSEN
    ),
    "row.RowForm.*": Named("tasks:row-edit", "{lead}", ("unit:{their_unit}", "unit:{other_unit}")),
    "row.RowForm.components": Named("tasks:row-edit", "components", ("999999",)),
    "row.RowForm.section": Named("tasks:row-edit", "section", ("{their_section}",)),
    "downward: answer": Named("tasks:plan-updates", "answer", ("take-{their_row}",), GO),
    "drafts: move": Named("tasks:plan-rows", "move", ("down-{their_row}", "up-{their_row}"), NONE),
    "import_territory: territory": Named(
        "tasks:intake-territory", "territory", ("{neighbour}", "{other_commune}"), NONE
    ),
    "many_periods: period": Named("tasks:periods-close", "period", ("{other_period}",), NONE),
    "plan_changes: remove": Named(
        "tasks:plan-changes", "remove", ("{their_row}",), GO, typed={"seen": "{shown}"}
    ),
    "plan_changes: take": Named(
        "tasks:plan-changes", "take", ("{their_row}",), GO, typed={"seen": "{shown}"}
    ),
    "queue: chosen": Named("tasks:report-accept", "chosen", ("{other_report}",), NONE),
    "queue: chosen, to be returned": Named(
        "tasks:report-return", "chosen", ("{other_report}",), NONE, typed=RETURNED
    ),
    "repeating: row": Named("tasks:progress-repeat", "row", ("{their_assignment}",), GO),
    "target.TargetForm.component": Named("tasks:target-edit", "component", ("999999",)),
    "target.TargetForm.region": Named("tasks:target-edit", "region", ("Vùng khác",)),
    "saving: repeat": Named("tasks:progress-save", "repeat", ("{their_assignment}",), GO, typed={}),
    "succession: tasks": Named("tasks:territory-carry", "tasks", ("{their_row}",), GO),
}
"""By the form and its field, or by the view that reads the name itself; `.*` are made names."""

ONLY_READ = {
    "trail_forms.TrailForm.territory": "narrows what is read anyway; test_canary asks for others'",
    "trail_forms.TrailForm.person": "the same",
}
WORDS = {
    "book",
    "confirmed",
    "in_review",
    "discard",
    "kind",
    "language",
    "next",
    "save",
    "seen",
    "show",
    "step",
    "version",
} | {"act"}
"""What a view reads of what is sent that names nothing stored."""
