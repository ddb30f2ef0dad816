"""The Markdown of the guides: what is known becomes values, what is not is refused."""

import pytest

from papi_portal.markdown import (
    Heading,
    Listing,
    MarkdownError,
    Note,
    Paragraph,
    Picture,
    Piece,
    Table,
    read,
)
from papi_portal.templatetags.portal import written


def test_blocks_are_read_in_their_order() -> None:
    text = "# Tên\n\n<!-- a b -->\n\n![Trang](../img/a.png)\n\nMột\nhai.\n"

    assert list(read(text)) == [
        Heading(1, "Tên"),
        Note("a b"),
        Picture("Trang", "../img/a.png"),
        Paragraph((Piece("Một hai."),)),
    ]


def test_marks_in_a_line_become_pieces() -> None:
    (line,) = read("Bấm **Lưu**, *Mục*, `Ctrl`, xem [đây](a.md).")

    assert line == Paragraph(
        (
            Piece("Bấm "),
            Piece("Lưu", "strong"),
            Piece(", "),
            Piece("Mục", "em"),
            Piece(", "),
            Piece("Ctrl", "code"),
            Piece(", xem "),
            Piece("đây", "address", "a.md"),
            Piece("."),
        )
    )


def test_lists_join_the_lines_of_an_item() -> None:
    numbered, dotted = read("1. Một\n   nữa\n2. Hai\n\n- Ba")

    assert numbered == Listing(True, ((Piece("Một nữa"),), (Piece("Hai"),)))
    assert dotted == Listing(False, ((Piece("Ba"),),))


def test_table_has_a_head_and_rows() -> None:
    (table,) = read("| a | b |\n| --- | --- |\n| 1 | **2** |")

    assert table == Table(
        ((Piece("a"),), (Piece("b"),)), (((Piece("1"),), (Piece("2", "strong"),)),)
    )


@pytest.mark.parametrize(
    "text",
    [
        "<b>đậm</b>",
        "một **hai",
        "[đây](a b)",
        "> trích",
        "#### bốn",
        "    mã",
        "Một\n- hai",
        "- một\n1. hai",
        "- một\n  - hai",
        "- một\nhai",
        "| a |",
        "| a |\n| --- |\n| 1 | 2 |",
        "| a |\n| --- |\n| 1",
        "| a |\nb\n| 1 |",
    ],
)
def test_what_is_not_known_is_refused(text: str) -> None:
    with pytest.raises(MarkdownError):
        list(read(text))


def test_what_is_drawn_is_escaped() -> None:
    pieces = [Piece("a & b "), Piece("<i>", "strong"), Piece("đó", "address", '"/x')]

    assert written(pieces) == ('a &amp; b <strong>&lt;i&gt;</strong><a href="&quot;/x">đó</a>')
