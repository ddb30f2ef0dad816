"""Two tabs, two people, one row: who comes second sees both texts, and nothing is lost."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.test import Client

from plans.models import Event
from tasks.models import Progress
from tests import factories
from tests.tasks.test_progress_save import Facts
from tests.tasks.threads import at_once

pytestmark = pytest.mark.usefixtures("shared_database")
SCRIPT = {"HX-Request": "true"}


@pytest.fixture
def facts(shared_database: None) -> Facts:
    return Facts(rows=2)


def whole_page(facts: Facts, client: Client, text: str, **over: str) -> Callable[[], Any]:
    """Return the act of sending all rows, the first typed over, as a browser without script."""
    sent = facts.form({0: {"state": "in_progress", "result": text, **over}})
    return partial(client.post, facts.address, sent)


def one_row(facts: Facts, client: Client, text: str, version: str = "0") -> Callable[[], Any]:
    """Return the act of sending one row by script."""
    address = f"/progress/{facts.rows[0].pk}/{facts.period.pk}/"
    sent = {"state": "in_progress", "result": text, "version": version}
    return partial(client.post, address, sent, headers=SCRIPT)


def saves() -> int:
    return Event.objects.filter(verb="progress.record").count()


@pytest.mark.parametrize("send", [whole_page, one_row])
@pytest.mark.parametrize("is_colleague", [False, True])
def test_second_of_two_who_save_at_once_sees_both_texts(
    facts: Facts, send: Callable[..., Callable[[], Any]], is_colleague: bool
) -> None:
    other = factories.officer(facts.commune) if is_colleague else facts.officer
    tabs = [facts.client, factories.signed_in(other)]

    answers: list[Any] = at_once(
        [send(facts, tab, f"Bản {number}") for number, tab in enumerate(tabs)]
    )

    codes = [one.status_code for one in answers]
    assert sorted(codes) in ([200, 409], [302, 409]), codes
    lost = codes.index(409)
    page = answers[lost].content.decode()
    assert f"<blockquote data-mine>Bản {lost}</blockquote>" in page
    assert f"<blockquote>Bản {1 - lost}</blockquote>" in page
    assert Progress.objects.get().result == f"Bản {1 - lost}"
    assert saves() == 1


def test_two_tabs_that_save_different_rows_at_once_both_do(facts: Facts) -> None:
    tabs = [facts.client, factories.signed_in(facts.officer)]
    forms = [facts.form({at: {"state": "in_progress", "result": f"Dòng {at}"}}) for at in range(2)]

    answers: list[Any] = at_once(
        [partial(tab.post, facts.address, form) for tab, form in zip(tabs, forms, strict=True)]
    )

    assert [one.status_code for one in answers] == [302, 302]
    texts = Progress.objects.order_by("assignment__task__position").values_list("result", flat=True)
    assert list(texts) == ["Dòng 0", "Dòng 1"]
    assert saves() == 2


@pytest.mark.parametrize("version", ["0", "7", "", "x", None])
def test_page_with_an_old_forged_or_lost_version_overwrites_nothing(
    facts: Facts, version: str | None
) -> None:
    sent = facts.form({0: {"state": "in_progress", "result": "Của tôi"}})
    facts.record(0, "Của B")
    name = f"r{facts.rows[0].pk}-version"
    sent.pop(name)

    response = facts.client.post(
        facts.address, sent if version is None else {**sent, name: version}
    )

    page = response.content.decode()
    assert response.status_code == 409
    assert "<blockquote>Của B</blockquote>" in page
    assert "<blockquote data-mine>Của tôi</blockquote>" in page
    assert f'name="{name}" value="0"' in page, "to save over it is a decision of its own"
    assert (Progress.objects.get().result, saves()) == ("Của B", 1)


def test_old_tab_that_was_left_alone_takes_nothing_back(facts: Facts) -> None:
    old = facts.form({})
    facts.record(0, "Của B")

    assert facts.client.post(facts.address, old).status_code == 302
    assert (Progress.objects.get().result, saves()) == ("Của B", 1)
