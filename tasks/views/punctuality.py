"""How punctual units are in a year: figures, the reports behind each, and both as a workbook."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from papi_portal.pages import asked_number, attachment, sheet
from papi_portal.wording import joined, said
from papi_portal.workbook import XLSX
from plans.access import PortalRequest, Right, requires
from plans.models import Territory
from tasks.models.submissions import ReturnReason
from tasks.reports import calendar as calendar_report
from tasks.reports import punctuality as report
from tasks.reports import return_reasons
from tasks.reports.punctuality_workbook import workbook

LEVELS = {
    "": said("Tất cả"),
    Territory.Level.COMMUNE: said("Cấp xã"),
    Territory.Level.PROVINCE: said("Cấp tỉnh"),
}


@require_safe
@requires(Right.READ)
def punctuality(request: PortalRequest) -> HttpResponse:
    """Show each unit's year, the least punctual first."""
    found = _found(request)
    page = {
        "found": found,
        "sheet": sheet(found.rows, request),
        "years": sorted({found.year, *calendar_report.years(request.viewer)}, reverse=True),
        "returns": return_reasons.build(found),
        "reasons": return_reasons.REASONS,
        "levels": LEVELS.items(),
        "level": _level(request),
    }
    return render(request, "tasks/punctuality.html", page)


@require_safe
@requires(Right.READ)
def punctuality_rows(request: PortalRequest) -> HttpResponse:
    """Show the reports behind one figure, of one unit or of all."""
    unit = asked_number(request, "unit")
    found = _found(request, unit)
    try:
        counted = found.of_unit(unit)
    except LookupError as error:
        raise Http404 from error
    show = request.GET.get("show", "")
    period, reason = asked_number(request, "period"), _reason(request)
    rows = counted.showing(show, period=period, reason=reason)
    shown = sheet(rows, request)
    shown.object_list = report.counted_alone([*shown.object_list])
    page = {
        "found": found,
        "unit": counted.unit if isinstance(counted, report.UnitRow) else None,
        "words": _said(show, reason),
        "is_narrowed": bool(show or reason or period),
        "period": next((one.owed.period for one in rows), None) if period else None,
        "sheet": shown,
    }
    return render(request, "tasks/punctuality_rows.html", page)


@require_safe
@requires(Right.READ)
def punctuality_file(request: PortalRequest) -> HttpResponse:
    """Give the figures of all units, or of one, and their proof as a workbook."""
    unit = asked_number(request, "unit")
    try:
        found = _found(request, unit).only(unit)
    except LookupError as error:
        raise Http404 from error
    response = HttpResponse(workbook(found, request.viewer), content_type=XLSX)
    one = found.rows[0].unit if "unit" in request.GET and found.rows else found.calendar
    whose = f", {one}" if one else ""
    name = f"Chấp hành chế độ báo cáo {found.year}{whose}.xlsx"
    response["Content-Disposition"] = attachment(name)
    return response


def _found(request: PortalRequest, unit: int | None = None) -> report.Punctuality:
    return report.build(
        viewer=request.viewer,
        year=asked_number(request, "year") or request.today.year,
        on=request.today,
        level=_level(request),
        unit=unit,
        calendar=asked_number(request, "calendar"),
    )


def _reason(request: PortalRequest) -> str:
    asked = request.GET.get("reason", "")
    return asked if asked in ReturnReason else ""


def _said(show: str, reason: str) -> str:
    """Say what the reports are narrowed to."""
    words = report.SHOWN.get(show, "")
    because = said("trả lại vì {reason}", reason=ReturnReason(reason).label) if reason else ""
    return joined((words, because), by=", ")


def _level(request: PortalRequest) -> str:
    asked = request.GET.get("level", "")
    return asked if asked in LEVELS else ""
