"""What taking in a list changed."""

from collections.abc import Iterable
from dataclasses import dataclass, field

EXAMPLES = 5
"""Things named of each kind of change; the rest is counted."""


@dataclass(slots=True)
class Changes:
    """What a list changed, in numbers of territories or links, and what it could not use."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    ended: int = 0
    absent: int = 0
    warnings: list[str] = field(default_factory=list)
    examples: dict[str, list[str]] = field(default_factory=dict)
    """The first things of each kind of change, in words."""

    def name(self, kind: str, things: Iterable[object]) -> None:
        """Keep the first of these things as examples of a kind of change."""
        kept = self.examples.setdefault(kind, [])
        for thing in things:
            if len(kept) == EXAMPLES:
                return
            kept.append(str(thing))
