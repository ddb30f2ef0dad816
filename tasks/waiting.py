"""What waits for a person on a day: to report, to sign, to review, to issue, to mend."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby

from django.db.models import Count, Q
from django.urls import reverse

from papi_portal.text import cut
from plans.access import Right, Viewer
from plans.models import Extension, Period
from tasks import signing, standing
from tasks.access import (
    findings_to_answer,
    findings_to_check,
    may_propose,
    may_submit,
    reviewed_territories,
)
from tasks.models import Assignment, Evidence, Finding, Submission
from tasks.reports import late, owing
from tasks.reports.owing import OwedReport
from tasks.standing import Standing


class Kind(StrEnum):
    """What kind of act is waited for; of one day, the first comes first."""

    MEND = "mend"
    SIGN = "sign"
    RECORD = "record"
    HAND_IN = "hand_in"
    REPLACE = "replace"
    ANSWER = "answer"
    REVIEW = "review"
    CHASE = "chase"
    CHECK = "check"
    ISSUE = "issue"


AT_ONCE = frozenset({Kind.MEND, Kind.SIGN, Kind.REVIEW, Kind.CHECK})
"""What somebody else is waiting for, whatever the day on which it is due."""
ORDER = list(Kind)
NAMED_DRAFTS = 3
"""Drafts that are named one by one; more are counted, because a province derives one a commune."""
LONGEST = 300
"""Letters of a comment or finding that are said; its page has the rest."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that waits: a sentence, where it is done, and by when."""

    kind: Kind
    sentence: str
    url: str
    due_on: date | None
    due: Standing

    @property
    def is_late(self) -> bool:
        return self.due.kind == "late"


def build(*, viewer: Viewer, on: date) -> list[Item]:
    """Return all that waits for a person, what is due first before: a fixed number of queries.

    One asks for the periods; a right that the person lacks costs none.
    """
    periods = _periods(viewer, on)
    items = [
        *_to_report(viewer, periods, on),
        *_to_replace(viewer, on),
        *_to_review(viewer, on),
        *_to_chase(viewer, periods, on),
        *_findings(viewer, on),
        *_to_issue(viewer, on),
    ]
    return sorted(items, key=lambda one: (one.due_on or date.max, ORDER.index(one.kind)))


def _periods(viewer: Viewer, on: date) -> list[Period]:
    """Return the periods in which reports may be written, for all or for who got more time."""
    given = Extension.objects.visible_to(viewer).running(on)
    going = Q(state=Period.State.OPEN) | Q(state=Period.State.CLOSED, pk__in=given.values("period"))
    begun = Period.objects.visible_to(viewer).filter(going, data_from__lte=on)
    return list(begun.order_by("due_commune_on", "pk"))


def _item(kind: Kind, sentence: str, url: str, due_on: date | None, on: date) -> Item:
    return Item(kind, sentence, url, due_on, standing.of_date(due_on, on=on))


def _to_report(viewer: Viewer, periods: list[Period], on: date) -> Iterator[Item]:
    if not viewer.records:
        return
    rows = Assignment.objects.owed_by(viewer)
    for report in owing.build(periods=periods, rows=rows):
        if report.may_be_written(on):
            yield from _of_report(viewer, report, on)


def _of_report(viewer: Viewer, report: OwedReport, on: date) -> Iterator[Item]:
    """Yield what a report that is still to be handed in asks of this person."""
    named = f"{report.period.name}, {report.plan}, {report.unit}"
    lacks = f"còn {report.missing}/{report.total} nhiệm vụ chưa cập nhật"
    rows = f"{reverse('tasks:home')}?period={report.period.pk}"
    writes, signs = may_propose(viewer, report.unit), may_submit(viewer, report.unit)
    # A colleague of another unit records rows and has no say in the report that covers them.
    whole = _url(report) if writes else rows
    if report.is_proposed:
        if signs:
            more = f"; {lacks}" if report.missing else ""
            sentence = f"Ký, nộp báo cáo {named}{more}"
            yield _item(Kind.SIGN, sentence, whole, report.due_on, on)
        return
    comment = _comment(report.submission, signs=signs)
    if comment:
        sentence = f"Báo cáo {named} {comment}"
        yield _item(Kind.MEND, sentence, whole, report.due_on, on)
    if report.missing:
        yield _item(Kind.RECORD, f"Báo cáo {named}: {lacks}", rows, report.due_on, on)
    elif writes and not comment:
        sentence = f"Báo cáo {named}: đã cập nhật đủ {report.total} nhiệm vụ, chưa nộp"
        yield _item(Kind.HAND_IN, sentence, whole, report.due_on, on)


