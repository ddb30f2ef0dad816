"""The one door to WeasyPrint: HTML in, PDF out, nothing fetched.

A short document is printed here and now by the process that is asked; a long one in a child process
with limits, on behalf of a job.

Source of the form: Nghị định 30/2020/NĐ-CP, Phụ lục I; its typeface is printed with
Liberation Serif, whose widths equal Times New Roman's.
"""

import ctypes.util
import gc
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from papi_portal import MADE_BY, slots
from papi_portal.child import MIB, Door, Limits, Watch
from papi_portal.wording import said

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

SHORT_ROWS, SHORT_LENGTH, SHORT_PARTS = 200, 100_000, 30
"""Rows, letters of HTML, and parts with pages of their own, up to which a web process prints: each
is about two seconds of its time."""

REMEDY = (
    "run: make install (or: apt-get install libpango-1.0-0 libpangoft2-1.0-0 fonts-liberation2)"
)


class PdfUnavailableError(Exception):
    """Raised when this machine cannot make PDFs; the text says why."""


class TooHeavyError(Exception):
    """Raised for a document that broke the limits of printing; the text says what to do."""


class NotNowError(Exception):
    """Raised for a document that a job should print; the text says why."""


TOO_LONG = said("Tài liệu dài nên được lập riêng; cứ làm việc khác trong lúc chờ.")
BUSY = said("Máy chủ đang in nhiều tài liệu; tài liệu này sẽ được lập riêng.")


@cache
def problem() -> str | None:
    """Return why PDF cannot be made on this machine, in English for its operator, or None."""
    libraries = ("pango-1.0", "pangoft2-1.0", "gobject-2.0")
    missing = [name for name in libraries if not ctypes.util.find_library(name)]
    if missing:
        return f"the system library {', '.join(missing)} is missing."
    if typeface() is None:
        return "no Liberation Serif with Vietnamese letters (version 2) is installed."
    return None


def typeface() -> Path | None:
    """Return the file of the typeface's regular letters, None where it is not installed."""
    return next((file for file in _font_files() if _has_vietnamese(file)), None)


@cache
def widths(*, bold: bool) -> dict[str, float]:
    """Return how wide the letters of the typeface are, in em; none where it is not installed."""
    from fontTools.ttLib import TTFont

    regular = typeface()
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
    return draw(_packed(parts))


def draw(data: bytes) -> bytes:
    """Return the parts, as a list in JSON, as a PDF, on a machine that is known to print."""
    from weasyprint import HTML
    from weasyprint.text.fonts import FontConfiguration

    # Hinting and full fonts are of no use on paper and cost most of the time.
    options = {"hinting": False, "full_fonts": False, "presentational_hints": True}
    fetcher, fonts = _closed_fetcher(), FontConfiguration()
    drawn = [
        HTML(string=html, url_fetcher=fetcher).render(font_config=fonts, **options)
        for html in json.loads(data)
    ]
    pages = [page for document in drawn for page in document.pages]
    return bytes(drawn[0].copy(pages).write_pdf(finisher=_tell, **options))


def _tell(_document: object, file: Any) -> None:
    """Let a file say which portal made it and when, and nothing of the machine's programs."""
    import pydyf

    file.info["Producer"] = pydyf.String(MADE_BY)
    file.info["CreationDate"] = pydyf.String(f"{datetime.now(UTC):D:%Y%m%d%H%M%SZ}")
    file.info.setdefault("Author", pydyf.String(MADE_BY))


def draw_each(data: bytes) -> list[bytes]:
    """Return documents, as lists of parts in JSON, each as a PDF of its own."""
    drawn = []
    for parts in json.loads(data):
        drawn.append(draw(_packed(parts)))
        gc.collect()  # a document leaves circles behind, as large as itself
    return drawn


def _packed(parts: Sequence[str]) -> bytes:
    return json.dumps(parts, ensure_ascii=False).encode()


PRINTER = Door(
    place=f"{__name__}:PRINTER",
    jobs={"draw": f"{__name__}:draw", "draw_each": f"{__name__}:draw_each"},
    values=(),
    refusal=TooHeavyError,
    heavy=said(
        "Tài liệu quá dài hoặc quá nặng, không lập được trong giới hạn bộ nhớ và thời gian của máy"
        " chủ. Hãy chọn ít nội dung hơn, hoặc báo quản trị hệ thống."
    ),
    limits=Limits(memory=1024 * MIB, cpu_seconds=120, wall_seconds=120),
    is_shared=False,
)


def is_short(*parts: str, rows: int) -> bool:
    """Tell whether a web process prints this itself."""
    is_short = rows <= SHORT_ROWS and len(parts) <= SHORT_PARTS
    return is_short and sum(map(len, parts)) <= SHORT_LENGTH


def render_now(*parts: str, rows: int) -> bytes:
    """Return a short document as a PDF, printed in this process, of which few print at once.

    Raises NotNowError for what a job should print, PdfUnavailableError as `render` does.
    """
    if not is_short(*parts, rows=rows):
        raise NotNowError(TOO_LONG)
    with turn():
        return render(*parts)


@contextmanager
def turn() -> Iterator[None]:
    """Hold one of the places of those who print in web processes; raises NotNowError without one.

    Nobody waits for a place here: waiting would hold a thread that could show pages to others.
    """
    # Imported here, because the child imports this module and must do without Django.
    from django.conf import settings

    folder, count = settings.VAR_DIR / "printers", settings.PRINTERS_AT_ONCE
    try:
        with slots.taken(folder, count=count, wait=0):
            yield
    except slots.NoneFreeError as error:
        raise NotNowError(BUSY) from error


def render_apart(*parts: str, watch: Watch | None = None) -> bytes:
    """Return a document of any length as a PDF, printed in a child process with limits.

    Raises TooHeavyError where these do not suffice, PdfUnavailableError as `render` does, and
    whatever `watch` raises, which is called again and again.
    """
    reason = problem()
    if reason is not None:
        raise PdfUnavailableError(reason)
    printed: bytes = PRINTER.run("draw", _packed(parts), watch=watch)
    return printed


def render_each_apart(
    documents: Sequence[Sequence[str]], watch: Watch | None = None
) -> list[bytes]:
    """Return short documents as PDFs, printed by one child: starting it costs as much as one.

    Raises what `render_apart` does, for all of them as soon as it is too much.
    """
    reason = problem()
    if reason is not None:
        raise PdfUnavailableError(reason)
    asked = json.dumps(documents, ensure_ascii=False).encode()
    printed: list[bytes] = PRINTER.run("draw_each", asked, watch=watch)
    return printed


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
