"""The way of a report as a table: whose each step is, where it leads, what it writes and says."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from plans.access import Viewer
from plans.models import Unit, User
from tasks.access import may_propose, may_review, may_submit
from tasks.models import EDITABLE_STATES
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


IN_REVIEW = frozenset({State.SUBMITTED})
STEPS: dict[Step, Rule] = {
    Step.WRITE: Rule(act="soạn", may=may_propose, since=EDITABLE_STATES),
    Step.PROPOSE: Rule(
        act="trình lãnh đạo", may=may_propose, since=EDITABLE_STATES, signs="proposed"
    ),
    Step.SEND_BACK: Rule(
        act="trả lại cho cán bộ",
        may=may_submit,
        since=EDITABLE_STATES,
        unsigns="proposed",
        keeps="leader_comment",
        speechless="Trả lại cho cán bộ phải kèm ý kiến.",
    ),
    Step.SUBMIT: Rule(
        act="nộp",
        may=may_submit,
        since=EDITABLE_STATES,
        to=State.SUBMITTED,
        signs="submitted",
        unsigns="reviewed",
        empties=("comment", "leader_comment"),
    ),
    Step.WITHDRAW: Rule(
        act="rút", may=may_submit, since=IN_REVIEW, to=State.DRAFT, unsigns="proposed"
    ),
    Step.ACCEPT: Rule(
        act="duyệt",
        may=may_review,
        since=IN_REVIEW,
        to=State.ACCEPTED,
        needs_time=False,
        signs="reviewed",
    ),
    Step.RETURN: Rule(
        act="trả lại",
        may=may_review,
        since=IN_REVIEW,
        to=State.RETURNED,
        signs="reviewed",
        unsigns="proposed",
        keeps="comment",
        speechless="Trả lại phải kèm ý kiến.",
        advice="Trả lại lúc này thì đơn vị không sửa được: gia hạn hoặc mở lại kỳ trước.",
    ),
    Step.TAKE_BACK: Rule(
        act="hủy duyệt",
        may=may_review,
        since=frozenset({State.ACCEPTED}),
        to=State.SUBMITTED,
        unsigns="reviewed",
        speechless="Hủy duyệt phải kèm lý do.",
        advice="Muốn hủy duyệt thì gia hạn cho đơn vị hoặc mở lại kỳ trước.",
    ),
}
