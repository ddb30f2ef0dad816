"""Scores that were published and typed, and the sums of what was published only in parts."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from indicators import sums
from indicators.access import may_correct_means, may_enter_scores
from indicators.models import Framework, Score
from indicators.scores import rules, typed_sets
from papi_portal.importing import Outcome
from plans.access import Viewer
from plans.actions import leave_event
from plans.models import Territory

SUM_SOURCE = "Cổng theo dõi PAPI tính tổng từ các thành phần đã công bố"
BATCH = 500


class ScoresChangedError(Exception):
    """Raised when scores are no longer what the person saw who typed over them."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What was typed of a component; without a value nothing was published."""

    value: Decimal | None
    group: str = ""
    rank: int | None = None
    ranked_of: int | None = None

    @classmethod
    def of(cls, score: Score | None) -> "Entry":
        """Return what would be typed for a score to stay as it is."""
        if score is None:
            return cls(None)
        return cls(score.value, score.group, score.rank, score.ranked_of)


@dataclass(slots=True)
class Entered:
    """What typed scores changed: rows to add, to change and to remove; in words, by code."""

    created: list[Score] = field(default_factory=list)
    updated: list[Score] = field(default_factory=list)
    removed: list[Score] = field(default_factory=list)
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    """Code of the component, what its score said before and says now."""

    def take(self, score: Score, was: str, becomes: str) -> None:
        """Keep a change among its like."""
        kind = self.removed if not becomes else self.updated if was else self.created
        kind.append(score)
        code = score.component.code
        name = code if score.territory else typed_sets.MEAN_OF.format(code=code)
        self.changes.append((name, was, becomes))


@transaction.atomic
def enter_scores(
    *,
    province: Territory,
    year: int,
    framework: Framework,
    entries: Mapping[int, Entry],
    means: Mapping[int, Entry],
    source: str,
    published_on: date | None,
    seen: typed_sets.Said,
    by: Viewer,
    at: datetime,
) -> Entered:
    """Set the published scores of a province and year as typed, by component of the version.

    `means` are the national means as published; one that stands is everybody's, so that only
    administrators change it. A component without a value loses its published score. The source
    holds for what is typed anew, and for all of the province if it was changed itself. Sums are
    made anew. Raises ScoresChangedError if the scores are not as `seen`, ValidationError.
    """
    if not may_enter_scores(by, province):
        raise PermissionDenied
    Territory.objects.select_for_update(no_key=True).get(pk=province.pk)  # one set at a time
    stands = typed_sets.standing(province, year, framework)
    national = typed_sets.standing(None, year, framework)
    if typed_sets.said_together(stands, national) != seen:
        raise ScoresChangedError
    if _corrects(national, means) and not may_correct_means(by):
        raise PermissionDenied
    published = {pk: one for pk, one in stands.items() if not one.is_computed}
    renewed = typed_sets.source_of(list(published.values())) != (source, published_on)
    entered = Entered()
    typed = ((province, entries, published, renewed), (None, means, national, False))
    for place, cells, known, anew in typed:
        for component in framework.components.filter(pk__in=cells):
            before, entry = known.get(component.pk), cells[component.pk]
            if entry != Entry.of(before) or (before and anew):
                was = typed_sets.words(before) if before else ""
                after = before or Score(component=component, territory=place, year=year)
                becomes = _set(after, entry, source, published_on, by.on)
                entered.take(after, was, becomes)
    if entered.changes:
        _write(entered, (province.pk, year))
        _leave(entered, province, year, framework, by, at)
    return entered


def _corrects(national: Mapping[int, Score], means: Mapping[int, Entry]) -> bool:
    """Tell whether what was typed changes or removes a national mean that stands."""
    return any(means[pk] != Entry.of(one) for pk, one in national.items() if pk in means)


def _set(score: Score, entry: Entry, source: str, published_on: date | None, on: date) -> str:
    """Let a score say what was typed, in words nothing if it goes; raise ValidationError."""
    if entry.value is None:
        return ""
    for name, value in asdict(entry).items():
        setattr(score, name, value)
    score.source, score.published_on = source, published_on
    score.clean_fields(exclude=["component", "territory", "value"])
    wrong = rules.broken(
        score.component,
        year=score.year,
        value=score.value,
        rank=score.rank,
        ranked_of=score.ranked_of,
    )
    day = rules.wrong_day(published_on, score.year, on=on)
    if sentences := [*filter(None, [day]), *(sentence for _, sentence in wrong)]:
        raise ValidationError(sentences)
    return typed_sets.words(score)


