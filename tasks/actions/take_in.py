"""Turn a confirmed reading into a draft plan: its document, sections, tasks, parties, promises."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from indicators.models import PAPI, Component, Framework, Target
from plans.models import Plan, PlanBasis, PlanSection, Territory, Unit
from tasks import cited
from tasks.models import Intake, Party, RememberedParty, Task
from tasks.parties import Directory, Resolved, key, kind_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

Values = dict[str, Any]
COPIED = (
    "number",
    "issued_on",
    "place",
    "subject",
    "opening",
    "closing",
    "signed_for",
    "signatory_post",
    "signatory",
    "recipients",
    "appendix_title",
)
ROW_COPIED = ("label", "title", "text", "lead_text", "support_text", "guide_text", "output", "note")
LONGEST_NAME, LONGEST_HEADING = 300, 500
ROLES = {"lead": Party.Role.LEAD, "support": Party.Role.SUPPORT, "guide": Party.Role.GUIDE}


def write_plan(
    *, territory: Territory, values: Values, choices: dict[str, str], on: date
) -> tuple[Plan, tuple[Unit, ...]]:
    """Write what was read as a draft, in the caller's transaction; return it and the units added.

    Names mean what `choices` say, else what the directory of the territory says on the day.
    """
    plan = Plan.objects.create(
        territory=territory,
        issuer=territory.units.committees().order_by("pk")[0],
        kind=values["kind"] or Plan.Kind.PLAN,
        year_from=values["years"][0],
        year_to=values["years"][1],
        **{name: values[name] for name in COPIED},
    )
    plan.refresh_from_db()
    meanings = Meanings(territory, choices, on)
    _write_bases(plan, [*values["basis"], *values["replaces"]], meanings.directory)
    body = _write_body(plan, values["sections"], parent=None)
    rows = [row for row in values["rows"] if not row["dropped"]]
    tasks = _write_tasks(plan, rows, body)
    _write_components(tasks, rows, territory)
    _write_parties(meanings, tasks, rows)
    _write_targets(plan, values["targets"])
    return plan, tuple(meanings.added)


def day_of(intake: Intake) -> date:
    """Return the day on which the names of an uploaded plan are understood: that of its issue."""
    issued_on = intake.values["issued_on"]
    if issued_on:
        return date.fromisoformat(issued_on)
    return timezone.localtime(intake.uploaded_at).date()


def _write_bases(plan: Plan, citations: Iterable[Values], directory: Directory) -> None:
    bases = [
        PlanBasis(
            plan=plan,
            position=position,
            relation=citation["relation"],
            text=citation["text"],
            kind=citation["kind"][:50],
            number=citation["number"][:50],
            issued_on=citation["issued_on"] and date.fromisoformat(citation["issued_on"]),
            subject=citation["subject"][:500],
            issuer_name=citation["issuer"][:200],
        )
        for position, citation in enumerate(citations, start=1)
    ]
    for basis in bases:
        basis.document = cited.document_of(basis, directory=directory)
    PlanBasis.objects.bulk_create(bases)


def _write_body(
    plan: Plan, sections: list[Values], *, parent: PlanSection | None
) -> dict[tuple[str, str], PlanSection]:
    """Write the body's sections in reading order; return them by label and heading."""
    written: dict[tuple[str, str], PlanSection] = {}
    for described in sections:
        section = PlanSection.objects.create(
            plan=plan,
            parent=parent,
            part=PlanSection.Part.BODY,
            position=plan.sections.filter(part=PlanSection.Part.BODY).count() + 1,
            label=described["label"][:20],
            heading=described["heading"][:LONGEST_HEADING],
            text=_with_cut_heading(described["heading"], described["text"]),
        )
        written[described["label"], described["heading"]] = section
        written |= _write_body(plan, described["parts"], parent=section)
    return written


def _write_tasks(
    plan: Plan, rows: list[Values], body: dict[tuple[str, str], PlanSection]
) -> list[Task]:
    has_table = any(row["part"] == "table" for row in rows)
    shelf = AppendixShelf(plan)
    tasks = []
    for position, row in enumerate(rows, start=1):
        headings = [(label, text) for label, text in row["headings"]]
        in_body = has_table and row["part"] != "table" and headings and body.get(headings[-1])
        deadline = row["deadline"]
        tasks.append(
            Task(
                plan=plan,
                position=position,
                section=in_body or shelf.section(headings),
                deadline_text=deadline["raw"],
                deadline_kind=deadline["kind"],
                starts_on=deadline["start"],
                ends_on=deadline["end"],
                **{name: row[name] for name in ROW_COPIED},
            )
        )
    return Task.objects.bulk_create(tasks)


