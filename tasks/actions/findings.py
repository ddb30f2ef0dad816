"""Follow up what an inspection found: write it down, report it mended, look again, take it back.

Each step is taken on top of the version the person saw; sent twice, it gives what stands.
"""

from collections.abc import Set
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator

from papi_portal.wording import said
from plans.access import Viewer
from plans.actions import leave_event
from plans.models import Unit
from tasks.access import (
    may_answer_finding,
    may_check_finding,
    may_record_finding,
    may_withdraw_finding,
)
from tasks.actions.refusals import ConflictError, LockedError
from tasks.models import Finding, Task
from tasks.models.findings import FindingState, concerns

State = FindingState
QUOTED = 200
"""Characters of a text that the trail quotes; the whole of it is among the entry's details."""


@transaction.atomic
def record_finding(
    *,
    unit: Unit,
    task: Task | None,
    source: str,
    text: str,
    found_on: date,
    due_on: date,
    by: Viewer,
    at: datetime,
) -> Finding:
    """Write down what is wrong at a unit and until when it is to be mended.

    The very same finding, written down while it stands open, is that finding.
    """
    if not may_record_finding(by, unit):
        raise PermissionDenied
    _refuse_words(text, said("Nêu tồn tại, hạn chế cần khắc phục."))
    _refuse_days(found_on, due_on, on=timezone.localtime(at).date())
    if task and not Task.objects.filter(concerns(unit), pk=task.pk).exists():
        msg = said("Nhiệm vụ “{task}” không phải của {unit}.", task=task, unit=unit)
        raise LockedError(msg)
    # One recorder at a time, so that the second of a double click reads what the first has made.
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    known: dict[str, Any] = {
        "unit": unit,
        "task": task,
        "source": source,
        "text": text,
        "found_on": found_on,
        "due_on": due_on,
    }
    stands = Finding.objects.filter(**known, state=State.OPEN, answered_at=None).first()
    if stands:
        return stands
    finding = Finding.objects.create(**known)
    where = f" ({source})" if source else ""
    sentence = f"ghi kết luận kiểm tra{where}, khắc phục đến hết ngày {due_on:%d/%m/%Y}"
    _leave_event(finding, "record", sentence, text, by=by, at=at)
    return finding


@transaction.atomic
def answer_finding(
    *, finding: Finding, version: int, proof: str, by: Viewer, at: datetime
) -> Finding:
    """Report a finding mended, with the proof; it may be completed until somebody looks again."""
    held = _held(finding)
    if not may_answer_finding(by, held):
        raise PermissionDenied
    _refuse_words(proof, said("Nêu kết quả khắc phục."))
    again = held.proof == proof and held.answered_by_id == by.user.pk
    if again and held.is_answered and version < held.version:
        return held
    _move(
        held,
        version,
        State.ANSWERED,
        since={State.OPEN, State.ANSWERED},
        proof=proof,
        answered_at=at,
        answered_by=by.user,
    )
    _leave_event(held, "answer", "báo cáo kết quả khắc phục", proof, by=by, at=at)
    return held


@transaction.atomic
def close_finding(
    *, finding: Finding, version: int, verdict: str, by: Viewer, at: datetime
) -> Finding:
    """Find, on a second look, that a finding is mended."""
    held = _checked(finding, by)
    if _is_checked_again(held, State.CLOSED, verdict, version, by):
        return held
    _move(
        held,
        version,
        State.CLOSED,
        since={State.ANSWERED},
        verdict=verdict,
        checked_at=at,
        checked_by=by.user,
    )
    _leave_event(held, "close", "kiểm tra lại, xác nhận đã khắc phục", verdict, by=by, at=at)
    return held


