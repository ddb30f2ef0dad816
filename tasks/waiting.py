"""What waits for a person on a day: to report, sign, review, issue, mend, and to be known."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from papi_portal.text import cut
from papi_portal.wording import said
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
from tasks.models import Assignment, Evidence, Finding, IssuedReport, Submission
from tasks.reports import late, owing
from tasks.reports.owing import CurrentReport
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
    STRUCK = "struck"


AT_ONCE = frozenset({Kind.MEND, Kind.SIGN, Kind.REVIEW, Kind.CHECK})
"""What somebody else is waiting for, whatever the day on which it is due."""
ORDER = list(Kind)
NAMED_DRAFTS = 3
"""Drafts that are named one by one; more are counted, because a province derives one a commune."""
TOLD_FOR = timedelta(days=14)
"""How long a number is told about that was withdrawn: then whoever read it has been told."""
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
    came_on: date | None = None
    """The day of what is to be known rather than done."""

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
        *_struck_out(viewer, on),
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


def _of_report(viewer: Viewer, report: CurrentReport, on: date) -> Iterator[Item]:
    """Yield what a report that is still to be handed in asks of this person."""
    named = f"{report.period.name}, {report.plan}, {report.unit}"
    lacks = said(
        "còn {missing}/{total} nhiệm vụ chưa cập nhật", missing=report.missing, total=report.total
    )
    rows = f"{reverse('tasks:home')}?period={report.period.pk}"
    writes, signs = may_propose(viewer, report.unit), may_submit(viewer, report.unit)
    # A colleague of another unit records rows and has no say in the report that covers them.
    whole = _url(report) if writes else rows
    if report.is_proposed:
        if signs:
            more = f"; {lacks}" if report.missing else ""
            sentence = said("Ký, nộp báo cáo {named}{more}", named=named, more=more)
            yield _item(Kind.SIGN, sentence, whole, report.due_on, on)
        return
    comment = _comment(report.submission, signs=signs)
    if comment:
        sentence = said("Báo cáo {named} {comment}", named=named, comment=comment)
        yield _item(Kind.MEND, sentence, whole, report.due_on, on)
    if report.missing:
        yield _item(
            Kind.RECORD,
            said("Báo cáo {named}: {lacks}", named=named, lacks=lacks),
            rows,
            report.due_on,
            on,
        )
    elif writes and not comment:
        sentence = said(
            "Báo cáo {named}: đã cập nhật đủ {total} nhiệm vụ, chưa nộp",
            named=named,
            total=report.total,
        )
        yield _item(Kind.HAND_IN, sentence, whole, report.due_on, on)


def _url(report: CurrentReport) -> str:
    return reverse("tasks:report-detail", args=report.numbers)


def _comment(submission: Submission | None, *, signs: bool) -> str:
    """Say who sent a report back and why; a leader's word, to the others, because it came last."""
    if submission and submission.leader_comment:
        comment = cut(submission.leader_comment, LONGEST)
        return (
            "" if signs else said("được lãnh đạo trả lại để hoàn thiện: {comment}", comment=comment)
        )
    if submission and submission.state == Submission.State.RETURNED:
        return said("bị trả lại: {comment}", comment=cut(submission.comment, LONGEST))
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
    places = ("progress__period", "progress__assignment__task")
    row = "progress__assignment"
    latest = (f"-{row}__plan__year_from", f"{row}__plan_id", f"{row}__task__position", row)
    ordered = infected.order_by(*latest, "progress", "pk")
    for one in ordered.select_related(*places):
        period, assignment = one.progress.period, one.progress.assignment
        url = reverse("tasks:evidence-list", args=[assignment.pk, period.pk])
        sentence = said(
            "Minh chứng “{one}” nhiễm mã độc, đã gỡ: thêm bản sạch rồi bỏ dòng cũ, {name}, {task}",
            one=one,
            name=period.name,
            task=cut(str(assignment.task), LONGEST),
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
        sentence = said("{count} báo cáo {name} chờ duyệt", count=number, name=name)
        yield _item(Kind.REVIEW, sentence, url, due_on, on)


def _to_chase(viewer: Viewer, periods: list[Period], on: date) -> Iterator[Item]:
    """Yield each period in which units reviewed are late with their reports."""
    if not viewer.may(Right.REVIEW):
        return
    owed = (one for one in late.owed_below(viewer, periods) if _is_late(one, on))
    for period, reports in groupby(owed, key=lambda one: one.period):
        days = {one.unit.pk: one.due_on for one in reports}
        url = f"{reverse('tasks:late-reports')}?period={period.pk}"
        sentence = said(
            "{count} đơn vị quá hạn nộp báo cáo {name}: xem và nhắc",
            count=len(days),
            name=period.name,
        )
        yield _item(Kind.CHASE, sentence, url, min(days.values()), on)


def _is_late(report: CurrentReport, on: date) -> bool:
    return report.due_on < on and report.may_be_written(on)


def _findings(viewer: Viewer, on: date) -> Iterator[Item]:
    """Yield what an inspection found: to be mended by the viewer's units, to be looked at again."""
    mine = Q(findings_to_answer(viewer), state=Finding.State.OPEN)
    again = Q(findings_to_check(viewer), state=Finding.State.ANSWERED)
    for finding in Finding.objects.filter(mine | again).select_related("unit"):
        text = f"{finding.unit}: {cut(finding.text, LONGEST)}"
        if finding.state == Finding.State.OPEN:
            sentence = said("Khắc phục kết luận kiểm tra, {text}", text=text)
            yield _item(Kind.ANSWER, sentence, finding.get_absolute_url(), finding.due_on, on)
        else:
            sentence = said("Kiểm tra lại kết quả khắc phục, {text}", text=text)
            yield _item(Kind.CHECK, sentence, finding.get_absolute_url(), finding.due_on, on)


def _to_issue(viewer: Viewer, on: date) -> Iterator[Item]:
    drafts = list(signing.waiting_for(viewer).select_related("issuer"))
    if len(drafts) > NAMED_DRAFTS:
        url = f"{reverse('tasks:plan-list')}?show=waiting"
        yield _item(
            Kind.ISSUE,
            said("{count} dự thảo kế hoạch chờ ban hành", count=len(drafts)),
            url,
            None,
            on,
        )
        return
    for plan in drafts:
        url = reverse("tasks:plan-issue", args=[plan.pk])
        yield _item(
            Kind.ISSUE,
            said("Ban hành dự thảo {plan}, {issuer}", plan=plan, issuer=plan.issuer),
            url,
            None,
            on,
        )


def _struck_out(viewer: Viewer, on: date) -> Iterator[Item]:
    """Yield each number that was withdrawn lately, to all at its unit and to who reviews it.

    Whoever withdrew it knows.
    """
    near = (
        Q(unit__in=viewer.unit_ids)
        | Q(unit__territory__in=viewer.read_ids)
        | Q(unit__territory__in=reviewed_territories(viewer))
    )
    struck = IssuedReport.objects.visible_to(viewer).withdrawn().filter(near)
    lately = struck.filter(withdrawn_at__date__gt=on - TOLD_FOR).exclude(withdrawn_by=viewer.user)
    for one in lately.select_related("submission__period", "unit"):
        sentence = said(
            "{unit} đã hủy số {number} ngày {issued_on:%d/%m/%Y} của báo cáo {period}: không dùng"
            " bản in, bản đã ký mang số này",
            unit=one.unit,
            number=one.number,
            issued_on=one.issued_on,
            period=one.submission.period.name,
        )
        told = _item(Kind.STRUCK, sentence, one.submission.get_absolute_url(), None, on)
        came_on = one.withdrawn_at and timezone.localdate(one.withdrawn_at)
        yield replace(told, came_on=came_on)
