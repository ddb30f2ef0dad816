"""Workers as processes of their own: killed, asked to end, two at once."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError
from django_tasks_db.models import DBTaskResult

from plans import actions
from plans.management.commands import run_jobs
from plans.models import Job, JobWorker
from tests import factories
from tests.nemesis.rig import ROOT, database_url
from tests.plans.working import finished, kind, somebody, wanted

Process = subprocess.Popen[bytes]
PATIENCE = 60
"""Seconds; only a failing test waits that long."""


@contextmanager
def worker(folder: Path) -> Iterator[Process]:
    """Let a worker do the jobs of the test's database, and end it afterwards."""
    environment = {
        **os.environ,
        "DATABASE_URL": database_url(),
        "DJANGO_SETTINGS_MODULE": "papi_portal.settings",
        "PAPI_VAR_DIR": str(folder),
        "PAPI_SECRET_KEY": settings.SECRET_KEY,
    }
    command = [sys.executable, "-m", "tests.plans.hurried_worker"]
    log = (folder / "worker.log").open("ab")
    with (
        log,
        subprocess.Popen(  # noqa: S603 - our own worker, no shell
            command, cwd=ROOT, env=environment, stdout=log, stderr=log
        ) as process,
    ):
        try:
            yield process
        finally:
            process.kill()


def until(asked: Callable[[], Any], process: Process | None = None) -> Any:
    """Return the first answer that is one."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if answer := asked():
            return answer
        assert process is None or process.poll() is None, "the worker ended: see worker.log"
        time.sleep(0.1)
    raise TimeoutError


def state_is(state: str) -> Callable[[], Job | None]:
    return lambda: Job.objects.filter(state=state).first()


def half_way() -> Job | None:
    return Job.objects.filter(state="running", parts_done__gte=2).first()


@pytest.mark.usefixtures("shared_database")
def test_a_job_whose_worker_is_killed_is_done_once_by_the_next(tmp_path: Path) -> None:
    wanted(somebody(), parts=20)
    with worker(tmp_path) as first:
        held = until(half_way, first)
        first.kill()
        first.wait()
    assert Job.objects.get().holder == held.holder

    with worker(tmp_path) as second:
        done = until(state_is("done"), second)
        until(lambda: DBTaskResult.objects.filter(status="SUCCESSFUL").exists(), second)

    assert done.attempts == 2
    stored = tmp_path / "evidence" / done.file.name
    assert stored.read_text() == str(second.pid)
    assert [file.name for file in stored.parent.iterdir()] == [stored.name]


@pytest.mark.usefixtures("shared_database")
def test_a_worker_that_is_asked_to_end_ends_at_once_and_gives_its_job_back(tmp_path: Path) -> None:
    wanted(somebody(), parts=600)
    with worker(tmp_path) as process:
        until(half_way, process)
        assert JobWorker.objects.count() == 1
        process.terminate()
        assert process.wait(20) == 0

    job = Job.objects.get()
    assert (job.state, job.attempts) == ("queued", 0)
    assert not JobWorker.objects.exists()
    assert DBTaskResult.objects.filter(status="READY").exists()


@pytest.mark.usefixtures("shared_database")
def test_two_workers_share_the_jobs_and_none_is_done_twice(tmp_path: Path) -> None:
    person = somebody()
    for number in range(8):
        wanted(person, number=number, parts=3)
    with ExitStack() as stack:
        for name in ("one", "two"):
            (tmp_path / name).mkdir()
            stack.enter_context(worker(tmp_path / name))
        until(lambda: Job.objects.filter(state="done").count() == 8)

    assert set(Job.objects.values_list("attempts", flat=True)) == {1}
    made = [len(list((tmp_path / name / "evidence/jobs").iterdir())) for name in ("one", "two")]
    assert sum(made) == 8
    assert min(made) > 0


@pytest.mark.usefixtures("shared_database")
def test_command_that_is_to_run_once_does_what_waits_and_ends(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kind(monkeypatch)
    wanted(somebody())
    DBTaskResult.objects.create(
        status="RUNNING",
        args_kwargs={"args": [], "kwargs": {}},
        task_path="plans.background.run_job",
        backend_name="default",
    )
    DBTaskResult.objects.filter(status="RUNNING").update(enqueued_at=factories.NOW.replace(month=1))
    monkeypatch.setattr("signal.signal", lambda *_args: None)

    call_command("run_jobs", "--once")

    assert Job.objects.get().is_done
    assert not JobWorker.objects.exists()
    assert not DBTaskResult.objects.filter(status="RUNNING").exists()


@pytest.mark.usefixtures("shared_database")
def test_where_the_queue_has_workers_of_its_own_the_command_only_watches(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(apps, "is_installed", lambda _name: False)
    monkeypatch.setattr("signal.signal", lambda *_args: None)
    wanted(somebody())
    said = StringIO()

    call_command("run_jobs", "--once", stdout=said)

    assert "workers of its own" in said.getvalue()
    assert Job.objects.get().state == "queued"


def test_watcher_goes_on_when_the_database_does_not_answer_for_a_moment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looks: list[str] = []
    enough = threading.Event()

    def hear(*, name: str, at: datetime) -> None:
        looks.append(name)
        if len(looks) == 2:
            raise DatabaseError
        if len(looks) == 3:
            enough.set()

    monkeypatch.setattr(run_jobs, "LOOK_SECONDS", 0.01)
    monkeypatch.setattr(actions, "hear_worker", hear)
    monkeypatch.setattr(actions, "return_lost_jobs", lambda *, at: 1)
    monkeypatch.setattr(run_jobs, "tidy", lambda _at: None)
    watcher = run_jobs.Watcher("a")

    watcher.start()

    assert enough.wait(10)
    watcher.end()


@pytest.mark.django_db
def test_tidying_removes_old_results(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    kind(monkeypatch)
    finished(wanted(somebody()))

    run_jobs.tidy(factories.NOW + timedelta(days=settings.JOBS_KEPT_DAYS + 1))

    assert not Job.objects.exists()
