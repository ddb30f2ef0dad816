"""Printed documents that are kept by what stands in them, so that the same is not printed twice.

A name is the hash of the document's value and of all that draws it, and says nothing else: whoever
can make the value may have the print. What nobody asked for in a while is swept away.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings

from papi_portal.paper import Paper

HERE = Path(__file__).parent
OF_PAPERS = ("paper.py", "pdf.py", "typeface.py")
DRAWN_WITH = (*(HERE / one for one in OF_PAPERS), settings.BASE_DIR / "templates" / "print")
"""What decides how a paper looks, besides WeasyPrint."""


def name(document: Paper | tuple[str, ...]) -> str:
    """Return the name under which a paper, or its pages, are kept as printed today."""
    return sha256(f"{_drawing()}\n{document!r}".encode()).hexdigest()


def place(kept: str) -> Path:
    """Return where a print is kept, or would be."""
    return _folder() / f"{kept}.pdf"


def find(kept: str) -> Path | None:
    """Return a print that is kept, noting that it was asked for; None if it is not there."""
    file = place(kept)
    try:
        os.utime(file)
    except FileNotFoundError:
        return None
    return file


def keep(kept: str, printed: bytes) -> Path:
    """Keep a print, whole or not at all; raises OSError where the disk refuses."""
    file = place(kept)
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=file.parent, suffix=".unfinished", delete=False) as unfinished:
        try:
            unfinished.write(printed)
            unfinished.flush()
            os.fsync(unfinished.fileno())
            Path(unfinished.name).replace(file)
        except BaseException:
            Path(unfinished.name).unlink(missing_ok=True)
            raise
    return file


def drop(kept: str) -> None:
    """Forget a print that turned out to be broken."""
    place(kept).unlink(missing_ok=True)


def sweep(*, before: float) -> int:
    """Remove what was not asked for since a moment, in seconds of the clock; return how many."""
    old = list(_unasked(before))
    for file in old:
        file.unlink(missing_ok=True)
    return len(old)


def _unasked(before: float) -> Iterator[Path]:
    for file in _folder().glob("*.*"):
        with suppress(FileNotFoundError):  # swept by another worker
            if file.stat().st_mtime < before:
                yield file


def _folder() -> Path:
    folder: Path = settings.VAR_DIR / "prints"
    return folder


@cache
def _drawing() -> str:
    """Return what tells one way of drawing from another: code, templates and WeasyPrint."""
    files = [
        file
        for one in DRAWN_WITH
        for file in (sorted(one.iterdir()) if one.is_dir() else [one])
        if file.is_file()
    ]
    drawing = sha256(version("weasyprint").encode())
    for file in files:
        drawing.update(file.read_bytes())
    return drawing.hexdigest()
