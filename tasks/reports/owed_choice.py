"""Which rows of what is owed a person wants to see."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from papi_portal.text import fold
from tasks.models import Progress
from tasks.reports.owed_rows import OwedRow

SHOWN = ("all", "missing", "difficulty", "returned")
NOT_RECORDED = "none"
STATES = (("none", "chưa cập nhật"), *Progress.State.choices)


@dataclass(frozen=True, slots=True)
class Choice:
    """What was asked for; nonsense asks for nothing."""

    show: str
    dimension: str
    state: str
    words: str

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> Self:
        """Read the choice from the parts of an address."""
        show, state = asked.get("show", ""), asked.get("state", "")
        return cls(
            show=show if show in SHOWN else "all",
            dimension=asked.get("dimension", ""),
            state=state if state in dict(STATES) else "",
            words=asked.get("q", "")[:200].strip(),
        )

    @property
    def is_narrowed(self) -> bool:
        """Whether more is asked for than one of the pills."""
        return bool(self.dimension or self.state or self.words)

    def fits(self, row: OwedRow) -> bool:
        """Tell whether a row is wanted."""
        shown = {
            "missing": not row.is_reported,
            "difficulty": bool(row.difficulty),
            "returned": row.is_returned,
        }
        return (
            shown.get(self.show, True)
            and self.dimension in {"", str(row.dimension_id)}
            and (row.state or NOT_RECORDED) == (self.state or row.state or NOT_RECORDED)
            and self._is_about(row)
        )

    def _is_about(self, row: OwedRow) -> bool:
        """Tell whether every word that was looked for stands in the row, with or without dấu."""
        if not self.words:
            return True
        text = fold(" ".join((row.name, *row.lines, row.result, row.difficulty, row.unit)))
        return all(word in text for word in fold(self.words).split())
