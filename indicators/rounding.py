"""Scores as they are published: rounded to two decimals, halves up."""

from decimal import ROUND_HALF_UP, Decimal

PUBLISHED = Decimal("0.01")


def rounded(value: Decimal) -> Decimal:
    return value.quantize(PUBLISHED, rounding=ROUND_HALF_UP)
