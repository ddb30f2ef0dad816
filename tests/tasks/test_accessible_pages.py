"""What a page says to who does not see it: tables, headings, names, and mistakes of a form."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from django.test.html import Element, parse_html

from tests.tasks.access_facts import Facts
from tests.tasks.access_roles import OK, ROLES
from tests.tasks.access_stored import undone
from tests.tasks.access_table import TABLE

pytestmark = pytest.mark.django_db
NAMING = ("for", "aria-labelledby", "aria-describedby", "aria-controls")
GROUPED = {"radio", "checkbox"}
"""Those of a group are described by its fieldset."""
FILES = ("-file", "-pdf", "-workbook", "-errors", "-blank", "-present", "-sheet", "-export")
PAGES = [name for name, row in TABLE.items() if OK in row.get and not name.endswith(FILES)]
FORMS = [name for name, row in TABLE.items() if row.writers]


def elements(parent: Element) -> Iterator[Element]:
    """Yield what stands below an element, in the order in which it is read."""
    for child in parent.children:
        if isinstance(child, Element):
            yield child
            yield from elements(child)


def value(element: Element, name: str) -> str:
    """Return an attribute; one that has no value is named like itself."""
    given = dict(element.attributes)
    stands = given.get(name, "")
    return name if stands is None else stands


def words(element: Element) -> str:
    return " ".join(one if isinstance(one, str) else words(one) for one in element.children)


def tables(page: list[Element]) -> Iterator[str]:
    """Yield what is missing in tables: the name of each, and what each heading is the head of."""
    for table in (one for one in page if one.name == "table"):
        inside = list(elements(table))
        if not any(one.name == "caption" and words(one).strip() for one in inside):
            yield f"table without caption: {value(table, 'class')}"
        yield from (
            f"heading of nothing: {words(one)}"
            for one in inside
            if one.name == "th" and not value(one, "scope")
        )


def headings(page: list[Element]) -> Iterator[str]:
    """Yield where the tree of headings is broken: one at its top, no level passed over."""
    levels = [
        int(value(one, "aria-level") or one.name[1])
        for one in page
        if one.name in {"h1", "h2", "h3", "h4", "h5", "h6"}
    ]
    if levels.count(1) != 1:
        yield f"{levels.count(1)} main headings"
    for above, below in pairwise(levels):
        if below > above + 1:
            yield f"level {below} follows on level {above}"


def names(page: list[Element]) -> Iterator[str]:
    """Yield ids given twice, and what points to an id that is not there."""
    ids = [value(one, "id") for one in page if value(one, "id")]
    yield from (f"id twice: {one}" for one in sorted(set(ids)) if ids.count(one) > 1)
    for one in page:
        for attribute in NAMING:
            wanted = set(value(one, attribute).split()) - set(ids)
            yield from (f"{attribute} of <{one.name}> points to nothing: {gone}" for gone in wanted)


def mistakes(page: list[Element]) -> Iterator[str]:
    """Yield what keeps a refused form from being heard: its summary first, then each field."""
    focused = [one for one in page if value(one, "autofocus")]
    told = [one for one in focused if value(one, "role") == "alert" and value(one, "tabindex")]
    if not told or focused[0] is not told[0]:
        yield "no alert takes the focus"
    wrong = [one for one in page if value(one, "aria-invalid")]
    yield from (
        f"not described: {value(one, 'name')}"
        for one in wrong
        if not value(one, "aria-describedby") and value(one, "type") not in GROUPED
    )
    if any(value(one, "class") == "errorlist" for one in page) and not wrong:
        yield "no field is marked as wrong"


def parsed(response: Any) -> list[Element]:
    """Return the elements of a page; none of what is no page."""
    if response.streaming:
        b"".join(response)  # read to its end, a file is closed
        return []
    is_page = response.get("Content-Type", "").startswith("text/html") and response.content
    return list(elements(parse_html(response.content.decode()))) if is_page else []


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether a PDF may be had does not depend on the machine's fonts."""
    monkeypatch.setattr("papi_portal.pdf.render", lambda *_parts: b"%PDF-")


def test_pages_read_in_order_and_their_tables_say_what_they_hold(standing_facts: Facts) -> None:
    found, pages = {}, 0
    for name in PAGES:
        role = next(role for role in reversed(ROLES) if TABLE[name].get[ROLES.index(role)] == OK)
        with undone():
            client = standing_facts.client(role)
            page = parsed(client.get(standing_facts.address(name)))
        pages += bool(page)
        if page and (wrong := [*tables(page), *headings(page), *names(page)]):
            found[name] = wrong

    assert found == {}
    assert pages > 80


def test_refused_forms_are_told_and_their_fields_say_what_is_wrong(standing_facts: Facts) -> None:
    found, refused = {}, 0
    for name in FORMS:
        role = min(TABLE[name].writers, key=ROLES.index)
        with undone():
            client = standing_facts.client(role)
            response = client.post(standing_facts.address(name), {"nothing": "that is asked for"})
            page = parsed(response) if response.status_code in {409, 422} else []
        refused += bool(page)
        if page and (wrong := [*mistakes(page), *headings(page), *names(page)]):
            found[name] = wrong

    assert found == {}
    assert refused > 25


def test_the_check_itself_bites() -> None:
    page = list(
        elements(
            parse_html(
                """<main><h1>Một</h1><h3 id="a">Ba</h3><p id="a" aria-labelledby="b"></p>
                <table><caption></caption><tr><th>Tên</th></tr></table>
                <input name="number" aria-invalid="true"></main>"""
            )
        )
    )

    assert list(tables(page)) == ["table without caption: ", "heading of nothing: Tên"]
    assert list(headings(page)) == ["level 3 follows on level 1"]
    assert list(names(page)) == ["id twice: a", "aria-labelledby of <p> points to nothing: b"]
    assert list(mistakes(page)) == ["no alert takes the focus", "not described: number"]
