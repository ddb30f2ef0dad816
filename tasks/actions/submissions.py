"""Move a report: propose, submit, withdraw, accept, return, take back.

`tasks.steps` says whose each step is and what it writes. It is taken on top of the version the
person saw, wins once or not at all, and is kept; sent twice by one person in the same words, it
gives what stands. A report that none has begun yet is seen as version 0.

All raise PermissionDenied, and LockedError when the report, its period or the step's own rule is in
the way.
"""

from dataclasses import asdict, dataclass, fields
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F

from papi_portal.wording import said
from plans.access import Viewer
from plans.actions import hold_period, leave_event
from plans.models import Event, Period, Plan, Unit
from tasks.access import wrote_report
from tasks.actions.hand_in import left_blank, refuse_unproved
from tasks.actions.locks import refuse_locked
from tasks.actions.refusals import ConflictError, LockedError
from tasks.models import EDITABLE_STATES, Assignment, Submission
from tasks.models.submissions import ReturnReason
from tasks.steps import STEPS, Step

MOVED_ON = said("Báo cáo {name} vừa được người khác xử lý. Tải lại trang để xem.")
SAID_OTHERWISE = said(
    "Báo cáo {name} vừa được {act} từ một trang khác, với nội dung khác. Nội dung"
    " gửi lần này chưa được lưu."
)
OWN_REPORT = said("Không ai được duyệt báo cáo do chính mình viết, trình hoặc nộp.")
PROPOSED = said("đã được trình lãnh đạo")


@dataclass(frozen=True, slots=True)
class Narrative:
    """The words of a report, beside its rows."""

    results: str = ""
    limits: str = ""
    next_period: str = ""
    proposals: str = ""


@transaction.atomic
def write_narrative(
    *,
    plan: Plan,
    unit: Unit,
    period: Period,
    narrative: Narrative,
    version: int,
    by: Viewer,
    at: datetime,
) -> Submission:
    """Keep the words of a report on top of the version the person saw.

    Raises ConflictError, too, when somebody wrote meanwhile.
    """
    submission = _begun(Step.WRITE, plan, unit, period, by)
    refuse_locked(submission.period, unit, submission.state, at=at)
    if narrative == narrative_of(submission):
        return submission
    seen = Submission.objects.filter(pk=submission.pk, version=version or 1)
    if not seen.update(**asdict(narrative), version=F("version") + 1):
        raise ConflictError(submission)
    _leave_words(submission, narrative, by, at)
    return _as_it_stands(submission)


@transaction.atomic
def propose_report(
    *,
    plan: Plan,
    unit: Unit,
    period: Period,
    version: int,
    by: Viewer,
    at: datetime,
    narrative: Narrative | None = None,
) -> Submission:
    """Hand a report to the leader for signing, with its words as typed on the same page."""
    held = _begun(Step.PROPOSE, plan, unit, period, by)
    return _take(Step.PROPOSE, held, version, by=by, at=at, narrative=narrative)


@transaction.atomic
def send_back_to_officer(
    *,
    submission: Submission,
    version: int,
    comment: str,
    by: Viewer,
    at: datetime,
    narrative: Narrative | None = None,
) -> Submission:
    """Give a proposed report back inside the unit, with what is to be mended."""
    held = _held(Step.SEND_BACK, submission, by)
    return _take(Step.SEND_BACK, held, version, by=by, at=at, comment=comment, narrative=narrative)


@transaction.atomic
def submit_report(
    *,
    plan: Plan,
    unit: Unit,
    period: Period,
    version: int,
    by: Viewer,
    at: datetime,
    narrative: Narrative | None = None,
) -> Submission:
    """Send a unit's report for a period to the level above, with its words as signed."""
    held = _begun(Step.SUBMIT, plan, unit, period, by)
    return _take(Step.SUBMIT, held, version, by=by, at=at, narrative=narrative)


@transaction.atomic
def withdraw_submission(
    *, submission: Submission, version: int, by: Viewer, at: datetime
) -> Submission:
    """Take a report back before it is reviewed."""
    return _take(Step.WITHDRAW, _held(Step.WITHDRAW, submission, by), version, by=by, at=at)


@transaction.atomic
def accept_submission(
    *, submission: Submission, version: int, by: Viewer, at: datetime
) -> Submission:
    """Accept a submitted report; nobody accepts what they wrote, proposed or submitted."""
    return _take(Step.ACCEPT, _held(Step.ACCEPT, submission, by), version, by=by, at=at)


@transaction.atomic
def return_submission(
    *,
    submission: Submission,
    version: int,
    reason: str,
    comment: str,
    by: Viewer,
    at: datetime,
) -> Submission:
    """Send a submitted report back with a reason and a comment: it is owed again."""
    held = _held(Step.RETURN, submission, by)
    if reason not in ReturnReason.values:
        msg = said("Chọn lý do trả lại trong danh sách.")
        raise LockedError(msg)
    return _take(Step.RETURN, held, version, by=by, at=at, comment=comment, reason=reason)


@transaction.atomic
def take_back_acceptance(
    *, submission: Submission, version: int, reason: str, by: Viewer, at: datetime
) -> Submission:
    """Put an accepted report back under review, with a reason; never in a closed period."""
    held = _held(Step.TAKE_BACK, submission, by)
    return _take(Step.TAKE_BACK, held, version, by=by, at=at, comment=reason)


def narrative_of(submission: Submission) -> Narrative:
    """Return the words of a report as they stand."""
    return Narrative(**{one.name: getattr(submission, one.name) for one in fields(Narrative)})