def _write(entered: Entered, place: sums.Place) -> None:
    forget_sums({_key(one) for one in entered.created})
    Score.objects.filter(pk__in=[one.pk for one in entered.removed]).delete()
    Score.objects.bulk_update(
        entered.updated, ["value", "group", "rank", "ranked_of", "source", "published_on"]
    )
    try:
        Score.objects.bulk_create(entered.created)
    except IntegrityError as error:  # a list came in at the same moment
        raise ScoresChangedError from error
    add_up({place})


def _leave(
    entered: Entered,
    province: Territory,
    year: int,
    framework: Framework,
    by: Viewer,
    at: datetime,
) -> None:
    leave_event(
        verb="scores.enter",
        sentence=(
            f"nhập kết quả {framework.index} năm {year} của {province.name_inside}:"
            f" thêm {len(entered.created)}, sửa {len(entered.updated)}, bỏ {len(entered.removed)}"
        ),
        by=by,
        at=at,
        about=province,
        territory=province,
        details={"year": year, "framework": framework.code, "changes": entered.changes},
    )


def note_loaded(*, file_name: str, digest: str, rows: int, seen: Outcome, at: datetime) -> None:
    """Leave in the trail that a file was loaded at the command line: the system's own act."""
    leave_event(
        verb="scores.load",
        sentence=(
            f"nạp kết quả công bố từ tệp “{file_name}” ({rows} dòng):"
            f" thêm {seen.created}, sửa {seen.updated}"
        ),
        by=None,
        at=at,
        details={"file": file_name, "rows": rows, "sha256": digest},
    )


@transaction.atomic
def add_up(places: Collection[sums.Place]) -> int:
    """Make the PAPI sums of provinces and years whose wholes were not published; return how many.

    A whole is added up only when every part is known: a sum of some parts is no score. National
    means are never added up. The portal's sums that stood there before are replaced or, if a part
    is gone, removed; kept ones stay until their parts come.
    """
    by_year = _by_year(places)
    count = 0
    for framework in Framework.objects.filter(index__code=sums.INDEX, territory__isnull=True):
        wholes = _wholes(framework)
        for year in filter(framework.measures, by_year):
            scores = Score.objects.filter(
                component__framework=framework, year=year, territory__in=by_year[year]
            )
            made = list(_sums(wholes, year, scores.filter(is_computed=False)))
            scores.filter(is_computed=True, source=SUM_SOURCE).delete()
            forget_sums({_key(one) for one in made})
            Score.objects.bulk_create(made, batch_size=BATCH)
            count += len(made)
    return count


def keep_sums(kept: Iterable[Score]) -> None:
    """Keep sums whose parts the portal does not have; their source says whose they are."""
    Score.objects.bulk_create(kept, batch_size=BATCH)


def forget_sums(keys: Collection[sums.Key]) -> None:
    """Remove sums where what is published, or a new sum, takes their place."""
    years = {year for _, _, year in keys}
    found = Score.objects.filter(is_computed=True, year__in=years).order_by()
    taken = [
        pk
        for pk, *key in found.values_list("pk", "component", "territory", "year")
        if tuple(key) in keys
    ]
    Score.objects.filter(pk__in=taken).delete()


def _key(score: Score) -> sums.Key:
    return score.component_id, score.territory_id, score.year


def _by_year(places: Collection[sums.Place]) -> dict[int, set[int]]:
    by_year: dict[int, set[int]] = defaultdict(set)
    for province, year in places:
        if province is not None:
            by_year[year].add(province)
    return by_year


def _wholes(framework: Framework) -> list[tuple[int, list[int]]]:
    """Return what has parts, and these; the deepest first, because a whole may be a sum of sums."""
    found = framework.components.order_by("-depth").prefetch_related("parts")
    pairs = [(one.pk, [part.pk for part in one.parts.all()]) for one in found]
    return [(whole, parts) for whole, parts in pairs if parts]


def _sums(
    wholes: list[tuple[int, list[int]]], year: int, scores: QuerySet[Score]
) -> Iterator[Score]:
    by_place: dict[int | None, dict[int, Decimal]] = defaultdict(dict)
    for place, component, value in scores.values_list("territory", "component", "value"):
        by_place[place][component] = value
    for territory, known in by_place.items():
        for whole, parts in wholes:
            if whole in known or any(part not in known for part in parts):
                continue
            known[whole] = sum((known[part] for part in parts), Decimal(0))
            yield Score(
                component_id=whole,
                territory_id=territory,
                year=year,
                value=known[whole],
                source=SUM_SOURCE,
                is_computed=True,
            )
