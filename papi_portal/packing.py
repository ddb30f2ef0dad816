"""Values as JSON and back without loss: dataclasses, words, dates, decimals, bytes, collections.

A tuple is a JSON list; everything that JSON lacks is {name of its type: its parts}.
"""

from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any

from papi_portal.wording import Said

Makers = Mapping[str, Callable[..., Any]]
"""What makes a value of its parts, by the name of its type."""

PLAIN = (str, Said, bool, int, float, type(None))
MAKERS: Makers = {
    "Decimal": Decimal,
    "bytes": b64decode,
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "dict": lambda *pairs: dict(pairs),
    "list": lambda *parts: list(parts),
}


def makers(types: Iterable[type]) -> Makers:
    """Return what makes values of these types, besides those that are always known."""
    return {**MAKERS, **{one.__name__: one for one in types}}


def packed(value: Any) -> Any:
    """Return a value as JSON can hold it; raise TypeError for what cannot cross."""
    kind = type(value)
    if kind in PLAIN:
        return value
    if kind is tuple:
        return [packed(one) for one in value]
    return {kind.__name__: [packed(one) for one in _parts(value)]}


def unpacked(value: Any, makers: Makers) -> Any:
    """Return the value that `packed` was given; a type that is not among the makers is an error."""
    if isinstance(value, list):
        return tuple([unpacked(one, makers) for one in value])
    if isinstance(value, dict):
        ((name, parts),) = value.items()
        return makers[name](*[unpacked(one, makers) for one in parts])
    return value


def _parts(value: Any) -> Iterable[Any]:
    """Return what a value is made of again."""
    if isinstance(value, date):
        return [value.isoformat()]
    if isinstance(value, bytes):
        return [b64encode(value).decode("ascii")]
    if isinstance(value, Decimal | StrEnum):
        return [str(value)]
    if isinstance(value, Mapping):
        return value.items()
    if isinstance(value, list):
        return value
    kind: Any = type(value)
    return [getattr(value, name) for name in _names(kind)]


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind))
