"""Type the published scores of one province and year."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from indicators import actions, workbooks
from indicators.access import may_correct_means, may_enter_scores
from indicators.models import PAPI, Framework, Score
from indicators.scores.columns import SCORES
from indicators.scores.forms import ScoreForm
from indicators.scores.typed_sets import Choice, choice, score_set
from papi_portal.pages import asked_number, download
from papi_portal.wording import said
from papi_portal.workbook import guide, write
from plans.access import PortalRequest, Right, requires
from plans.models import Succession, Territory

DONE = said("Đã lưu kết quả {index} năm {year}: thêm {created}, sửa {updated}, bỏ {removed}.")
SAME = said("Không có gì thay đổi so với số đang lưu.")
NO_SETS = said(
    "Chưa có bộ tiêu chí nào của chỉ số này, nên chưa nhập được kết quả: nạp bộ tiêu chí trước."
)


@require_http_methods(["GET", "POST"])
@requires(Right.READ)
def score_entry(request: PortalRequest, pk: int) -> HttpResponse:
    """Show the scores of a province in a year as a form of the version's tree, or take them in."""
    province = get_object_or_404(Territory, pk=pk, level=Territory.Level.PROVINCE)
    if not may_enter_scores(request.viewer, province):
        raise PermissionDenied
    chosen = _chosen(request, province)
    if chosen is None:
        messages.warning(request, NO_SETS)
        return redirect("indicators:framework-list")
    if chosen.framework is None:
        return _page(request, province, chosen, before=_before(province))
    form = _form(request, province, chosen.year, chosen.framework)
    if not form.is_valid():
        return _page(request, province, chosen, form=form)
    try:
        entered = _enter(request, form)
    except actions.ScoresChangedError:
        now = score_set(province, chosen.year, chosen.framework)
        again = form.on_top_of(now)
        return _page(request, province, chosen, form=again, changed=now.changed_since(form.said))
    messages.success(request, _told(chosen, entered))
    return redirect(request.get_full_path())


@require_safe
@requires(Right.READ)
def score_workbook(request: PortalRequest, pk: int) -> HttpResponse:
    """Give the published scores of a province and year as a list that can come back."""
    province = get_object_or_404(Territory, pk=pk, level=Territory.Level.PROVINCE)
    chosen = _chosen(request, province)
    if chosen is None or chosen.framework is None:
        raise Http404
    scores = Score.objects.filter(
        territory=province, year=chosen.year, component__framework=chosen.framework
    )
    sheets = [workbooks.published(scores), guide(SCORES)]
    return download(write(sheets), f"{chosen.index} {province.name} {chosen.year}.xlsx")


def _form(
    request: PortalRequest, province: Territory, year: int, framework: Framework
) -> ScoreForm:
    stands = score_set(province, year, framework)
    return ScoreForm(
        request.POST or None,
        stands=stands,
        on=request.viewer.on,
        corrects_means=may_correct_means(request.viewer),
    )


def _enter(request: PortalRequest, form: ScoreForm) -> actions.Entered:
    return actions.enter_scores(
        province=form.stands.province,
        year=form.stands.year,
        framework=form.stands.framework,
        entries=form.entries,
        means=form.means,
        source=form.cleaned_data["source"],
        published_on=form.cleaned_data["published_on"],
        seen=form.said,
        by=request.viewer,
        at=timezone.now(),
    )


def _page(request: PortalRequest, province: Territory, chosen: Choice, **more: Any) -> HttpResponse:
    page = {"province": province, "chosen": chosen, "form": None, "changed": None, **more}
    refused = 409 if page["changed"] is not None else 422
    status = refused if request.method == "POST" else 200
    return render(request, "indicators/score_entry.html", page, status=status)


def _chosen(request: PortalRequest, province: Territory) -> Choice | None:
    return choice(
        province,
        index=request.GET.get("index", PAPI),
        year=asked_number(request, "year"),
        on=request.today,
    )


def _before(province: Territory) -> list[Territory]:
    """Return the provinces that went into this one: earlier years are theirs."""
    links = Succession.objects.filter(successor=province).select_related("predecessor")
    return [link.predecessor for link in links]


def _told(chosen: Choice, entered: actions.Entered) -> str:
    if not entered.changes:
        return SAME
    return DONE.format(
        index=chosen.index,
        year=chosen.year,
        created=len(entered.created),
        updated=len(entered.updated),
        removed=len(entered.removed),
    )
