"""The published scores of a province come in from Excel: shown first, then all or nothing."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from indicators.access import may_enter_scores
from indicators.actions.score_lists import import_scores
from indicators.models import Score
from indicators.scores import own_lists
from indicators.scores.columns import SCORES
from papi_portal import list_previews
from papi_portal.importing import Outcome, run
from papi_portal.wording import said
from papi_portal.workbook import Table
from plans.access import PortalRequest, Right, requires
from plans.list_forms import ListUploadForm
from plans.models import Territory

DONE = said("Đã nhập kết quả công bố: thêm {created}, sửa {updated}, giữ nguyên {unchanged}.")


@require_http_methods(["GET", "POST"])
@requires(Right.READ)
def score_import(request: PortalRequest, pk: int) -> HttpResponse:
    """Ask for a list of published scores, show what it would do, or take it in as it was shown."""
    province = get_object_or_404(Territory, pk=pk, level=Territory.Level.PROVINCE)
    if not may_enter_scores(request.viewer, province):
        raise PermissionDenied
    form = ListUploadForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    return list_previews.answer(request, ScoresPage(request, province), form)


class ScoresPage:
    """The published scores of a province."""

    asks = "indicators/score_import.html"
    shows = "indicators/score_preview.html"

    def __init__(self, request: PortalRequest, province: Territory) -> None:
        self.request, self.province = request, province

    @property
    def address(self) -> str:
        return reverse("indicators:score-import", args=[self.province.pk])

    @property
    def facts(self) -> Mapping[str, Any]:
        """What the page knows before a file is chosen."""
        has_scores = Score.objects.filter(territory=self.province).exists()
        return {"province": self.province, "columns": SCORES, "has_scores": has_scores}

    def read(self, form: ListUploadForm) -> Table:
        return own_lists.read(form.cleaned_data["file"].read(), self.province)

    def packed(self, taken: Table) -> str:
        return own_lists.packed(taken, self.province)

    def unpacked(self, kept: str) -> Table:
        return own_lists.unpacked(kept, self.province)

    def planned(self, taken: Table) -> tuple[Outcome, Mapping[str, Any]]:
        """Return what the list would do to the scores of the province."""
        provinces = own_lists.provinces_of(self.province)
        outcome = run([own_lists.OwnScoreResource(provinces, on=self.request.viewer.on)], taken)
        return outcome, {}

    def take_in(self, taken: Table, seen: str) -> HttpResponse | None:
        """Take the scores in as they were seen, then show where the province stands."""
        outcome = import_scores(
            province=self.province,
            table=taken,
            seen=seen,
            by=self.request.viewer,
            at=timezone.now(),
        )
        if outcome.problems or outcome.fingerprint != seen:
            return None
        counts = {name: getattr(outcome, name) for name in ("created", "updated", "unchanged")}
        messages.success(self.request, DONE.format(**counts))
        return redirect("indicators:standing", self.province.pk)
