"""What a score must obey, whether it comes in a list or is typed."""

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from indicators.models import Component
from indicators.rounding import PUBLISHED
from indicators.scores import columns
from papi_portal import figures
from papi_portal.wording import said

PROVINCES = ((2025, 34), (2008, 63), (0, 64))
"""How many provinces the country had at the end of a year, since the named year."""
OUTSIDE = said("{value} nằm ngoài thang điểm {low} – {high} của “{component}”.")
ALONE = said("Xếp hạng phải ghi kèm tổng số tỉnh được xếp hạng.")
BEYOND = said("Hạng {rank} lớn hơn tổng số {count} tỉnh được xếp hạng.")
TOO_MANY = said(
    "Năm {year} cả nước chỉ có {most} tỉnh, thành phố; không thể xếp hạng {count} tỉnh."
)
FUTURE = said("Năm {year} chưa tới, chưa thể có kết quả.")
TOO_EARLY = said("Ngày công bố {day:%d/%m/%Y} sớm hơn ngày cuối của năm được đo {year}.")
NOT_YET = said("Ngày công bố {day:%d/%m/%Y} chưa tới.")


def broken(
    component: Component,
    *,
    year: int,
    value: Decimal | None,
    rank: int | None,
    ranked_of: int | None,
) -> Iterator[tuple[str, str]]:
    """Yield the rules that a score breaks: key of the list's column, and a sentence."""
    low, high = component.scale_min, component.scale_max
    # The bounds may have more decimals than scores are published with: 3,33 and 3,34 for 10/3.
    least = low.quantize(PUBLISHED, rounding=ROUND_FLOOR)
    most = high.quantize(PUBLISHED, rounding=ROUND_CEILING)
    if value is not None and not least <= value <= most:
        words = {"value": value, "low": low, "high": high}
        said = {name: figures.written(one) for name, one in words.items()}
        yield columns.VALUE.key, OUTSIDE.format(**said, component=component)
    if (rank is None) != (ranked_of is None):
        yield columns.RANK.key, ALONE
    elif rank and ranked_of and rank > ranked_of:
        yield columns.RANK.key, BEYOND.format(rank=rank, count=ranked_of)
    elif ranked_of and ranked_of > (there_are := provinces_in(year)):
        yield (
            columns.RANKED_OF.key,
            TOO_MANY.format(year=year, most=there_are, count=ranked_of),
        )


def provinces_in(year: int) -> int:
    """Return how many provinces the country had at the end of a year: no more can be ranked."""
    return next(count for since, count in PROVINCES if year >= since)


def not_yet(year: int, *, on: date) -> str:
    """Return what is wrong with a measured year on a day, empty for nothing."""
    return FUTURE.format(year=year) if year > on.year else ""


def wrong_day(published_on: date | None, year: int, *, on: date) -> str:
    """Return what is wrong with the day on which a year was published, empty for nothing."""
    if published_on is None:
        return ""
    if published_on > on:
        return NOT_YET.format(day=published_on)
    if published_on < date(year, 12, 31):
        return TOO_EARLY.format(day=published_on, year=year)
    return ""