def _url(report: OwedReport) -> str:
    return reverse("tasks:report-detail", args=[report.plan.pk, report.unit.pk, report.period.pk])


def _comment(submission: Submission | None, *, signs: bool) -> str:
    """Say who sent a report back and why; a leader's word, to the others, because it came last."""
    if submission and submission.leader_comment:
        comment = cut(submission.leader_comment, LONGEST)
        return "" if signs else f"được lãnh đạo trả lại để hoàn thiện: {comment}"
    if submission and submission.state == Submission.State.RETURNED:
        return f"bị trả lại: {cut(submission.comment, LONGEST)}"
    return ""


def _to_replace(viewer: Viewer, on: date) -> Iterator[Item]:
    """Yield each file that was found infected later, whatever the state of its report.

    It is told until its row is removed, or the year after is over: some reports stay locked.
    """
    if not viewer.records:
        return
    infected = Evidence.objects.filter(
        scan=Evidence.Scan.INFECTED,
        progress__assignment__in=Assignment.objects.owed_by(viewer),
        progress__period__year__gte=on.year - 1,
    )
    for one in infected.select_related("progress__period", "progress__assignment__task"):
        period, assignment = one.progress.period, one.progress.assignment
        url = reverse("tasks:evidence-list", args=[assignment.pk, period.pk])
        sentence = (
            f"Minh chứng “{one}” nhiễm mã độc, đã gỡ: thêm bản sạch rồi bỏ dòng cũ,"
            f" {period.name}, {cut(str(assignment.task), LONGEST)}"
        )
        yield _item(Kind.REPLACE, sentence, url, None, on)


def _to_review(viewer: Viewer, on: date) -> Iterator[Item]:
    """Yield each period with reports in review that were not sent by the viewer's own unit."""
    if not viewer.may(Right.REVIEW):
        return
    sent = Submission.objects.filter(
        state=Submission.State.SUBMITTED, unit__territory__in=reviewed_territories(viewer)
    ).exclude(unit__in=viewer.unit_ids)
    counts = (
        sent.order_by()
        .values_list("period", "period__name", "period__due_province_on")
        .annotate(Count("pk"))
    )
    for period, name, due_on, number in counts:
        url = f"{reverse('tasks:report-queue')}?period={period}"
        sentence = f"{number} báo cáo {name} chờ duyệt"
        yield _item(Kind.REVIEW, sentence, url, due_on, on)


def _to_chase(viewer: Viewer, periods: list[Period], on: date) -> Iterator[Item]:
    """Yield each period in which units reviewed are late with their reports."""
    if not viewer.may(Right.REVIEW):
        return
    owed = (one for one in late.owed_below(viewer, periods) if _is_late(one, on))
    for period, reports in groupby(owed, key=lambda one: one.period):
        days = {one.unit.pk: one.due_on for one in reports}
        url = f"{reverse('tasks:late-reports')}?period={period.pk}"
        sentence = f"{len(days)} đơn vị quá hạn nộp báo cáo {period.name}: xem và nhắc"
        yield _item(Kind.CHASE, sentence, url, min(days.values()), on)


def _is_late(report: OwedReport, on: date) -> bool:
    return report.due_on < on and report.may_be_written(on)


def _findings(viewer: Viewer, on: date) -> Iterator[Item]:
    """Yield what an inspection found: to be mended by the viewer's units, to be looked at again."""
    mine = Q(findings_to_answer(viewer), state=Finding.State.OPEN)
    again = Q(findings_to_check(viewer), state=Finding.State.ANSWERED)
    for finding in Finding.objects.filter(mine | again).select_related("unit"):
        text = f"{finding.unit}: {cut(finding.text, LONGEST)}"
        if finding.state == Finding.State.OPEN:
            sentence = f"Khắc phục kết luận kiểm tra, {text}"
            yield _item(Kind.ANSWER, sentence, finding.get_absolute_url(), finding.due_on, on)
        else:
            sentence = f"Kiểm tra lại kết quả khắc phục, {text}"
            yield _item(Kind.CHECK, sentence, finding.get_absolute_url(), finding.due_on, on)


def _to_issue(viewer: Viewer, on: date) -> Iterator[Item]:
    drafts = list(signing.waiting_for(viewer).select_related("issuer"))
    if len(drafts) > NAMED_DRAFTS:
        url = f"{reverse('tasks:plan-list')}?show=waiting"
        yield _item(Kind.ISSUE, f"{len(drafts)} dự thảo kế hoạch chờ ban hành", url, None, on)
        return
    for plan in drafts:
        url = reverse("tasks:plan-issue", args=[plan.pk])
        yield _item(Kind.ISSUE, f"Ban hành dự thảo {plan}, {plan.issuer}", url, None, on)
