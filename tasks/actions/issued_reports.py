"""Issue an accepted report under its number, and withdraw a number that was typed wrongly."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models.fields.files import FieldFile
from django.utils import timezone

from papi_portal.text import cut
from papi_portal.wording import said
from plans.access import Viewer
from plans.actions import hold_period, leave_event
from tasks.access import may_issue_report, may_put_papers_right
from tasks.actions.intake import file_goes_with
from tasks.actions.refusals import LockedError
from tasks.models import IssuedReport, Submission

NOT_ACCEPTED = said("Báo cáo chưa được duyệt, hoặc vừa được xử lý lại; mở lại trang để xem.")
NOT_YET = said("Ngày ban hành không được sau hôm nay.")
BEFORE = said("Ngày ban hành không được trước ngày của văn bản được sửa đổi ({on:%d/%m/%Y}).")
TOO_EARLY = said(
    "Ngày ban hành không được trước ngày ký, nộp báo cáo ({on:%d/%m/%Y}), vì số liệu trong văn bản"
    " lấy đến ngày đó. Hãy ghi ngày theo sổ văn thư, từ ngày đó đến hôm nay."
)
ENDED = said(
    "{unit} hoạt động đến hết ngày {on:%d/%m/%Y}, nên ngày ban hành không được sau ngày đó. Hãy ghi"
    " ngày theo sổ văn thư của đơn vị."
)
NO_NUMBER = said("Ghi số trước, ký hiệu sau, ví dụ 25/BC-UBND.")
OTHER_NUMBER = said(
    "Báo cáo này đã được ban hành với số {number}; số ghi sai thì hủy số đó rồi ban hành lại."
)
MOVED = said("Báo cáo này vừa được ban hành hoặc hủy số từ một trang khác; mở lại trang để xem.")
TAKEN = said("Đơn vị đã có văn bản số {number} năm {year}. Hãy kiểm tra lại số.")
QUOTED = 200
"""Characters of a reason that the trail quotes; the whole of it is among the entry's details."""
NO_REASON = said("Nêu lý do hủy số.")
AMENDED = said(
    "Văn bản này đã được văn bản số {number} sửa đổi: hủy số {number} trước, nếu số đó cũng sai."
)


NUMBER = re.compile(r"([0-9]{1,5})([a-zđ]?) ?/ ?([^\W_][\w/.-]*)", re.IGNORECASE)


def written_number(text: str) -> str:
    """Return number and symbol as they are written: "05/BC-UBND" for "5 / bc-ubnd".

    One number is written in one way, so that it is used once. Numbers below ten have a zero before
    them (Nghị định 30/2020, Phụ lục I), and none is zero. Raises ValueError for
    what has no number or no symbol.
    """
    found = NUMBER.fullmatch(text.strip())
    if found is None or not int(found[1]):
        raise ValueError(NO_NUMBER)
    number, letter, symbol = found.groups()
    return f"{int(number):02d}{letter.lower()}/{symbol.upper()}"


@dataclass(frozen=True, slots=True)
class Issuing:
    """Under which number and day a report is issued, and which version of it."""

    number: str
    issued_on: date
    version: int
    papers: int | None = None
    """How many papers of the report, withdrawn ones too, were seen; None where nobody looked."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A report as it leaves the house: to be signed, and to be worked on."""

    pdf: bytes
    word: bytes


def issue_report(
    *,
    submission: Submission,
    issuing: Issuing,
    printed: Printed,
    by: Viewer,
    at: datetime,
    look: Callable[[], None] = lambda: None,
) -> IssuedReport:
    """Keep the printed report under its number; a later one amends the one before.

    `look` raises what stops a job that was cancelled: it is asked last, before the row is written.
    Raises PermissionDenied, and LockedError for a report that is not accepted as it was seen, a
    number that is none or taken, or a day that does not fit. A version that is issued is given
    back as it stands: a form sent twice, or a job done twice, issues once, and does not bring a
    number back that was withdrawn since.
    """
    if not may_issue_report(by, submission.unit, submission):
        raise PermissionDenied
    issued = _written(submission, issuing, printed)
    issued.issued_at, issued.issued_by = at, by.user
    try:
        # Around the transaction, because a commit may fail, too.
        pdf, word = kept(issued.pdf, printed.pdf), kept(issued.word, printed.word)
        with pdf, word, transaction.atomic():
            same = _issued_as_seen(issued, issuing.papers)
            if same:
                issued.pdf.delete(save=False)
                issued.word.delete(save=False)
                return same
            look()
            issued.save()
            _leave_event(issued, by, at)
    except IntegrityError as error:  # another report took the number in the same moment
        raise _taken(issued) from error
    return issued