def _leave_words(submission: Submission, typed: Narrative, by: Viewer, at: datetime) -> None:
    leave_event(
        verb="submission.write",
        sentence=STEPS[Step.WRITE].in_words(submission.period.name),
        by=by,
        at=at,
        about=submission,
        territory=submission.unit.territory,
        details={"before": asdict(narrative_of(submission)), "after": asdict(typed)},
    )


def _begun(step: Step, plan: Plan, unit: Unit, period: Period, by: Viewer) -> Submission:
    """Return the unit's report, begun if there was none, held until the transaction ends."""
    if not STEPS[step].may(by, unit):
        raise PermissionDenied
    # Signed alone, so that no save slips in between the signature and the lock it brings.
    held = hold_period(period.pk, exclusively=step == Step.SUBMIT)
    if not Assignment.objects.owed_in(held).covered_by(plan, unit).exists():
        msg = said(
            "{unit} không có nhiệm vụ của kế hoạch này phải báo cáo trong {name}.",
            unit=unit,
            name=held.name,
        )
        raise LockedError(msg)
    begun, _ = Submission.objects.get_or_create(plan=plan, unit=unit, period=held)
    return _as_it_stands(begun)


def _held(step: Step, submission: Submission, by: Viewer) -> Submission:
    """Return a report as it stands, it and its period held until the transaction ends."""
    if not STEPS[step].may(by, submission.unit):
        raise PermissionDenied
    hold_period(submission.period_id, exclusively=False)
    return _as_it_stands(submission)


def _as_it_stands(submission: Submission) -> Submission:
    """Return a report with what belongs to it; rivals wait for its row until we are done."""
    rows = Submission.objects.select_for_update(of=("self",))
    return rows.select_related("plan__territory", "period", "unit__territory").get(pk=submission.pk)


def _take(
    step: Step,
    held: Submission,
    version: int,
    *,
    by: Viewer,
    at: datetime,
    comment: str = "",
    reason: str = "",
    narrative: Narrative | None = None,
) -> Submission:
    """Take one step of a held report; the second of two rivals finds it moved."""
    rule = STEPS[step]
    if rule.speechless and not comment.strip():
        raise LockedError(rule.speechless)
    typed = {"comment": comment, "reason": reason}
    taken_before = _taken_before(step, held, version, by)
    if taken_before:
        _refuse_other_words(step, held, taken_before, typed, narrative)
        return held
    _refuse(step, held, by, at)
    written = rule.written(comment, by.user, at)
    if narrative and narrative != narrative_of(held):
        written |= asdict(narrative)
        _leave_words(held, narrative, by, at)
    to = rule.to or held.state
    moved = Submission.objects.filter(pk=held.pk, version=version or 1)
    if not moved.update(state=to, version=F("version") + 1, **written):
        raise LockedError(MOVED_ON.format(name=held.period.name))
    taken = _as_it_stands(held)
    if to != held.state:
        taken.steps.create(
            version=taken.version, state=to, reason=reason, comment=comment, at=at, by=by.user
        )
    leave_event(
        verb=f"submission.{step}",
        sentence=_in_words(step, taken, comment, reason),
        by=by,
        at=at,
        about=taken,
        territory=taken.unit.territory,
        details={"version": taken.version, **typed},
    )
    return taken


def _taken_before(step: Step, held: Submission, version: int, by: Viewer) -> Event | None:
    """Return the person's very step if it led to what stands: a double click, a page sent again."""
    if held.version != (version or 1) + 1:
        return None
    taken = Event.objects.about(held).filter(verb=f"submission.{step}", actor=by.user).first()
    return taken if taken and taken.details.get("version") == held.version else None


def _refuse_other_words(
    step: Step, held: Submission, taken: Event, typed: dict[str, str], narrative: Narrative | None
) -> None:
    """Raise LockedError when a step is sent again with words that are not those that stand."""
    was_said = {name: taken.details.get(name, "") for name in typed}
    if was_said != typed or narrative not in (None, narrative_of(held)):
        raise LockedError(SAID_OTHERWISE.format(name=held.period.name, act=STEPS[step].act))


def _refuse(step: Step, held: Submission, by: Viewer, at: datetime) -> None:
    """Raise LockedError, or PermissionDenied for one's own report, when a step cannot be taken."""
    rule, named = STEPS[step], said("Báo cáo {name}", name=held.period.name)
    if rule.needs_time:
        try:
            refuse_locked(
                held.period, held.unit, held.state if rule.since == EDITABLE_STATES else None, at=at
            )
        except LockedError as error:
            why = said("{error} {advice}", error=str(error), advice=rule.advice)
            raise LockedError(why if rule.advice else str(error)) from error
    if rule.needs_proposed not in (None, bool(held.proposed_at)):
        not_proposed = said("chưa được trình nên không thể {act}", act=rule.act)
        why = not_proposed if rule.needs_proposed else PROPOSED
        msg = said("{named} {why}.", named=named, why=why)
        raise LockedError(msg)
    if rule.needs_evidence:
        refuse_unproved(held.plan, held.unit, held.period)
    if rule.is_others and wrote_report(by, held):
        raise PermissionDenied(OWN_REPORT)
    if held.state not in rule.since:
        msg = said(
            "{named} {state}, không thể {act}.",
            named=named,
            state=held.get_state_display(),
            act=rule.act,
        )
        raise LockedError(msg)


def _in_words(step: Step, taken: Submission, comment: str, reason: str) -> str:
    """Return what was done, as the trail says it."""
    return STEPS[step].in_words(
        taken.period.name,
        unit=str(taken.unit),
        left=left_blank(taken.plan, taken.unit, taken.period) if step == Step.SUBMIT else "",
        reason=reason,
        comment=comment,
    )
