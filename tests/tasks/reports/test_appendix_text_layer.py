"""What Poppler sees of the printed appendix: the words one can copy, and where the ink stands."""

import shutil
import subprocess
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from papi_portal import paper
from plans.models import Plan
from tasks import demo
from tasks.reports import appendix
from tests import factories
from tests.tasks.reports.ink import PDFTOPPM, margins_of

PDFTOTEXT = shutil.which("pdftotext")


pytestmark = [
    pytest.mark.skipif(not (PDFTOTEXT and PDFTOPPM), reason="poppler-utils is not installed"),
    pytest.mark.django_db,
]


@pytest.fixture
def value() -> appendix.Appendix:
    demo.load(at=factories.NOW, with_people=False)
    return appendix.build(Plan.objects.get(number="354/KH-UBND"))


@pytest.fixture
def printed(value: appendix.Appendix, tmp_path: Path) -> Path:
    file = tmp_path / "appendix.pdf"
    file.write_bytes(paper.as_pdf(appendix.as_paper(value)))
    return file


def test_ink_keeps_the_margins_of_the_decree(printed: Path) -> None:
    """Nghị định 30/2020: top and bottom 20-25 mm, left 30-35, right 15-20; numbers stand above."""
    margins = margins_of(printed)

    assert len(margins) >= 2
    for left, _top, right, bottom in margins:
        assert 29.5 <= left <= 35
        assert 14.5 <= right <= 20
        assert bottom >= 20
    assert 20 <= margins[0][1] <= 25
    assert all(5 <= top < 20 for _left, top, _right, _bottom in margins[1:])


def test_text_layer_of_plan_354_holds_its_words_and_no_others(
    value: appendix.Appendix, printed: Path
) -> None:
    command = [str(PDFTOTEXT), "-raw", str(printed), "-"]
    read = subprocess.run(command, capture_output=True, check=True).stdout.decode()  # noqa: S603

    pages = read.count("\f")
    cells = [
        "PHỤ LỤC",
        value.title,
        value.attached,
        *(value.columns * pages),
        *(group.heading for group in value.groups),
        *(str(number) for number in range(2, pages + 1)),
        *(
            cell
            for row in value.rows
            for cell in (row.content, *row.lines, row.lead, row.support, row.deadline)
        ),
    ]
    assert read == unicodedata.normalize("NFC", read)
    whole = read.replace("/\n", "/")  # a line may end behind a slash, inside a word
    assert Counter(whole.split()) == Counter(" ".join(cells).split())
