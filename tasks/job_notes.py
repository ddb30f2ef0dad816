"""What the data say of a job that its state does not: a paper that stands, a book gone stale."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, Q
from django.urls import reverse

from papi_portal.templatetags.portal import moment
from papi_portal.wording import joined, said
from plans.access import Viewer
from plans.jobs import Note
from plans.models import Job, Territory
from tasks.models import IssuedReport

NAMED = 5
"""Papers that are named one by one; more are counted."""
STANDS = said(
    "{issued} đã được ban hành và lưu, dù yêu cầu này không làm đến cùng; hủy yêu cầu không hủy văn"
    " bản."
)
STALE = said("Sách in lúc {at}; từ đó {count} văn bản đã thay đổi: {papers}.")


def issued_after_all(viewer: Viewer, jobs: list[Job]) -> dict[UUID, Note]:
    """Tell of jobs that ended without a file, and whose report was issued all the same: a query."""
    ended = [job for job in jobs if job.may_be_asked_again]
    if not ended:
        return {}
    standing = (
        IssuedReport.objects.visible_to(viewer)
        .standing()
        .filter(
            submission__plan__in={job.parameters["plan"] for job in ended},
            submission__period__in={job.parameters["period"] for job in ended},
            number__in={job.parameters["number"] for job in ended},
        )
    )
    papers = {_paper(one): one for one in standing.select_related("submission")}
    asked = {job.pk: papers.get(_asked_for(job)) for job in ended}
    return {pk: _stands(one) for pk, one in asked.items() if one}


def _asked_for(job: Job) -> tuple[object, ...]:
    return tuple(job.parameters[name] for name in ("plan", "unit", "period", "version", "number"))


def _paper(issued: IssuedReport) -> tuple[object, ...]:
    report = issued.submission
    return report.plan_id, report.unit_id, report.period_id, issued.version, issued.number


def _stands(issued: IssuedReport) -> Note:
    return Note(
        sentence=STANDS.format(issued=issued),
        short=said("văn bản đã ban hành"),
        url=issued.submission.get_absolute_url(),
        act=said("Mở trang báo cáo"),
    )


def changed_since(viewer: Viewer, jobs: list[Job]) -> dict[UUID, Note]:
    """Tell of books of reports in which a paper was withdrawn or replaced since: two queries.

    What was so when the book was asked for counts: its papers were read after that.
    """
    made = [job for job in jobs if job.is_done]
    if not made:
        return {}
    seen = IssuedReport.objects.visible_to(viewer).filter(
        submission__period__in={job.parameters["period"] for job in made},
        unit__territory__level=Territory.Level.COMMUNE,
    )
    gone = seen.filter(Q(withdrawn_at__isnull=False) | Q(amended_by__isnull=False)).distinct()
    newer = Prefetch("amended_by", IssuedReport.objects.standing())
    by_period = defaultdict[int, list[IssuedReport]](list)
    for one in gone.select_related("submission", "unit").prefetch_related(newer):
        by_period[one.submission.period_id].append(one)
    changes = {job: _changes(by_period[job.parameters["period"]], job.wanted_at) for job in made}
    return {job.pk: _stale(job, changed) for job, changed in changes.items() if changed}


def _changes(papers: Iterable[IssuedReport], at: datetime) -> list[str]:
    """Say what became since a moment of the papers that stood then."""
    told = [_change(one, at) for one in papers if one.issued_at <= at]
    return [one for one in told if one]


def _change(paper: IssuedReport, at: datetime) -> str:
    name = said("{issued} của {unit}", issued=paper.name_inside, unit=paper.unit)
    if paper.withdrawn_at:
        return said("{name} (đã hủy số)", name=name) if paper.withdrawn_at > at else ""
    newer = next((one for one in paper.amended_by.all() if one.issued_at > at), None)
    if newer is None:
        return ""
    return said("{name} (thay bằng số {number})", name=name, number=newer.number)


def _stale(job: Job, changed: list[str]) -> Note:
    more = len(changed) - NAMED
    rest = [said("{count} văn bản khác", count=more)] if more > 0 else []
    papers = joined([*changed[:NAMED], *rest])
    count = len(changed)
    return Note(
        sentence=STALE.format(at=moment(job.finished_at), count=count, papers=papers),
        short=said("{count} văn bản trong sách đã thay đổi", count=count),
        url=reverse("tasks:province-book", args=[job.parameters["period"]]),
        act=said("In lại"),
    )
