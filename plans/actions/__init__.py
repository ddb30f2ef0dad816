"""Every change to territories, units, people and periods, as verbs that leave an event."""

from plans.actions.events import leave_event
from plans.actions.periods import WrongStateError, close_period, open_period
from plans.actions.territories import Changes, RowsRefusedError, load_successions, load_units

__all__ = [
    "Changes",
    "RowsRefusedError",
    "WrongStateError",
    "close_period",
    "leave_event",
    "load_successions",
    "load_units",
    "open_period",
]
