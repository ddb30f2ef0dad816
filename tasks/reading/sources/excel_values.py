"""Values of Excel cells as a Vietnamese reader sees them: 28/02/2027, 45,06, 1.234, 50%."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal

LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
VIETNAMESE_SIGNS = str.maketrans(",.", ".,")
MOST_DIGITS = 12
"""Excel shows hardly more digits of a number without a format; binary noise lies beyond."""


def shown(value: object, number_format: str) -> str:
    """Return the text of a cell by its value and number format."""
    form = LITERAL.sub("", number_format).split(";")[0].lower()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value, form)
    if isinstance(value, date):
        return _day(value, form)
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds()) // 60
        return f"{minutes // 60}:{minutes % 60:02}"
    return str(value)


def _number(value: float, form: str) -> str:
    percent = "%" in form
    number = Decimal(repr(value)) * (100 if percent else 1)
    whole, _, decimals = form.partition(".")
    group = "," if "," in form else ""
    if "0" in form:
        text = f"{number:{group}.{decimals.count('0')}f}"
        text = text if group else text.zfill(whole.count("0") if not decimals else 0)
    else:
        text = f"{Decimal(f'{float(number):.{MOST_DIGITS}g}'):{group}f}"
    return text.translate(VIETNAMESE_SIGNS) + ("%" if percent else "")


def _day(value: date, form: str) -> str:
    if "d" in form or "y" not in form:
        text = f"{value:%d/%m/%Y}"
    else:
        text = f"{value:%m/%Y}" if "m" in form else f"{value:%Y}"
    timed = isinstance(value, datetime) and "h" in form and value.time() != time()
    return f"{text} {value:%H:%M}" if timed else text
