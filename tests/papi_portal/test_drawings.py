"""Files that web processes draw: what is printed for them takes its turn."""

from typing import Any

import pytest

from papi_portal import drawings, pdf, pictures
from papi_portal.paper import Paper, Part, Picture

PICTURE = Picture("Điểm", "Điểm các năm", "<svg/>", 40, 20)
WITH, WITHOUT = (Paper("Báo cáo", "UBND xã", (Part(blocks),)) for blocks in ((PICTURE,), ()))


def never(*_args: Any, **_options: Any) -> bytes:
    raise AssertionError("printed without a place")


@pytest.mark.parametrize(("paper", "kind"), [(WITH, "docx"), (WITHOUT, "pdf")])
def test_what_is_printed_for_a_file_takes_a_place(
    paper: Paper, kind: str, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.PRINTERS_AT_ONCE = 0
    monkeypatch.setattr(pdf, "render", never)
    monkeypatch.setattr(pictures, "as_png", never)

    with pytest.raises(pdf.NotNowError):
        drawings.draw_now(paper, kind)


@pytest.mark.parametrize(("paper", "kind"), [(WITHOUT, "docx"), (WITH, "xlsx")])
def test_what_prints_nothing_needs_no_place(paper: Paper, kind: str, settings: Any) -> None:
    settings.PRINTERS_AT_ONCE = 0

    assert drawings.draw_now(paper, kind).startswith(b"PK")
