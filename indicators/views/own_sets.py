"""A province's own set of criteria comes in: shown first, then all of it or nothing."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from indicators import actions, own_set_lists, own_sets
from indicators.access import may_keep_own_sets
from indicators.models import Framework
from indicators.own_set_columns import TREE
from indicators.own_set_forms import OwnSetForm
from papi_portal.kept_lists import PreviewGoneError
from papi_portal.pages import download
from papi_portal.workbook import Table
from papi_portal.zip_guard import BadPackageError
from plans.access import PortalRequest, Right, requires
from plans.models import Territory

GONE = "Trang xem trước đã quá 24 giờ hoặc không còn nguyên. Hãy tải tệp lên lại."
DONE = "Đã nhập bộ tiêu chí: thêm {created}, sửa {updated}, bỏ {dropped}."


@require_safe
@requires(Right.READ)
def framework_blank_workbook(request: PortalRequest) -> HttpResponse:
    """Give the workbook in which a set of criteria is written."""
    return download(own_set_lists.blank(), "Mẫu bộ tiêu chí.xlsx")


@require_http_methods(["GET", "POST"])
@requires(Right.READ)
def framework_import(request: PortalRequest, pk: int) -> HttpResponse:
    """Ask for a set of criteria, show what it would do, or take it in as it was shown."""
    province = get_object_or_404(Territory, pk=pk, level=Territory.Level.PROVINCE)
    if not may_keep_own_sets(request.viewer, province):
        raise PermissionDenied
    if "table" in request.POST:
        return _confirmed(request, province)
    form = _form(request, province)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            table = own_set_lists.read(file.name, file.read())
            return _preview(request, province, table, form.head)
        except BadPackageError as error:
            form.add_error("file", str(error))
    return _asked(request, province, form)


def _asked(request: PortalRequest, province: Territory, form: OwnSetForm) -> HttpResponse:
    page = {"province": province, "form": form, "columns": TREE}
    status = 422 if form.errors else 200
    return render(request, "indicators/framework_import.html", page, status=status)


def _form(request: PortalRequest, province: Territory) -> OwnSetForm:
    if request.method == "POST":
        return OwnSetForm(request.POST, request.FILES, province=province)
    own = Framework.objects.filter(territory=province)
    again = own.filter(code=request.GET.get("version", "")).first()
    return OwnSetForm(initial=OwnSetForm.of(again) if again else None, province=province)


def _preview(
    request: PortalRequest,
    province: Territory,
    table: Table,
    head: own_sets.Head,
    *,
    is_otherwise: bool = False,
) -> HttpResponse:
    planned = own_sets.plan(table, head, province)
    outcome = planned.outcome
    page = {
        "province": province,
        "planned": planned,
        "outcome": outcome,
        "problems": Paginator(outcome.problems, len(outcome.problems) or 1).page(1),
        "changes": Paginator(outcome.changes, len(outcome.changes) or 1).page(1),
        "table": own_set_lists.packed(table, head, province),
        "is_otherwise": is_otherwise,
    }
    status = 409 if is_otherwise else 422 if outcome.problems else 200
    return render(request, "indicators/framework_preview.html", page, status=status)


def _confirmed(request: PortalRequest, province: Territory) -> HttpResponse:
    """Take a list in as its preview showed it, shown anew if it would do otherwise; or ask again.

    For another file the form is as it was typed.
    """
    try:
        table, head = own_set_lists.unpacked(request.POST["table"], province)
    except PreviewGoneError:
        messages.error(request, GONE)
        return redirect("indicators:framework-import", province.pk)
    if "again" in request.POST:
        return _asked(request, province, OwnSetForm(initial=head.said, province=province))
    seen = request.POST.get("seen", "")
    planned = actions.import_own_set(
        province=province, head=head, table=table, seen=seen, by=request.viewer, at=timezone.now()
    )
    if planned.outcome.fingerprint != seen or not planned.does_something:
        return _preview(request, province, table, head, is_otherwise=True)
    outcome = planned.outcome
    counts = {"created": outcome.created, "updated": outcome.updated}
    messages.success(request, DONE.format(**counts, dropped=len(planned.dropped)))
    return redirect("indicators:framework-detail", planned.code)
