"""What changed above since a plan was derived, row by row: as values, nothing is written here."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from papi_portal.text import fold
from plans.models import Plan, PlanBasis
from tasks.models import Task, UpdateAnswer
from tasks.versions import Versions, upwards


class ChangeKind(StrEnum):
    """What happened to a row above."""

    CHANGED = "changed"
    NEW = "new"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Change:
    """One row above that is not what it was: what it says now, what it said, what is here."""

    kind: ChangeKind
    above: Task
    """The row as it is above now; of a dropped one, as it was."""
    before: Task | None = None
    mine: tuple[Task, ...] = ()
    """The rows of the plan itself that come from it, in their order; a new one has none."""

    @property
    def is_adapted(self) -> bool:
        """Whether the plan's own rows say something else than what was above."""
        return bool(self.before) and any(_words(one) != _words(self.before) for one in self.mine)

    @property
    def leaving(self) -> tuple[Task, ...]:
        """The plan's own rows that go when the change is taken: the first keeps what it is."""
        return self.mine if self.kind == ChangeKind.DROPPED else self.mine[1:]


@dataclass(frozen=True, slots=True)
class Updates:
    """The newest version above and what it changed, as long as the plan has not answered."""

    plan: Plan
    newest: Plan | None
    """None when nothing above took the place of what the plan carries out."""
    changes: tuple[Change, ...]


def newest_above(plan: Plan) -> Plan | None:
    """Return the version that took the place of what the plan carries out: three queries at most.

    What is replaced and not succeeded in the portal has no newer version.
    """
    for basis in _carried_out(plan):
        if basis.document and basis.document.state == Plan.State.REPLACED:
            versions = Versions.of(basis.document.territory_id)
            newest = versions.newest(basis.document.pk)
            if newest != basis.document.pk:
                return Plan.objects.select_related("territory", "issuer").get(pk=newest)
    return None


def build(plan: Plan) -> Updates:
    """Return what changed above and is not answered yet: nine queries at most, at any length."""
    newest = newest_above(plan)
    if newest is None:
        return Updates(plan, None, ())
    versions = Versions.of(newest.territory_id).until(newest.pk)
    line = _Line(plan, newest, versions)
    return Updates(plan, newest, tuple(line.changes()))


def _carried_out(plan: Plan) -> Iterable[PlanBasis]:
    return plan.bases.filter(
        relation=PlanBasis.Relation.CARRIES_OUT, document__isnull=False
    ).select_related("document")


class _Line:
    """The rows above in all their versions, and which of them the plan has seen."""

    def __init__(self, plan: Plan, newest: Plan, versions: set[int]) -> None:
        self.plan, self.newest = plan, newest
        derived_from = {basis.document_id for basis in _carried_out(plan)}
        rows = Task.objects.filter(plan__in=versions).select_related("section")
        self.above = {row.pk: row for row in rows.order_by("position")}
        self.with_words: dict[str, list[Task]] = {}
        for row in self.above.values():
            self.with_words.setdefault(fold(row.text), []).append(row)
        self.now = [row for row in self.above.values() if row.plan_id == newest.pk]
        self.mine = self._mine()
        answered = UpdateAnswer.objects.filter(plan=plan, task__in=self.above)
        self.answered = set(answered.values_list("task", flat=True))
        self.seen = self.answered | {
            pk for pk, row in self.above.items() if row.plan_id in derived_from
        }

    def changes(self) -> Iterable[Change]:
        """Yield what is not answered yet in the order of the newest version, what fell out last."""
        kept = set[int]()
        for row in self.now:
            line = self._line_of(row)
            kept.update(one.pk for one in line)
            before = next((one for one in line if one.pk in self.seen), None)
            mine = self._coming_from(line)
            if before is None and not mine:
                yield Change(ChangeKind.NEW, row)
            elif mine and before and _words(row) != _words(before):
                yield Change(ChangeKind.CHANGED, row, before=before, mine=mine)
        for pk, parts in self.mine.items():
            if pk not in kept and pk not in self.answered:
                was = self.above[pk]
                yield Change(ChangeKind.DROPPED, was, before=was, mine=tuple(parts))

    def _line_of(self, row: Task) -> list[Task]:
        """Return the row with what it was in each version before, the latest first."""
        line = [row]
        while (before := self._before(line[-1])) is not None and before not in line:
            line.append(before)
        return line

    def _before(self, row: Task) -> Task | None:
        """Return the row it comes from; in a version without links, the one with the same words."""
        if row.origin_id in self.above:
            return self.above[row.origin_id]
        same = self.with_words[fold(row.text)]
        return next((one for one in same if one.plan_id < row.plan_id), None)

    def _coming_from(self, line: Iterable[Task]) -> tuple[Task, ...]:
        """Return all rows of the plan that come from a row above in any of its versions."""
        mine = (one for row in line for one in self.mine.get(row.pk, ()))
        return tuple(sorted(mine, key=lambda one: one.position))

    def _mine(self) -> dict[int, list[Task]]:
        """Return the plan's rows by the row above that they come from, through its own versions.

        Several come from one row where the commune split it.
        """
        own = dict(
            Task.objects.filter(plan__territory=self.plan.territory_id).values_list("pk", "origin")
        )
        found: dict[int, list[Task]] = {}
        for row in self.plan.tasks.select_related("section").order_by("position"):
            steps = upwards(row.origin_id, own)
            at = next((one for one in steps if one in self.above), None)
            if at is not None:
                found.setdefault(at, []).append(row)
        return found


def _words(row: Task | None) -> tuple[object, ...]:
    return tuple(getattr(row, name, None) for name in Task.WORDS)
