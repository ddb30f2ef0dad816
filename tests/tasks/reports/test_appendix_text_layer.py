"""What a reader of the printed appendix can copy out of it, with Poppler's own tool."""

import shutil
import subprocess
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from plans.models import Plan
from tasks import demo
from tasks.reports import appendix
from tests import factories

PDFTOTEXT = shutil.which("pdftotext")


@pytest.mark.skipif(PDFTOTEXT is None, reason="poppler-utils is not installed")
@pytest.mark.django_db
def test_text_layer_of_plan_354_holds_its_words_and_no_others(tmp_path: Path) -> None:
    demo.load(at=factories.NOW, with_people=False)
    value = appendix.build(Plan.objects.get(number="354/KH-UBND"))
    (tmp_path / "appendix.pdf").write_bytes(appendix.as_pdf(value))

    command = [str(PDFTOTEXT), "-raw", str(tmp_path / "appendix.pdf"), "-"]
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
