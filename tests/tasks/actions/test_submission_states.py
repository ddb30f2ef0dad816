"""The way of a report as a table: stage × role × step; a refused step changes nothing."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from plans.access import Role, Viewer
from plans.models import Event, Unit
from tasks import actions
from tasks.actions import LockedError
from tasks.models import Evidence, Progress, Submission, SubmissionStep
from tasks.steps import STEPS
from tests import factories
from tests.tasks import stepping
from tests.tasks.access_stored import everything, undone

pytestmark = pytest.mark.django_db

ROLES = (
    "officer",
    "leader",
    "reviewer",
    "leader of another unit of the commune",
    "leader of another commune",
    "leader of the province",
    "reviewer of another province",
    "reviewer of the commune itself",
    "sector",
    "auditor",
    "administrator",
    "superuser",
    "nobody",
)
IN_REVIEW = "Báo cáo kỳ này chờ duyệt."
DONE = "Báo cáo kỳ này đã duyệt."
NOT_PROPOSED = "chưa được trình"
TWICE = "đã được trình lãnh đạo"
LEADS_TO = {
    "write": {"none": "draft", "draft": "draft", "proposed": "draft", "returned": "returned"}
    | {"submitted": IN_REVIEW, "accepted": DONE},
    "propose": {"none": "draft", "draft": "draft", "proposed": TWICE, "returned": "returned"}
    | {"submitted": IN_REVIEW, "accepted": DONE},
    "send_back": {"proposed": "draft", "draft": NOT_PROPOSED, "returned": NOT_PROPOSED}
    | {"submitted": IN_REVIEW, "accepted": DONE},
    "submit": dict.fromkeys(("none", "draft", "proposed", "returned"), "submitted")
    | {"submitted": IN_REVIEW, "accepted": DONE},
    "withdraw": {"submitted": "draft"}
    | dict.fromkeys(("draft", "proposed", "returned", "accepted"), "không thể rút."),
    "accept": {"submitted": "accepted"}
    | dict.fromkeys(("draft", "proposed", "returned", "accepted"), "không thể duyệt."),
    "return": {"submitted": "returned"}
    | dict.fromkeys(("draft", "proposed", "returned", "accepted"), "không thể trả lại."),
    "take_back": {"accepted": "submitted"}
    | dict.fromkeys(("draft", "proposed", "submitted", "returned"), "không thể hủy duyệt."),
}
"""The state that a step brings a stage to, or the words it is refused with."""
SENTENCES = {
    "write": "soạn báo cáo Quý IV/2026",
    "propose": "trình lãnh đạo báo cáo Quý IV/2026",
    "send_back": "trả lại cho cán bộ báo cáo Quý IV/2026: Thiếu số liệu",
    "submit": "nộp báo cáo Quý IV/2026, còn 1/1 nhiệm vụ chưa cập nhật",
    "withdraw": "rút báo cáo Quý IV/2026",
    "accept": "duyệt báo cáo Quý IV/2026 của UBND xã Điềm He",
    "return": "trả lại báo cáo Quý IV/2026 của UBND xã Điềm He: Thiếu số liệu",
    "take_back": "hủy duyệt báo cáo Quý IV/2026 của UBND xã Điềm He: Duyệt nhầm",
}


def person(role: str, report: Submission) -> Viewer:
    commune, province = report.unit.territory, report.period.territory
    if role == "nobody":
        return factories.viewer(factories.user())
    if role == "superuser":
        chief = factories.user()
        chief.is_staff = chief.is_superuser = True
        return factories.viewer(chief)
    if role == "reviewer":
        return stepping.reviewer(report)
    posts = {
        "officer": (report.unit, Role.OFFICER),
        "leader": (report.unit, Role.LEADER),
        "leader of another unit of the commune": (factories.unit(commune), Role.LEADER),
        "leader of another commune": (factories.committee(factories.commune()), Role.LEADER),
        "leader of the province": (factories.committee(province), Role.LEADER),
        "reviewer of another province": (factories.unit(factories.province()), Role.REVIEWER),
        "reviewer of the commune itself": (report.unit, Role.REVIEWER),
        "sector": (factories.unit(province, "Sở Y tế", kind=Unit.Kind.DEPARTMENT), Role.SECTOR),
        "auditor": (factories.committee(province), Role.AUDITOR),
        "administrator": (factories.committee(province), Role.ADMIN),
    }
    return factories.viewer(factories.member(*posts[role]))


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("stage", stepping.STAGES)
def test_step_is_taken_by_whom_and_when_the_table_says(stage: str, role: str) -> None:
    report = stepping.report(stage)
    by = person(role, report)
    before = stepping.trail()

    for step, take in stepping.STEPS.items():
        if stage not in LEADS_TO[step]:
            continue  # there is no report yet to take this step with
        if role not in stepping.MAY[step]:
            with pytest.raises(PermissionDenied):
                take(report, by)
            assert stepping.trail() == before, step
        elif LEADS_TO[step][stage] in Submission.State.values:
            with transaction.atomic():
                assert_taken(step, stage, report, by)
                transaction.set_rollback(True)
        else:
            with pytest.raises(LockedError, match=LEADS_TO[step][stage]):
                take(report, by)
            assert stepping.trail() == before, step


def test_table_of_the_portal_is_the_one_that_is_tried_here() -> None:
    states = Submission.State.values
    tried = {step: {s for s in states if LEADS_TO[step][s] in states} for step in LEADS_TO}
    tried["send_back"] = {"draft", "returned"}  # as far as they are proposed

    assert {step: set(rule.since) for step, rule in STEPS.items()} == tried
    assert list(stepping.STEPS) == list(STEPS)


def assert_taken(step: str, stage: str, report: Submission, by: Viewer) -> None:
    """Take a step; the state, one entry of the trail and, if the state moved, one step are kept."""
    before, version = Event.objects.count(), report.version
    steps = SubmissionStep.objects.count()
    state = "draft" if stage in {"none", "proposed"} else stage

    taken = stepping.STEPS[step](report, by)

    taken.refresh_from_db()
    assert (taken.state, taken.version) == (LEADS_TO[step][stage], version + 1), step
    event = Event.objects.latest("pk")
    assert (event.sentence, event.actor, event.subject) == (SENTENCES[step], by.user, taken)
    assert event.territory == report.unit.territory
    assert Event.objects.count() == before + 1, step
    moved = SubmissionStep.objects.filter(version=version + 1)
    assert SubmissionStep.objects.count() == steps + (taken.state != state), step
    if taken.state != state:
        kept = moved.get(submission=taken)
        said = {"return": ("no_evidence", "Thiếu số liệu"), "take_back": ("", "Duyệt nhầm")}
        assert (kept.state, kept.by, kept.at) == (taken.state, by.user, factories.NOW)
        assert (kept.reason, kept.comment) == said.get(step, ("", ""))


# The rows that a report covers, on the way of the report


def edit_row(record: Progress, by: Viewer) -> None:
    actions.record_progress(
        assignment=record.assignment,
        period=record.period,
        recorded=actions.Recorded("in_progress", "Họp thêm một buổi"),
        version=record.version,
        by=by,
        at=factories.NOW,
    )


def add_evidence(record: Progress, by: Viewer) -> None:
    actions.add_evidence(
        assignment=record.assignment,
        period=record.period,
        shown=actions.Explained("Biên bản họp thôn"),
        by=by,
        at=factories.NOW,
    )


def remove_evidence(record: Progress, by: Viewer) -> None:
    actions.remove_evidence(evidence=record.evidence.get(), by=by, at=factories.NOW)


ACTS_ON_ROWS = {
    "edit a row": (edit_row, "progress.record"),
    "add evidence": (add_evidence, "evidence.add"),
    "remove evidence": (remove_evidence, "evidence.remove"),
}
LOCKS = {"submitted": IN_REVIEW, "accepted": DONE}
"""The stages in which no row changes, whoever asks, and the words with which it is refused."""


def tried(act: str, record: Progress, by: Viewer) -> str:
    """Return what comes of an act: the verb it leaves in the trail, or why it is refused."""
    before = everything()
    try:
        ACTS_ON_ROWS[act][0](record, by)
    except PermissionDenied:
        outcome = "may not"
    except LockedError as error:
        outcome = str(error)
    else:
        return Event.objects.latest("pk").verb
    assert everything() == before, f"{act} was refused and left a trace"
    return outcome


@pytest.mark.parametrize("act", ACTS_ON_ROWS)
@pytest.mark.parametrize("stage", stepping.STAGES)
def test_row_is_changed_by_the_units_own_people_until_its_report_is_handed_in(
    stage: str, act: str
) -> None:
    report = stepping.report(stage)
    record = Progress.objects.create(
        assignment=factories.reporting(report.plan)[0],
        period=report.period,
        state="in_progress",
        result="Đã họp",
        recorded_by=factories.user(),
        recorded_at=factories.NOW,
    )
    Evidence.objects.create(
        progress=record,
        kind=Evidence.Kind.EXPLANATION,
        text="Biên bản",
        added_at=factories.NOW,
        added_by=factories.user(),
    )

    outcomes = {}
    for role in ROLES:
        with undone():
            outcomes[role] = tried(act, record, person(role, report))

    said = LOCKS.get(stage) or ACTS_ON_ROWS[act][1]
    own = {"officer", "leader"}
    assert {role for role, outcome in outcomes.items() if outcome.startswith(said)} == own
    assert {outcomes[role] for role in set(ROLES) - own} == {"may not"}
