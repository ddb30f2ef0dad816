"""Pages and files that are everybody's: what provinces show of their plans, without sign-in.

A reader who has a page already is told so after one query; a cache between may keep it a minute.
"""

from collections.abc import Callable, Iterator
from functools import wraps
from http import HTTPStatus
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ObjectDoesNotExist
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.crypto import salted_hmac
from django.utils.http import http_date, parse_etags
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from papi_portal import csv_files, pdf
from papi_portal.pages import asked_number, attachment, download
from plans.access import PortalRequest
from plans.models import Plan
from plans.views.printing import RETRY_SECONDS
from tasks.reports import poster_sheets
from tasks.reports.public import (
    as_json,
    kept_data,
    papers,
    places,
    plan_rows,
    printed,
    province,
    shown,
    tables,
)
from tasks.reports.public.shown import Shown

Params = ParamSpec("Params")
View = Callable[Concatenate[PortalRequest, Params], HttpResponseBase]
KEPT = "public, max-age=60, must-revalidate"
"""A minute: what a province switches off may stand in a cache for as long, and no longer."""
SALT = "tasks.public"
"""Of the signature of marks: who has not been given one cannot make it."""
SETTLED_SECONDS = 60
"""A moment younger than this is not told: more may have changed within the same second."""
ROBOTS = """User-agent: *
Allow: /public/
Disallow: /public/*.pdf
Disallow: /public/*/data
Disallow: /
Crawl-delay: 10
"""
"""Pages may be found; files are for people, who ask for few."""


def open_to_all(view: View[Params]) -> View[Params]:
    """Open a view to everybody; what is not shown is not found, on a page without a sign-in."""

    @login_not_required
    @require_safe
    @wraps(view)
    def opened(
        request: PortalRequest, *args: Params.args, **kwargs: Params.kwargs
    ) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except (ObjectDoesNotExist, Http404):
            return render(request, "tasks/public_missing.html", status=404)

    return cast("View[Params]", opened)


@open_to_all
def public_index(request: PortalRequest) -> HttpResponseBase:
    """List the provinces that show their plans; without one there is no such page."""
    listed = shown.find_all(on=request.today, at=timezone.now())
    if not listed:
        raise Http404
    provinces = [one.province for one in listed]
    return _told(
        request, listed[0], lambda: _page(request, "tasks/public_index.html", provinces=provinces)
    )


@open_to_all
def public_province(request: PortalRequest, code: str) -> HttpResponseBase:
    """Show a province's plans, communes, accepted progress, targets and published results."""
    found, period = _find(request, code), asked_number(request, "period")
    page = "tasks/public_province.html"
    return _told(request, found, lambda: _page(request, page, found=province.find(found, period)))


@open_to_all
def public_place(request: PortalRequest, code: str, place: str) -> HttpResponseBase:
    """Show a commune, what it was and became, and its plans."""
    found, page = _find(request, code), "tasks/public_place.html"

    def drawn() -> HttpResponse:
        return _page(request, page, shown=found, found=places.find(found, place))

    return _told(request, found, drawn)


@open_to_all
def public_plan(request: PortalRequest, code: str, pk: int) -> HttpResponseBase:
    """Show an issued plan with its rows."""
    found, page = _find(request, code), "tasks/public_plan.html"

    def drawn() -> HttpResponse:
        return _page(request, page, shown=found, found=plan_rows.find(found, pk))

    return _told(request, found, drawn)


@open_to_all
def public_appendix_pdf(request: PortalRequest, code: str, pk: int) -> HttpResponseBase:
    """Print the appendix of a plan in force."""
    return _print(request, code, pk, papers.appendix_of)


@open_to_all
def public_poster_file(request: PortalRequest, code: str, pk: int, size: str) -> HttpResponseBase:
    """Print the poster of a plan in force, a3 or a4."""
    if size not in poster_sheets.SIZES:
        raise Http404
    return _print(request, code, pk, papers.poster_of(size))


