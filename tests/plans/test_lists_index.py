"""The page from which lists go out and come in."""

import pytest

from tests.plans.list_files import received
from tests.plans.list_pages import HOSTILE, Facts, address, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def test_both_lists_have_a_template_and_a_way_in(facts: Facts) -> None:
    page = text(facts.client.get(address("list-index")))

    for kind in ("units", "memberships"):
        for name in ("list-upload", "list-blank", "list-present"):
            assert f'href="{address(name, kind)}"' in page


def test_own_uploads_are_listed_and_nobody_elses(facts: Facts) -> None:
    own = received(facts.person, facts.content(), file_name=HOSTILE)
    other = text(facts.colleague().get(address("list-index")))

    page = text(facts.client.get(address("list-index")))

    assert f'href="{own.get_absolute_url()}"' in page
    assert "chờ xác nhận" in page
    assert "<script>alert" not in page
    assert own.get_absolute_url() not in other


def test_menu_leads_administrators_here_and_nobody_else(facts: Facts) -> None:
    link = f'href="{address("list-index")}"'

    assert link in text(facts.client.get(address("list-index")))
    assert link not in text(facts.stranger().get("/plans/"))


def test_others_do_not_know_of_the_page(facts: Facts) -> None:
    assert facts.stranger().get(address("list-index")).status_code == 404
    assert facts.client.post(address("list-index")).status_code == 405


def test_page_costs_few_queries(facts: Facts, django_assert_max_num_queries: object) -> None:
    facts.waiting()

    with django_assert_max_num_queries(6):  # type: ignore[operator]
        facts.client.get(address("list-index"))
