"""What of a province everybody may see, and a mark that changes whenever any of it does.

Nothing here asks who is looking: it is the one gate through which the public pages and downloads
read. Shown are plans that were issued and what was accepted of their progress, never more.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any, TypedDict, cast

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from papi_portal import release
from plans.models import Event, Plan, PlanBasis, Publication, Succession, Territory
from plans.models.plans import PlanQuerySet, PlanRelation, PlanState
from tasks.models import Progress, Submission
from tasks.reports.persons import unnamed
from tasks.reports.public import secrecy

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class Facts(TypedDict):
        """What the query adds to a publication."""

        entries: int
        last_at: datetime | None

    MarkedPublication = WithAnnotations[Publication, Facts]

UNSEEN = (
    *("progress.", "evidence.", "account.", "submission.submit", "submission.write"),
    *("submission.propose", "submission.send_back", "difficulty.", "feed.", "finding."),
    *("intake.", "job.", "letterhead.", "person.", "post.", "reminder.", "trail."),
)
"""How the verbs of acts begin that change nothing of what is shown; any other may have.

The most frequent ones first: of most entries the database then asks for one or two.
"""
TAKING_OVER = (PlanRelation.AMENDS, PlanRelation.REPLACES, PlanRelation.CONTINUES)
"""How a plan takes the place of another one."""
ENDED = "_"
"""Between the code of a place that is no more and its last day: codes are used again."""
AT_ONCE = 500
OVERLAP = timedelta(hours=1)
"""Twice as long as any act takes from the moment that it writes down to that when others see it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A province whose page is switched on, as it stands on a day."""

    publication: Publication
    on: date
    mark: str
    """Another one as soon as anything of the province's pages is another."""
    changed_at: datetime
    """When anything shown may have changed last, on this day: a page of another day is another."""

    @property
    def province(self) -> Territory:
        return self.publication.territory


def find(code: str, *, on: date, at: datetime) -> Shown:
    """Return the province with an official code: one query, and two more now and then.

    Raises Publication.DoesNotExist where none with this code is switched on.
    """
    settled = settled_before(on, at)
    return _shown(_marked(on, settled).get(territory__code=code), on, settled)


def find_all(*, on: date, at: datetime) -> tuple[Shown, ...]:
    """Return every province that is switched on: one query, and two more now and then."""
    settled = settled_before(on, at)
    marked = _marked(on, settled).order_by("territory__code")
    return tuple(_shown(one, on, settled) for one in marked)


def previewed(publication: Publication, *, on: date) -> Shown:
    """Return what would be shown of a province, switched on or not: no query, and no mark."""
    return Shown(publication, on, mark="", changed_at=_begin(on))


def _shown(found: "MarkedPublication", on: date, settled: "Settled") -> Shown:
    told = f"{release.mark()} {found.pk} {on} {settled.entries + found.entries}"
    changed_at = max(filter(None, (_begin(on), settled.last_at, found.last_at)))
    return Shown(found, on, mark=sha256(told.encode()).hexdigest()[:32], changed_at=changed_at)


def _marked(on: date, settled: "Settled") -> "QuerySet[MarkedPublication]":
    """Return what is switched on with this day's entries in the trail since the settled ones.

    The trail only grows, so no number of a day comes twice; the day itself is part of the mark.
    """
    changes = _changes(on).filter(pk__gt=settled.until)
    latest = changes.filter(at__gte=settled.before).order_by("-at")
    together = changes.order_by().annotate(one=Value(1)).values("one")
    marked = Publication.objects.shown(on).annotate(
        entries=Coalesce(Subquery(together.annotate(n=Count("pk")).values("n")), Value(0)),
        last_at=Subquery(latest.values("at")[:1]),
    )
    return cast("QuerySet[MarkedPublication]", marked.select_related("territory"))


def _changes(on: date) -> "QuerySet[Event]":
    """Return this day's entries in the trail that may have changed what is shown."""
    changes = Event.objects.filter(at__gte=_begin(on) - OVERLAP)
    for unseen in (Q(verb__startswith=verb) for verb in UNSEEN):
        changes = changes.exclude(unseen)
    return changes


@dataclass(frozen=True, slots=True)
class Settled:
    """The entries of a day up to one: no other will ever be seen among them."""

    before: datetime
    until: int
    entries: int
    last_at: datetime | None


def settled_before(on: date, at: datetime) -> Settled:
    """Return what is settled at a moment, counted anew every quarter of an hour."""
    quarter = at - timedelta(minutes=at.minute % 15, seconds=at.second, microseconds=at.microsecond)
    return settled(on, quarter - OVERLAP)


