"""The administrators' page about the public page: seen before it is switched on."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from papi_portal.wording import said
from plans import actions
from plans.access import PortalRequest, Right, requires
from plans.models import Plan, Territory
from tasks.forms.publication import PublicationForm
from tasks.reports.public import preview

ON = said("Trang công khai đã mở. Bất kỳ ai cũng xem được, không cần đăng nhập.")
SAVED = said("Đã lưu điều kiện sử dụng dữ liệu.")
OFF = said("Trang công khai đã tắt. Địa chỉ của trang không còn nữa.")


@require_http_methods(["GET", "POST"])
@requires(Right.READ)
def publication(request: PortalRequest, pk: int) -> HttpResponse:
    """Show which plans everybody would see; switch it on after a confirmation, off at once."""
    province = _province(request, pk)
    found = preview.build(province, on=request.today)
    stands = {"licence": found.shown.publication.licence}
    form = PublicationForm(request.POST or None, initial=stands, is_on=found.is_on)
    if request.method == "POST" and "off" in request.POST:
        actions.unpublish(province=province, by=request.viewer, at=timezone.now())
        messages.success(request, OFF)
        return redirect(request.path)
    if request.method == "POST" and form.is_valid():
        licence = form.cleaned_data["licence"]
        actions.publish(province=province, licence=licence, by=request.viewer, at=timezone.now())
        messages.success(request, SAVED if found.is_on else ON)
        return redirect(request.path)
    page = {"province": province, "preview": found, "form": form}
    return render(request, "tasks/publication.html", page, status=422 if form.errors else 200)


@require_safe
@requires(Right.READ)
def publication_preview(request: PortalRequest, pk: int) -> HttpResponse:
    """Show the public page as everybody would see it, and one plan in full."""
    province = _province(request, pk)
    page = {"province": province, "seen": preview.seen(province, on=request.today)}
    return render(request, "tasks/publication_preview.html", page)


@require_POST
@requires(Right.READ)
def plan_publication(request: PortalRequest, pk: int) -> HttpResponse:
    """Keep a plan out of the public page of its province, or let it be shown again."""
    plans = Plan.objects.visible_to(request.viewer).select_related("issuer")
    plan = get_object_or_404(plans.select_related("territory__parent__parent"), pk=pk)
    province = preview.province_of(plan, on=request.today)
    act = actions.keep_out if "out" in request.POST else actions.show_again
    act(plan=plan, province=province, by=request.viewer, at=timezone.now())
    return redirect("tasks:publication", province.pk)


def _province(request: PortalRequest, pk: int) -> Territory:
    """Return a province that stands and whose page the viewer switches: else 404 or 403."""
    seen = Territory.objects.visible_to(request.viewer).in_force(request.today)
    province = get_object_or_404(seen, pk=pk, level=Territory.Level.PROVINCE)
    if not request.viewer.publishes(province.pk):
        raise PermissionDenied
    return province
