"""Every change to indexes, their versions and what was published."""

from indicators.actions.frameworks import load_indexes
from indicators.actions.regions import load_regions
from indicators.actions.scores import (
    Entered,
    Entry,
    ScoresChangedError,
    add_up,
    enter_scores,
    note_loaded,
)

__all__ = [
    "Entered",
    "Entry",
    "ScoresChangedError",
    "add_up",
    "enter_scores",
    "load_indexes",
    "load_regions",
    "note_loaded",
]
