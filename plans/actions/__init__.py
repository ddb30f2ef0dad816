"""Every change to territories, units, people and periods, as verbs that leave an event."""

from plans.actions.changes import Changes
from plans.actions.events import home_of, leave_event
from plans.actions.feeds import make_calendar_feed, revoke_calendar_feed
from plans.actions.invitations import (
    Invitation,
    InvitationError,
    choose_first_password,
    invitation,
    invitation_stop,
    invite_person,
    invited,
)
from plans.actions.job_runs import (
    advance_job,
    dismiss_worker,
    fail_job,
    finish_job,
    give_job_back,
    hear_worker,
    hold_job,
    return_lost_jobs,
    take_job,
    try_job_again,
)
from plans.actions.jobs import (
    TooManyJobsError,
    ask_for_job_again,
    cancel_job,
    forget_jobs,
    request_job,
)
from plans.actions.languages import choose_language
from plans.actions.lists import ListGoneError, confirm_list, discard_list, receive_list
from plans.actions.many_periods import close_periods, open_periods
from plans.actions.periods import (
    WrongStateError,
    change_period,
    close_period,
    delete_period,
    extend_period,
    hold_period,
    open_period,
    plan_periods,
    reopen_period,
)
from plans.actions.posts import NewAccount, NotHandedOverError, hand_over_post
from plans.actions.publications import keep_out, publish, show_again, unpublish
from plans.actions.received_files import InfectedFileError, refuse_infected
from plans.actions.successions import load_successions
from plans.actions.territories import load_units
from plans.actions.trail import note_export
from plans.official_lists import RowsRefusedError

__all__ = [
    "Changes",
    "InfectedFileError",
    "Invitation",
    "InvitationError",
    "ListGoneError",
    "NewAccount",
    "NotHandedOverError",
    "RowsRefusedError",
    "TooManyJobsError",
    "WrongStateError",
    "advance_job",
    "ask_for_job_again",
    "cancel_job",
    "change_period",
    "choose_first_password",
    "choose_language",
    "close_period",
    "close_periods",
    "confirm_list",
    "delete_period",
    "discard_list",
    "dismiss_worker",
    "extend_period",
    "fail_job",
    "finish_job",
    "forget_jobs",
    "give_job_back",
    "hand_over_post",
    "hear_worker",
    "hold_job",
    "hold_period",
    "home_of",
    "invitation",
    "invitation_stop",
    "invite_person",
    "invited",
    "keep_out",
    "leave_event",
    "load_successions",
    "load_units",
    "make_calendar_feed",
    "note_export",
    "open_period",
    "open_periods",
    "plan_periods",
    "publish",
    "receive_list",
    "refuse_infected",
    "reopen_period",
    "request_job",
    "return_lost_jobs",
    "revoke_calendar_feed",
    "show_again",
    "take_job",
    "try_job_again",
    "unpublish",
]
