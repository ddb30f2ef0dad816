"""The register of issued reports: of one's own unit, or of all whose reports one reads."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from papi_portal.pages import asked_number, download, sheet
from plans.access import PortalRequest, Right, requires
from tasks.reports import issued_register as register
from tasks.reports.issued_register import MISSING, SHOWN, Wanted
from tasks.reports.issued_workbook import missing_workbook, workbook


@require_safe
@requires(Right.READ)
def issued_list(request: PortalRequest) -> HttpResponse:
    """Show the numbers of a year in their order, or the accepted reports that have none."""
    viewer, known = request.viewer, register.years(request.viewer)
    wanted = _wanted(request, known)
    units = register.units(viewer, wanted.year)
    counts = register.counts(viewer=viewer, wanted=wanted)
    named = [one for one in units if wanted.unit_id == one.pk or wanted.means_all_of(units)]
    page = {
        "wanted": wanted,
        "year": wanted.year,
        "years": sorted({wanted.year, *known}, reverse=True),
        "units": units,
        "unit": next(iter(named), None),
        "periods": register.periods(viewer, wanted.year),
        "shown": [(key, word, counts[key]) for key, word in SHOWN.items()],
        "without": counts[MISSING],
        "reviews": viewer.may(Right.REVIEW),
        **_rows(request, wanted),
    }
    return render(request, "tasks/issued_list.html", page)


@require_safe
@requires(Right.READ)
def issued_list_file(request: PortalRequest) -> HttpResponse:
    """Give the same rows, all of them, as a workbook."""
    viewer, year = request.viewer, request.today.year
    asked = asked_number(request, "year")
    wanted = _wanted(request, [asked or year])
    if wanted.of_missing:
        reports = register.missing(viewer=viewer, wanted=wanted)
        rows = register.missing_rows(reports, on=request.today)
        content = missing_workbook(rows, wanted=wanted, with_phones=viewer.may(Right.REVIEW))
        return download(content, f"Báo cáo chưa ban hành {wanted.year}.xlsx")
    numbers = register.rows(register.listed(viewer=viewer, wanted=wanted))
    return download(workbook(numbers, wanted=wanted), f"Sổ văn bản đã ban hành {wanted.year}.xlsx")


def _wanted(request: PortalRequest, known: list[int]) -> Wanted:
    show = request.GET.get("show", "")
    return Wanted(
        year=asked_number(request, "year") or next(iter(known), request.today.year),
        unit_id=asked_number(request, "unit"),
        period_id=asked_number(request, "period"),
        show=show if show in SHOWN else "",
    )


def _rows(request: PortalRequest, wanted: Wanted) -> dict[str, object]:
    """Return the asked-for sheet: of reports without a number, or of numbers."""
    viewer = request.viewer
    if wanted.of_missing:
        found = sheet(register.missing(viewer=viewer, wanted=wanted), request)
        return {
            "sheet": found,
            "rows": register.missing_rows(found.object_list, on=request.today),
        }
    found = sheet(register.listed(viewer=viewer, wanted=wanted), request)
    return {"sheet": found, "rows": register.rows(found.object_list)}
