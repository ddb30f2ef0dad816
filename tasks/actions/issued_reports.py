"""Issue an accepted report: its files are kept under its number, for good."""

from collections.abc import Iterator
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

from plans.access import Viewer
from plans.actions import hold_period, leave_event
from tasks.access import may_submit
from tasks.actions.intake import file_goes_with
from tasks.actions.refusals import LockedError
from tasks.models import IssuedReport, Submission

NOT_ACCEPTED = "Báo cáo chưa được duyệt, hoặc vừa được xử lý lại; tải lại trang để xem."
NOT_YET = "Ngày ban hành không được sau hôm nay."
BEFORE = "Ngày ban hành không được trước ngày của văn bản được sửa đổi ({on:%d/%m/%Y})."
TAKEN = "Đơn vị đã có văn bản số {number} năm {year}. Hãy kiểm tra lại số."


@dataclass(frozen=True, slots=True)
class Issuing:
    """Under which number and day a report is issued, and which version of it."""

    number: str
    issued_on: date
    version: int


@dataclass(frozen=True, slots=True)
class Printed:
    """A report as it leaves the house: to be signed, and to be worked on."""

    pdf: bytes
    word: bytes


def issue_report(
    *, submission: Submission, issuing: Issuing, printed: Printed, by: Viewer, at: datetime
) -> IssuedReport:
    """Keep the printed report under its number; a later one amends the one before.

    Raises PermissionDenied, and LockedError for a report that is not accepted as it was seen, a
    number that is taken or a day that does not fit. A version that is issued is given back as it
    stands: a form sent twice, or a job done twice, issues once.
    """
    if not may_submit(by, submission.unit):
        raise PermissionDenied
    issued = IssuedReport(
        submission=submission,
        unit=submission.unit,
        version=issuing.version,
        year=issuing.issued_on.year,
        number=issuing.number,
        issued_on=issuing.issued_on,
        issued_at=at,
        issued_by=by.user,
        pdf_size=len(printed.pdf),
        pdf_sha256=sha256(printed.pdf).hexdigest(),
        word_size=len(printed.word),
        word_sha256=sha256(printed.word).hexdigest(),
    )
    try:
        # Around the transaction, because a commit may fail, too.
        with _kept(issued.pdf, printed.pdf), _kept(issued.word, printed.word), transaction.atomic():
            same = _issued_as_seen(issued)
            if same:
                issued.pdf.delete(save=False)
                issued.word.delete(save=False)
                return same
            issued.save()
            _leave_event(issued, by, at)
    except IntegrityError as error:  # another report took the number in the same moment
        raise _taken(issued) from error
    return issued


@contextmanager
def _kept(file: FieldFile, content: bytes) -> Iterator[None]:
    """Store a file under a name that says nothing; remove it again if its row is not written."""
    file.save(uuid4().hex, ContentFile(content), save=False)
    with file_goes_with(file):
        yield


def _issued_as_seen(issued: IssuedReport) -> IssuedReport | None:
    """Hold the report, refuse what does not fit; return it if this version is issued already."""
    hold_period(issued.submission.period_id, exclusively=False)
    rows = Submission.objects.select_for_update(of=("self",))
    held = rows.select_related("period", "unit__territory").get(pk=issued.submission_id)
    issued.submission = held
    *_, last = [None, *held.issued.order_by("pk")]
    if last is not None and last.version == issued.version:
        return last
    if held.state != Submission.State.ACCEPTED or held.version != issued.version:
        raise LockedError(NOT_ACCEPTED)
    if issued.issued_on > timezone.localtime(issued.issued_at).date():
        raise LockedError(NOT_YET)
    if last is not None and issued.issued_on < last.issued_on:
        raise LockedError(BEFORE.format(on=last.issued_on))
    if IssuedReport.objects.numbered(issued.unit_id, issued.year, issued.number).exists():
        raise _taken(issued)
    issued.amends = last
    return None


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
