"""The group that a rank suggests, where none was published."""

from indicators.models import Group

FULL = 63
FEWEST = 55
"""With fewer provinces ranked nothing is known: how PAPI groups 34 provinces is not published."""
DEEPEST = 1
"""PAPI groups provinces by the whole index and by dimension, no deeper."""
BOUNDS = ((16, Group.HIGHEST), (32, Group.HIGH_AVERAGE), (47, Group.LOW_AVERAGE))
"""Last rank of each group; published sizes of 63 are 16, 16, 15 and 16, fewer only in the last."""


def suggested(rank: int, ranked_of: int) -> Group | None:
    """Return the group that a rank points to among 55 to 63 provinces; None where none is known."""
    if not FEWEST <= ranked_of <= FULL:
        return None
    return next((group for last, group in BOUNDS if rank <= last), Group.LOWEST)


def next_higher(rank: int, ranked_of: int) -> tuple[Group, int] | None:
    """Return the next higher group and its last rank; None in the highest, and where none is known.

    The bounds are those of `suggested`: for any other number of provinces there are none.
    """
    if not FEWEST <= ranked_of <= FULL:
        return None
    return next(((group, last) for last, group in reversed(BOUNDS) if last < rank), None)


def at_least(group: str, wanted: str) -> bool:
    """Tell whether a group is the wanted one or a higher one."""
    order = list(Group)
    return order.index(Group(group)) <= order.index(Group(wanted))
