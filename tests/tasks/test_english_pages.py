"""Every page and every refused form of the portal in English: nothing is said in Vietnamese."""

import re
from typing import Any

import pytest
from django.test import Client

from plans.models import Period, Territory, Unit, User
from tasks import reading
from tasks.models import Submission
from tests import factories
from tests.page_words import of_people, unmarked, unsaid
from tests.tasks.access_facts import Facts
from tests.tasks.access_roles import GO, OK, ROLES
from tests.tasks.access_stored import undone
from tests.tasks.access_table import TABLE

pytestmark = pytest.mark.django_db
REMOVING = {"tasks:evidence-remove", "tasks:period-delete"}
"""Who removes a thing is told its name, which nobody has any more."""

OF_OTHER_WORDS = {"plans:guide"}
"""Guides are Vietnamese."""
PUBLIC = ("tasks:public-index", "tasks:public-province", "tasks:public-place", "tasks:public-plan")
"""Public pages go by their address, whoever is signed in."""


@pytest.fixture
def facts(standing_facts: Facts, db: None) -> Facts:
    return standing_facts


@pytest.fixture
def accepted(facts: Facts) -> None:
    """Let the public pages have a report to show."""
    facts.address("tasks:public-index")
    Unit.objects.filter(pk=facts.plan.issuer_id).update(name="Ủy ban nhân dân")
    for row in factories.reporting(facts.plan):
        factories.recorded(row, facts.period)
    factories.submission(facts.plan, facts.period, state="accepted")


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
                left[name] = left_in(client.get(_in_english(facts, name)), known)

    assert named(left) == []


@pytest.mark.usefixtures("accepted")
def test_public_pages_mark_all_that_is_vietnamese(facts: Facts) -> None:
    """Places and periods stand in sentences as well; whatever else people wrote is marked."""
    places = {name for one in Territory.objects.all() for name in (one.name, one.name_inside)}
    names = frozenset(places | {one.name for one in Period.objects.all()})
    title = re.compile(r"<title>.*?</title>", re.DOTALL)
    left: dict[str, list[str]] = {}
    for name in PUBLIC:
        page = Client().get(_in_english(facts, name)).content.decode()
        left[name] = unmarked(title.sub("", page), names)

    assert named(left) == []


@pytest.mark.usefixtures("accepted")
@pytest.mark.parametrize("name", PUBLIC)
def test_public_pages_lead_to_the_same_page_in_the_other_language(facts: Facts, name: str) -> None:
    address = facts.address(name)
    shown = Submission.objects.get(plan=facts.plan).period
    more = f"period={shown.pk}" if name == "tasks:public-province" else "x=1"
    client = Client()

    vietnamese = client.get(f"{address}?{more}").content.decode()
    english = client.get(f"{address}?{more}&lang=en").content.decode()

    assert f'href="{address}?{more}&amp;lang=en" lang="en"' in vietnamese
    assert f'href="{address}?{more}" lang="vi"' in english
    assert f'href="{address}" lang="vi"' in client.get(f"{address}?lang=en").content.decode()


def test_administrator_who_reads_english_is_led_to_the_english_page(facts: Facts) -> None:
    facts.address("tasks:public-index")
    page = english(facts, "superuser").get(facts.address("tasks:publication")).content.decode()

    assert f'href="/public/{facts.province.code}/?lang=en"' in page


def _in_english(facts: Facts, name: str) -> str:
    return f"{facts.address(name)}{'?lang=en' if name in PUBLIC else ''}"


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
