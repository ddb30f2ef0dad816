"""Nothing is read past `visible_to`: a view that forgets to ask who is looking fails here.

A query that knows no viewer reads everybody's rows; a view may use one only from this list, with
the reason why nothing of others is shown by it.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).resolve().parent.parent
VIEWS = ("plans/views/*.py", "tasks/views/*.py", "*/printing.py")
"""And what finds documents for pages and jobs."""
SCOPING = {"visible_to", "owed_by", "handed_over_by"}
"""Methods of QuerySets that keep what a viewer reads, records or may hand over."""

READ_BY_ALL = {
    "tasks/views/calendar.py::_proposed::Territory": "whether the province has districts at all",
    "tasks/views/calendar.py::kept_territory::Territory": "by the ids of the viewer's own posts",
    "tasks/views/chosen.py::chosen_row::Task": "of plans that were asked for with the viewer",
    "tasks/views/difficulties.py::_is_answered::Unit": "one of the viewer's, chosen in the form",
    "tasks/views/drafts.py::section_edit::PlanSection": "its plan is asked for with the viewer",
    "tasks/views/evidence.py::evidence_rules::EvidenceRule": "of the territory the viewer keeps",
    "tasks/printing.py::_province::Unit": "the UBND of a province that is read whole",
    "tasks/printing.py::_report_of::Period": "may_read_report; printed with rows owed in it",
    "tasks/printing.py::_report_of::Plan": "may_read_report",
    "tasks/printing.py::_report_of::Unit": "may_read_report",
    "tasks/printing.py::withdrawn::IssuedReport": "whether the viewer's own file still counts",
    "tasks/views/periods.py::choose_period::Succession": "names of places are no secret",
    "tasks/views/places.py::_may_carry::Unit": "the UBND of a territory that is seen",
    "tasks/views/places.py::territory_detail::Succession": "names of places are no secret",
    "tasks/views/queue.py::_chosen::Submission": "of the territories that the viewer reviews",
    "tasks/views/queue.py::_preview::Period": "the one before a period that is seen",
    "tasks/views/reminders.py::opened::CalendarFeed": "asked for by its secret",
    "tasks/views/reminders.py::opened::Membership": "posts of the feed's own person",
    "tasks/views/reminders.py::my_calendar::CalendarFeed": "the viewer's own",
    "tasks/views/repeating.py::_repeats::Assignment": "by ids of what the viewer owes",
    "tasks/views/reports.py::_seen::Period": "may_read_report, and rows that are owed in it",
    "tasks/views/reports.py::_seen::Plan": "may_read_report",
    "tasks/views/reports.py::_seen::Unit": "may_read_report",
    "tasks/views/saving.py::_repeated::Period": "the one before a period that is seen",
    "tasks/views/saving.py::save_rows::Assignment": "by ids of what the viewer owes",
    "tasks/views/succession.py::territory_carry::Unit": "the UBND of a territory that is seen",
    "tasks/views/work.py::_in_hand::Submission": "of the viewer's units, each asked by may_propose",
    "plans/views/jobs.py::job_detail::Job": "how many wait before one's own, and no more",
    "plans/views/jobs.py::job_detail::JobWorker": "whether there is any",
    "plans/views/lists.py::_same_file::ListImport": "administrators only; whose, not what",
}


def our_models() -> set[str]:
    """Return the names of the models whose rows are somebody's."""
    found = (model for app in ("plans", "tasks") for model in apps.get_app_config(app).get_models())
    return {model.__name__ for model in found}


def unscoped(source: str, place: str) -> Iterator[str]:
    """Yield where a module reads a model and no method behind it asks for the viewer."""
    models, tree = our_models(), ast.parse(source)
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Name) or node.id not in models:
            continue
        inside, methods = _chain(node, parents)
        if _is_read(node, parents) and not SCOPING & methods:
            yield f"{place}::{inside}::{node.id}"


def _chain(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> tuple[str, set[str]]:
    """Return the function around a name, and the methods that are called on it one by one."""
    methods, is_chained = set(), True
    while not isinstance(node, ast.FunctionDef) and node in parents:
        above = parents[node]
        is_chained = is_chained and (
            isinstance(above, ast.Attribute) or (isinstance(above, ast.Call) and above.func is node)
        )
        if is_chained and isinstance(above, ast.Attribute):
            methods.add(above.attr)
        node = above
    return getattr(node, "name", ""), methods


def _is_read(node: ast.Name, parents: dict[ast.AST, ast.AST]) -> bool:
    """Tell whether rows are read by this name: from a manager, or by Django's shortcut."""
    above = parents[node]
    managed = isinstance(above, ast.Attribute) and above.attr in {"objects", "_base_manager"}
    shortcut = isinstance(above, ast.Call) and node in above.args[:1]
    return managed or (shortcut and "_or_404" in ast.unparse(above))


def test_views_read_what_the_viewer_may_see_and_nothing_else() -> None:
    found = {
        where
        for pattern in VIEWS
        for file in sorted(ROOT.glob(pattern))
        for where in unscoped(file.read_text(encoding="utf-8"), file.relative_to(ROOT).as_posix())
    }
    assert found - set(READ_BY_ALL) == set(), "read through visible_to, or say here why not"
    assert set(READ_BY_ALL) - found == set(), "these are not read any more: take them off the list"


def test_read_without_a_viewer_is_noticed() -> None:
    forgotten = (
        "def page(request, pk):\n"
        "    one = get_object_or_404(Plan, pk=pk)\n"
        "    two = Unit.objects.select_related('territory').get(pk=pk)\n"
        "    three = Period.objects.filter(plan__in=Plan.objects.visible_to(request.viewer))\n"
        "    four = get_object_or_404(Task.objects.visible_to(request.viewer), pk=pk)\n"
        "    return Evidence.objects.of_row(one, two).visible_to(request.viewer)\n"
    )

    found = set(unscoped(forgotten, "views.py"))

    assert found == {"views.py::page::Plan", "views.py::page::Unit", "views.py::page::Period"}
