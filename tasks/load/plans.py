"""The plans of a load: a province's framework, and what its communes make of it.

The framework and one commune's plan are made by the portal's own acts; the plans of the other
communes are that one, row by row, with their own offices in it.
"""

import json
import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from papi_portal.bulk import Rows, values_of
from papi_portal.planner import renew_statistics
from papi_portal.text import fold
from plans.access import Viewer
from plans.actions import leave_event
from plans.models import Event, Membership, Plan, PlanBasis, PlanSection, User
from tasks import actions
from tasks.actions.take_in import write_plan
from tasks.load.places import Office, Province
from tasks.load.wordings import rows
from tasks.models import Assignment, Party, Task

FRAMED, DERIVED, ISSUED = (1, 5), (1, 7), (1, 12)
"""Month and day on which the province plans, lets the communes plan, and these issue."""

TABLES = (
    Plan,
    PlanBasis,
    PlanSection,
    Task,
    Party,
    Task.components.through,
    Assignment,
    Event,
)


@dataclass(frozen=True, slots=True)
class Owed:
    """A row that an office reports on."""

    assignment: int
    task: int
    named: str
    """The row, as the trail names it."""
    on_behalf: str
    """The unit in whose name the office reports; empty for the office itself."""


@dataclass(frozen=True, slots=True)
class Reporter:
    """An office that reports on a plan, and the rows that it owes."""

    office: Office
    plan: int
    owed: tuple[Owed, ...]


class Planner:
    """Lets provinces and their communes plan."""

    def __init__(self, *, year: int, tasks: int, at: datetime) -> None:
        self.year, self.tasks, self.at = year, tasks, at

    def plan(self, province: Province, dice: random.Random) -> list[Reporter]:
        """Write the plans of a province and its communes; return who owes what."""
        framework = self._framework(province, dice)
        first, *others = province.communes
        pattern = self._pattern(framework, first, province, number=dice.randrange(10, 100))
        copier = Copier(pattern, first)
        made = [copier.original()]
        made += [copier.copy(office, number=dice.randrange(10, 100)) for office in others]
        copier.flush()
        self._hand_over(framework, province, others)
        return [*made, *_departments(framework, province)]

    def _framework(self, province: Province, dice: random.Random) -> Plan:
        here = province.territory
        departments = [one.name for one in province.departments]
        values: dict[str, Any] = dict.fromkeys(
            ("signed_for", "signatory", "opening", "closing", "appendix_title"), ""
        )
        values |= {
            "kind": Plan.Kind.PLAN,
            "number": f"{dice.randrange(1, 10)}/KH-UBND",
            "issued_on": date(self.year, *FRAMED),
            "place": here.bare_name,
            "subject": f"Nâng cao Chỉ số PAPI năm {self.year}",
            "years": [self.year, self.year],
            "signatory_post": "CHỦ TỊCH",
            "recipients": [],
            "basis": [],
            "replaces": [],
            "sections": [],
            "targets": [],
            "rows": rows(self.tasks, year=self.year, departments=departments, dice=dice),
        }
        plan, _ = write_plan(territory=here, values=values, choices={}, on=date(self.year, *FRAMED))
        plan.is_illustration = True
        plan.save(update_fields=["is_illustration"])
        return actions.issue_plan(plan=plan, by=None, at=self._moment(FRAMED, 15))

    def _pattern(self, framework: Plan, office: Office, province: Province, number: int) -> Plan:
        """Let one commune derive its plan and issue it, by the acts of its people."""
        (draft,) = actions.derive_plans(
            framework=framework,
            territories=[office.territory],
            by=self._viewer(province.reviewer.pk),
            at=self._moment(DERIVED, 8),
        )
        by, at = self._viewer(office.leader.pk), self._moment(ISSUED, 15)
        head = {
            "number": f"{number}/KH-UBND",
            "issued_on": at.date(),
            "signatory_post": "CHỦ TỊCH",
        }
        actions.edit_plan(plan=draft, head=head, version=draft.version, by=by, at=at)
        return actions.issue_plan(plan=draft, by=by, at=at)

    def _hand_over(self, framework: Plan, province: Province, others: list[Office]) -> None:
        """Let the communes answer in their own plans for what the framework gives them."""
        given = Assignment.objects.filter(plan=framework, reports=True)
        given.filter(unit__in=[one.unit for one in others]).update(
            handed_over_on=date(self.year, *ISSUED)
        )
        leave_event(
            verb="plan.derive",
            sentence=f"lập dự thảo cho {len(others)} xã, phường từ {framework}",
            by=self._viewer(province.reviewer.pk),
            at=self._moment(DERIVED, 9),
            about=framework,
            territory=province.territory,
            details={"territories": [one.territory.pk for one in others]},
        )

    def _viewer(self, user: int) -> Viewer:
        return Membership.objects.all().viewer(User.objects.get(pk=user), self.at.date())

    def _moment(self, day: tuple[int, int], hour: int) -> datetime:
        return datetime.combine(date(self.year, *day), time(hour), tzinfo=self.at.tzinfo)


