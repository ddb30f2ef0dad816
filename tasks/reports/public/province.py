"""The public page of a province: its plans, its communes, what was accepted, targets and scores."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet

from indicators.lineages import ONE_TO_ONE
from indicators.models import PAPI, Component, Score, Target
from indicators.rounding import points
from papi_portal.wording import said
from plans.models import Period, Plan, Succession, Territory
from tasks.models import Assignment, Progress, Submission
from tasks.reports.counting import Alike, counted
from tasks.reports.persons import unnamed
from tasks.reports.public import shown
from tasks.reports.public.shown import Shown, address

MOST_PERIODS = 8
"""Of which one may choose on the page; the data have all."""
BLANK = ""
"""In place of a state: the report was accepted, but of this row it says nothing."""
STATES = {**dict(Progress.State.choices), BLANK: said("không ghi")}
"""What the columns count, in words."""


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A commune, its plan in force, and whether its report on the period was accepted."""

    territory: Territory
    address: str
    plan: Plan | None
    rows: int
    """Of its accepted reports on the period, 0 without any."""
    done: int
    """Of these the ones that were carried out in the period, or are completed."""


@dataclass(frozen=True, slots=True)
class DimensionRow:
    """A dimension, and how many rows of accepted reports about it stood how."""

    name: str
    counts: tuple[int, ...]
    """In the order of STATES."""

    @property
    def rows(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class PublicScore:
    """A published result of the province, as it was published."""

    component: Component
    points: str
    group: str
    place: str
    is_computed: bool
    """Whether it was not published: the portal added up its parts, which were."""


@dataclass(frozen=True, slots=True)
class ProvincePage:
    """What everybody sees of a province; one of its periods in full."""

    shown: Shown
    own_plans: tuple[Plan, ...]
    places: tuple[PlaceRow, ...]
    past: tuple[PlaceRow, ...]
    """Places that are no more and left plans."""
    periods: tuple[Period, ...]
    period: Period | None
    dimensions: tuple[DimensionRow, ...]
    targets: tuple[tuple[int, str], ...]
    year: int | None
    """Of the results."""
    scores: tuple[PublicScore, ...]

    @property
    def province(self) -> Territory:
        return self.shown.province

    @property
    def states(self) -> tuple[str, ...]:
        """The heads of the columns of `dimensions`."""
        return tuple(STATES.values())

    @property
    def with_plan(self) -> int:
        """How many communes have a plan in force."""
        return sum(one.plan is not None for one in self.places)

    @property
    def accepted(self) -> int:
        """Of how many communes a report on the period was accepted."""
        return sum(one.rows > 0 for one in self.places)


@dataclass(frozen=True, slots=True)
class Accepted:
    """How many rows of accepted reports stood how: by dimension, and by place."""

    by_dimension: dict[int, Counter[str]]
    by_place: dict[int, Counter[str]]


def find(province: Shown, period: int | None, plans: list[Plan] | None = None) -> ProvincePage:
    """Return the page with a period: at most eight queries.

    Unless one is asked for that is the latest closed one, or the latest where none is closed.
    The shown plans are not asked for where they are known. Raises Period.DoesNotExist for a period
    of which no report was accepted.
    """
    plans = shown.listed(shown.plans(province)) if plans is None else plans
    periods = _periods(province)
    chosen = _chosen(periods, period)
    dimensions = list(_dimensions(chosen))
    counted = _count(plans, chosen)
    in_force = [one for one in plans if one.is_issued and one.year_to >= province.on.year]
    places, past = _places(province, plans, in_force, counted)
    own = [one for one in in_force if one.territory.level == Territory.Level.PROVINCE]
    year, scores = _scores(province)
    return ProvincePage(
        shown=province,
        own_plans=tuple(own),
        places=places,
        past=past,
        periods=periods,
        period=chosen,
        dimensions=tuple(_dimension(one, counted) for one in dimensions),
        targets=tuple(_targets(own)),
        year=year,
        scores=scores,
    )


def _periods(province: Shown) -> tuple[Period, ...]:
    """Return the periods of the province's calendar of which a report was accepted."""
    report = Submission.objects.filter(period=OuterRef("pk"), state=Submission.State.ACCEPTED)
    calendar = Period.objects.filter(shown.within(province, "territory"), plan=None)
    return tuple(calendar.filter(Exists(report)).latest_first()[:MOST_PERIODS])


def _chosen(periods: tuple[Period, ...], asked: int | None) -> Period | None:
    if asked is None:
        return next((one for one in periods if one.state == Period.State.CLOSED), None) or next(
            iter(periods), None
        )
    for one in periods:
        if one.pk == asked:
            return one
    raise Period.DoesNotExist


def _dimensions(period: Period | None) -> QuerySet[Component]:
    if period is None:
        return Component.objects.none()
    return Component.objects.dimensions().measuring(PAPI, period.year).order_by("position")


def _dimension(one: Component, counted: Accepted) -> DimensionRow:
    counts = counted.by_dimension.get(one.pk, Counter[str]())
    return DimensionRow(str(one), tuple(counts[state] for state in STATES))


def _count(plans: list[Plan], period: Period | None) -> Accepted:
    """Count the rows of accepted reports on a period: two queries.

    A row about two dimensions counts in both, and once in its place.
    """
    by_dimension = defaultdict[int, Counter[str]](Counter)
    by_place = defaultdict[int, Counter[str]](Counter)
    if period is not None:
        places = {one.pk: one.territory_id for one in plans}
        for about, number, (plan, _, state) in _accepted(plans, period):
            by_place[places[plan]][state or BLANK] += number
            for dimension in about:
                if dimension is not None:
                    by_dimension[dimension][state or BLANK] += number
    return Accepted(by_dimension, by_place)


def _accepted(plans: list[Plan], period: Period) -> Iterator[Alike]:
    """Return rows that accepted reports cover, by plan, reporter and state: two queries."""
    reports = Submission.objects.filter(period=period, state=Submission.State.ACCEPTED)
    accepted = set(reports.order_by().values_list("plan", "unit"))
    record = FilteredRelation("progress", condition=Q(progress__period=period))
    told = {one.pk for one in plans} & {plan for plan, _ in accepted}
    rows = Assignment.objects.begun_in(period).filter(plan__among_few=told).annotate(record=record)
    found = counted([rows], "plan", "reporter", "record__state")
    return (one for one in found if one.facts[:2] in accepted)


def _places(
    province: Shown, plans: list[Plan], in_force: list[Plan], counted: Accepted
) -> tuple[tuple[PlaceRow, ...], tuple[PlaceRow, ...]]:
    """Return the communes of today, and the places of before that left plans: one query."""
    latest = {one.territory_id: one for one in reversed(in_force)}
    left = {one.territory_id for one in plans}
    now, past = list[PlaceRow](), list[PlaceRow]()
    for place in Territory.objects.filter(shown.within(province)).order_by("code", "pk"):
        counts = counted.by_place.get(place.pk, Counter[str]())
        row = PlaceRow(
            territory=place,
            address=address(place),
            plan=latest.get(place.pk),
            rows=counts.total(),
            done=counts[Progress.State.DONE_IN_PERIOD] + counts[Progress.State.COMPLETED],
        )
        stands = place.stands_on(province.on)
        if stands and place.level == Territory.Level.COMMUNE:
            now.append(row)
        elif not stands and place.pk in left and place.level != Territory.Level.PROVINCE:
            past.append(row)
    return tuple(now), tuple(past)


def _targets(own: list[Plan]) -> Iterable[tuple[int, str]]:
    """Yield the year and the words of each target, without the names of persons."""
    targets = Target.objects.filter(plan__in=own).order_by("year", "plan", "position")
    for year, text in targets.values_list("year", "text"):
        yield year, unnamed(text)


def own_scores(province: Shown) -> QuerySet[Score]:
    """Return the published results of the province and of what it goes on from."""
    goes_on = Succession.objects.filter(successor=province.province, kind__in=ONE_TO_ONE)
    own = Q(territory=province.province) | Q(territory__in=goes_on.order_by().values("predecessor"))
    return Score.objects.of_index(PAPI).filter(own).select_related("component__framework")


def _scores(province: Shown) -> tuple[int | None, tuple[PublicScore, ...]]:
    """Return the latest year with results, and these of the index and its dimensions."""
    scores = own_scores(province).filter(component__depth__lte=1)
    found = list(scores.order_by(F("year").desc(), "component__position"))
    year = found[0].year if found else None
    return year, tuple(_score(one) for one in found if one.year == year)


def _score(one: Score) -> PublicScore:
    place = f"{one.rank}/{one.ranked_of}" if one.rank else ""
    return PublicScore(
        one.component, points(one.value), one.get_group_display(), place, one.is_computed
    )
