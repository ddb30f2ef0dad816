"""Numbers in front of list paragraphs are those that Word prints."""

import pytest

from tasks.reading.sources import open_file
from tasks.reading.sources.word_numbers import formatted
from tasks.reading.values import Paragraph, Table
from tests.tasks.reading.sources.made import WORD_NAMESPACE, parts_of, word

NUMBERING = "word/numbering.xml"


def level(at: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def lists(*abstract: str, numbers: str = "") -> dict[str, bytes]:
    """Return the part with these abstract lists, each numbered from 1, and more numbers."""
    described = "".join(
        f'<w:abstractNum w:abstractNumId="{one}">{levels}</w:abstractNum>'
        for one, levels in enumerate(abstract, 1)
    )
    usual = "".join(
        f'<w:num w:numId="{one}"><w:abstractNumId w:val="{one}"/></w:num>'
        for one in range(1, len(abstract) + 1)
    )
    whole = f'<w:numbering xmlns:w="{WORD_NAMESPACE}">{described}{usual}{numbers}</w:numbering>'
    return {NUMBERING: whole.encode()}


def item(text: str, at: int = 0, number: int = 1) -> str:
    listed = f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{listed}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def labels(body: str, parts: dict[str, bytes]) -> list[str]:
    """Return the labels before the letter X that each paragraph consists of."""
    blocks = open_file("a.docx", word(body, **parts)).blocks
    assert all(isinstance(one, Paragraph) and one.text.endswith("X") for one in blocks)
    return [getattr(one, "text", "")[:-1].strip() for one in blocks]


DECIMAL = (
    level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2.") + level(2, "lowerLetter", "%3)")
)


def test_levels_count_and_begin_again_below_the_next_number() -> None:
    depths = [0, 1, 1, 2, 2, 1, 2, 0, 1]

    found = labels("".join(item("X", at) for at in depths), lists(DECIMAL))

    assert found == ["1.", "1.1.", "1.2.", "a)", "b)", "1.3.", "a)", "2.", "2.1."]


def test_lists_of_one_kind_go_on_and_a_new_start_begins_again() -> None:
    numbers = (
        '<w:num w:numId="8"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="9"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    body = "".join(item("X", number=one) for one in [1, 1, 8, 9, 9])

    assert labels(body, lists(DECIMAL, numbers=numbers)) == ["1.", "2.", "3.", "5.", "6."]


def test_parts_in_roman_and_articles_in_digits() -> None:
    levels = (
        level(0, "upperRoman", "%1.")
        + level(1, "decimal", "Điều %2.", '<w:lvlRestart w:val="0"/>')
        + level(2, "decimal", "%1.%3", "<w:isLgl/>")
    )

    found = labels("".join(item("X", at) for at in [0, 1, 1, 0, 1, 2]), lists(levels))

    assert found == ["I.", "Điều 1.", "Điều 2.", "II.", "Điều 3.", "2.1"]


def test_bullets_are_dashes_and_deeper_ones_plus_signs() -> None:
    levels = level(0, "bullet", "\uf0b7") + level(1, "bullet", "o") + level(2, "bullet", "-")

    assert labels("".join(item("X", at) for at in [0, 1, 2, 0]), lists(levels)) == list("-+--")


def test_empty_paragraphs_count_and_zero_means_no_list() -> None:
    body = item("X") + item("") + item("X") + item("X", number=0) + item("X", number=77)

    assert labels(body, lists(DECIMAL)) == ["1.", "3.", "", ""]


def test_style_brings_its_list() -> None:
    styles = parts_of(word())["word/styles.xml"].decode()
    described = (
        '<w:style w:type="paragraph" w:styleId="Muc"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        "</w:pPr></w:style>"
        '<w:style w:type="numbering" w:styleId="Ds"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        "</w:pPr></w:style></w:styles>"
    )
    parts = lists(
        level(0, "decimal", "%1.") + level(1, "lowerLetter", "%2)", '<w:pStyle w:val="Muc"/>'),
        '<w:numStyleLink w:val="Ds"/>',
    )
    parts["word/styles.xml"] = styles.replace("</w:styles>", described).encode()
    styled = '<w:p><w:pPr><w:pStyle w:val="Muc"/></w:pPr><w:r><w:t>X</w:t></w:r></w:p>'

    found = labels(item("X", number=2) + styled + styled + item("X"), parts)

    assert found == ["1.", "a)", "b)", "2."]


def test_numbered_list_may_draw_a_level_of_its_own() -> None:
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "upperRoman", "%1/")}</w:lvlOverride>'
    numbers = f'<w:num w:numId="5"><w:abstractNumId w:val="1"/>{own}</w:num>'

    found = labels(item("X", number=5) + item("X"), lists(DECIMAL, numbers=numbers))

    assert found == ["I/", "2."]


def test_list_or_level_that_is_not_described_has_no_label() -> None:
    body = item("X", number=9) + item("X", at=7) + item("X")

    assert labels(body, lists(DECIMAL)) == ["", "", "1."]


def test_list_linked_to_a_style_that_is_not_there_is_drawn_as_it_stands() -> None:
    linked = '<w:numStyleLink w:val="Khong"/>' + DECIMAL

    assert labels(item("X"), lists(linked)) == ["1."]


def test_cells_of_a_numbered_column_hold_their_numbers() -> None:
    words = "<w:p><w:r><w:t>Nội dung</w:t></w:r></w:p>"
    row = f"<w:tr><w:tc>{item('')}</w:tc><w:tc>{words}</w:tc></w:tr>"

    (table,) = open_file("a.docx", word(f"<w:tbl>{row * 3}</w:tbl>", **lists(DECIMAL))).blocks

    assert isinstance(table, Table)
    assert [cells[0].text for cells in table.rows] == ["1.", "2.", "3."]


@pytest.mark.parametrize(
    ("count", "form", "drawn"),
    [
        (4, "decimal", "4"),
        (4, "decimalZero", "04"),
        (4, "lowerLetter", "d"),
        (5, "lowerLetter", "e"),
        (27, "lowerLetter", "aa"),
        (29, "upperLetter", "CC"),
        (4, "upperRoman", "IV"),
        (1998, "lowerRoman", "mcmxcviii"),
        (0, "upperRoman", "0"),
        (10_000, "lowerLetter", "10000"),
        (3, "ordinal", "3"),
        (3, "none", ""),
    ],
)
def test_forms_of_numbers(count: int, form: str, drawn: str) -> None:
    assert formatted(count, form) == drawn
