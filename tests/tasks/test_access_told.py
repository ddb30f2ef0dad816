"""The administrator's guide says at the head of each section who does it; the pages agree."""

import pytest

from papi_portal.markdown import Paragraph
from plans import guides
from plans.access import Role
from tests import factories
from tests.tasks.access_facts import Facts
from tests.tasks.access_roles import OK
from tests.tasks.access_table import TABLE

pytestmark = pytest.mark.django_db
SECTIONS = guides.guide("administrator").sections
PAGES = [
    pytest.param(section, name, id=name)
    for section in SECTIONS
    for name in section.pages
    if name in TABLE and OK in TABLE[name].get
]


def told(section: guides.Section) -> str:
    """Return who does it: the first sentence of a section."""
    head = next(block for block in section.blocks if isinstance(block, Paragraph))
    who, _, _ = "".join(piece.text for piece in head.pieces).partition(".")
    assert who.startswith("Ai làm được: ")
    return who


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.anchor)
def test_each_section_says_who_does_it(section: guides.Section) -> None:
    assert "quản trị hệ thống" in told(section)


@pytest.mark.parametrize(("section", "name"), PAGES)
def test_page_opens_to_those_who_are_named(
    standing_facts: Facts, db: None, section: guides.Section, name: str
) -> None:
    office = standing_facts.department("Sở Nội vụ")
    named = {
        "quản trị hệ thống": standing_facts.administrator,
        "quản trị của tỉnh": factories.member(office, Role.ADMIN),
        "cán bộ tổng hợp, thẩm định của Sở Nội vụ": factories.reviewer(standing_facts.province),
    }

    standing_facts.somebody = standing_facts.administrator
    address = standing_facts.address(name)
    opened = {
        words
        for words, person in named.items()
        if factories.signed_in(person).get(address).status_code == OK
    }

    assert opened == {words for words in named if words in told(section)}
