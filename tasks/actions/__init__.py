"""Every change to tasks, progress and reports, as verbs that leave an event."""

from tasks.actions.bases import Link, link_bases
from tasks.actions.carry import carry_plans
from tasks.actions.copying import amend_plan, copy_plan
from tasks.actions.derive import derive_plans
from tasks.actions.intake import (
    Upload,
    choose_names,
    confirm_intake,
    correct_head,
    discard_intake,
    edit_intake,
    start_intake,
)
from tasks.actions.issue import close_plan, issue_plan
from tasks.actions.plans import add_section, discard_draft, edit_plan, edit_section
from tasks.actions.progress import Recorded, record_progress
from tasks.actions.refusals import ConflictError, LockedError
from tasks.actions.rows import (
    TypedLinks,
    TypedParty,
    TypedRow,
    add_row,
    delete_row,
    edit_row,
    move_row,
)
from tasks.actions.submissions import (
    accept_submission,
    return_submission,
    submit_report,
    take_back_acceptance,
    withdraw_submission,
)
from tasks.actions.sweep import sweep_uploads
from tasks.actions.updates import keep_own_rows, take_updates

__all__ = [
    "ConflictError",
    "Link",
    "LockedError",
    "Recorded",
    "TypedLinks",
    "TypedParty",
    "TypedRow",
    "Upload",
    "accept_submission",
    "add_row",
    "add_section",
    "amend_plan",
    "carry_plans",
    "choose_names",
    "close_plan",
    "confirm_intake",
    "copy_plan",
    "correct_head",
    "delete_row",
    "derive_plans",
    "discard_draft",
    "discard_intake",
    "edit_intake",
    "edit_plan",
    "edit_row",
    "edit_section",
    "issue_plan",
    "keep_own_rows",
    "link_bases",
    "move_row",
    "record_progress",
    "return_submission",
    "start_intake",
    "submit_report",
    "sweep_uploads",
    "take_back_acceptance",
    "take_updates",
    "withdraw_submission",
]
