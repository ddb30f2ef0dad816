"""Prints for everybody: each is made once, one at a time, in a place of their own."""

from contextlib import AbstractContextManager, suppress

from django.conf import settings

from papi_portal import kept_prints, pdf, slots
from tasks.reports.public.papers import Paperlike


def find(document: Paperlike) -> bytes:
    """Return a document as PDF, kept or made now.

    Raises NotNowError while another one is made, else what `pdf.render_apart` does.
    """
    pages = document.pages
    kept = kept_prints.name(pages)
    file = kept_prints.find(kept)
    return file.read_bytes() if file else _made(document, pages, kept)


def one_at_a_time() -> AbstractContextManager[int]:
    """Hold the only place of this machine in which something is made for everybody.

    Raises slots.NoneFreeError at once while another holds it.
    """
    return slots.taken(settings.VAR_DIR / "public-printers", count=1, wait=0)


def _made(document: Paperlike, pages: tuple[str, ...], kept: str) -> bytes:
    try:
        with one_at_a_time():
            is_short = pdf.is_short(*pages, rows=document.rows)
            made = pdf.render(*pages) if is_short else pdf.render_apart(*pages)
    except slots.NoneFreeError as error:
        raise pdf.NotNowError(pdf.BUSY) from error
    with suppress(OSError):  # a full disk: it is printed again for the next one
        kept_prints.keep(kept, made)
    return made
