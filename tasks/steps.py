"""The way of a report as a table: whose each step is, where it leads, what it writes and says."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from papi_portal.wording import said
from plans.access import Viewer
from plans.models import Unit, User
from tasks.access import may_propose, may_review, may_submit
from tasks.models import EDITABLE_STATES
from tasks.models.submissions import ReturnReason
from tasks.models.submissions import SubmissionState as State


class Step(StrEnum):
    """What may be done with a report; the trail calls it so, too."""

    WRITE = "write"
    PROPOSE = "propose"
    SEND_BACK = "send_back"
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    ACCEPT = "accept"
    RETURN = "return"
    TAKE_BACK = "take_back"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What holds for one step."""

    act: str
    """What is done, in words; "báo cáo" and the period come after it."""
    may: Callable[[Viewer, Unit], bool]
    since: frozenset[State]
    to: State | None = None
    """None where the report stays in its state."""
    needs_time: bool = True
    """Whether the unit must be able to write: the period open, or more time given."""
    needs_proposed: bool | None = None
    """Whether it must lie before the leader, or must not; None where either will do."""
    needs_evidence: bool = False
    """Whether its rows must have the evidence that the province asks for."""
    is_others: bool = False
    """Whether it is never for who wrote, proposed or submitted the report."""
    signs: str = ""
    """Whose name and moment the step keeps: "proposed", "submitted" or "reviewed"."""
    unsigns: str = ""
    """Whose name and moment it takes away."""
    keeps: str = ""
    """The field in which what is said with the step stays."""
    empties: tuple[str, ...] = ()
    """Texts that it answers, and so takes away."""
    speechless: str = ""
    """The refusal of a step without words; empty where it needs none."""
    advice: str = ""
    """What opens the way when the period is closed."""

    @property
    def is_review(self) -> bool:
        """Whether the level above takes it."""
        return self.may is may_review

    def written(self, comment: str, by: User, at: datetime) -> dict[str, Any]:
        """Return what the step writes into the report, beside its state and version."""
        fields: dict[str, Any] = dict.fromkeys(self.empties, "")
        if self.keeps:
            fields[self.keeps] = comment
        for name, moment, person in ((self.unsigns, None, None), (self.signs, at, by)):
            if name:
                fields |= {f"{name}_at": moment, f"{name}_by": person}
        return fields

    def in_words(
        self, period: str, *, unit: str = "", left: str = "", reason: str = "", comment: str = ""
    ) -> str:
        """Return that the step was taken, as the trail says it; `left` is what stayed blank."""
        whose = f" của {unit}" if self.is_review else ""
        why = f" ({ReturnReason(reason).label})" if reason else ""
        words = f": {comment}" if comment else ""
        return f"{self.act} báo cáo {period}{whose}{left}{why}{words}"


IN_REVIEW = frozenset({State.SUBMITTED})
STEPS: dict[Step, Rule] = {
    Step.WRITE: Rule(act=said("soạn"), may=may_propose, since=EDITABLE_STATES),
    Step.PROPOSE: Rule(
        act=said("trình lãnh đạo"),
        may=may_propose,
        since=EDITABLE_STATES,
        needs_proposed=False,
        signs="proposed",
    ),
    Step.SEND_BACK: Rule(
        act=said("trả lại cho cán bộ"),
        may=may_submit,
        since=EDITABLE_STATES,
        needs_proposed=True,
        unsigns="proposed",
        keeps="leader_comment",
        speechless=said("Trả lại cho cán bộ phải kèm ý kiến."),
    ),
    Step.SUBMIT: Rule(
        act=said("nộp"),
        may=may_submit,
        since=EDITABLE_STATES,
        to=State.SUBMITTED,
        needs_evidence=True,
        signs="submitted",
        unsigns="reviewed",
        empties=("comment", "leader_comment"),
    ),
    Step.WITHDRAW: Rule(
        act=said("rút"), may=may_submit, since=IN_REVIEW, to=State.DRAFT, unsigns="proposed"
    ),
    Step.ACCEPT: Rule(
        act=said("duyệt"),
        may=may_review,
        since=IN_REVIEW,
        to=State.ACCEPTED,
        needs_time=False,
        is_others=True,
        signs="reviewed",
    ),
    Step.RETURN: Rule(
        act=said("trả lại"),
        may=may_review,
        since=IN_REVIEW,
        to=State.RETURNED,
        signs="reviewed",
        unsigns="proposed",
        keeps="comment",
        speechless=said("Trả lại phải kèm ý kiến."),
        advice=said("Trả lại lúc này thì đơn vị không sửa được: gia hạn hoặc mở lại kỳ trước."),
    ),
    Step.TAKE_BACK: Rule(
        act=said("hủy duyệt"),
        may=may_review,
        since=frozenset({State.ACCEPTED}),
        to=State.SUBMITTED,
        unsigns="reviewed",
        speechless=said("Hủy duyệt phải kèm lý do."),
        advice=said("Muốn hủy duyệt thì gia hạn cho đơn vị hoặc mở lại kỳ trước."),
    ),
}
