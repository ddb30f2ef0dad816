"""Jobs that pages are tried on: of the signed-in officer, or of another one for everybody else."""

from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from plans import actions
from plans.access import Role
from plans.jobs import Made
from plans.models import Job
from tests import factories

if TYPE_CHECKING:
    from tests.tasks.access_facts import Facts


def _wanted(facts: "Facts") -> Job:
    """Return the appendix of the commune's plan, asked for by its officer."""
    own = facts.somebody.memberships.filter(unit=facts.plan.issuer, role=Role.OFFICER)
    person = facts.somebody if own.exists() else factories.officer(facts.commune)
    return actions.request_job(
        kind="plan_appendix",
        title="Phụ lục",
        parameters={"plan": facts.plan.pk, "index": ""},
        content="",
        by=factories.viewer(person),
        at=factories.NOW,
    )


def _waiting(facts: "Facts") -> list[Any]:
    return [_wanted(facts).pk]


def _done(facts: "Facts") -> list[Any]:
    job = _wanted(facts)
    taken = actions.take_job(pk=job.pk, holder=uuid4(), at=factories.NOW)
    if taken is not None:
        made = Made("Phụ lục.pdf", "application/pdf", BytesIO(b"%PDF-"))
        by = factories.viewer(job.wanted_by)
        actions.finish_job(job=taken, made=made, by=by, at=factories.NOW)
    return [job.pk]


def _given_up(facts: "Facts") -> list[Any]:
    job = _wanted(facts)
    by = factories.viewer(job.wanted_by)
    actions.cancel_job(job=job, by=by, at=factories.NOW)
    return [job.pk]


MADE: dict[str, Callable[["Facts"], list[Any]]] = {
    "plans:job-detail": _waiting,
    "plans:job-cancel": _waiting,
    "plans:job-file": _done,
    "plans:job-again": _given_up,
}
