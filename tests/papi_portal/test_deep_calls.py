"""A request has room for its frames, however deep its loops stand."""

import resource
import sys
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings

from papi_portal.deep_calls import DeepCallsMiddleware

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


def most_pages_asked_for(call: Callable[[int], Any]) -> int:
    """Return how many pages of memory the worst of the depths asks the system for."""
    asked = []
    for depth in PIECE:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
        call(depth)
        asked.append(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
    return max(asked)


def test_no_loop_asks_for_memory_at_each_turn() -> None:
    through: Any = DeepCallsMiddleware(loop)  # type: ignore[arg-type] # any call will do
    through(max(PIECE))

    assert most_pages_asked_for(through) < TURNS / 3


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="known of CPython 3.11 alone")
def test_without_it_some_loop_does() -> None:
    assert most_pages_asked_for(loop) >= TURNS


def test_it_stands_around_all_others() -> None:
    assert settings.MIDDLEWARE[0] == "papi_portal.deep_calls.DeepCallsMiddleware"
