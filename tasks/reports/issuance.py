"""Who below has issued a plan that carries out a plan above, and by when it was due."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from papi_portal.text import saying
from papi_portal.wording import said
from plans.access import Viewer
from plans.models import Plan, PlanBasis, Territory
from plans.models.plans import PlanRelation
from tasks import standing
from tasks.standing import Standing
from tasks.versions import Versions

ISSUED, DRAFT, NONE = "issued", "draft", "none"
OWING, LATE = "owing", "late"
STATE_WORDS = {ISSUED: "đã ban hành", DRAFT: "dự thảo", NONE: "chưa có"}
SHOWN = {OWING: "chưa ban hành", **STATE_WORDS, LATE: "ban hành muộn"}
"""What the list may be narrowed to, in words."""
RANKS = {NONE: 0, DRAFT: 1, ISSUED: 2}


@dataclass(frozen=True, slots=True)
class IssuanceRow:
    """One commune: its plan and where it stands against the day on which it was due."""

    territory: Territory
    plan: Plan | None
    state: str
    due: Standing
    late_days: int
    """Days after the due day on which it was issued; 0 in time, or when no day was set."""

    @property
    def state_word(self) -> str:
        return STATE_WORDS[self.state]

    @property
    def timing(self) -> str:
        """When it was issued against the due day, or how long is left, in words."""
        if self.due.kind == "none":
            return ""
        if self.state != ISSUED:
            return self.due.text
        return said("muộn {days} ngày", days=self.late_days) if self.late_days else said("đúng hạn")


@dataclass(frozen=True, slots=True)
class Issuance:
    """The communes below a plan, those without one first."""

    plan: Plan
    due: Standing
    rows: tuple[IssuanceRow, ...]
    states: Counter[str]

    @property
    def owing(self) -> tuple[IssuanceRow, ...]:
        """Communes that have not issued."""
        return tuple(row for row in self.rows if row.state != ISSUED)

    @property
    def late(self) -> tuple[IssuanceRow, ...]:
        """Communes that issued after the day on which it was due."""
        return tuple(row for row in self.rows if row.late_days)

    def rows_showing(self, show: str, *, named: str = "") -> tuple[IssuanceRow, ...]:
        """Return the rows of one figure, all for anything else, whose name or code has a text."""
        says, parts = saying(named), {OWING: self.owing, LATE: self.late}
        rows = parts.get(show, self.rows)
        return tuple(
            row
            for row in rows
            if row.state == show or show not in STATE_WORDS
            if says(row.territory.name) or row.territory.code == named.strip()
        )


def build(*, viewer: Viewer, plan: Plan, on: date) -> Issuance:
    """Return who below has issued: three queries, whatever the number of communes.

    What carries out any version of the plan counts, and a plan that ended was issued once.
    """
    plans = _plans_below(viewer, plan)
    due = standing.of_date(plan.below_due_on, on=on)
    communes = Territory.objects.visible_to(viewer).communes().within(plan.territory).in_force(on)
    rows = [_row(commune, plans.get(commune.pk), plan, due) for commune in communes]
    rows.sort(key=lambda row: (RANKS[row.state], row.territory.code))
    return Issuance(plan, due, tuple(rows), Counter(row.state for row in rows))


def frameworks(viewer: Viewer) -> list[Plan]:
    """Return the plans that communes below may carry out, the one to ask for first: one query.

    Those with a day set for the communes come first, then frameworks, then the newest.
    """
    above = (
        Plan.objects.visible_to(viewer)
        .exclude(territory__level=Territory.Level.COMMUNE)
        .filter(state=Plan.State.ISSUED)
        .select_related("territory", "issuer")
        .latest_first()
    )
    return sorted(
        above,
        key=lambda one: (
            one.below_due_on is None,
            one.kind != Plan.Kind.FRAMEWORK,
            -one.year_from,
            -one.pk,
        ),
    )


def _plans_below(viewer: Viewer, plan: Plan) -> dict[int, Plan]:
    """Return each commune's plan; of several the issued one, of several issued the latest."""
    versions = Versions.of(plan.territory_id).all_of(plan)
    bases = PlanBasis.objects.filter(
        relation=PlanRelation.CARRIES_OUT,
        document__in=versions,
        plan__territory__level=Territory.Level.COMMUNE,
        plan__in=Plan.objects.visible_to(viewer),
    ).select_related("plan")
    found: dict[int, Plan] = {}
    for basis in bases:
        other = found.get(basis.plan.territory_id)
        if other is None or _weight(basis.plan) > _weight(other):
            found[basis.plan.territory_id] = basis.plan
    return found


def _weight(plan: Plan) -> tuple[bool, bool, int]:
    return (not plan.is_draft, plan.is_issued, plan.pk)


def _row(commune: Territory, plan: Plan | None, above: Plan, due: Standing) -> IssuanceRow:
    state = NONE if plan is None else DRAFT if plan.is_draft else ISSUED
    late = 0
    if state == ISSUED and plan and plan.issued_on and above.below_due_on:
        late = max(0, (plan.issued_on - above.below_due_on).days)
    return IssuanceRow(commune, plan, state, due, late)
