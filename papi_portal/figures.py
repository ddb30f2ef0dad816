"""Numbers as people here write them: decimal comma, dots between thousands."""

import re
from decimal import Decimal

from papi_portal.text import clean_line

GROUPED = re.compile(r"-?[1-9][0-9]{0,2}([. ][0-9]{3})+(,[0-9]+)?")
PLAIN = re.compile(r"-?[0-9]+([,.][0-9]+)?")


def read(written: str) -> Decimal | None:
    """Return the number in a text: "1.200", "1 200", "45,5" or "45.5"; None if it is no number."""
    line = clean_line(written).replace("−", "-")
    if GROUPED.fullmatch(line):
        return Decimal(line.replace(".", "").replace(" ", "").replace(",", "."))
    return Decimal(line.replace(",", ".")) if PLAIN.fullmatch(line) else None


def written(value: Decimal | None) -> str:
    """Return a number as it is written, without zeros at its end: 1.200,5; empty for none."""
    if value is None:
        return ""
    whole, _, part = f"{value:,f}".partition(".")
    part = part.rstrip("0")
    return whole.replace(",", ".") + (f",{part}" if part else "")
