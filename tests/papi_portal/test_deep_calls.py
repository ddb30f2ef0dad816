"""Requests, commands and children have room for their frames, however deep their loops stand."""

import runpy
import sys
from typing import Any

import pytest
from django.conf import settings
from django.core import management

from papi_portal.deep_calls import DeepCallsMiddleware, in_one_piece
from tests.papi_portal.deep_loops import TURNS, loop, most_pages_asked_for
from tests.papi_portal.doors import DOOR

FEW = TURNS / 3
IN_CHILD = b"from tests.papi_portal.deep_loops import *; found = most_pages_asked_for()"


def test_no_loop_of_a_request_asks_for_memory_at_each_turn() -> None:
    through: Any = DeepCallsMiddleware(loop)  # type: ignore[arg-type] # any call will do

    assert most_pages_asked_for(through) < FEW


def test_no_loop_of_a_child_does() -> None:
    assert DOOR.run("attempt", IN_CHILD) < FEW


def test_no_loop_of_a_command_does(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(
        management,
        "execute_from_command_line",
        lambda _arguments: asked.append(most_pages_asked_for()),
    )

    runpy.run_path(str(settings.BASE_DIR / "manage.py"), run_name="__main__")

    assert asked[0] < FEW


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="known of CPython 3.11 alone")
def test_without_it_some_loop_does() -> None:
    assert most_pages_asked_for() >= TURNS


def test_what_is_given_and_answered_passes_through() -> None:
    assert in_one_piece(sorted, [1, 3, 2], reverse=True) == [3, 2, 1]


def test_it_stands_around_all_others() -> None:
    assert settings.MIDDLEWARE[0] == "papi_portal.deep_calls.DeepCallsMiddleware"
