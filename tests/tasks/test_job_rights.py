"""Results of jobs, of every kind: given while rights last, whatever became of the data."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.core.files.storage import default_storage
from django.urls import reverse

from plans import actions
from plans.access import Role
from plans.jobs import NOT_SEEN, RIGHTS_CHANGED, RIGHTS_UNKNOWN
from plans.models import Job, Membership, Period, User
from tasks.models import Task
from tasks.printing import PRINTS
from tests import factories
from tests.plans.working import finished
from tests.tasks.awaiting import Facts

pytestmark = pytest.mark.django_db


def _of_plan(facts: Facts) -> dict[str, Any]:
    return {"plan": facts.plan.pk, "index": "", "by": "", "columns": "", "size": "a3"}


def _of_report(facts: Facts) -> dict[str, Any]:
    whose = {"plan": facts.plan.pk, "unit": facts.unit.pk, "period": facts.period.pk}
    return {**whose, "number": "25/BC-UBND", "issued_on": "2026-11-21", "version": 1}


def _of_unit(facts: Facts) -> dict[str, Any]:
    return {"unit": facts.unit.pk, "period": facts.period.pk, "show": ""}


def _of_period(facts: Facts) -> dict[str, Any]:
    return {"period": facts.period.pk}


ASKED: dict[str, Callable[[Facts], dict[str, Any]]] = {
    "plan_appendix": _of_plan,
    "whole_plan": _of_plan,
    "poster": _of_plan,
    "unit_card": _of_unit,
    "late_letter": _of_unit,
    "late_letters": _of_unit,
    "report": _of_report,
    "report_section": _of_report,
    "report_issue": _of_report,
    "province_report": _of_period,
    "province_section": _of_period,
    "book_of_plans": lambda facts: {"province": facts.province.pk, "year": 2026},
    "book_of_reports": _of_period,
}
kinds = pytest.mark.parametrize("kind", ASKED)


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


@pytest.fixture
def person(facts: Facts) -> User:
    """Return who reviews for the province and leads at the commune: two posts with many rights."""
    Membership.objects.create(user=facts.reviewer, unit=facts.unit, role=Role.LEADER)
    return facts.reviewer


def made(facts: Facts, person: User, kind: str) -> Job:
    """Return a job of a kind that is done."""
    return finished(asked_for(facts, person, kind), b"%PDF-")


def asked_for(facts: Facts, person: User, kind: str) -> Job:
    return actions.request_job(
        kind=kind,
        title="Tài liệu",
        parameters=ASKED[kind](facts),
        content="",
        by=factories.viewer(person),
        at=factories.NOW,
    )


def fetched(person: User, job: Job) -> Any:
    return factories.signed_in(person).get(reverse("plans:job-file", args=[job.pk]))


def test_every_kind_is_tried() -> None:
    assert set(ASKED) == set(PRINTS)


@kinds
def test_result_is_given_though_its_subject_changed(facts: Facts, person: User, kind: str) -> None:
    job = made(facts, person, kind)
    Task.objects.update(text="Niêm yết tại nhà văn hóa thôn.")
    facts.submission("returned")
    Period.objects.update(state="closed", closed_at=factories.NOW, closed_by=person)

    assert fetched(person, job).getvalue() == b"%PDF-"


@pytest.mark.parametrize("kind", ["late_letter", "late_letters"])
def test_letter_to_units_that_reported_meanwhile_is_given(
    facts: Facts, person: User, kind: str
) -> None:
    job = made(facts, person, kind)
    facts.submission()

    with pytest.raises(ObjectDoesNotExist):
        PRINTS[kind].document(factories.viewer(person), job.parameters)  # type: ignore[attr-defined]
    assert fetched(person, job).getvalue() == b"%PDF-"


@kinds
@pytest.mark.parametrize("lost", [Role.REVIEWER, Role.LEADER])
def test_result_is_withheld_from_who_lost_a_post(
    facts: Facts, person: User, kind: str, lost: Role
) -> None:
    job = made(facts, person, kind)
    person.memberships.filter(role=lost).delete()

    answer = fetched(person, job)

    said = answer.content.decode()
    assert answer.status_code == 404
    assert NOT_SEEN in said or RIGHTS_CHANGED in said


@pytest.mark.parametrize("reach", [None, []])
def test_result_that_bears_no_rights_is_withheld_until_it_is_made_anew(
    facts: Facts, person: User, reach: list[str] | None
) -> None:
    job = made(facts, person, "unit_card")
    Job.objects.update(reach=reach)

    answer = fetched(person, job)

    assert answer.status_code == 404
    assert RIGHTS_UNKNOWN in answer.content.decode()
    assert "Lập lại" in answer.content.decode()


def test_result_is_given_to_who_rose(facts: Facts, person: User) -> None:
    job = made(facts, person, "unit_card")
    elsewhere = factories.committee(factories.commune("Xã Hai", parent=facts.province))
    Membership.objects.create(user=person, unit=elsewhere, role=Role.OFFICER)

    assert fetched(person, job).status_code == 200


def test_subject_is_not_found_by_who_reads_nothing_of_it(facts: Facts) -> None:
    other = factories.viewer(factories.reviewer(factories.province("Tỉnh Cao Bằng")))

    for kind, asked in ASKED.items():
        with pytest.raises(ObjectDoesNotExist):
            PRINTS[kind].subject(other, asked(facts))


def test_asking_for_the_subject_alone_is_cheap(
    facts: Facts, person: User, django_assert_max_num_queries: Any
) -> None:
    by = factories.viewer(person)

    for kind, asked in ASKED.items():
        with django_assert_max_num_queries(5):
            PRINTS[kind].subject(by, asked(facts))


def test_what_is_withheld_is_made_anew_with_the_rights_of_today(
    facts: Facts, person: User, django_capture_on_commit_callbacks: Any
) -> None:
    """The card of a unit is shorter for who sees less of its work, but it is there."""
    old = made(facts, person, "unit_card")
    person.memberships.filter(role=Role.REVIEWER).delete()
    client = factories.signed_in(person)

    page = client.get(old.get_absolute_url()).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse("plans:job-again", args=[old.pk]))

    assert RIGHTS_CHANGED in page
    assert "Lập lại" in page
    assert reverse("plans:job-file", args=[old.pk]) not in page
    new = Job.objects.waiting().get()
    assert answer["Location"] == new.get_absolute_url()
    assert not default_storage.exists(str(old.file))
    assert fetched(person, finished(new)).status_code == 200


def test_asking_for_the_same_again_with_fewer_rights_makes_it_anew(
    facts: Facts, person: User
) -> None:
    old = made(facts, person, "unit_card")
    person.memberships.filter(role=Role.REVIEWER).delete()

    new = asked_for(facts, person, "unit_card")

    old.refresh_from_db()
    assert new != old
    assert (old.state, old.reason) == ("failed", RIGHTS_CHANGED)


def test_what_is_not_seen_any_more_is_not_offered_to_be_made(facts: Facts, person: User) -> None:
    job = made(facts, person, "book_of_plans")
    person.memberships.filter(role=Role.REVIEWER).delete()
    client = factories.signed_in(person)

    page = client.get(job.get_absolute_url()).content.decode()
    client.post(reverse("plans:job-again", args=[job.pk]))

    assert NOT_SEEN in page
    assert "Lập lại" not in page
    assert Job.objects.get() == job
