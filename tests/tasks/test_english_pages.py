"""Every page and every refused form of the portal in English: nothing is said in Vietnamese."""

from typing import Any

import pytest
from django.test import Client

from plans.models import Period, User
from tasks import reading
from tasks.models import Submission
from tests import factories
from tests.page_words import of_people, unsaid
from tests.tasks.access_facts import Facts
from tests.tasks.access_roles import GO, OK, ROLES
from tests.tasks.access_stored import undone
from tests.tasks.access_table import TABLE

pytestmark = pytest.mark.django_db
REMOVING = {"tasks:evidence-remove", "tasks:period-delete"}
"""Who removes a thing is told its name, which nobody has any more."""

OF_OTHER_WORDS = {
    "plans:guide",
    "tasks:public-index",
    "tasks:public-place",
    "tasks:public-plan",
    "tasks:public-province",
}
"""Guides are Vietnamese; public pages go by their address, whoever is signed in."""


@pytest.fixture
def facts(standing_facts: Facts, db: None) -> Facts:
    return standing_facts


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("papi_portal.pdf.render", lambda *_parts: b"%PDF-")
    monkeypatch.setattr("tasks.views.imports.read_strange", reading.read)


def english(facts: Facts, role: str) -> Client:
    client = facts.client(role)
    User.objects.update(language="en")
    return client


def left_in(response: Any, known: frozenset[str]) -> list[str]:
    content = b"".join(response).decode(errors="ignore")
    return unsaid(content, known) if response["Content-Type"].startswith("text/html") else []


def named(left: dict[str, list[str]]) -> list[str]:
    return [f"{name}: {words}" for name, found in left.items() for words in found]


def test_pages_say_nothing_in_vietnamese(facts: Facts) -> None:
    left, known = {}, of_people()
    for name, row in TABLE.items():
        if OK in row.get[1:] and name not in OF_OTHER_WORDS:
            with undone():
                client = english(facts, ROLES[row.get.index(OK, 1)])
                left[name] = left_in(client.get(facts.address(name)), known)

    assert named(left) == []


def test_forms_sent_empty_say_nothing_in_vietnamese(facts: Facts) -> None:
    left, known = {}, of_people()
    for name, row in TABLE.items():
        taken = [place for place, answer in enumerate(row.post) if place and answer in {OK, GO}]
        if taken and name not in REMOVING:
            with undone():
                client = english(facts, ROLES[taken[0]])
                left[name] = left_in(client.post(facts.address(name), {}, follow=True), known)

    assert named(left) == []


@pytest.mark.parametrize("period", [Period.State.OPEN, Period.State.CLOSED])
@pytest.mark.parametrize("state", Submission.State)
def test_report_in_each_state_says_nothing_in_vietnamese(
    facts: Facts, state: str, period: str
) -> None:
    factories.recorded(facts.assignment, facts.period, difficulty="Thiếu người")
    factories.submission(facts.plan, facts.period, state=state)
    locked = {"state": period, "closed_at": factories.NOW, "closed_by": facts.administrator}
    if period == Period.State.CLOSED:
        Period.objects.filter(pk=facts.period.pk).update(**locked)

    left = {
        role: left_in(english(facts, role).get(facts.address("tasks:report-detail")), of_people())
        for role in ("officer", "leader", "reviewer")
    }

    assert named(left) == []
