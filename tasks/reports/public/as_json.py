"""The open data of a province as one JSON document, a piece at a time."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any

from django.utils import timezone

from tasks.reports.public import tables
from tasks.reports.public.shown import AT_ONCE, Shown

SHAPE = 1
"""Of the document; another number where a field is renamed or left out."""


def lines(province: Shown, *, at: datetime) -> Iterator[bytes]:
    """Yield the document: what it is of, then every table as a list of objects."""
    head = {
        "shape": SHAPE,
        "province": {"code": province.province.code, "name": province.province.name},
        "licence": province.publication.licence,
        "generated_at": timezone.localtime(at).isoformat(timespec="seconds"),
    }
    yield _written(head)[:-1].encode()
    for name, table in tables.of_province(province).items():
        yield f',\n"{name}": ['.encode()
        yield from _objects(table)
        yield b"]"
    yield b"}\n"


def _objects(table: tables.Table) -> Iterator[bytes]:
    rows, between = iter(table.rows()), "\n"
    while batch := list(islice(rows, AT_ONCE)):
        written = (_written(dict(zip(table.fields, row, strict=True))) for row in batch)
        yield (between + ",\n".join(written)).encode()
        between = ",\n"


def _written(values: dict[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, default=_plain)


def _plain(value: Decimal | date) -> float | str:
    """Return a day as text and a decimal as a number, which JSON knows no other way."""
    return float(value) if isinstance(value, Decimal) else value.isoformat()
