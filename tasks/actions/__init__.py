"""Every change to tasks, progress and reports, as verbs that leave an event."""

from tasks.actions.answers import answer_difficulties
from tasks.actions.bases import Link, link_bases
from tasks.actions.carry import carry_plans
from tasks.actions.closing import HandedInMeanwhileError, close_reviewed_periods
from tasks.actions.copying import amend_plan, copy_plan
from tasks.actions.derive import derive_plans
from tasks.actions.evidence import (
    Cited,
    EvidenceRefusedError,
    Explained,
    add_evidence,
    remove_evidence,
    reuse_evidence,
    set_evidence_rules,
)
from tasks.actions.findings import (
    answer_finding,
    close_finding,
    record_finding,
    send_back_finding,
    withdraw_finding,
)
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
from tasks.actions.issued_reports import (
    NOT_ACCEPTED,
    Issuing,
    Printed,
    issue_report,
    withdraw_number,
    written_number,
)
from tasks.actions.letterheads import save_letterhead
from tasks.actions.many_submissions import Seen, accept_submissions, return_submissions
from tasks.actions.plans import add_section, discard_draft, edit_plan, edit_section
from tasks.actions.progress import Recorded, record_progress
from tasks.actions.refusals import ConflictError, LockedError
from tasks.actions.repeat import Repeat, repeat_last
from tasks.actions.rescan import rescan, rescan_signed, was_taken_away
from tasks.actions.rows import (
    TypedLinks,
    TypedParty,
    TypedRow,
    add_row,
    delete_row,
    edit_row,
    move_row,
)
from tasks.actions.signed_copies import add_signed_copy, withdraw_signed_copy
from tasks.actions.submissions import (
    Narrative,
    accept_submission,
    narrative_of,
    propose_report,
    return_submission,
    send_back_to_officer,
    submit_report,
    take_back_acceptance,
    withdraw_submission,
    write_narrative,
)
from tasks.actions.sweep import sweep_uploads
from tasks.actions.targets import (
    TypedTarget,
    add_target,
    delete_target,
    edit_target,
    import_targets,
)
from tasks.actions.updates import keep_own_rows, take_updates

__all__ = [
    "NOT_ACCEPTED",
    "Cited",
    "ConflictError",
    "EvidenceRefusedError",
    "Explained",
    "HandedInMeanwhileError",
    "Issuing",
    "Link",
    "LockedError",
    "Narrative",
    "Printed",
    "Recorded",
    "Repeat",
    "Seen",
    "TypedLinks",
    "TypedParty",
    "TypedRow",
    "TypedTarget",
    "Upload",
    "accept_submission",
    "accept_submissions",
    "add_evidence",
    "add_row",
    "add_section",
    "add_signed_copy",
    "add_target",
    "amend_plan",
    "answer_difficulties",
    "answer_finding",
    "carry_plans",
    "choose_names",
    "close_finding",
    "close_plan",
    "close_reviewed_periods",
    "confirm_intake",
    "copy_plan",
    "correct_head",
    "delete_row",
    "delete_target",
    "derive_plans",
    "discard_draft",
    "discard_intake",
    "edit_intake",
    "edit_plan",
    "edit_row",
    "edit_section",
    "edit_target",
    "import_targets",
    "issue_plan",
    "issue_report",
    "keep_own_rows",
    "link_bases",
    "move_row",
    "narrative_of",
    "propose_report",
    "record_finding",
    "record_progress",
    "remove_evidence",
    "repeat_last",
    "rescan",
    "rescan_signed",
    "return_submission",
    "return_submissions",
    "reuse_evidence",
    "save_letterhead",
    "send_back_finding",
    "send_back_to_officer",
    "set_evidence_rules",
    "start_intake",
    "submit_report",
    "sweep_uploads",
    "take_back_acceptance",
    "take_updates",
    "was_taken_away",
    "withdraw_finding",
    "withdraw_number",
    "withdraw_signed_copy",
    "withdraw_submission",
    "write_narrative",
    "written_number",
]
