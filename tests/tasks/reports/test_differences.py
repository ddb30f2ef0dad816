"""Words that differ are told apart within their text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.reports.differences import Difference, Piece, difference

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("old", "new", "left", "right"),
    [
        ("a b c", "a x c", [("a ", 0), ("b ", 1), ("c", 0)], [("a ", 0), ("x ", 1), ("c", 0)]),
        ("a c", "a b c", [("a ", 0), ("c", 0)], [("a ", 0), ("b ", 1), ("c", 0)]),
        ("", "a b", [], [("a b", 1)]),
        ("a b", "", [("a b", 1)], []),
    ],
)
def test_words_that_differ_are_told_apart(
    old: str, new: str, left: list[tuple[str, int]], right: list[tuple[str, int]]
) -> None:
    found = difference(old, new)

    assert [(one.text, one.is_changed) for one in found.old] == left
    assert [(one.text, one.is_changed) for one in found.new] == right


@given(old=st.text(max_size=60), new=st.text(max_size=60))
def test_pieces_put_together_are_the_texts(old: str, new: str) -> None:
    found = difference(old, new)

    assert "".join(one.text for one in found.old) == old
    assert "".join(one.text for one in found.new) == new


def test_very_long_texts_are_told_apart_as_wholes() -> None:
    old, new = "a " * 2000, "b " * 2000

    assert difference(old, new) == Difference((Piece(old, True),), (Piece(new, True),))
