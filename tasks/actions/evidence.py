"""Show a result to be true: add, reuse and remove evidence; say which results need it."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Sum

from papi_portal.attachments import Attachment, scanning
from papi_portal.wording import said
from plans.access import Viewer
from plans.actions import leave_event, refuse_infected
from plans.models import Period, Territory
from tasks.access import may_record
from tasks.actions.intake import file_goes_with
from tasks.actions.progress import refuse_locked_row
from tasks.models import Assignment, Evidence, EvidenceRule, Progress

NOT_RECORDED = said(
    "Nhiệm vụ chưa ghi tình hình của kỳ này. Hãy lưu tình hình trước, rồi thêm minh chứng."
)
GONE = said("Minh chứng này vừa được người khác bỏ; hãy chọn lại.")
KNOWN_INFECTED = said(
    "Tệp “{name}” đã từng bị phát hiện nhiễm mã độc nên không được nhận. Hãy quét vi-rút cho máy"
    " đang dùng, rồi chọn bản sạch của tệp."
)


class EvidenceRefusedError(Exception):
    """Raised when evidence cannot be added to a row; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A document by its number and day, which anybody can ask the issuer for."""

    number: str
    issued_on: date
    text: str = ""


@dataclass(frozen=True, slots=True)
class Explained:
    """Words, where there is no paper."""

    text: str


def add_evidence(
    *,
    assignment: Assignment,
    period: Period,
    shown: Attachment | Cited | Explained,
    by: Viewer,
    at: datetime,
) -> Evidence:
    """Put a file, a document or an explanation to what a row reports.

    Raises PermissionDenied, LockedError when period or report is closed to changes,
    InfectedFileError, EvidenceRefusedError for a row without progress, one piece too many or a
    full store. What the row already has is given back as it stands: a form sent twice adds once.
    A file that nobody could scan waits: see `rescan`. One that is clean opens to all wherever the
    same bytes wait.
    """
    if not may_record(by, assignment):
        raise PermissionDenied
    evidence = Evidence(**_fields(shown), added_at=at, added_by=by.user)
    if isinstance(shown, Attachment):
        evidence.scan = _scanned(shown, assignment, by, at)
        evidence.file.save(uuid4().hex, ContentFile(shown.content), save=False)
    # Around the transaction, because a commit may fail, too.
    with file_goes_with(evidence.file), transaction.atomic():
        evidence.progress = _held(assignment, period, at=at)
        same = _same(evidence)
        if same:
            evidence.file.delete(save=False)
            return same
        _refuse_too_much(evidence, assignment, period)
        evidence.save()
        leave_evidence_event(evidence, "add", added_in_words(evidence), by, at)
    return evidence


@transaction.atomic
def reuse_evidence(
    *, source: Evidence, assignment: Assignment, period: Period, by: Viewer, at: datetime
) -> Evidence:
    """Put what showed a row's result in an earlier period to this one, too: the same stored file.

    Raises what `add_evidence` does; PermissionDenied also for evidence of another task.
    """
    known = Evidence.objects.visible_to(by).open_to(by.user).reusable_for(assignment, period)
    if not may_record(by, assignment) or not known.filter(pk=source.pk).exists():
        raise PermissionDenied
    progress = _held(assignment, period, at=at)
    # Held, so that its file cannot go between this look and the new row that names it.
    kept = Evidence.objects.select_for_update().filter(pk=source.pk).first()
    if kept is None or kept.is_removed:
        raise EvidenceRefusedError(GONE)
    before = kept.progress.period
    kept.pk, kept._state.adding = None, True
    kept.progress, kept.added_at, kept.added_by = progress, at, by.user
    same = _same(kept)
    if same:
        return same
    _refuse_too_much(kept, assignment, period)
    kept.save()
    leave_evidence_event(
        kept, "reuse", f"dùng lại minh chứng {_word(kept)} của {before} cho", by, at
    )
    return kept


@transaction.atomic
def remove_evidence(*, evidence: Evidence, by: Viewer, at: datetime) -> None:
    """Take a piece of evidence away; its file goes with the last row that names it.

    Raises PermissionDenied, LockedError: what was submitted or accepted stays as it is. What is
    gone already is no error.
    """
    assignment, period = evidence.progress.assignment, evidence.progress.period
    if not may_record(by, assignment):
        raise PermissionDenied
    refuse_locked_row(assignment, period, at=at)
    held = Evidence.objects.select_for_update(of=("self",)).select_related("progress__assignment")
    going = held.filter(pk=evidence.pk).first()
    if going is None:
        return
    leave_evidence_event(going, "remove", f"bỏ minh chứng {_word(going)} khỏi", by, at)
    going.delete()
    unlink_once_committed(going.file.name)


@transaction.atomic
def set_evidence_rules(
    *, territory: Territory, states: Collection[str], by: Viewer, at: datetime
) -> None:
    """Say in which states a result must be shown by evidence, for all who report to a territory."""
    if not by.keeps_calendar_of(territory.pk):
        raise PermissionDenied
    Territory.objects.select_for_update(no_key=True).get(pk=territory.pk)
    rules = EvidenceRule.objects.filter(territory=territory)
    before = set(rules.values_list("state", flat=True))
    wanted = [state for state in Progress.State if state in states]
    if before == set(wanted):
        return
    rules.exclude(state__in=wanted).delete()
    EvidenceRule.objects.bulk_create(
        EvidenceRule(territory=territory, state=state) for state in wanted if state not in before
    )
    words = ", ".join(str(state.label) for state in wanted)
    leave_event(
        verb="evidence.rules",
        sentence=f"yêu cầu minh chứng khi báo cáo: {words}" if words else "thôi yêu cầu minh chứng",
        by=by,
        at=at,
        about=territory,
        territory=territory,
        details={"before": sorted(before), "after": sorted(wanted)},
    )


def _scanned(file: Attachment, assignment: Assignment, by: Viewer, at: datetime) -> str:
    """Return what the scanner says, before anything is held or stored; infected it ends here.

    What was found infected once is refused as long as nobody says otherwise.
    """
    found = refuse_infected(
        name=file.name,
        content=file.content,
        verb="evidence.refuse",
        by=by,
        at=at,
        about=assignment.task,
        territory=assignment.task.plan.territory,
    )
    if found is None:
        return Evidence.Scan.NONE
    if isinstance(found, scanning.Clean):
        spread_clean(file.sha256)
        return Evidence.Scan.CLEAN
    if Evidence.objects.of_file(file.sha256).filter(scan=Evidence.Scan.INFECTED).exists():
        raise EvidenceRefusedError(KNOWN_INFECTED.format(name=file.name))
    return Evidence.Scan.WAITING


def _fields(shown: Attachment | Cited | Explained) -> dict[str, Any]:
    if isinstance(shown, Attachment):
        return {
            "kind": Evidence.Kind.FILE,
            "file_name": shown.name,
            "media_type": shown.media_type,
            "size": len(shown.content),
            "sha256": shown.sha256,
        }
    kind = Evidence.Kind.DOCUMENT if isinstance(shown, Cited) else Evidence.Kind.EXPLANATION
    return {"kind": kind, **asdict(shown)}


def _held(assignment: Assignment, period: Period, *, at: datetime) -> Progress:
    """Return what the row reports, held with its period; one at a time adds to it."""
    refuse_locked_row(assignment, period, at=at)
    records = Progress.objects.filter(assignment=assignment, period=period)
    held = records.select_for_update(no_key=True).first()
    if held is None:
        raise EvidenceRefusedError(NOT_RECORDED)
    return held


def _same(evidence: Evidence) -> Evidence | None:
    """Return what the row already has and says the same."""
    names = {
        Evidence.Kind.FILE: ("sha256",),
        Evidence.Kind.DOCUMENT: ("number", "issued_on"),
        Evidence.Kind.EXPLANATION: ("text",),
    }[Evidence.Kind(evidence.kind)]
    said = {name: getattr(evidence, name) for name in ("kind", *names)}
    return evidence.progress.evidence.counting().filter(**said).first()


def _refuse_too_much(evidence: Evidence, assignment: Assignment, period: Period) -> None:
    """Refuse the eleventh piece, and more than a reporting unit keeps of a year.

    A reused file counts once. Uploads of one unit in the same moment do not see each other.
    """
    most, per_year = settings.EVIDENCE_PER_ROW, settings.EVIDENCE_PER_YEAR
    if evidence.progress.evidence.counting().count() >= most:
        msg = said(
            "Nhiệm vụ đã có {most} minh chứng của kỳ này; hãy bỏ bớt hoặc ghép vào một tệp PDF.",
            most=most,
        )
        raise EvidenceRefusedError(msg)
    unit = assignment.reporter
    of_year = Evidence.objects.stored().filter(
        progress__assignment__in=Assignment.objects.reported_by(unit),
        progress__period__year=period.year,
    )
    stored = of_year.order_by().values("file", "size").distinct().exclude(file=evidence.file.name)
    kept = stored.aggregate(Sum("size"))["size__sum"] or 0
    if kept + (evidence.size or 0) > per_year:
        msg = said(
            "Minh chứng năm {year} của {unit} đã gần đầy {per_year} GB. Hãy bỏ bớt tệp nặng,"
            " hoặc ghi số, ngày văn bản thay cho tệp.",
            year=period.year,
            unit=unit,
            per_year=per_year // 1024**3,
        )
        raise EvidenceRefusedError(msg)


def spread_clean(sha256: str) -> None:
    """Have all rows that hold these bytes, and of which nobody knew, say that they are clean."""
    unsure = (Evidence.Scan.NONE, Evidence.Scan.WAITING)
    Evidence.objects.of_file(sha256).filter(scan__in=unsure).update(scan=Evidence.Scan.CLEAN)


def unlink_once_committed(name: str | None) -> None:
    """Remove a stored file after this transaction, unless another row still names it.

    Should the disk refuse, `sweep_uploads` comes after: no row names the file any more.
    """

    def unlink() -> None:
        if name and not Evidence.objects.filter(file=name).exists():
            default_storage.delete(name)

    # A function and no partial: Django tells the name of what failed, which a partial lacks.
    transaction.on_commit(unlink, robust=True)


def added_in_words(evidence: Evidence) -> str:
    """Return that evidence was added, as the trail says it of a row."""
    return f"thêm minh chứng {_word(evidence)} vào"


def _word(evidence: Evidence) -> str:
    return f"({evidence.get_kind_display()}) “{evidence}”"


def evidence_in_words(act: str, period: str, task: str) -> str:
    """Return what was done to evidence of a row, as the trail says it."""
    return f"{act} tiến độ {period} – {task}"


def leave_evidence_event(
    evidence: Evidence, verb: str, act: str, by: Viewer | None, at: datetime
) -> None:
    """Write what was done to a piece of evidence; without a person the portal itself did it."""
    progress = evidence.progress
    assignment = progress.assignment
    leave_event(
        verb=f"evidence.{verb}",
        sentence=evidence_in_words(act, str(progress.period), str(assignment.task)),
        by=by,
        at=at,
        about=assignment.task,
        territory=assignment.task.plan.territory,
        details={
            "period": progress.period_id,
            "assignment": assignment.pk,
            "evidence": evidence.pk,
            "kind": evidence.kind,
            "sha256": evidence.sha256,
        },
    )
