"""A book whose worker is killed in the middle."""

from pathlib import Path

import pytest

from plans import actions
from plans.models import Job
from tests import factories
from tests.plans import booking
from tests.plans.management.test_run_jobs import state_is, until, worker
from tests.tasks.book_facts import Province


@pytest.mark.usefixtures("shared_database")
def test_book_whose_worker_is_killed_in_the_middle_is_finished_once_by_the_next(
    tmp_path: Path,
) -> None:
    facts = Province(communes=6)
    actions.request_job(
        kind="book_of_plans",
        title="Sách",
        parameters=facts.of_plans,
        content="",
        by=facts.viewer,
        at=factories.NOW,
    )
    prints = tmp_path / "prints"
    with worker(tmp_path) as first:
        until(lambda: list(prints.glob("*.pdf")), first)
        first.kill()
        first.wait()
    kept = {file: file.stat().st_ino for file in prints.glob("*.pdf")}
    assert Job.objects.get().state == "running"
    assert 0 < len(kept) < 6

    with worker(tmp_path) as second:
        done = until(state_is("done"), second)

    assert (done.attempts, done.parts_done, done.parts) == (2, 6, 6)
    (made,) = (tmp_path / "evidence/jobs").iterdir()
    assert len(booking.read(made.read_bytes()).pages) == 9
    assert len(list(prints.glob("*.pdf"))) == 6
    assert {file: file.stat().st_ino for file in kept} == kept
