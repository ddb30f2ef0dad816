"""Printing: HTML in, PDF out, nothing fetched; and a plain word when this machine cannot."""

import base64
import ctypes.util
import inspect
import json
import socket
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from PIL import Image
from pypdf import PdfReader

from papi_portal import pdf

if TYPE_CHECKING:
    from pypdf.generic import DictionaryObject


@pytest.fixture
def _asked_again() -> Iterator[None]:
    """Let the machine be examined anew, before and after."""
    pdf.problem.cache_clear()
    yield
    pdf.problem.cache_clear()


def printed(html: str) -> PdfReader:
    return PdfReader(BytesIO(pdf.render(html)))


def test_vietnamese_is_printed_and_read_back() -> None:
    words = "Ủy ban nhân dân xã Điềm He – hằng năm, 05 tháng 02, đường sắt, ưu tiên, nghỉ lễ"
    style = "<style>@page { size: A4 landscape } body { font-family: 'Liberation Serif' }</style>"

    page = printed(f"{style}<p>{words}</p>").pages[0]

    assert words in " ".join(page.extract_text().split())
    assert page.mediabox.width > page.mediabox.height
    resources = cast("DictionaryObject", page["/Resources"])
    fonts = [font.get_object() for font in cast("DictionaryObject", resources["/Font"]).values()]
    names = [str(cast("DictionaryObject", font)["/BaseFont"]) for font in fonts]
    assert names
    assert all("Liberation-Serif" in name for name in names)


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    file = tmp_path / "picture.png"
    Image.new("RGB", (2, 2), "red").save(file)
    return file


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    file = tmp_path / "sheet.css"
    file.write_text('p::after { content: "LEAKED" }')
    return file


def test_local_files_stay_where_they_are(picture: Path, sheet: Path) -> None:
    read = printed(
        f'<link rel="stylesheet" href="{sheet.as_uri()}">'
        f'<link rel="attachment" href="{sheet.as_uri()}">'
        '<link rel="attachment" href="file:///etc/passwd">'
        f'<style>@import "{sheet.as_uri()}"; p {{ background: url({picture.as_uri()}) }}</style>'
        f'<p>Kế hoạch</p><img src="{picture.as_uri()}"><img src="file:///etc/passwd">'
        f'<object data="{picture.as_uri()}"></object><embed src="{picture.as_uri()}">'
        f'<svg><image href="{picture.as_uri()}" width="9" height="9"/></svg>'
    )

    assert read.pages[0].extract_text().strip() == "Kế hoạch"
    assert not read.pages[0].images
    assert not read.attachments


def test_pictures_inside_the_address_are_not_read_either(picture: Path) -> None:
    held = base64.b64encode(picture.read_bytes()).decode()

    read = printed(f'<p>Kế hoạch</p><img src="data:image/png;base64,{held}">')

    assert not read.pages[0].images


def test_nothing_is_asked_of_the_network() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.1)
        here = f"http://127.0.0.1:{listener.getsockname()[1]}"

        read = printed(
            f'<base href="{here}/"><link rel="stylesheet" href="a.css">'
            f'<link rel="attachment" href="{here}/a.txt"><style>@import "{here}/b.css";'
            f"@font-face {{ font-family: x; src: url({here}/x.woff) }} p {{ font-family: x;"
            f' background: url({here}/b.png) }}</style><p>Kế hoạch</p><img src="{here}/c.png">'
        )

        with pytest.raises(TimeoutError):
            listener.accept()
    assert read.pages[0].extract_text().strip() == "Kế hoạch"
    assert not read.attachments


@pytest.mark.usefixtures("_asked_again")
def test_missing_pango_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        ctypes.util, "find_library", lambda name: None if "pango" in name else "found"
    )

    assert pdf.problem() == "the system library pango-1.0, pangoft2-1.0 is missing."
    with pytest.raises(pdf.PdfUnavailableError, match=r"pango-1\.0"):
        pdf.render("<p>Kế hoạch</p>")


@pytest.mark.usefixtures("_asked_again")
def test_missing_typeface_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(pdf, "FONT_FOLDERS", (tmp_path, tmp_path / "none"))

    assert "no Liberation Serif" in str(pdf.problem())


def test_letters_without_a_typeface_have_no_width(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(pdf, "FONT_FOLDERS", (tmp_path,))

    assert inspect.unwrap(pdf.widths)(bold=False) == {}


@pytest.mark.usefixtures("_asked_again")
@pytest.mark.parametrize(("letters", "usable"), [("aoơ", True), ("aô", False)])
def test_typeface_without_horned_o_is_not_enough(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, letters: str, usable: bool
) -> None:
    make_font(tmp_path / "LiberationSerif-Regular.ttf", letters)
    monkeypatch.setattr(pdf, "FONT_FOLDERS", (tmp_path,))

    assert (pdf.problem() is None) is usable


def make_font(file: Path, letters: str) -> None:
    """Write a typeface that knows these letters and draws nothing."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.ttLib.tables._g_l_y_f import Glyph

    builder = FontBuilder(1000)
    builder.setupGlyphOrder([".notdef", "blank"])
    builder.setupCharacterMap(dict.fromkeys(map(ord, letters), "blank"))
    builder.setupGlyf({".notdef": Glyph(), "blank": Glyph()})
    builder.setupHorizontalMetrics({".notdef": (500, 0), "blank": (500, 0)})
    builder.setupHorizontalHeader()
    builder.setupPost()
    builder.save(file)


def test_each_document_is_a_file_of_its_own() -> None:
    one, two = pdf.draw_each(json.dumps([["<p>Một</p>", "<p>Hai</p>"], ["<p>Ba</p>"]]).encode())

    assert [len(PdfReader(BytesIO(file)).pages) for file in (one, two)] == [2, 1]