@open_to_all
def public_table_file(request: PortalRequest, code: str, name: str) -> HttpResponseBase:
    """Give one table of a province's open data as CSV."""
    found = _find(request, code)
    if name not in tables.TABLES:
        raise Http404

    def lines() -> Iterator[bytes]:
        return csv_files.lines(tables.as_texts(tables.of_province(found)[name]))

    return _data(request, found, f"papi-{code}-{name}.csv", csv_files.CSV, lines)


@open_to_all
def public_data_file(request: PortalRequest, code: str) -> HttpResponseBase:
    """Give a province's open data as one JSON document."""
    found = _find(request, code)

    def lines() -> Iterator[bytes]:
        return as_json.lines(found, at=timezone.now())

    return _data(request, found, f"papi-{code}.json", "application/json", lines)


@open_to_all
def robots_file(request: PortalRequest) -> HttpResponseBase:
    """Tell search engines what they may read: pages that are everybody's, and nothing else."""
    return HttpResponse(ROBOTS, content_type="text/plain")


def _find(request: PortalRequest, code: str) -> Shown:
    return shown.find(code, on=request.today, at=timezone.now())


def _told(
    request: PortalRequest,
    found: Shown,
    draw: Callable[[], HttpResponseBase],
    *,
    is_there: bool = False,
) -> HttpResponseBase:
    """Answer that nothing changed since the reader's copy, or draw; say how long it may be kept.

    The mark was read before anything else: what changes meanwhile makes the next one another. It is
    of this address alone, so who has it was given the page. Any other question whether a copy is
    good ("*", a date) is answered after the page was found to be there.
    """
    mark = salted_hmac(SALT, f"{found.mark} {request.get_full_path()}", algorithm="sha256")
    etag = f'W/"{mark.hexdigest()[:32]}"'
    settled = (timezone.now() - found.changed_at).total_seconds() > SETTLED_SECONDS
    changed_at = int(found.changed_at.timestamp()) if settled else None
    answer = None if is_there or _is_known(request, etag) else draw()
    if answer is None or answer.status_code == HTTPStatus.OK:
        answer = get_conditional_response(request, etag, changed_at) or answer or draw()
    if answer.status_code in {HTTPStatus.OK, HTTPStatus.NOT_MODIFIED}:
        answer["ETag"], answer["Cache-Control"] = etag, KEPT
        if changed_at:
            answer["Last-Modified"] = http_date(changed_at)
    return answer


def _is_known(request: PortalRequest, etag: str) -> bool:
    """Tell whether the reader has the copy with this very mark."""
    return etag in parse_etags(request.headers.get("If-None-Match", ""))


def _page(request: PortalRequest, page: str, **known: Any) -> HttpResponse:
    return render(request, page, {**known, "lang": _lang(request)})


def _lang(request: PortalRequest) -> str:
    """Return what keeps the language of a page in the addresses that it leads to."""
    return "?lang=en" if get_language() == "en" else ""


def _data(
    request: PortalRequest, found: Shown, name: str, kind: str, lines: Callable[[], Iterator[bytes]]
) -> HttpResponseBase:
    """Give a file that is kept, or make it; say to come again where another is being made."""

    def drawn() -> HttpResponseBase:
        try:
            answer = FileResponse(kept_data.find(found, name, lines), content_type=kind)
        except kept_data.BusyError:
            return _busy(request)
        answer["Content-Disposition"] = attachment(name)
        return answer

    return _told(request, found, drawn, is_there=True)


def _print(
    request: PortalRequest, code: str, pk: int, lay_out: Callable[[Plan], papers.Paperlike]
) -> HttpResponseBase:
    """Give a print that is kept, or print it; say to come again where another is being printed."""
    found = _find(request, code)

    def drawn() -> HttpResponse:
        document = lay_out(plan_rows.find_issued(found, pk))
        try:
            return download(printed.find(document), f"{document.title}.pdf")
        except (pdf.NotNowError, pdf.PdfUnavailableError, pdf.TooHeavyError):
            return _busy(request)

    return _told(request, found, drawn)


def _busy(request: PortalRequest) -> HttpResponse:
    busy = render(request, "tasks/public_busy.html", {"again": request.path}, status=503)
    busy["Retry-After"] = RETRY_SECONDS
    return busy
