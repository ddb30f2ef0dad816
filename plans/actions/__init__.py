"""Every change to territories, units, people and periods, as verbs that leave an event."""

from plans.actions.changes import Changes
from plans.actions.events import leave_event
from plans.actions.periods import WrongStateError, close_period, hold_period, open_period
from plans.actions.successions import load_successions
from plans.actions.territories import load_units
from plans.official_lists import RowsRefusedError

__all__ = [
    "Changes",
    "RowsRefusedError",
    "WrongStateError",
    "close_period",
    "hold_period",
    "leave_event",
    "load_successions",
    "load_units",
    "open_period",
]
