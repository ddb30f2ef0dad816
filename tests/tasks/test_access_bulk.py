"""Many in one act: when one of them is foreign or has moved on, nothing happens to any."""

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from tasks.models import Submission
from tests import factories
from tests.tasks import stepping
from tests.tasks.access_facts import Facts
from tests.tasks.access_named import Others
from tests.tasks.access_roles import NONE
from tests.tasks.access_stored import everything

pytestmark = pytest.mark.django_db
UNFIT, CONFLICT = 422, 409
RETURN = {"reason": "no_evidence", "comment": "Thiếu ảnh"}


@pytest.fixture
def facts(standing_facts: Facts, db: None) -> Facts:
    return standing_facts


def chosen(*reports: Submission) -> list[str]:
    return [f"{one.pk}-{one.version}" for one in reports]


@pytest.mark.parametrize(
    ("name", "more"), [("tasks:report-accept", {}), ("tasks:report-return", RETURN)]
)
def test_foreign_report_among_many_is_not_found(
    facts: Facts, name: str, more: dict[str, str]
) -> None:
    own = factories.submission(facts.plan, facts.period)
    foreign = Others(facts).report
    client = facts.client("reviewer")
    before = everything()

    answer = client.post(reverse(name), {"chosen": chosen(own, foreign), **more})

    assert answer.status_code == NONE
    assert str(foreign.unit) not in answer.content.decode()
    assert everything() == before


@pytest.mark.parametrize(
    ("name", "more"), [("tasks:report-accept", {}), ("tasks:report-return", RETURN)]
)
def test_report_that_moved_on_stops_all_and_is_named(
    facts: Facts, name: str, more: dict[str, str]
) -> None:
    other = factories.issued_plan(facts.commune)
    neighbours = Others(facts).theirs
    reports = [factories.submission(plan, facts.period) for plan in (facts.plan, other, neighbours)]
    seen = chosen(*reports)
    stepping.submit(
        stepping.withdraw(reports[2], stepping.leader(reports[2])), stepping.leader(reports[2])
    )
    client = facts.client("reviewer")
    before = everything()

    answer = client.post(reverse(name), {"chosen": seen, **more})

    assert answer.status_code == CONFLICT
    assert f"{reports[2].unit}: " in answer.content.decode()
    assert "vừa được người khác xử lý" in answer.content.decode()
    assert everything() == before


def test_foreign_unit_among_those_who_get_more_time_stops_all(facts: Facts) -> None:
    foreign = Others(facts).plan.issuer_id
    client = facts.client("reviewer")
    before = everything()
    typed = {"units": [facts.plan.issuer_id, foreign], "due_on": "20/12/2026", "reason": "Mưa lũ"}

    answer = client.post(reverse("tasks:period-extend", args=[facts.period.pk]), typed)

    assert answer.status_code == UNFIT
    assert str(foreign) in "".join(answer.context["form"].errors["units"])
    assert everything() == before


def test_unit_that_has_as_much_time_already_stops_all_and_is_named(facts: Facts) -> None:
    client = facts.client("reviewer")
    last = facts.period.due_commune_on
    units = [facts.plan.issuer, factories.committee(facts.neighbour), facts.above.issuer]
    before = everything()
    typed = {
        "units": [one.pk for one in units],
        "due_on": f"{facts.period.due_province_on:%d/%m/%Y}",
        "reason": "Mưa lũ",
    }

    answer = client.post(reverse("tasks:period-extend", args=[facts.period.pk]), typed)

    assert facts.period.due_province_on > last
    assert answer.status_code == UNFIT
    assert f"Hạn của {facts.above.issuer} đã là ngày" in answer.content.decode()
    assert everything() == before


def test_foreign_difficulty_among_those_answered_stops_all(facts: Facts) -> None:
    others = Others(facts)
    own = factories.recorded(facts.assignment, facts.period, difficulty="Thiếu kinh phí")
    client = facts.client("reviewer")
    before = everything()
    typed = {
        "progress": [own.pk, others.told.pk],
        "text": "Đã rõ",
        "unit": facts.somebody.memberships.get().unit_id,
    }

    answer = client.post(f"{reverse('tasks:difficulties')}?period={facts.period.pk}", typed)

    assert answer.status_code == NONE
    assert everything() == before


@pytest.mark.parametrize(
    ("name", "state", "typed"),
    [
        ("tasks:period-open", "open", {}),
        ("tasks:period-open", "closed", {}),
        ("tasks:period-close", "planned", {}),
        ("tasks:period-close", "closed", {}),
        ("tasks:period-reopen", "open", {"reason": "Bổ sung"}),
        ("tasks:period-delete", "open", {}),
        ("tasks:period-delete", "closed", {}),
    ],
)
def test_step_of_a_period_that_has_moved_on_changes_nothing_and_is_told(
    facts: Facts, name: str, state: str, typed: dict[str, str]
) -> None:
    period = factories.period(facts.province, ordinal=1, state=state)
    client = facts.client("reviewer")
    before = everything()

    answer: Any = client.post(reverse(name, args=[period.pk]), typed)

    assert answer["Location"] == period.get_absolute_url()
    assert [one.level_tag for one in get_messages(answer.wsgi_request)] == ["error"]
    assert period.name in str(next(iter(get_messages(answer.wsgi_request))))
    assert everything() == before
