"""Copy rows with their headings, parties and components into drafts, many drafts at once.

Runs inside the transaction of the verb that calls it; each copy knows its row of origin.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from indicators.models import Component
from plans.models import Plan, PlanSection, Unit
from tasks.issuing import GROUP_LEVELS
from tasks.models import Party, Task
from tasks.parties import Directory

Values = dict[str, Any]
BATCH = 1000


def as_it_is(_task: Task) -> Values:
    """Change nothing of a row."""
    return {}


def about_the_same(component: Component) -> int | None:
    """Let the copy of a row be about what the row is about."""
    return component.pk


@dataclass(frozen=True, slots=True)
class Copy:
    """Rows that go into one saved draft, with the headings they hang under."""

    plan: Plan
    sections: list[PlanSection]
    """Headings to copy, each after the one it is part of."""
    tasks: list[Task]
    """Rows to copy in their new order, as `rows_of` reads them."""
    meant: Callable[[Party], Values]
    """What a party becomes: its unit or its group."""
    changed: Callable[[Task], Values] = as_it_is
    """Fields of a row that the copy does not take over."""
    about: Callable[[Component], int | None] = about_the_same
    """Key of the component that stands for one in the draft; None leaves it out."""
    same_section: Mapping[int, int] = field(default_factory=dict)
    """Headings that another one stands for: key of the one left out → key of the one copied."""

    def meant_section(self, section_id: int | None) -> int | None:
        """Return the heading that is copied for this one."""
        return self.same_section.get(section_id, section_id) if section_id else None


def rows_of(*plans: Plan) -> list[Task]:
    """Return the rows of plans in their order, read with all that a copy takes along."""
    return list(
        Task.objects.filter(plan__in=plans)
        .prefetch_related("parties__unit__territory", "components__framework")
        .order_by("plan", "position")
    )


def used_sections(tasks: list[Task]) -> list[PlanSection]:
    """Return the headings above these rows and those they are part of, in reading order.

    Plans come in the order in which the rows name them first.
    """
    plans = list(dict.fromkeys(task.plan_id for task in tasks))
    sections = {one.pk: one for one in PlanSection.objects.filter(plan__in=plans)}
    wanted = set[int]()
    for task in tasks:
        at = task.section_id
        while at is not None and at not in wanted:
            wanted.add(at)
            at = sections[at].parent_id
    used = [section for pk, section in sections.items() if pk in wanted]
    return sorted(used, key=lambda one: (plans.index(one.plan_id), one.part, one.position))


def copy_rows(copies: list[Copy]) -> list[Task]:
    """Write the copies; return the new rows. The number of queries grows by batches only."""
    sections = _copy_sections(copies)
    made = [
        (task, copy, _row(copy, position, task, sections))
        for copy in copies
        for position, task in enumerate(copy.tasks, start=1)
    ]
    written = Task.objects.bulk_create([new for *_, new in made], batch_size=BATCH)
    Party.objects.bulk_create(
        [
            Party(task=new, role=old.role, position=old.position, text=old.text, **copy.meant(old))
            for task, copy, new in made
            for old in task.parties.all()
        ],
        batch_size=BATCH,
    )
    through = Task.components.through
    through.objects.bulk_create(
        [
            through(task_id=new.pk, component_id=about)
            for task, copy, new in made
            for about in dict.fromkeys(copy.about(one) for one in task.components.all())
            if about is not None
        ],
        batch_size=BATCH,
    )
    return written


def standing(party: Party, *, on: date) -> Values | None:
    """Return what a party means if that still stands on a day, None if it has to be found anew."""
    if party.group:
        return {"group": party.group}
    unit = party.unit
    if unit and unit.stands_on(on) and unit.territory.stands_on(on):
        return {"unit": unit}
    return None


def understood(party: Party, directory: Directory) -> Values:
    """Return what a party's name means in a directory; nothing certain leaves it to a person."""
    names = [party.text, party.unit.name] if party.unit else [party.text]
    for name in names:
        found = directory.resolve(name)
        if found.is_certain:
            return {"unit": found.unit, "group": found.group}
    return {}


def meant_at(committee: Unit, directory: Directory, *, on: date) -> Callable[[Party], Values]:
    """Return what the parties of a plan above mean in a plan of this UBND's territory.

    "UBND cấp xã" is there the UBND itself; whoever is named for certain stays; who is not is looked
    for among the territory's own units and those above.
    """

    def meant(party: Party) -> Values:
        if party.group and GROUP_LEVELS.get(party.group) == committee.territory.level:
            return {"unit": committee}
        return standing(party, on=on) or understood(party, directory)

    return meant


def _copy_sections(copies: list[Copy]) -> dict[tuple[int, int], PlanSection]:
    """Write the headings level by level; return each by its draft and its heading of origin."""
    new: dict[tuple[int, int], PlanSection] = {}
    waiting = [
        (copy.plan, position, section, copy.meant_section(section.parent_id))
        for copy in copies
        for position, section in enumerate(copy.sections, start=1)
    ]
    while waiting:
        ready = [one for one in waiting if not one[3] or (one[0].pk, one[3]) in new]
        if not ready:
            msg = "A heading to copy is part of one that is not copied."
            raise ValueError(msg)
        written = PlanSection.objects.bulk_create(
            [
                PlanSection(
                    plan=plan,
                    parent=new[plan.pk, parent] if parent else None,
                    part=old.part,
                    position=position,
                    label=old.label,
                    heading=old.heading,
                    text=old.text,
                )
                for plan, position, old, parent in ready
            ],
            batch_size=BATCH,
        )
        new |= {
            (plan.pk, old.pk): section
            for (plan, _, old, _), section in zip(ready, written, strict=True)
        }
        waiting = [one for one in waiting if (one[0].pk, one[2].pk) not in new]
    return new


def _row(
    copy: Copy, position: int, task: Task, sections: dict[tuple[int, int], PlanSection]
) -> Task:
    section = copy.meant_section(task.section_id)
    return Task(
        plan=copy.plan,
        position=position,
        origin=task,
        section=sections[copy.plan.pk, section] if section else None,
        **{name: getattr(task, name) for name in Task.WORDS} | copy.changed(task),
    )
