"""A list comes in by a page: asked for, shown first, then all of it or nothing.

The list waits in the form of its preview, and on the server nothing does.
"""

from collections.abc import Mapping
from typing import Any, Protocol, TypeVar

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from papi_portal.importing import Outcome
from papi_portal.kept_lists import PreviewGoneError
from papi_portal.wording import said
from papi_portal.zip_guard import BadPackageError

GONE = said("Trang xem trước đã quá 24 giờ hoặc không còn nguyên. Hãy tải tệp lên lại.")

F = TypeVar("F", bound=Form, contravariant=True)
L = TypeVar("L")


class ListPage(Protocol[F, L]):
    """What a page takes in: F is the form that asks for it, L what was read, with all about it."""

    asks: str
    """Template of the page that asks; it gets `form`."""
    shows: str
    """Template of the preview; it gets the outcome, its parts on one sheet each, and the list."""

    @property
    def address(self) -> str:
        """Where the page is."""

    @property
    def facts(self) -> Mapping[str, Any]:
        """What both templates get besides."""

    def read(self, form: F) -> L:
        """Return what a form without errors brings; raise BadPackageError for no list."""

    def packed(self, taken: L) -> str:
        """Return it as the preview keeps it."""

    def unpacked(self, kept: str) -> L:
        """Return what a preview kept; raise PreviewGoneError for anything else."""

    def planned(self, taken: L) -> tuple[Outcome, Mapping[str, Any]]:
        """Return what the list would do, and what the preview's template gets of it besides."""

    def take_in(self, taken: L, seen: str) -> HttpResponse | None:
        """Take the list in and answer; None, with nothing written, if it would do otherwise."""


def answer(request: HttpRequest, page: ListPage[F, L], form: F) -> HttpResponse:
    """Ask for a list, show what it would do, or take it in as it was shown."""
    if "table" in request.POST:
        return _confirmed(request, page)
    if form.is_valid():
        try:
            return _preview(request, page, page.read(form))
        except BadPackageError as error:
            form.add_error("file", str(error))
    return ask(request, page, form)


def ask(request: HttpRequest, page: ListPage[F, L], form: F) -> HttpResponse:
    """Show the form, with what is wrong in it."""
    status = 422 if form.errors else 200
    return render(request, page.asks, {**page.facts, "form": form}, status=status)


def _preview(
    request: HttpRequest, page: ListPage[F, L], taken: L, *, is_otherwise: bool = False
) -> HttpResponse:
    outcome, more = page.planned(taken)
    shown = {
        **page.facts,
        **more,
        "outcome": outcome,
        "problems": Paginator(outcome.problems, len(outcome.problems) or 1).page(1),
        "changes": Paginator(outcome.changes, len(outcome.changes) or 1).page(1),
        "table": page.packed(taken),
        "is_otherwise": is_otherwise,
    }
    status = 409 if is_otherwise else 422 if outcome.problems else 200
    return render(request, page.shows, shown, status=status)


def _confirmed(request: HttpRequest, page: ListPage[F, L]) -> HttpResponse:
    """Take a list in as its preview showed it; what changed meanwhile is shown anew."""
    try:
        taken = page.unpacked(request.POST["table"])
    except PreviewGoneError:
        messages.error(request, GONE)
        return redirect(page.address)
    answered = page.take_in(taken, request.POST.get("seen", ""))
    return answered or _preview(request, page, taken, is_otherwise=True)
