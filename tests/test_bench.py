"""What the benchmarks measure is all that people open."""

from collections import defaultdict

from django.urls import resolve

from tests.bench.pages import PAGES
from tests.tasks.access_table import TABLE

FILES = ("-pdf", "-file", "-workbook", "-picture", "-blank", "-errors", "-present", "-feed")
"""How the names of addresses end that give a file."""
NO_PAGES = {
    "indicators:home",
    "plans:trail-export",
    "tasks:intake-row-act",
    "tasks:intake-split",
    "tasks:progress-save",
    "tasks:progress-sheet",
    "tasks:progress-token",
}
"""Addresses that lead on, give a file, or only take what is sent."""
OF_WHAT_A_LOAD_LACKS = {
    "plans:first-password",
    "plans:job-again",
    "plans:job-cancel",
    "plans:job-detail",
    "plans:language-choose",
    "plans:list-confirm",
    "plans:list-discard",
    "plans:list-import",
    "plans:post-first-password",
    "tasks:evidence-remove",
    "tasks:finding-check",
    "tasks:intake-confirm",
    "tasks:intake-detail",
    "tasks:intake-discard",
    "tasks:intake-head",
    "tasks:intake-names",
    "tasks:intake-row",
    "tasks:intake-territory",
    "tasks:issued-withdraw",
    "tasks:period-delete",
    "tasks:period-open",
    "tasks:plan-changes",
    "tasks:plan-publication",
    "tasks:public-index",
    "tasks:public-place",
    "tasks:public-plan",
    "tasks:public-province",
    "tasks:section-edit",
    "tasks:signed-add",
    "tasks:signed-withdraw",
    "tasks:target-delete",
    "tasks:target-edit",
}
"""Pages of one thing each; those of an uploaded plan are measured by `tests.bench.plans`."""


def test_each_page_of_the_portal_is_measured() -> None:
    things = defaultdict(lambda: "1", waiting="1/1/1", accepted="1/1/1")
    paths = [address.format_map(things).partition("?")[0] for address in PAGES.values()]
    measured = {resolve(path).view_name for path in paths}

    pages = {name for name in TABLE if not name.endswith(FILES)} - NO_PAGES

    assert pages - measured == OF_WHAT_A_LOAD_LACKS
