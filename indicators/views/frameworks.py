"""Versions of indexes: what each measures, and what became of it in another."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from indicators import workbooks
from indicators.access import may_keep_own_sets
from indicators.comparing import Comparison, compare
from indicators.models import Component, Framework, Index
from indicators.versions import Versions
from papi_portal.pages import download
from papi_portal.workbook import write
from plans.access import PortalRequest, Right, requires
from plans.models import Territory


@require_safe
@requires(Right.READ)
def framework_list(request: PortalRequest) -> HttpResponse:
    """Show the indexes with their versions."""
    seen = Framework.objects.visible_to(request.viewer).select_related("territory", "index")
    page = {"groups": _groups(seen), "kept": _kept(request)}
    return render(request, "indicators/framework_list.html", page)


@require_safe
@requires(Right.READ)
def framework_detail(request: PortalRequest, code: str) -> HttpResponse:
    """Show the tree of a version, or what changed since another of the same index."""
    asked = _asked(request, code)
    own = asked.framework.territory
    page = {
        "keeps": own is not None and may_keep_own_sets(request.viewer, own),
        "framework": asked.framework,
        "others": asked.others,
        "other": asked.other,
        "tree": asked.tree,
        "is_bilingual": any(one.name_en for one in asked.tree),
        "comparison": asked.comparison,
    }
    return render(request, "indicators/framework_detail.html", page)


@require_safe
@requires(Right.READ)
def framework_workbook(request: PortalRequest, code: str) -> HttpResponse:
    """Give the tree of a version, or what changed since another, as a workbook."""
    asked = _asked(request, code)
    name = f"{asked.framework.index.short_name}, {asked.framework.span}"
    if asked.comparison is None:
        sheet = workbooks.tree(asked.framework, asked.tree)
        return download(write([sheet]), f"Bộ tiêu chí {name}.xlsx")
    return download(write([workbooks.versions(asked.comparison)]), f"So sánh {name}.xlsx")


@dataclass(frozen=True, slots=True)
class Group:
    """The indexes of the nation, or those that one province alone has, with their versions."""

    territory: Territory | None
    indexes: dict[Index, list[Framework]]


def _groups(frameworks: Iterable[Framework]) -> list[Group]:
    """Return versions by index, those of the nation first."""
    found: dict[Territory | None, Group] = {None: Group(None, {})}
    for one in frameworks:
        group = found.setdefault(one.territory, Group(one.territory, {}))
        group.indexes.setdefault(one.index, []).append(one)
    return list(found.values())


def _kept(request: PortalRequest) -> list[Territory]:
    """Return the provinces of today whose own sets the viewer takes in."""
    standing = Territory.objects.in_force(request.today).order_by("name")
    provinces = standing.filter(level=Territory.Level.PROVINCE)
    return [one for one in provinces if may_keep_own_sets(request.viewer, one)]


@dataclass(frozen=True, slots=True)
class Asked:
    """The version that an address names, the others of its index, and one of these beside it."""

    framework: Framework
    others: list[Framework]
    other: Framework | None
    tree: list[Component]
    comparison: Comparison | None


def _asked(request: PortalRequest, code: str) -> Asked:
    seen = Framework.objects.visible_to(request.viewer).select_related("index", "territory")
    framework = get_object_or_404(seen, code=code)
    versions = Versions.of(framework.index.code, territory_id=framework.territory_id)
    others = [one for one in versions.frameworks if one.pk != framework.pk]
    wanted = request.GET.get("against", "")
    other = next((one for one in others if one.code == wanted), None)
    if wanted and other is None:
        raise Http404
    pair = sorted((framework, other), key=lambda one: one.first_year) if other else None
    return Asked(
        framework=framework,
        others=others,
        other=other,
        tree=list(framework.components.select_related("parent", "follows")),
        comparison=compare(versions, *pair) if pair else None,
    )