@lru_cache(maxsize=1)
def settled(on: date, before: datetime) -> Settled:
    """Return the entries of a day up to the last one of a moment OVERLAP ago: two queries.

    It had its number at most one act after it was written, and whatever had a smaller number was
    seen at most another act later: before now.
    """
    earlier = Event.objects.filter(at__lt=before).order_by("-at", "-pk")
    until = earlier.values_list("pk", flat=True).first() or 0
    among = Q(pk__lte=until)  # no condition: SQLite would read the trail of all days
    told = _changes(on).aggregate(
        entries=Count("pk", filter=among), last_at=Max("at", filter=among)
    )
    return Settled(before, until, **told)


def _begin(on: date) -> datetime:
    return datetime.combine(on, time(), tzinfo=timezone.get_default_timezone())


def _predecessors(shown: Shown) -> "QuerySet[Succession, Any]":
    links = Succession.objects.filter(successor=shown.province)
    return links.exclude(kind=Succession.Kind.PART).values("predecessor")


def within(shown: Shown, path: str = "") -> Q:
    """Return the condition that the territory at a path is in the province, or was in one of those
    that went into it.
    """
    before = _predecessors(shown)
    own = f"{path}__" if path else ""
    places = (path or "pk", f"{own}parent", f"{own}parent__parent")
    found = Q()
    for place in places:
        found |= Q(**{place: shown.province.pk}) | Q(**{f"{place}__in": before})
    return found


def address(place: Territory) -> str:
    """Return the end of a place's address: "06280", of one that is no more "06268_2025-06-30"."""
    return f"{place.code}{ENDED}{place.valid_to.isoformat()}" if place.valid_to else place.code


def plans(shown: Shown) -> PlanQuerySet:
    """Return the plans that were issued, but for those kept out and what goes on from such: one
    query now. Secret ones are left out by `listed`.
    """
    found = issued(shown).exclude(pk__in=list(going_on(shown)))
    return found.exclude(pk__in=_kept_out())


def issued(shown: Shown) -> PlanQuerySet:
    """Return the plans that were issued, whatever keeps them from everybody.

    One that ended counts if another took its place; what was ended by itself was withdrawn.
    """
    going_on = PlanBasis.objects.filter(document=OuterRef("pk"), relation=PlanRelation.CONTINUES)
    taken_over = Q(state=PlanState.CLOSED) & Exists(going_on.exclude(plan__state=PlanState.DRAFT))
    states = Q(state__in=[PlanState.ISSUED, PlanState.REPLACED]) | taken_over
    return Plan.objects.filter(states, within(shown, "territory"))


def kept_out(shown: Shown) -> PlanQuerySet:
    """Return the plans that this province keeps out, or kept out those that went into it."""
    return Plan.objects.filter(within(shown, "territory"), pk__in=_kept_out())


def _kept_out() -> "QuerySet[Any, Any]":
    """Return the plans that any province keeps out: what is merged does not become public."""
    return Publication.kept_out.through.objects.values("plan")


def going_on(shown: Shown) -> dict[int, int]:
    """Return the plans that take the place of one that is kept out or secret, however many are
    between, each with the one before it: one query.
    """
    links = PlanBasis.objects.filter(within(shown, "plan__territory"), relation__in=TAKING_OVER)
    is_kept_out = Exists(Publication.kept_out.through.objects.filter(plan=OuterRef("document")))
    words = (f"document__{name}" for name in secrecy.SAID_IN)
    read = links.exclude(document=None).values_list("plan", "document", is_kept_out, *words)
    after, waiting = defaultdict[int, list[int]](list), set[int]()
    for plan, document, is_out, *said in read:
        after[document].append(plan)
        if is_out or secrecy.is_told(*said):
            waiting.add(document)
    found: dict[int, int] = {}
    while waiting:
        before = waiting.pop()
        new = {plan: before for plan in after[before] if plan not in found}
        found |= new
        waiting.update(new)
    return found


def listed(found: PlanQuerySet) -> list[Plan]:
    """Return plans with their territories and issuers, the latest first: one query.

    Without secret ones; no person stands in what they are called.
    """
    read = found.select_related("territory__parent", "issuer").latest_first()
    plans = [one for one in read if not secrecy.is_secret(one)]
    for one in plans:
        one.subject, one.appendix_title = unnamed(one.subject), unnamed(one.appendix_title)
    return plans


def progress(plans: list[Plan], *fields: str) -> Iterator[tuple[Any, ...]]:
    """Yield fields of the progress of plans in accepted reports, then the moment of acceptance.

    Two queries. Joined by the database, SQLite would read every period once for each plan.
    """
    reports = Submission.objects.filter(plan__in=plans, state=Submission.State.ACCEPTED)
    moments = {
        (plan, unit, period): at
        for plan, unit, period, at in reports.values_list("plan", "unit", "period", "reviewed_at")
    }
    records = Progress.objects.filter(assignment__plan__in=[one.pk for one in plans]).order_by()
    keys = ("assignment__plan", "assignment__reporter", "period")
    for plan, unit, period, *values in records.values_list(*keys, *fields).iterator(AT_ONCE):
        if at := moments.get((plan, unit, period)):
            yield (*values, at)
