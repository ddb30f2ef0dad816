"""The one door to WeasyPrint: HTML in, PDF out, nothing fetched.

Source of the form: Nghị định 30/2020/NĐ-CP, Phụ lục I; its typeface is printed with
Liberation Serif, whose widths equal Times New Roman's.
"""

import ctypes.util
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from weasyprint.urls import URLFetcher

TYPEFACE = "LiberationSerif-Regular"
FONT_FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path.home() / ".local/share/fonts",
    Path.home() / ".fonts",
)
HORN_O = 0x01A1
"""ơ: Debian 12's fonts-liberation 1.07 lacks it and prints half of each word in another face."""

REMEDY = (
    "run: make install (or: apt-get install libpango-1.0-0 libpangoft2-1.0-0 fonts-liberation2)"
)


class PdfUnavailableError(Exception):
    """Raised when this machine cannot make PDFs; the text says why."""


@cache
def problem() -> str | None:
    """Return why PDF cannot be made on this machine, in English for its operator, or None."""
    libraries = ("pango-1.0", "pangoft2-1.0", "gobject-2.0")
    missing = [name for name in libraries if not ctypes.util.find_library(name)]
    if missing:
        return f"the system library {', '.join(missing)} is missing."
    if not any(_has_vietnamese(file) for file in _font_files()):
        return "no Liberation Serif with Vietnamese letters (version 2) is installed."
    return None


@cache
def widths(*, bold: bool) -> dict[str, float]:
    """Return how wide the letters of the typeface are, in em; none where it is not installed."""
    from fontTools.ttLib import TTFont

    regular = next((file for file in _font_files() if _has_vietnamese(file)), None)
    if regular is None:
        return {}
    file = regular.with_stem(TYPEFACE.replace("Regular", "Bold")) if bold else regular
    with TTFont(file, lazy=True) as font:
        advances, em = font["hmtx"], font["head"].unitsPerEm
        return {chr(code): advances[name][0] / em for code, name in font.getBestCmap().items()}


def render(*parts: str) -> bytes:
    """Return pages of HTML as one PDF; each part counts its own pages, as appendices do.

    The HTML must hold its style sheet; links, images and attachments are never fetched.
    Raises PdfUnavailableError when Pango or the typeface is missing.
    """
    reason = problem()
    if reason is not None:
        raise PdfUnavailableError(reason)
    from weasyprint import HTML
    from weasyprint.text.fonts import FontConfiguration

    # Hinting and full fonts are of no use on paper and cost most of the time.
    options = {"hinting": False, "full_fonts": False, "presentational_hints": True}
    fetcher, fonts = _closed_fetcher(), FontConfiguration()
    drawn = [
        HTML(string=html, url_fetcher=fetcher).render(font_config=fonts, **options)
        for html in parts
    ]
    pages = [page for document in drawn for page in document.pages]
    return bytes(drawn[0].copy(pages).write_pdf(**options))


def _closed_fetcher() -> "URLFetcher":
    from weasyprint.urls import URLFetcher

    class ClosedFetcher(URLFetcher):  # type: ignore[misc]
        """Refuses every address, file: and data: included."""

        def fetch(self, url: str, headers: object = None) -> NoReturn:
            msg = f"printing fetches nothing: {url}"
            raise ValueError(msg)

    return ClosedFetcher()


def _font_files() -> list[Path]:
    return [
        file
        for folder in FONT_FOLDERS
        if folder.is_dir()
        for file in folder.rglob(f"{TYPEFACE}.[to]tf")
    ]


def _has_vietnamese(file: Path) -> bool:
    from fontTools.ttLib import TTFont

    with TTFont(file, lazy=True) as font:
        return HORN_O in font.getBestCmap()