class AppendixShelf:
    """The headings of the appendix, written once each, in the order in which rows need them."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.path: list[PlanSection] = []
        self.count = 0

    def section(self, headings: list[tuple[str, str]]) -> PlanSection | None:
        """Return the section of the last of these headings, the outermost first."""
        kept = 0
        for section, heading in zip(self.path, headings, strict=False):
            if (section.label, section.heading) != _fitting(heading):
                break
            kept += 1
        self.path = self.path[:kept]
        for heading in headings[kept:]:
            self.count += 1
            label, text = _fitting(heading)
            self.path.append(
                PlanSection.objects.create(
                    plan=self.plan,
                    parent=self.path[-1] if self.path else None,
                    part=PlanSection.Part.APPENDIX,
                    position=self.count,
                    label=label,
                    heading=text,
                    text=_with_cut_heading(heading[1], ""),
                )
            )
        return self.path[-1] if self.path else None


def _fitting(heading: tuple[str, str]) -> tuple[str, str]:
    return heading[0][:20], heading[1][:LONGEST_HEADING]


def _with_cut_heading(heading: str, text: str) -> str:
    """Return a section's text, behind its whole heading when that is too long for one."""
    return f"{heading}\n{text}".strip() if len(heading) > LONGEST_HEADING else text


def _write_components(tasks: list[Task], rows: list[Values], territory: Territory) -> None:
    codes = {row["framework"] for row in rows if row["components"]}
    known = {
        (component.framework.code, component.code): component.pk
        for component in _components(codes, territory)
    }
    through = Task.components.through
    through.objects.bulk_create(
        through(task=task, component_id=known[row["framework"], code])
        for task, row in zip(tasks, rows, strict=True)
        for code in dict.fromkeys(row["components"])
        if (row["framework"], code) in known
    )


def _components(framework_codes: set[str], territory: Territory) -> "QuerySet[Component]":
    """Return the components of versions that plans of a territory may be about."""
    usable = Framework.objects.used_in([one.pk for one in territory.line()])
    found = Component.objects.filter(framework__in=usable, framework__code__in=framework_codes)
    return found.select_related("framework")


def _write_parties(meanings: "Meanings", tasks: list[Task], rows: list[Values]) -> None:
    Party.objects.bulk_create(
        Party(
            task=task,
            role=role,
            position=position,
            text=name[:LONGEST_NAME],
            unit=meanings.of(name).unit,
            group=meanings.of(name).group,
        )
        for task, row in zip(tasks, rows, strict=True)
        for field, role in ROLES.items()
        for position, name in enumerate(row[field], start=1)
    )


class Meanings:
    """What the names of one document mean: as chosen in the preview, else by the directory.

    A choice is remembered for the territory's next document; a unit to be added is made once,
    however its name is spelled. A choice of a unit that the directory does not know is none: the
    document was given to another territory or day meanwhile.
    """

    def __init__(self, territory: Territory, choices: dict[str, str], on: date) -> None:
        self.territory = territory
        self.choices = choices
        self.on = on
        self.directory = Directory.of(territory, on=on)
        self.found: dict[str, Resolved] = {}
        self.added: list[Unit] = []

    def of(self, name: str) -> Resolved:
        """Return what a name means, remembering a person's choice."""
        words = key(name)
        if words not in self.found:
            chosen = self._chosen(name, self.choices.get(words, ""))
            self.found[words] = chosen or self.directory.resolve(name)
        return self.found[words]

    def _chosen(self, name: str, choice: str) -> Resolved | None:
        kind, _, which = choice.partition(":")
        if kind == "add":
            return self._added(name)
        unit = self.directory.by_choice.get(choice)
        if not (unit or kind in {"group", "keep"}):
            return None
        resolved = Resolved(unit=unit, group=which if kind == "group" else "")
        RememberedParty.objects.update_or_create(
            territory=self.territory,
            key=key(name)[:LONGEST_NAME],
            defaults={"unit": resolved.unit, "group": resolved.group},
        )
        return resolved

    def _added(self, name: str) -> Resolved:
        """Add the unit; one that stood under this name and ended is not called back to life."""
        unit, is_new = Unit.objects.get_or_create(
            territory=self.territory, name=name[:150], defaults={"kind": kind_of(name)}
        )
        if is_new:
            self.added.append(unit)
        standing = Unit.objects.filter(pk=unit.pk).in_force(self.on).exists()
        return Resolved(unit=unit if standing else None)


def promised_components(promised: list[Values], year: int) -> list[Component | None]:
    """Return the component that each promise is about, in the versions that measure the year."""
    # What was read before promises of other indices were, names no index.
    named = [(target.get("index", PAPI), target["component"]) for target in promised]
    known = {
        (index, component.code): component
        for index in {index for index, _ in named}
        for component in Component.objects.measuring(index, year).select_related("framework__index")
    }
    return [known.get(one) for one in named]


def _write_targets(plan: Plan, promised: list[Values]) -> None:
    about = promised_components(promised, plan.year_from)
    targets = (
        _target(plan, position, target, component)
        for position, (target, component) in enumerate(zip(promised, about, strict=True), start=1)
        if component
    )
    Target.objects.bulk_create(target for target in targets if _can_be_judged(target))


def _target(plan: Plan, position: int, target: Values, component: Component) -> Target:
    values = sorted(Decimal(value) for value in (target["value"], target["value_to"]) if value)
    return Target(
        plan=plan,
        component=component,
        position=position,
        year=target["year"] or plan.year_from,
        kind=target["kind"],
        value=values[0] if values else None,
        value_to=values[1] if len(values) > 1 else None,
        group=target["group"],
        count=target["count"],
        region=target["region"][:100],
        text=target["text"],
    )


def _can_be_judged(target: Target) -> bool:
    """Tell whether a promise states what its kind needs; others stay words of the body."""
    try:
        target.validate_constraints()
    except ValidationError:
        return False
    return True
