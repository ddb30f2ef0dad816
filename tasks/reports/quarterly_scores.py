"""What a province's report on a period says of its published scores: the latest there were."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from indicators import lineages
from indicators.lineages import Run
from indicators.models import PAPI
from indicators.scores import sources
from indicators.standing import standings
from indicators.standing.standings import Standing
from indicators.targets import promises
from indicators.targets.promises import Promise
from indicators.versions import Versions
from plans.models import Period, Plan, Territory

MISSING = (
    "Cổng chưa có điểm Chỉ số PAPI của {place} công bố đến ngày {day:%d/%m/%Y}, nên báo cáo không"
    " có biểu đồ điểm số."
)
OF_BEFORE = "Đây là kết quả của {owner} trước sắp xếp; {place} chưa có kết quả riêng."


@dataclass(frozen=True, slots=True)
class Scores:
    """The standing of a province as known in a period, what is promised, and where it is from."""

    place: Territory
    known_on: date
    """The last day on which reports on the period are due: what came out later is not told."""
    standing: Standing | None = None
    promised: tuple[tuple[int, Promise], ...] = ()
    """By component."""
    source: str = ""
    is_of_before: bool = False
    """Whether they are those of a province that the place was formed of with others."""

    @property
    def told(self) -> str:
        """What the reader has to know: that there are none, whose they are, where from."""
        if self.standing is None:
            return MISSING.format(place=self.place.name_inside, day=self.known_on)
        if not self.is_of_before:
            return self.source
        owner = self.standing.owner.name_inside
        return f"{OF_BEFORE.format(owner=owner, place=self.place.name_inside)} {self.source}"


def build(place: Territory, period: Period) -> Scores:
    """Return the scores of a province as a period's reports knew them: ten queries, two of none."""
    lineage, known_on = lineages.of_place(place, PAPI), period.due_province_on
    known = (
        (run, year)
        for run in (lineage.own, *lineage.formed_of)
        if run.published
        for year in _known_years(run, known_on)
    )
    run, year = next(known, (lineage.own, None))
    if year is None:
        return Scores(place, known_on)
    versions = Versions.of(PAPI)
    found = standings.standing(place, run.owner(year), year=year, versions=versions, run=run.ids)
    if found is None:
        return Scores(place, known_on)
    promised = promises.latest(promises.of_plans(Plan.objects.all(), found))
    return Scores(
        place=place,
        known_on=known_on,
        standing=found,
        promised=tuple(promised.items()),
        source=sources.told(
            sources.of_run(run.ids, PAPI, *(one for one in run.years if one <= year))
        ),
        is_of_before=run != lineage.own,
    )


def _known_years(run: Run, on: date) -> Iterator[int]:
    """Yield the years whose scores were out on a day, the latest first: one query.

    Where no day of publication is known, they are out from July of the year after the one they
    measure: those days that are known lie between March and May of it.
    """
    days = sources.first_days(sources.of_run(run.ids, PAPI))
    for year in run.years:
        day = days.get(year)
        if (day or date(year + 1, 7, 1)) <= on:
            yield year
