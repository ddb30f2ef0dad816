"""Who was refused what stands in the log of the machine, and nowhere in the database."""

import logging

import pytest
from django.test import Client
from django.urls import reverse

from plans.access import Role
from plans.models import Membership
from tests import factories
from tests.tasks.access_facts import Facts
from tests.tasks.access_stored import everything

pytestmark = pytest.mark.django_db
LOGGER = "papi.security"


@pytest.fixture
def facts(standing_facts: Facts, db: None) -> Facts:
    return standing_facts


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.WARNING, logger=LOGGER)
    return caplog


def lines(log: pytest.LogCaptureFixture) -> list[str]:
    return [one.getMessage() for one in log.records if one.name == LOGGER]


def report_page(facts: Facts) -> str:
    return reverse(
        "tasks:report-detail", args=[facts.plan.pk, facts.plan.issuer_id, facts.period.pk]
    )


@pytest.mark.parametrize("step", ["submit", "withdraw", "accept", "return", "take_back"])
def test_step_that_is_not_the_officers_is_refused_and_logged(
    facts: Facts, log: pytest.LogCaptureFixture, step: str
) -> None:
    factories.submission(facts.plan, facts.period)
    client = facts.client("officer")
    before = everything()

    answer = client.post(report_page(facts), {"step": step, "version": 2, "comment": "MẬT"})

    assert answer.status_code == 403
    told = f"refused 403 POST {report_page(facts)} to user {facts.somebody.pk} from 127.0.0.1"
    assert lines(log) == [told]
    assert everything() == before


def test_who_would_accept_their_own_report_is_told_why_and_logged(
    facts: Facts, log: pytest.LogCaptureFixture
) -> None:
    person = facts.person("reviewer")
    Membership.objects.create(user=person, unit=facts.plan.issuer, role=Role.LEADER)
    client = factories.signed_in(person)
    client.post(report_page(facts), {"step": "submit", "version": 0})
    before = everything()

    answer = client.post(report_page(facts), {"step": "accept", "version": 2})

    assert answer.status_code == 403
    assert "Không ai được duyệt báo cáo do chính mình" in answer.content.decode()
    assert [one.split(" from ")[0] for one in lines(log)] == [
        f"refused 403 POST {report_page(facts)} to user {person.pk}"
    ]
    assert everything() == before


def test_thing_of_others_is_logged_as_not_found(
    facts: Facts, log: pytest.LogCaptureFixture
) -> None:
    client, page = facts.client("stranger"), facts.plan.get_absolute_url()

    assert client.get(page).status_code == 404

    assert lines(log) == [f"refused 404 GET {page} to user {facts.somebody.pk} from 127.0.0.1"]


def test_line_cannot_be_broken_and_says_nothing_that_was_typed(
    facts: Facts, log: pytest.LogCaptureFixture
) -> None:
    facts.client("officer").get("/plans/1%0d%0arefused/?q=bi-mat")

    (told,) = lines(log)
    assert "\n" not in told
    assert "\r" not in told
    assert "bi-mat" not in told


def test_what_is_allowed_and_who_is_not_signed_in_are_not_logged(
    facts: Facts, log: pytest.LogCaptureFixture
) -> None:
    facts.client("officer").get(facts.plan.get_absolute_url())
    Client().get(facts.plan.get_absolute_url())
    Client().get("/khong-co/")

    assert lines(log) == []
