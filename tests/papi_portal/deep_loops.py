"""Loops so deep that CPython may ask for memory at each of their turns."""

import resource
from collections.abc import Callable
from typing import Any

TURNS = 300
PIECE = range(300)
"""Depths that reach over the end of a piece of memory, from wherever a test begins."""


def inner(turn: int) -> int:
    """Do next to nothing, with a frame of its own."""
    return turn + 1


def loop(depth: int) -> int:
    """Turn a loop so many calls deep."""
    if depth:
        return loop(depth - 1)
    turn = 0
    while turn < TURNS:
        turn = inner(turn)
    return turn


def most_pages_asked_for(call: Callable[[int], Any] = loop) -> int:
    """Return how many pages of memory the worst of the depths asks the system for."""
    call(max(PIECE))
    asked = []
    for depth in PIECE:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
        call(depth)
        asked.append(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
    return max(asked)
