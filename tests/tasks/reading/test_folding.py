"""Words that are one slip of the pen apart are told from others."""

import pytest

from tasks.reading.folding import edited_once


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("thon", "thon", False),
        ("thon", "thong", True),
        ("thong", "thon", True),
        ("thon", "than", True),
        ("thon", "thno", True),
        ("thon", "thuon", True),
        ("thon", "thuong", False),
        ("thon", "ban", False),
    ],
)
def test_one_letter_makes_a_slip(one: str, other: str, near: bool) -> None:
    assert edited_once(one, other) is near
