"""How many rows are alike, by the dimensions that they are about."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

from django.db.models import BigAutoField, Count, F, Value

from tasks.models.tasks import AssignmentQuerySet

Dimensions = frozenset[int | None]
"""Primary keys of the dimensions that a row is about; None of what belongs to no dimension."""


NO_ROW = Value(0, output_field=BigAutoField())
"""In place of a row's key, and of its kind: any other number is made a number again in Python."""


class Alike(NamedTuple):
    """Rows that are about the same and have the same in the columns that were asked for."""

    about: Dimensions
    number: int
    facts: tuple[Any, ...]


def counted(parts: Iterable[AssignmentQuerySet], *columns: str) -> Iterator[Alike]:
    """Yield how many of these rows are alike, each row in one of what is yielded: one query.

    The database counts those about one component, which nearly all are; any other stands alone,
    with all that it is about. What is alike may come more than once.
    """
    first, *rest = (
        some.values("row", "about", *columns)
        .annotate(number=Count("pk"))
        .values_list("row", "about", "number", *columns)
        for part in parts
        for one, others in [part.by_dimension()]
        for some in (one.annotate(row=NO_ROW), others.annotate(row=F("pk")))
    )
    listed: Any = first.union(*rest, all=True)
    several = defaultdict[tuple[Any, ...], set[int | None]](set)
    alone = cache(lambda about: frozenset({about}))
    for row, about, number, *facts in listed:
        if row:
            several[row, *facts].add(about)
        else:
            yield Alike(alone(about), number, tuple(facts))
    for (_, *facts), of_row in several.items():
        yield Alike(frozenset(of_row), 1, tuple(facts))