class Copier:
    """Writes the plan of one commune for others of its province."""

    def __init__(self, pattern: Plan, office: Office) -> None:
        self.pattern, self.office = pattern, office
        self.tables = {model: Rows(model) for model in TABLES}
        self.head = values_of(pattern)
        tasks = Task.objects.filter(plan=pattern).order_by("position")
        parties = Party.objects.filter(task__plan=pattern).order_by("pk")
        self.bases = list(pattern.bases.order_by("pk"))
        self.sections = list(pattern.sections.order_by("position"))
        self.tasks, self.parties = list(tasks), list(parties)
        links = Task.components.through.objects.filter(task__plan=pattern).order_by("pk")
        self.links = list(links.values_list("task_id", "component_id"))
        given = Assignment.objects.filter(plan=pattern).order_by("pk")
        self.given = list(given.select_related("unit"))
        self.events = list(Event.objects.about(pattern).order_by("pk"))
        self.named = {one.pk: str(one) for one in self.tasks}

    def original(self) -> Reporter:
        """Return what the pattern's own office owes."""
        given = {one.pk: one.pk for one in self.given}
        tasks = {one.pk: one.pk for one in self.tasks}
        return self._reporter(self.office, self.pattern.pk, given, tasks)

    def copy(self, office: Office, *, number: int) -> Reporter:
        """Write the plan for another commune; return what its office owes."""
        here = self._told_of(office, number)
        units: dict[int | None, int | None] = dict(
            zip(self.office.units, office.units, strict=True)
        )
        place = {"territory_id": office.territory.pk, "issuer_id": office.unit}
        said = {name: here(self.head[name]) for name in ("number", "place", "subject")}
        plan = self.tables[Plan].add(**{**self.head, **place, **said})
        for basis in self.bases:
            self.tables[PlanBasis].add(**{**values_of(basis), "plan_id": plan})
        sections: dict[int | None, int | None] = {None: None}
        for one in self.sections:
            above = {"plan_id": plan, "parent_id": sections[one.parent_id]}
            sections[one.pk] = self.tables[PlanSection].add(**{**values_of(one), **above})
        tasks = {
            one.pk: self.tables[Task].add(
                **{**values_of(one), "plan_id": plan, "section_id": sections[one.section_id]}
            )
            for one in self.tasks
        }
        parties: dict[int | None, int | None] = {None: None}
        for party in self.parties:
            own = {
                "task_id": tasks[party.task_id],
                "unit_id": units.get(party.unit_id, party.unit_id),
            }
            parties[party.pk] = self.tables[Party].add(**{**values_of(party), **own})
        for task, component in self.links:
            self.tables[Task.components.through].add(task_id=tasks[task], component_id=component)
        given = {
            one.pk: self.tables[Assignment].add(
                **{
                    **values_of(one),
                    "task_id": tasks[one.task_id],
                    "plan_id": plan,
                    "unit_id": units.get(one.unit_id, one.unit_id),
                    "reporter_id": office.unit,
                    "party_id": parties[one.party_id],
                }
            )
            for one in self.given
        }
        self._leave_events(office, plan, here)
        return self._reporter(office, plan, given, tasks)

    def flush(self) -> None:
        """Write what still waits."""
        for table in self.tables.values():
            table.flush()
        renew_statistics(Plan, Task, Party, Assignment)

    def _leave_events(self, office: Office, plan: int, here: Callable[[str], str]) -> None:
        people = {self.office.leader.pk: office.leader, self.office.officer.pk: office.officer}
        for event in self.events:
            by = people.get(event.actor_id or 0)
            actor = by.named if by else event.actor_text
            sentence = here(event.sentence)
            self.tables[Event].add(
                **{
                    **values_of(event),
                    "actor_id": by.pk if by else event.actor_id,
                    "actor_text": actor,
                    "sentence": sentence,
                    "words": fold(f"{actor} {sentence}"),
                    "territory_id": office.territory.pk,
                    "subject_id": plan,
                    "details": json.loads(here(json.dumps(event.details, ensure_ascii=False))),
                }
            )

    def _told_of(self, office: Office, number: int) -> Callable[[str], str]:
        """Return what says of another commune and number what is said of the pattern's."""
        old, new = self.office.territory, office.territory
        said = {
            self.pattern.number: f"{number}/KH-UBND",
            old.name: new.name,
            old.name_inside: new.name_inside,
            old.bare_name: new.bare_name,
        }
        words = re.compile("|".join(map(re.escape, said)))
        return lambda text: words.sub(lambda found: said[found[0]], text)

    def _reporter(
        self, office: Office, plan: int, given: dict[int, int], tasks: dict[int, int]
    ) -> Reporter:
        return Reporter(
            office,
            plan,
            tuple(
                Owed(
                    given[one.pk],
                    tasks[one.task_id],
                    self.named[one.task_id],
                    "" if one.unit_id == self.office.unit else str(one.unit),
                )
                for one in self.given
                if one.reports
            ),
        )


def _departments(framework: Plan, province: Province) -> list[Reporter]:
    """Return what the departments owe in the framework itself."""
    offices = {one.unit: one for one in province.departments}
    owed: dict[int, list[Owed]] = {}
    given = Assignment.objects.filter(plan=framework, reports=True, unit__in=offices)
    for one in given.select_related("task").order_by("task__position"):
        owed.setdefault(one.unit_id, []).append(Owed(one.pk, one.task_id, str(one.task), ""))
    return [Reporter(offices[unit], framework.pk, tuple(rows)) for unit, rows in owed.items()]
