"""The appendix and the poster of an issued plan, as everybody may have them: without persons."""

from collections.abc import Callable
from dataclasses import replace

from papi_portal.paper import Paper
from plans.models import Plan
from tasks.reports import appendix, poster
from tasks.reports.appendix import AppendixGroup, AppendixRow
from tasks.reports.persons import unnamed
from tasks.reports.poster_sheets import PosterOf

Paperlike = Paper | PosterOf


def appendix_of(plan: Plan) -> Paper:
    """Return the appendix as issued; it bears no signature."""
    found = appendix.build(plan)
    return appendix.as_paper(
        replace(
            found, title=unnamed(found.title), groups=tuple(_group(one) for one in found.groups)
        )
    )


def _group(group: AppendixGroup) -> AppendixGroup:
    return AppendixGroup(unnamed(group.heading), tuple(_row(row) for row in group.rows))


def _row(row: AppendixRow) -> AppendixRow:
    return replace(
        row,
        content=unnamed(row.content),
        lines=tuple(unnamed(line) for line in row.lines),
        lead=unnamed(row.lead),
        support=unnamed(row.support),
        deadline=unnamed(row.deadline),
        output=unnamed(row.output),
    )


def poster_of(size: str) -> Callable[[Plan], PosterOf]:
    """Return what makes the poster of a plan on a size of paper."""

    def made(plan: Plan) -> PosterOf:
        return PosterOf(poster.build(plan), size)

    return made
