"""Jobs of tests: kinds that do what a test needs, and somebody who asks for them."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ObjectDoesNotExist

from plans import actions
from plans.access import Viewer
from plans.jobs import KINDS, Made, Parameters, Work
from plans.models import Job, User
from tests import factories


class Doing:
    """A kind of job that does what a function says, and makes a file of what it returns."""

    def __init__(self, act: Callable[[Work], bytes] = lambda _work: b"xong") -> None:
        self.act = act
        self.times = 0

    def subject(self, viewer: Viewer, parameters: Parameters, /) -> object:
        if parameters.get("only") not in {None, viewer.user.pk}:
            raise ObjectDoesNotExist
        return None

    def make(self, work: Work) -> Made:
        self.times += 1
        return Made("Kết quả.txt", "text/plain", BytesIO(self.act(work)))


def kind(monkeypatch: Any, act: Callable[[Work], bytes] = lambda _work: b"xong") -> Doing:
    """Have jobs of the kind "test" do this."""
    doing = Doing(act)
    monkeypatch.setitem(KINDS, "test", doing)
    return doing


def somebody() -> User:
    return factories.officer(factories.commune())


def wanted(
    person: User, *, content: str = "", at: datetime = factories.NOW, **parameters: Any
) -> Job:
    """Return a job that a person asks for."""
    return actions.request_job(
        kind="test",
        title="Phụ lục",
        parameters=parameters,
        content=content,
        by=factories.viewer(person),
        at=at,
    )


def begun(job: Job, *, at: datetime = factories.NOW, holder: UUID | None = None) -> Job:
    """Return the job as a worker has it."""
    taken = actions.take_job(pk=job.pk, holder=holder or uuid4(), at=at)
    assert taken is not None
    return taken


def finished(job: Job, content: bytes = b"xong") -> Job:
    """Return the job with a result."""
    made = Made("Kết quả.txt", "text/plain", BytesIO(content))
    by = factories.viewer(job.wanted_by)
    assert actions.finish_job(job=begun(job), made=made, by=by, at=factories.NOW)
    return Job.objects.get(pk=job.pk)
