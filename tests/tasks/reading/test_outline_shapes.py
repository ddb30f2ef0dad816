"""Plans of every shape that offices give an outline, with the rows they give."""

import pytest

from tasks.reading.values import RawRow
from tests.tasks.reading.outline_plans import read
from tests.tasks.reading.outline_shapes import DOCUMENTS


def told(text: str) -> list[str]:
    """Return each row as "headings | label | title | text | lead"; "/" parts lines."""

    def line(row: RawRow) -> str:
        above = " > ".join(heading.label or heading.text for heading in row.sections)
        words = row.text.replace("\n", " / ")
        return f"{above} | {row.label} | {row.title} | {words} | {row.lead_text}"

    return [" ".join(line(row).split()) for row in read(text)[0]]


@pytest.mark.parametrize(("text", "rows"), DOCUMENTS.values(), ids=DOCUMENTS.keys())
def test_plans_of_every_shape_give_their_rows(text: str, rows: str) -> None:
    assert told(text) == [" ".join(row.split()) for row in rows.split("»")[1:]]
