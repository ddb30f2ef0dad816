"""What a province's report on a period says of its published scores: the latest of its years."""

from dataclasses import dataclass

from indicators import lineages, promises, sources, standings
from indicators.models import PAPI
from indicators.promises import Promise
from indicators.standings import Standing
from indicators.versions import Versions
from plans.models import Period, Plan, Territory

MISSING = (
    "Cổng chưa có điểm Chỉ số PAPI công bố của {place} đến năm {year}, nên báo cáo không có biểu"
    " đồ điểm số."
)
OF_BEFORE = "Đây là kết quả của {owner} trước sắp xếp; {place} chưa có kết quả riêng."


@dataclass(frozen=True, slots=True)
class Scores:
    """The standing of a province as known in a period, what is promised, and where it is from."""

    place: Territory
    year: int
    """The period's: later results are not told."""
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
            return MISSING.format(place=self.place.name_inside, year=self.year)
        if not self.is_of_before:
            return self.source
        owner = self.standing.owner.name_inside
        return f"{OF_BEFORE.format(owner=owner, place=self.place.name_inside)} {self.source}"


def build(place: Territory, period: Period) -> Scores:
    """Return the scores of a province up to a period's year: nine queries, two of none."""
    lineage = lineages.of_place(place, PAPI)
    known = (
        (run, year)
        for run in (lineage.own, *lineage.formed_of)
        for year in run.years
        if year <= period.year
    )
    run, year = next(known, (lineage.own, None))
    if year is None:
        return Scores(place, period.year)
    versions = Versions.of(PAPI)
    found = standings.standing(place, run.owner(year), year=year, versions=versions, run=run.ids)
    if found is None:
        return Scores(place, period.year)
    promised = promises.latest(promises.of_plans(Plan.objects.all(), found))
    return Scores(
        place=place,
        year=period.year,
        standing=found,
        promised=tuple(promised.items()),
        source=sources.told(sources.of_run(run.ids, PAPI)),
        is_of_before=run != lineage.own,
    )
