"""What the printing commands share: which plan, and a file that is written whole or not at all."""

from argparse import ArgumentParser
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from papi_portal import drawings, pdf
from papi_portal.paper import Paper
from plans.models import Period, Plan

PDF_ONLY = ("pdf",)


def add_file(parser: ArgumentParser) -> None:
    """Ask for the file and its kind; the kind is what the file's name ends with."""
    parser.add_argument("--out", type=Path, required=True, help="file to write")
    parser.add_argument(
        "--format", choices=drawings.KINDS, help="pdf unless the file's name says other"
    )


def kind_asked(
    options: Mapping[str, Any], kinds: Sequence[str] = drawings.KINDS, instead: str = ""
) -> str:
    """Return the kind of file that is to be written.

    Raises CommandError for one that the document does not have: `instead` says what to do then.
    """
    out: Path = options["out"]
    kind: str = options["format"] or out.suffix.lstrip(".").lower() or "pdf"
    if kind in kinds:
        return kind
    if kind in drawings.KINDS:
        raise CommandError(instead)
    msg = f"{out}: of the kind {kind!r} there is no file; name it .{' or .'.join(kinds)}"
    raise CommandError(f"{msg}, or give --format.")


def write(paper: Paper, *, out: Path, kind: str) -> None:
    """Draw a document into a file of a kind, as `write_drawn`."""
    write_drawn(lambda: drawings.draw(paper, kind), out=out)


def write_drawn(draw: Callable[[], bytes], *, out: Path) -> None:
    """Draw into a file; raises CommandError with what to do, and leaves no half file."""
    if not out.name or out.is_dir():
        msg = f"{out} is a folder: give the name of the file to write."
        raise CommandError(msg)
    unfinished = out.with_name(f".{out.name}.unfinished")
    try:
        unfinished.write_bytes(draw())
        unfinished.replace(out)
    except pdf.PdfUnavailableError as error:
        msg = f"No PDF on this machine: {error} {pdf.REMEDY}"
        raise CommandError(msg) from error
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        msg = f"{out} cannot be written: {error.strerror}"
        raise CommandError(msg) from error


def find_plan(word: str) -> Plan:
    """Return the plan of a number or an id; raises CommandError with those that share a number."""
    places = ("territory", "issuer__territory__parent__parent")
    plans = Plan.objects.select_related(*places)
    found = list(plans.filter(number=word).exclude(number=""))
    if not found and word.isascii() and word.isdecimal() and len(word) < 10:
        found = list(plans.filter(pk=int(word)))
    if len(found) == 1:
        return found[0]
    if not found:
        msg = f"No plan has the number {word!r} (like 354/KH-UBND); the page /plans/ lists them."
        raise CommandError(msg)
    lines = [f"  {plan.pk}: {plan}, {plan.issued_on}, {plan.issuer}" for plan in found]
    raise CommandError(
        "\n".join([f"{len(found)} plans have the number {word}; give the id:", *lines])
    )


def find_period(word: str) -> Period:
    """Return the period of a name or an id; raises CommandError with those that share a name."""
    periods = Period.objects.select_related("territory")
    found = list(periods.filter(name=word))
    if not found and word.isascii() and word.isdecimal() and len(word) < 10:
        found = list(periods.filter(pk=int(word)))
    if len(found) == 1:
        return found[0]
    if not found:
        msg = f"No period is called {word!r} (like Quý IV/2026); the page /periods/ lists them."
        raise CommandError(msg)
    lines = [f"  {one.pk}: {one}, {one.territory}" for one in found]
    raise CommandError("\n".join([f"{len(found)} periods are called {word}; give the id:", *lines]))
