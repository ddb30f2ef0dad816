"""Every change to territories, units, people and periods, as verbs that leave an event."""

from plans.actions.changes import Changes
from plans.actions.events import leave_event
from plans.actions.lists import ListGoneError, confirm_list, discard_list, receive_list
from plans.actions.periods import WrongStateError, close_period, hold_period, open_period
from plans.actions.successions import load_successions
from plans.actions.territories import load_units
from plans.official_lists import RowsRefusedError

__all__ = [
    "Changes",
    "ListGoneError",
    "RowsRefusedError",
    "WrongStateError",
    "close_period",
    "confirm_list",
    "discard_list",
    "hold_period",
    "leave_event",
    "load_successions",
    "load_units",
    "open_period",
    "receive_list",
]
