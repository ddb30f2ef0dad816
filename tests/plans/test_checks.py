"""The check that says when nobody does what waits in the background."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError

from plans import actions, checks
from plans.models import JobWorker
from tests import factories
from tests.plans.working import somebody, wanted

pytestmark = pytest.mark.django_db
LONG_AGO = factories.NOW - timedelta(minutes=6)


def said(*, deploy: bool = False) -> list[str]:
    found = checks.worker_is_heard() + (checks.worker_is_there() if deploy else [])
    assert {one.id for one in found} <= {"papi.W003"}
    assert all("manage.py run_jobs" in str(one.hint) for one in found)
    return [one.msg.partition(": ")[2] for one in found]


def test_portal_that_was_never_asked_for_a_job_is_quiet_until_production() -> None:
    assert said() == []
    assert said(deploy=True) == ["no worker is there: long documents will wait."]


def test_worker_that_is_heard_is_all_that_is_asked_for() -> None:
    actions.hear_worker(name="a", at=factories.NOW)
    wanted(somebody())

    assert said(deploy=True) == []


def test_worker_that_fell_silent_is_told() -> None:
    actions.hear_worker(name="a", at=LONG_AGO)

    assert said(deploy=True) == ["the worker has not been heard for five minutes."]


def test_worker_that_was_stopped_is_no_fault_by_itself() -> None:
    actions.hear_worker(name="a", at=LONG_AGO)
    actions.dismiss_worker(name="a")

    assert said() == []


def test_job_that_waits_for_nobody_is_told_at_once() -> None:
    wanted(somebody())

    assert said(deploy=True) == ["jobs wait, and no worker is there."]


def test_job_that_waits_for_long_is_told_though_a_worker_is_heard() -> None:
    actions.hear_worker(name="a", at=factories.NOW)
    wanted(somebody(), at=LONG_AGO)

    assert said(deploy=True) == ["jobs have been waiting for five minutes."]


def test_database_that_is_not_there_yet_is_the_matter_of_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def missing(*_args: Any) -> None:
        raise DatabaseError

    monkeypatch.setattr(JobWorker.objects, "heard", missing)
    monkeypatch.setattr(JobWorker.objects, "exists", missing)

    assert said(deploy=True) == []


def test_command_says_it(capsys: pytest.CaptureFixture[str]) -> None:
    wanted(somebody())

    call_command("check")

    assert "papi.W003" in capsys.readouterr().err
