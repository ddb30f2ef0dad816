"""What a score must obey, whether it comes in a list or is typed."""

from collections.abc import Iterator
from decimal import Decimal

from indicators import score_columns
from indicators.models import Component
from papi_portal import figures

ROUNDED = Decimal("0.005")
"""Scores are published with two decimals: by so much one may stand outside of its scale."""
OUTSIDE = "{value} nằm ngoài thang điểm {low} – {high} của “{component}”."
ALONE = "Xếp hạng phải ghi kèm tổng số tỉnh được xếp hạng."
BEYOND = "Hạng {rank} lớn hơn tổng số {count} tỉnh được xếp hạng."


def broken(
    component: Component, *, value: Decimal | None, rank: int | None, ranked_of: int | None
) -> Iterator[tuple[str, str]]:
    """Yield the rules that a score breaks: key of the list's column, and a sentence."""
    low, high = component.scale_min, component.scale_max
    if value is not None and not low - ROUNDED <= value <= high + ROUNDED:
        said, least, most = (figures.written(one) for one in (value, low, high))
        yield (
            score_columns.VALUE.key,
            OUTSIDE.format(value=said, low=least, high=most, component=component),
        )
    if (rank is None) != (ranked_of is None):
        yield score_columns.RANK.key, ALONE
    elif rank and ranked_of and rank > ranked_of:
        yield score_columns.RANK.key, BEYOND.format(rank=rank, count=ranked_of)
