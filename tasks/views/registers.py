"""The register of issued reports: of one's own unit, or of all whose reports one reads."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from papi_portal.pages import asked_number, download, sheet
from plans.access import PortalRequest, Right, requires
from tasks.reports import issued_register as register
from tasks.reports.issued_workbook import workbook


@require_safe
@requires(Right.READ)
def issued_list(request: PortalRequest) -> HttpResponse:
    """Show the numbers of a year in their order, and what became of each."""
    viewer, unit_id = request.viewer, asked_number(request, "unit")
    known = register.years(viewer)
    year = asked_number(request, "year") or next(iter(known), request.today.year)
    found = sheet(register.listed(viewer=viewer, year=year, unit_id=unit_id), request)
    units = register.units(viewer, year)
    named = [one for one in units if one.pk == unit_id or (unit_id is None and len(units) == 1)]
    page = {
        "year": year,
        "years": sorted({year, *known}, reverse=True),
        "units": units,
        "unit": next(iter(named), None),
        "is_narrowed": unit_id is not None,
        "sheet": found,
        "rows": register.rows(found.object_list),
    }
    return render(request, "tasks/issued_list.html", page)


@require_safe
@requires(Right.READ)
def issued_list_file(request: PortalRequest) -> HttpResponse:
    """Give the same numbers, all of them, as a workbook."""
    year = asked_number(request, "year") or request.today.year
    unit_id = asked_number(request, "unit")
    found = register.listed(viewer=request.viewer, year=year, unit_id=unit_id)
    return download(
        workbook(register.rows(found), year=year), f"Sổ văn bản đã ban hành {year}.xlsx"
    )
