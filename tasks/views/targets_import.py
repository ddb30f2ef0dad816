"""A list of targets comes back from Excel: shown first, then all of it or nothing."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from indicators.targets import lists
from indicators.targets.columns import TARGETS
from indicators.targets.resources import TargetResource
from papi_portal import list_previews
from papi_portal.importing import Outcome, run
from papi_portal.pages import whole_number
from papi_portal.wording import said
from papi_portal.workbook import Table
from plans.access import PortalRequest, Right, requires
from plans.list_forms import ListUploadForm
from plans.models import Plan
from tasks import actions
from tasks.access import may_edit_plan
from tasks.views.chosen import DRAFT, chosen_plan, refusals_told

DONE = said("Đã nhập mục tiêu: thêm {created}, sửa {updated}, giữ nguyên {unchanged}.")


@require_http_methods(["GET", "POST"])
@requires(Right.READ)
@refusals_told
def targets_import(request: PortalRequest, pk: int) -> HttpResponse:
    """Ask for a list of targets, show what it would do, or take it in as it was shown."""
    plan = chosen_plan(request, pk, may_edit_plan, DRAFT)
    form = ListUploadForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    return list_previews.answer(request, TargetsPage(request, plan), form)


class TargetsPage:
    """The targets of a draft."""

    asks = "tasks/targets_import.html"
    shows = "tasks/targets_preview.html"

    def __init__(self, request: PortalRequest, plan: Plan) -> None:
        self.request, self.plan = request, plan

    @property
    def address(self) -> str:
        return reverse("tasks:targets-import", args=[self.plan.pk])

    @property
    def facts(self) -> Mapping[str, Any]:
        return {"plan": self.plan, "columns": TARGETS}

    def read(self, form: ListUploadForm) -> Table:
        return lists.read(form.cleaned_data["file"].read())

    def packed(self, taken: Table) -> str:
        return lists.packed(taken, self.plan)

    def unpacked(self, kept: str) -> Table:
        return lists.unpacked(kept, self.plan)

    def planned(self, taken: Table) -> tuple[Outcome, Mapping[str, Any]]:
        return run([TargetResource(self.plan)], taken), {}

    def take_in(self, taken: Table, seen: str) -> HttpResponse | None:
        """Take targets in on top of the version of the plan that was seen."""
        try:
            outcome = actions.import_targets(
                plan=self.plan,
                table=taken,
                seen=seen,
                version=whole_number(self.request.POST.get("version", "")) or 0,
                by=self.request.viewer,
                at=timezone.now(),
            )
        except actions.ConflictError:
            outcome = None
        if outcome is None or outcome.fingerprint != seen:
            self.plan.refresh_from_db(fields=["version"])
            return None
        counts = {name: getattr(outcome, name) for name in ("created", "updated", "unchanged")}
        messages.success(self.request, DONE.format(**counts))
        return redirect("tasks:plan-targets", self.plan.pk)
