"""Tables for tests, drawn as text: a line per row, "|" between cells.

"^" is a cell merged with the one above, "<" with the one to the left, "*" in front makes a cell
bold, "/" with blanks around begins a new line inside a cell.
"""

from tasks.reading.values import Block, Cell, Document, Paragraph, Table


def table(drawing: str, where: str = "trang 1") -> Table:
    """Draw a table; merged cells have the text of the cell they belong to, as readers fill it."""
    rows: list[tuple[Cell, ...]] = []
    for line in filter(str.strip, drawing.split("\n")):
        row: list[Cell] = []
        for place, words in enumerate(map(str.strip, line.split("|"))):
            row.append(_cell(words, row, rows[-1][place] if rows and words == "^" else Cell()))
        rows.append(tuple(row))
    return Table(tuple(rows), where)


def document(*blocks: Block | str) -> Document:
    """Return a document; a text with "|" is a table, any other a paragraph."""
    drawn = (
        block if not isinstance(block, str) else table(block) if "|" in block else Paragraph(block)
        for block in blocks
    )
    return Document(tuple(drawn))


def _cell(words: str, row: list[Cell], above: Cell) -> Cell:
    if words == "^":
        return Cell(above.text, down=True, across=above.across, strong=above.strong)
    if words == "<":
        return Cell(row[-1].text, across=True, strong=row[-1].strong)
    text = words.removeprefix("*").strip().replace(" / ", "\n")
    return Cell(text, strong=words.startswith("*"))
