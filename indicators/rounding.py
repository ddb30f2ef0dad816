"""Scores as they are published: rounded to two decimals, halves up."""

from decimal import ROUND_HALF_UP, Decimal

PUBLISHED = Decimal("0.01")


def rounded(value: Decimal) -> Decimal:
    return value.quantize(PUBLISHED, rounding=ROUND_HALF_UP)


def points(value: Decimal | None) -> str:
    """Return points as they are published: "45,06"; a dash for none."""
    return "–" if value is None else f"{rounded(value):.2f}".replace(".", ",")


def change(value: Decimal | None) -> str:
    """Return a difference of points with its sign: "+1,52", "−0,07", "0,00"; a dash for none."""
    if value is None:
        return "–"
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return f"{sign}{points(abs(value))}"
