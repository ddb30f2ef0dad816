"""Versions of indexes: what each measures, and what became of it in another."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from indicators.comparing import compare
from indicators.models import Framework, Index
from indicators.versions import Versions
from plans.access import PortalRequest, Right, requires


@require_safe
@requires(Right.READ)
def framework_list(request: PortalRequest) -> HttpResponse:
    """Show the indexes with their versions."""
    indexes = Index.objects.prefetch_related("frameworks__territory")
    return render(request, "indicators/framework_list.html", {"indexes": indexes})


@require_safe
@requires(Right.READ)
def framework_detail(request: PortalRequest, code: str) -> HttpResponse:
    """Show the tree of a version, or what changed since another of the same index."""
    framework = get_object_or_404(Framework.objects.select_related("index"), code=code)
    versions = Versions.of(framework.index.code)
    others = [one for one in versions.frameworks if one.pk != framework.pk]
    asked = request.GET.get("against", "")
    other = next((one for one in others if one.code == asked), None)
    if asked and other is None:
        raise Http404
    page = {
        "framework": framework,
        "others": others,
        "other": other,
        "tree": framework.components.all(),
        "comparison": other
        and compare(versions, *sorted((framework, other), key=lambda one: one.first_year)),
    }
    return render(request, "indicators/framework_detail.html", page)