@transaction.atomic
def send_back_finding(
    *,
    finding: Finding,
    version: int,
    verdict: str,
    due_on: date | None = None,
    by: Viewer,
    at: datetime,
) -> Finding:
    """Find, on a second look, that it is not mended: it is owed again, until the same day or later.

    Raises LockedError without a verdict and for a new day that has passed.
    """
    held = _checked(finding, by)
    _refuse_words(verdict, said("Chưa đạt thì phải nêu còn thiếu gì."))
    if _is_checked_again(held, State.OPEN, verdict, version, by):
        return held
    if due_on and due_on < timezone.localtime(at).date():
        msg = said("Hạn mới không được lùi: ngày {due_on:%d/%m/%Y} đã qua.", due_on=due_on)
        raise LockedError(msg)
    _move(
        held,
        version,
        State.OPEN,
        since={State.ANSWERED},
        verdict=verdict,
        checked_at=at,
        checked_by=by.user,
        due_on=due_on or held.due_on,
    )
    sentence = f"kiểm tra lại, chưa đạt, khắc phục tiếp đến hết ngày {held.due_on:%d/%m/%Y}"
    _leave_event(held, "send_back", sentence, verdict, by=by, at=at)
    return held


@transaction.atomic
def withdraw_finding(*, finding: Finding, reason: str, by: Viewer, at: datetime) -> Finding:
    """Take back a finding written down by mistake, before the unit has reported on it.

    It stays to be read, with the reason. Raises LockedError without one, or when it is too late.
    """
    held = _held(finding)
    if not may_withdraw_finding(by, held):
        raise PermissionDenied
    _refuse_words(reason, said("Nêu lý do rút kết luận."))
    if held.is_withdrawn:
        return held
    if held.answered_at:
        msg = said(
            "Đơn vị đã báo cáo kết quả khắc phục: kết luận này không rút được, chỉ kiểm tra lại."
        )
        raise LockedError(msg)
    _move(
        held,
        held.version,
        State.WITHDRAWN,
        since={State.OPEN},
        verdict=reason,
        checked_at=at,
        checked_by=by.user,
    )
    _leave_event(held, "withdraw", "rút kết luận kiểm tra", reason, by=by, at=at)
    return held


def _held(finding: Finding) -> Finding:
    """Return a finding as it stands; rivals wait for its row until we are done."""
    rows = Finding.objects.select_for_update(of=("self",))
    return rows.select_related("unit__territory__parent__parent").get(pk=finding.pk)


def _checked(finding: Finding, by: Viewer) -> Finding:
    held = _held(finding)
    if not may_check_finding(by, held):
        raise PermissionDenied
    return held


def _is_checked_again(held: Finding, state: State, verdict: str, version: int, by: Viewer) -> bool:
    """Tell whether the person's very verdict was just written: a double click."""
    same = held.state == state and held.verdict == verdict and held.checked_by_id == by.user.pk
    return same and version < held.version


def _move(held: Finding, version: int, to: State, *, since: Set[State], **written: Any) -> None:
    """Take one step of a held finding, on top of the version that the person saw."""
    now = State(held.state)
    if now not in since:
        msg = said(
            "Kết luận này {label}, không thể chuyển sang “{wanted}”.",
            label=now.label,
            wanted=to.label,
        )
        raise LockedError(msg)
    if held.version != version:
        raise ConflictError(held)
    for name, value in {"state": to, "version": version + 1, **written}.items():
        setattr(held, name, value)
    held.save()


def _refuse_words(text: str, sentence: str) -> None:
    if not text.strip():
        raise LockedError(sentence)


def _refuse_days(found_on: date, due_on: date, *, on: date) -> None:
    if found_on > on:
        msg = said("Ngày kiểm tra {found_on:%d/%m/%Y} chưa đến.", found_on=found_on)
        raise LockedError(msg)
    if due_on < found_on:
        msg = said("Hạn khắc phục không được trước ngày kiểm tra.")
        raise LockedError(msg)


def _leave_event(
    finding: Finding, verb: str, sentence: str, text: str, *, by: Viewer, at: datetime
) -> None:
    quoted = f": {Truncator(text).chars(QUOTED)}" if text else ""
    leave_event(
        verb=f"finding.{verb}",
        sentence=f"{sentence}{quoted}",
        by=by,
        at=at,
        about=finding,
        territory=finding.unit.territory,
        details={"text": text, "version": finding.version},
    )
