"""Every change to indexes, their versions and what was published."""

from indicators.actions.frameworks import load_indexes
from indicators.actions.own_sets import import_own_set
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
    "import_own_set",
    "load_indexes",
    "load_regions",
    "note_loaded",
]