def _written(submission: Submission, issuing: Issuing, printed: Printed) -> IssuedReport:
    """Return the row of what is issued; raises LockedError for what is no number."""
    try:
        number = written_number(issuing.number)
    except ValueError as error:
        raise LockedError(str(error)) from error
    return IssuedReport(
        submission=submission,
        unit=submission.unit,
        version=issuing.version,
        year=issuing.issued_on.year,
        number=number,
        issued_on=issuing.issued_on,
        pdf_size=len(printed.pdf),
        pdf_sha256=sha256(printed.pdf).hexdigest(),
        word_size=len(printed.word),
        word_sha256=sha256(printed.word).hexdigest(),
    )


@transaction.atomic
def withdraw_number(*, issued: IssuedReport, reason: str, by: Viewer, at: datetime) -> IssuedReport:
    """Strike a number or day out that was typed wrongly; the report may be issued again.

    The row and its files stay, marked. Raises PermissionDenied, and LockedError without a reason or
    for what another paper amends. Sent twice, it gives what stands.
    """
    if not may_put_papers_right(by, issued.unit):
        raise PermissionDenied
    if not reason.strip():
        raise LockedError(NO_REASON)
    held = held_paper(issued)
    if held.is_withdrawn:
        return held
    newer = held.amended_by.standing().first()
    if newer:
        raise LockedError(AMENDED.format(number=newer.number))
    stands = IssuedReport.objects.standing().filter(pk=held.pk)
    stands.update(withdrawn_at=at, withdrawn_by=by.user, withdrawn_for=reason)
    leave_event(
        verb="submission.withdraw_number",
        sentence=f"hủy {held.name_inside} ({held.submission.period}): {cut(reason, QUOTED)}",
        by=by,
        at=at,
        about=held.submission,
        territory=held.unit.territory,
        details={"issued": held.pk, "reason": reason},
    )
    held.refresh_from_db()
    return held


def held_paper(issued: IssuedReport) -> IssuedReport:
    """Return an issued report as it stands, held with its report until the transaction ends."""
    report = _held_report(issued.submission)
    paper = report.issued.get(pk=issued.pk)
    paper.submission, paper.unit = report, report.unit
    return paper


def _held_report(report: Submission) -> Submission:
    hold_period(report.period_id, exclusively=False)
    rows = Submission.objects.select_for_update(of=("self",))
    return rows.select_related("period", "unit__territory").get(pk=report.pk)


@contextmanager
def kept(file: FieldFile, content: bytes) -> Iterator[None]:
    """Store a file under a name that says nothing; remove it again if its row is not written."""
    file.save(uuid4().hex, ContentFile(content), save=False)
    with file_goes_with(file):
        yield


def _issued_as_seen(issued: IssuedReport, seen: int | None) -> IssuedReport | None:
    """Hold the report, refuse what does not fit; return it if this version is issued already."""
    issued.submission = held = _held_report(issued.submission)
    papers = list(held.issued.order_by("pk"))
    *_, last = [None, *(one for one in papers if not one.is_withdrawn)]
    if last is not None and last.version == issued.version:
        if last.number != issued.number:
            raise LockedError(OTHER_NUMBER.format(number=last.number))
        return last
    if held.state != Submission.State.ACCEPTED or held.version != issued.version:
        raise LockedError(NOT_ACCEPTED)
    if seen not in {None, len(papers)}:
        raise LockedError(MOVED)
    _refuse_day(issued, last)
    if IssuedReport.objects.numbered(issued.unit_id, issued.year, issued.number).exists():
        raise _taken(issued)
    issued.amends = last
    return None


def _refuse_day(issued: IssuedReport, last: IssuedReport | None) -> None:
    """Refuse a day to come, one before the data or after the unit's last, or one out of order."""
    signed_on = issued.submission.submitted_on
    if issued.issued_on > timezone.localtime(issued.issued_at).date():
        raise LockedError(NOT_YET)
    if signed_on and issued.issued_on < signed_on:
        raise LockedError(TOO_EARLY.format(on=signed_on))
    ended_on = issued.unit.territory.valid_to
    if ended_on and issued.issued_on > ended_on:
        raise LockedError(ENDED.format(unit=issued.unit, on=ended_on))
    if last is not None and issued.issued_on < last.issued_on:
        raise LockedError(BEFORE.format(on=last.issued_on))


def _taken(issued: IssuedReport) -> LockedError:
    return LockedError(TAKEN.format(number=issued.number, year=issued.year))


def _leave_event(issued: IssuedReport, by: Viewer, at: datetime) -> None:
    amended = f", sửa đổi {issued.amends.name_inside}" if issued.amends else ""
    leave_event(
        verb="submission.issue",
        sentence=f"ban hành {issued.name_inside} ({issued.submission.period}){amended}",
        by=by,
        at=at,
        about=issued.submission,
        territory=issued.unit.territory,
        details={"issued": issued.pk, "sha256": issued.pdf_sha256, "amends": issued.amends_id},
    )
