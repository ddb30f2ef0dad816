"""Asking for work in the background: once for the same, for oneself, until it is fetched."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from plans import actions
from plans.actions.jobs import MOST_UNDER_WAY
from plans.models import Event, Job
from tests import factories
from tests.plans.working import begun, finished, kind, somebody, wanted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kind(monkeypatch: pytest.MonkeyPatch) -> None:
    kind(monkeypatch)


def test_what_is_asked_for_waits_in_the_queue(django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        job = wanted(somebody(), plan=7)

    (queued,) = DBTaskResult.objects.all()
    assert queued.args_kwargs == {"args": [str(job.pk)], "kwargs": {}}
    assert (job.state, job.parameters, job.attempts) == ("queued", {"plan": 7}, 0)
    assert not Event.objects.exists()


def test_what_is_done_but_whose_file_is_gone_is_made_again() -> None:
    person = somebody()
    job = finished(wanted(person, plan=7))
    assert wanted(person, plan=7) == job
    default_storage.delete(str(job.file))

    again = wanted(person, plan=7)

    assert again != job
    assert again.state == "queued"
    job.refresh_from_db()
    assert (job.state, job.reason) == ("failed", "Tệp đã lập không còn trên máy chủ. Hãy lập lại.")


def test_queue_out_of_reach_does_not_lose_what_was_asked(
    django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: Any) -> None:
        raise ConnectionError

    monkeypatch.setattr("django_tasks_db.DatabaseBackend.enqueue", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        job = wanted(somebody())
    monkeypatch.undo()

    with django_capture_on_commit_callbacks(execute=True):
        actions.return_lost_jobs(at=factories.NOW + timedelta(minutes=2))

    assert DBTaskResult.objects.get().args_kwargs["args"] == [str(job.pk)]


def test_same_question_of_the_same_person_is_one_job() -> None:
    person = somebody()
    first = wanted(person, content="a", plan=7)

    assert wanted(person, content="a", plan=7) == first
    assert wanted(person, content="b", plan=7) != first
    assert wanted(person, content="a", plan=8) != first
    assert wanted(somebody(), content="a", plan=7) != first


def test_second_click_that_looked_too_early_gets_the_first_job(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    person = somebody()
    first = wanted(person)
    look = type(Job.objects.all()).first
    seen: list[Any] = []

    def too_early(self: Any) -> Any:
        seen.append(None if not seen else look(self))
        return seen[-1]

    monkeypatch.setattr(type(Job.objects.all()), "first", too_early)

    assert wanted(person) == first


def test_same_content_is_not_made_twice_as_long_as_it_is_kept() -> None:
    person = somebody()
    done = finished(wanted(person))

    assert wanted(person) == done


def test_nobody_fills_the_queue_alone() -> None:
    person = somebody()
    jobs = [wanted(person, plan=number) for number in range(MOST_UNDER_WAY)]

    with pytest.raises(actions.TooManyJobsError, match="10 tài liệu chưa lập xong"):
        wanted(person, plan=99)

    assert wanted(person, plan=0) == jobs[0]
    assert wanted(somebody(), plan=99).state == "queued"
    finished(jobs[0])
    assert wanted(person, plan=99).state == "queued"


@pytest.mark.parametrize("is_begun", [False, True], ids=["waiting", "running"])
def test_what_is_under_way_may_be_given_up(is_begun: bool) -> None:
    person = somebody()
    job = wanted(person)
    if is_begun:
        begun(job)

    assert actions.cancel_job(job=job, by=factories.viewer(person), at=factories.NOW)

    job.refresh_from_db()
    assert (job.state, job.holder, job.finished_at) == ("cancelled", None, factories.NOW)
    assert actions.take_job(pk=job.pk, holder=job.pk, at=factories.NOW) is None


def test_what_is_done_stays_done() -> None:
    person = somebody()
    job = finished(wanted(person))

    assert not actions.cancel_job(job=job, by=factories.viewer(person), at=factories.NOW)

    job.refresh_from_db()
    assert job.is_done


def test_what_failed_is_asked_for_again_as_a_new_job() -> None:
    person = somebody()
    job = begun(wanted(person, plan=7))
    actions.fail_job(job=job, reason="Hỏng", at=factories.NOW)
    later = factories.NOW + timedelta(minutes=1)

    again = actions.ask_for_job_again(job=job, by=factories.viewer(person), at=later)

    assert again != job
    assert (again.state, again.parameters, again.wanted_at) == ("queued", {"plan": 7}, later)
    assert actions.ask_for_job_again(job=job, by=factories.viewer(person), at=later) == again


def test_others_neither_cancel_nor_ask_again() -> None:
    job = wanted(somebody())
    other = factories.viewer(somebody())

    with pytest.raises(PermissionDenied):
        actions.cancel_job(job=job, by=other, at=factories.NOW)
    with pytest.raises(PermissionDenied):
        actions.ask_for_job_again(job=job, by=other, at=factories.NOW)


def test_results_are_kept_for_days_and_then_gone_with_their_files(
    django_capture_on_commit_callbacks: Any, settings: Any
) -> None:
    settings.JOBS_KEPT_DAYS = 7
    person = somebody()
    old, waiting = finished(wanted(person, plan=1)), wanted(person, plan=2)
    assert old.kept_until == date(2026, 11, 28)
    last = datetime(2026, 11, 28, 23, 59, 59, tzinfo=timezone.get_default_timezone())

    with django_capture_on_commit_callbacks(execute=True):
        assert actions.forget_jobs(at=last) == 0
    assert default_storage.exists(str(old.file.name))
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.forget_jobs(at=last + timedelta(seconds=1)) == 1

    assert not default_storage.exists(str(old.file.name))
    assert list(Job.objects.all()) == [waiting]


def test_what_another_click_took_away_is_not_taken_away_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    person = somebody()
    job = finished(wanted(person, plan=7))

    def taken_away(_job: Job, _viewer: object) -> str:
        gone = {"state": "failed", "reason": "Trước đó.", "file": "", "sha256": ""}
        Job.objects.filter(pk=job.pk).update(**gone)
        return "Sau đó."

    monkeypatch.setattr("plans.actions.jobs.withheld", taken_away)
    again = wanted(person, plan=7)

    job.refresh_from_db()
    assert again != job
    assert job.reason == "Trước đó."
