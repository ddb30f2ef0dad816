"""Which rows of what is owed a person wants to see."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from papi_portal.text import fold, side_by_side
from tasks.models import Progress, Task
from tasks.reports.owed_rows import OwedRow

SHOWN = ("all", "missing", "difficulty", "returned")
NOT_RECORDED = "none"
STATES = (("none", "chưa cập nhật"), *Progress.State.choices)

NO_INDEXES: Mapping[int, Mapping[str, str]] = {}


def indexes_of(rows: Iterable[OwedRow]) -> dict[int, dict[str, str]]:
    """Return the indexes that each task is about, their short names by code: one query."""
    links = Task.components.through.objects.filter(task__in={row.task_id for row in rows})
    named = links.values_list(
        "task", "component__framework__index__code", "component__framework__index__short_name"
    )
    found: dict[int, dict[str, str]] = {}
    for task, code, name in named.distinct():
        found.setdefault(task, {})[code] = name
    return found


@dataclass(frozen=True, slots=True)
class Choice:
    """What was asked for; nonsense asks for nothing."""

    show: str
    dimension: str
    state: str
    words: str
    index: str = ""

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> Self:
        """Read the choice from the parts of an address."""
        show, state = asked.get("show", ""), asked.get("state", "")
        return cls(
            show=show if show in SHOWN else "all",
            dimension=asked.get("dimension", ""),
            state=state if state in dict(STATES) else "",
            words=asked.get("q", "")[:200].strip(),
            index=asked.get("index", ""),
        )

    @property
    def is_narrowed(self) -> bool:
        """Whether more is asked for than one of the pills."""
        return bool(self.dimension or self.state or self.words or self.index)

    def fits(self, row: OwedRow, indexes: Mapping[int, Mapping[str, str]] = NO_INDEXES) -> bool:
        """Tell whether a row is wanted, knowing what indexes each task is about."""
        shown = {
            "missing": not row.is_reported,
            "difficulty": bool(row.difficulty),
            "returned": row.is_returned,
        }
        return (
            shown.get(self.show, True)
            and self.dimension in {"", str(row.dimension_id)}
            and (not self.index or self.index in indexes.get(row.task_id, {}))
            and (row.state or NOT_RECORDED) == (self.state or row.state or NOT_RECORDED)
            and self._is_about(row)
        )

    def _is_about(self, row: OwedRow) -> bool:
        """Tell whether every word that was looked for stands in the row, with or without dấu."""
        if not self.words:
            return True
        text = fold(" ".join((row.name, *row.lines, row.result, row.difficulty, row.unit)))
        return all(side_by_side(word).search(text) for word in self.words.split())
