"""The versions of the indices, as the project's own list of indices describes them."""

from collections.abc import Iterable, Iterator
from typing import Any

from tasks.reading.values import ComponentName, FrameworkNames

Described = dict[str, Any]


def from_lists(described: Iterable[Described]) -> tuple[FrameworkNames, ...]:
    """Return the names of every version of every index, from the content of `indexes.json`.

    The whole index (code "0") is no component here: its names are those of the index.
    """
    return tuple(
        FrameworkNames(
            code=version["code"],
            index=index["code"],
            index_names=tuple(name for name in (index["name"], index["short_name"]) if name),
            first_year=version["first_year"],
            last_year=version["last_year"],
            components=tuple(_named(version["components"], depth=1, parent="")),
        )
        for index in described
        for version in index["frameworks"]
    )


def _named(parts: Iterable[Described], *, depth: int, parent: str) -> Iterator[ComponentName]:
    for part in parts:
        yield ComponentName(
            code=part["code"],
            depth=depth,
            name=part["name"],
            short_name=part.get("short_name", ""),
            parent=parent,
        )
        yield from _named(part.get("parts", ()), depth=depth + 1, parent=part["code"])
