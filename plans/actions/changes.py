"""What taking in a list changed."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Changes:
    """What a list changed, in numbers of territories or links, and what it could not use."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    ended: int = 0
    absent: int = 0
    warnings: list[str] = field(default_factory=list)
