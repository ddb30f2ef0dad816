"""What tasks are about when a province's own set of criteria goes on in a next version."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Model, QuerySet

from indicators.models import Component, Framework
from indicators.own_sets.rows import Node
from papi_portal.wording import said

Years = tuple[int, int | None]
"""The first and the last year of a version; none while it is open."""

GO_ON = said(
    "{count} nhiệm vụ của kế hoạch từ năm {year} đang gắn với bộ {span}: chuyển sang tiêu chí nối"
    " tiếp ở bộ này."
)
STAY = said(
    "{count} nhiệm vụ của kế hoạch từ năm {year} gắn với tiêu chí của bộ {span} mà bộ này không"
    " nối tiếp (mã {codes}): giữ nguyên, bảng tổng hợp từ năm {year} xếp vào cột “Khác” đến khi"
    " được gắn lại."
)
OUTSIDE = said(
    "{count} nhiệm vụ của kế hoạch bắt đầu ngoài những năm của bộ này mà còn chạy từ năm {year}"
    " vẫn gắn với bộ {span}: bảng tổng hợp từ năm {year} xếp vào cột “Khác”."
)


@dataclass(frozen=True, slots=True)
class Links:
    """Tasks that are about the version before another, in plans of years that it leaves."""

    going: frozenset[int] = frozenset()
    """Primary keys of tasks one of whose components is followed."""
    sentences: tuple[str, ...] = ()


def find(before: Framework | None, nodes: Sequence[Node], years: Years, *, is_new: bool) -> Links:
    """Return what a version carries on of the one before it; one query.

    What it does not carry on is told when the version `is_new`.
    """
    if before is None:
        return Links()
    first, last = years
    found = (
        _about(before, first)
        .order_by("component__position")
        .values_list("task", "component__code", "task__plan__year_from")
    )
    followed = {one.follows for one in nodes}
    going, staying, outside = set[int](), set[int](), set[int]()
    codes: list[str] = []
    for task, code, year in found:
        if not first <= year <= (last or year):
            outside.add(task)
        elif code in followed:
            going.add(task)
        else:
            staying.add(task)
            codes.append(code)
    told: list[tuple[str, Collection[int]]] = [(GO_ON, going)]
    told += [(STAY, staying), (OUTSIDE, outside)] if is_new else []
    words = {"span": before.span, "year": first, "codes": ", ".join(dict.fromkeys(codes))}
    said = (sentence.format(count=len(tasks), **words) for sentence, tasks in told if tasks)
    return Links(frozenset(going), tuple(said))


def of_years(before: Framework, years: Years) -> QuerySet[Model]:
    """Return the links to a version of tasks whose plans begin in these years."""
    first, last = years
    links = _about(before, first).filter(task__plan__year_from__gte=first)
    return links if last is None else links.filter(task__plan__year_from__lte=last)


def _about(before: Framework, first: int) -> QuerySet[Model]:
    """Return the links to a version of tasks whose plans run in this year or later."""
    links: QuerySet[Model] = Component.tasks.through.objects.all()
    return links.filter(component__framework=before, task__plan__year_to__gte=first)
