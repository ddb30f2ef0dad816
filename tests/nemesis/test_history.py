"""The checker itself: it passes an honest history and catches each kind of lie."""

from dataclasses import replace

import pytest

from tests.nemesis.history import (
    OK,
    REFUSED,
    UNKNOWN,
    Kept,
    Standing,
    Told,
    broken_promises,
)

TOLD = [Told(1, "a", OK), Told(1, "b", OK), Told(2, "c", REFUSED), Told(2, "d", UNKNOWN)]
TRAIL = [
    Kept("save", 1, 1, "a"),
    Kept("close"),
    Kept("open"),
    Kept("save", 1, 2, "b"),
    Kept("close"),
]
STANDING = [Standing(1, 2, "b")]


def test_honest_history_breaks_nothing() -> None:
    assert broken_promises(TOLD, TRAIL, STANDING) == []


def test_what_nobody_heard_of_may_be_there() -> None:
    trail = [*TRAIL[:4], Kept("save", 2, 1, "d"), Kept("close")]

    assert broken_promises(TOLD, trail, [*STANDING, Standing(2, 1, "d")]) == []


@pytest.mark.parametrize(
    ("trail", "standing", "sentence"),
    [
        (TRAIL[:1], [Standing(1, 1, "a")], "b was ok and is in the trail 0 times"),
        (
            [*TRAIL[:4], Kept("save", 1, 3, "b")],
            [Standing(1, 3, "b")],
            "b was ok and is in the trail 2 times",
        ),
        (
            [*TRAIL[:4], Kept("save", 2, 1, "c")],
            [*STANDING, Standing(2, 1, "c")],
            "c was refused and is in the trail 1 times",
        ),
        (
            [TRAIL[0], replace(TRAIL[3], version=3)],
            [Standing(1, 3, "b")],
            "row 1 has the versions [1, 3]",
        ),
        ([TRAIL[0], Kept("close"), TRAIL[3]], STANDING, "b was saved after the period was closed"),
        (TRAIL, [Standing(1, 1, "a")], "row 1 stands as (1, 'a'), saved last was (2, 'b')"),
        (TRAIL, [], "row 1 stands as None, saved last was (2, 'b')"),
    ],
)
def test_lie_is_caught(trail: list[Kept], standing: list[Standing], sentence: str) -> None:
    assert sentence in broken_promises(TOLD, trail, standing)
