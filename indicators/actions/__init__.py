"""Every change to indexes, their versions and what was published."""

from indicators.actions.frameworks import load_indexes
from indicators.actions.scores import add_up

__all__ = ["add_up", "load_indexes"]
