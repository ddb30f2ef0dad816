"""A province's own set of criteria comes in: shown first, then all of it or nothing."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from indicators import actions
from indicators.access import may_keep_own_sets
from indicators.models import Framework
from indicators.own_sets import brought_in, lists
from indicators.own_sets.columns import TREE
from indicators.own_sets.forms import OwnSetForm
from papi_portal import list_previews
from papi_portal.importing import Outcome
from papi_portal.pages import download
from papi_portal.wording import said
from papi_portal.workbook import Table
from plans.access import PortalRequest, Right, requires
from plans.models import Territory

DONE = said("Đã nhập bộ tiêu chí: thêm {created}, sửa {updated}, bỏ {dropped}.")
Taken = tuple[Table, brought_in.Head]


@require_safe
@requires(Right.READ)
def framework_blank_workbook(request: PortalRequest) -> HttpResponse:
    """Give the workbook in which a set of criteria is written."""
    return download(lists.blank(), "Mẫu bộ tiêu chí.xlsx")


@require_http_methods(["GET", "POST"])
@requires(Right.READ)
def framework_import(request: PortalRequest, pk: int) -> HttpResponse:
    """Ask for a set of criteria, show what it would do, or take it in as it was shown."""
    province = get_object_or_404(Territory, pk=pk, level=Territory.Level.PROVINCE)
    if not may_keep_own_sets(request.viewer, province):
        raise PermissionDenied
    return list_previews.answer(request, OwnSetPage(request, province), _form(request, province))


def _form(request: PortalRequest, province: Territory) -> OwnSetForm:
    if request.method == "POST":
        return OwnSetForm(request.POST, request.FILES, province=province)
    own = Framework.objects.filter(territory=province)
    asked = request.GET.get("version", "")
    again = next((one for one in own if one.code == asked), None)  # PostgreSQL takes no NUL
    return OwnSetForm(initial=OwnSetForm.of(again) if again else None, province=province)


class OwnSetPage:
    """A set of criteria with what was said of it."""

    asks = "indicators/framework_import.html"
    shows = "indicators/framework_preview.html"

    def __init__(self, request: PortalRequest, province: Territory) -> None:
        self.request, self.province = request, province

    @property
    def address(self) -> str:
        return reverse("indicators:framework-import", args=[self.province.pk])

    @property
    def facts(self) -> Mapping[str, Any]:
        return {"province": self.province, "columns": TREE}

    def read(self, form: OwnSetForm) -> Taken:
        """Return the list in the file, and what the form says of it."""
        file = form.cleaned_data["file"]
        return lists.read(file.name, file.read()), form.head

    def packed(self, taken: Taken) -> str:
        return lists.packed(*taken, self.province)

    def unpacked(self, kept: str) -> Taken:
        return lists.unpacked(kept, self.province)

    def planned(self, taken: Taken) -> tuple[Outcome, Mapping[str, Any]]:
        """Return what the set would become."""
        planned = brought_in.plan(*taken, self.province)
        return planned.outcome, {"planned": planned}

    def take_in(self, taken: Taken, seen: str) -> HttpResponse | None:
        """Take a set in; for another file the form is as it was typed."""
        table, head = taken
        if "again" in self.request.POST:
            form = OwnSetForm(initial=head.said, province=self.province)
            return list_previews.ask(self.request, self, form)
        planned = actions.import_own_set(
            province=self.province,
            head=head,
            table=table,
            seen=seen,
            by=self.request.viewer,
            at=timezone.now(),
        )
        outcome = planned.outcome
        if outcome.fingerprint != seen or not planned.does_something:
            return None
        counts = {"created": outcome.created, "updated": outcome.updated}
        messages.success(self.request, DONE.format(**counts, dropped=len(planned.dropped)))
        return redirect("indicators:framework-detail", planned.code)
