"""The checker itself: it passes an honest history and catches each kind of lie."""

from dataclasses import replace

import pytest

from tests.nemesis.history import (
    ACCEPT,
    CLOSE,
    OK,
    OPEN,
    REFUSED,
    RETURN,
    SAVE,
    SUBMIT,
    TAKE_BACK,
    UNKNOWN,
    WITHDRAW,
    Kept,
    Standing,
    Told,
    broken_promises,
)

ROW, OTHER, REPORT = "row 1", "row 2", "report 1"
A, B, C, D = "save a", "save b", "save c", "save d"
TOLD = [
    Told(SAVE, A, OK),
    Told(CLOSE, "close 1", OK),
    Told(OPEN, "open 1", OK),
    Told(SAVE, B, OK),
    Told(SAVE, C, REFUSED),
    Told(SAVE, D, UNKNOWN),
    Told(SUBMIT, "submit 1", UNKNOWN),
    Told(SUBMIT, "submit 1", OK),  # sent again
    Told(CLOSE, "close 2", OK),
    Told(ACCEPT, "accept 2", OK),
]


def save(words: str, version: int, row: str = ROW) -> Kept:
    return Kept(SAVE, words, row, version, REPORT)


TRAIL = [
    save(A, 1),
    Kept(CLOSE, "close 1"),
    Kept(OPEN, "open 1"),
    save(B, 2),
    Kept(SUBMIT, "submit 1", REPORT, 1),
    Kept(CLOSE, "close 2"),
    Kept(ACCEPT, "accept 2", REPORT, 2),
]
STANDING = [Standing(ROW, 2, B), Standing(REPORT, 2, "accepted")]
FIRST = Standing(ROW, 1, A)


def test_honest_history_breaks_nothing() -> None:
    assert broken_promises(TOLD, TRAIL, STANDING) == []


def test_what_nobody_heard_of_may_be_there() -> None:
    trail = [*TRAIL[:4], save(D, 1, OTHER), *TRAIL[4:]]

    assert broken_promises(TOLD, trail, [*STANDING, Standing(OTHER, 1, D)]) == []


def test_report_may_go_every_way_that_there_is() -> None:
    way = [SUBMIT, WITHDRAW, SUBMIT, RETURN, SUBMIT, ACCEPT, TAKE_BACK, RETURN]
    trail = [Kept(act, f"{act} {at}", REPORT, at) for at, act in enumerate(way, start=1)]
    told = [Told(one.act, one.words, OK) for one in trail]

    assert broken_promises(told, trail, [Standing(REPORT, len(way), "returned")]) == []


@pytest.mark.parametrize(
    ("trail", "sentence"),
    [
        ([*TRAIL[:3], *TRAIL[4:]], "save b was ok and is in the trail 0 times"),
        ([*TRAIL[:4], save(B, 3), *TRAIL[4:]], "save b was ok and is in the trail 2 times"),
        ([save(C, 1, OTHER), *TRAIL], "save c was refused and is in the trail 1 times"),
        (
            [save(D, 1, OTHER), save(D, 2, OTHER), *TRAIL],
            "save d was unknown and is in the trail 2",
        ),
        (TRAIL[:6], "accept 2 was ok and is in the trail 0 times"),
        ([*TRAIL[:5], *TRAIL[6:]], "close 2 was ok and is in the trail 0 times"),
        ([save("save e", 1, OTHER), *TRAIL], "save e is in the trail and nobody did it"),
    ],
)
def test_lost_doubled_or_made_up_act_is_caught(trail: list[Kept], sentence: str) -> None:
    assert any(sentence in one for one in broken_promises(TOLD, trail, STANDING))


@pytest.mark.parametrize(
    ("trail", "sentence"),
    [
        ([TRAIL[0], replace(TRAIL[3], version=3)], "row 1 has the versions [1, 3]"),
        ([TRAIL[0], replace(TRAIL[3], version=1)], "row 1 has the versions [1, 1]"),
        ([replace(TRAIL[4], version=2)], "report 1 has the versions [2]"),
        (
            [TRAIL[0], TRAIL[1], TRAIL[3], TRAIL[2]],
            "save b was written after the period was closed",
        ),
        (
            [TRAIL[0], TRAIL[1], save(D, 1, OTHER), TRAIL[3]],
            "save b was written after the period was closed",
        ),
        ([TRAIL[1], TRAIL[4]], "submit 1 was written after the period was closed"),
        ([TRAIL[4], save(B, 2)], "save b was written in a report that was submitted"),
        ([TRAIL[4], TRAIL[6], save(B, 2)], "save b was written in a report that was accepted"),
        ([TRAIL[6]], "accept 2 happened to a report that was draft"),
        ([TRAIL[4], TRAIL[6], TRAIL[6]], "accept 2 happened to a report that was accepted"),
        ([TRAIL[1], TRAIL[5]], "close 2 happened twice"),
        ([TRAIL[2]], "open 1 happened twice"),
    ],
)
def test_gap_or_write_that_should_have_been_refused_is_caught(
    trail: list[Kept], sentence: str
) -> None:
    assert sentence in broken_promises(TOLD, trail, STANDING)


@pytest.mark.parametrize(
    ("standing", "sentence"),
    [
        ([FIRST, STANDING[1]], f"row 1 stands as {(1, A)}, written last was {(2, B)}"),
        ([STANDING[1]], f"row 1 stands as None, written last was {(2, B)}"),
        ([*STANDING, Standing(OTHER, 1, D)], f"row 2 stands as {(1, D)}, written last was None"),
        (
            [STANDING[0], Standing(REPORT, 2, "submitted")],
            "report 1 stands as (2, 'submitted'), written last was (2, 'accepted')",
        ),
    ],
)
def test_lost_update_is_caught(standing: list[Standing], sentence: str) -> None:
    assert broken_promises(TOLD, TRAIL, standing) == [sentence]
