"""Constraints: each refuses nonsense in the form, in a Vietnamese sentence, and in the database."""

import copy
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from tasks.models import (
    Evidence,
    Party,
    UpdateAnswer,
)
from tests import factories
from tests.tasks.breaches import OF_ISSUED, Breach
from tests.tasks.first_rows import FIRST_MADE

pytestmark = pytest.mark.django_db


def unknown(constraint: str, row: str, name: str, **besides: Any) -> Breach:
    sentence = "Giá trị không có trong danh sách cho phép."
    return Breach(constraint, row, sentence, {name: "nonsense", **besides})


UNDATED = {"deadline_kind": "by_date", "ends_on": None}
BACKWARDS = {"starts_on": date(2026, 5, 2), "ends_on": date(2026, 5, 1)}
FOR_A_REASON = "Trả lại, và chỉ trả lại, phải nêu lý do trong danh sách."
RETURNED = {"state": "returned"}
BREACHES = (
    *OF_ISSUED,
    unknown("tasks_task_deadline_kind_is_known", "task", "deadline_kind"),
    Breach(
        "tasks_task_days_in_order",
        "task",
        "Ngày kết thúc không được trước ngày bắt đầu.",
        BACKWARDS,
    ),
    Breach(
        "tasks_task_dated_deadline_has_a_date",
        "task",
        "Thời hạn theo ngày phải có ngày kết thúc.",
        UNDATED,
    ),
    Breach(
        "tasks_task_one_per_position",
        "task",
        "Hai nhiệm vụ của một kế hoạch không thể cùng thứ tự.",
    ),
    Breach("tasks_task_versions_count_from_one", "task", "Lần sửa được đếm từ 1.", {"version": 0}),
    unknown("tasks_party_role_is_known", "party", "role"),
    Breach(
        "tasks_party_is_a_unit_or_a_group",
        "party",
        "Một bên là một đơn vị hoặc một nhóm, không thể là cả hai.",
        {"group": "posts"},
    ),
    Breach("tasks_party_one_per_position", "party", "Hai bên cùng vai trò không thể cùng thứ tự."),
    unknown("tasks_assignment_role_is_known", "assignment", "role", reports=False),
    Breach(
        "tasks_assignment_one_per_unit_and_role",
        "assignment",
        "Đơn vị đã được giao nhiệm vụ này với vai trò đó.",
    ),
    Breach(
        "tasks_assignment_only_a_lead_reports",
        "assignment",
        "Chỉ đơn vị chủ trì báo cáo tiến độ.",
        {"role": "support"},
    ),
    Breach(
        "tasks_assignment_hands_over_what_it_reports",
        "assignment",
        "Chỉ việc phải báo cáo mới chuyển sang kế hoạch riêng.",
        {"reports": False, "handed_over_on": date(2026, 5, 1)},
    ),
    Breach(
        "tasks_updateanswer_one_per_plan_and_row",
        "answer",
        "Kế hoạch đã trả lời thay đổi này.",
    ),
    unknown("tasks_intake_state_is_known", "upload", "state", decided_at=factories.NOW),
    Breach(
        "tasks_intake_decided_at_a_moment",
        "upload",
        "Văn bản đã xác nhận hoặc hủy phải có thời điểm.",
        {"state": "confirmed"},
    ),
    Breach(
        "tasks_intake_decided_at_a_moment",
        "upload",
        "Văn bản đã xác nhận hoặc hủy phải có thời điểm.",
        {"decided_at": factories.NOW},
    ),
    Breach(
        "tasks_intake_versions_count_from_one",
        "upload",
        "Lần sửa được đếm từ 1.",
        {"version": 0},
    ),
    Breach(
        "tasks_rememberedparty_one_per_name",
        "remembered",
        "Tên này đã có cách hiểu ở địa bàn đó.",
    ),
    Breach(
        "tasks_rememberedparty_is_a_unit_or_a_group",
        "remembered",
        "Một tên là một đơn vị hoặc một nhóm, không thể là cả hai.",
        {"group": "posts"},
    ),
    Breach(
        "tasks_rememberedparty_is_a_unit_or_a_group",
        "remembered",
        "Một tên là một đơn vị hoặc một nhóm, không thể là cả hai.",
        {"unit": None, "group": "kings"},
    ),
    unknown("tasks_progress_state_is_known", "progress", "state"),
    Breach(
        "tasks_progress_one_per_assignment_and_period",
        "progress",
        "Nhiệm vụ đã có tiến độ của kỳ này.",
    ),
    Breach(
        "tasks_progress_suspended_with_a_reason",
        "progress",
        "Tạm hoãn phải nêu lý do.",
        {"state": "suspended"},
    ),
    Breach(
        "tasks_progress_figure_done_not_negative",
        "progress",
        "Số thực hiện không được âm.",
        {"figure_done": -1},
    ),
    Breach(
        "tasks_progress_figure_planned_not_negative",
        "progress",
        "Số kế hoạch không được âm.",
        {"figure_planned": -1},
    ),
    Breach(
        "tasks_progress_versions_count_from_one",
        "progress",
        "Lần lưu được đếm từ 1.",
        {"version": 0},
    ),
    Breach(
        "tasks_evidence_holds_what_its_kind_needs",
        "evidence",
        "Minh chứng là tệp, số và ngày văn bản, hoặc giải trình.",
        {"text": ""},
    ),
    unknown("tasks_evidence_scan_is_known", "file", "scan"),
    Breach(
        "tasks_evidence_only_files_are_scanned",
        "evidence",
        "Chỉ tệp mới được quét vi-rút.",
        {"scan": "clean"},
    ),
    Breach(
        "tasks_evidence_infected_file_is_gone",
        "file",
        "Tệp nhiễm mã độc phải được gỡ khỏi nơi lưu.",
        {"scan": "infected"},
    ),
    unknown("tasks_evidencerule_state_is_known", "rule", "state"),
    Breach("tasks_evidencerule_one_per_state", "rule", "Đã yêu cầu minh chứng cho tình hình này."),
    Breach("tasks_answer_says_something", "reply", "Trả lời không được để trống.", {"text": ""}),
    unknown("tasks_submission_state_is_known", "draft", "state"),
    Breach(
        "tasks_submission_one_per_plan_unit_and_period",
        "draft",
        "Đơn vị đã có báo cáo của kỳ này.",
    ),
    Breach(
        "tasks_submission_proposed_by_someone",
        "draft",
        "Báo cáo đã trình phải ghi người trình và thời điểm trình.",
        {"proposed_at": factories.NOW},
    ),
    Breach(
        "tasks_submission_submitted_by_someone",
        "draft",
        "Báo cáo đã nộp phải ghi người nộp và thời điểm nộp.",
        {"submitted_at": factories.NOW},
    ),
    Breach(
        "tasks_submission_reviewed_by_someone",
        "draft",
        "Báo cáo đã xét duyệt phải ghi người xét duyệt và thời điểm.",
        {"reviewed_at": factories.NOW},
    ),
    Breach(
        "tasks_submission_submitted_before_review",
        "draft",
        "Báo cáo chưa nộp thì không thể chờ duyệt hoặc được duyệt.",
        {"state": "submitted"},
    ),
    Breach(
        "tasks_submission_reviewed_when_decided",
        "submitted",
        "Báo cáo đã duyệt hoặc trả lại phải ghi người xét duyệt.",
        {"state": "accepted"},
    ),
    Breach(
        "tasks_submission_returned_with_a_comment",
        "returned",
        "Trả lại phải kèm ý kiến.",
        {"comment": ""},
    ),
    Breach(
        "tasks_submission_not_accepted_by_its_submitter",
        "reviewed by its submitter",
        "Không ai được duyệt báo cáo do chính mình nộp.",
        {"state": "accepted"},
    ),
    unknown("tasks_submissionstep_state_is_known", "step", "state"),
    Breach("tasks_submissionstep_one_per_version", "step", "Bước này của báo cáo đã được ghi."),
    *(
        Breach("tasks_submissionstep_returned_for_a_reason", "step", FOR_A_REASON, changes)
        for changes in (RETURNED, {"reason": "other"}, {**RETURNED, "reason": "?"})
    ),
    unknown("tasks_finding_state_is_known", "closed finding", "state"),
    Breach(
        "tasks_finding_days_in_order",
        "finding",
        "Hạn khắc phục không được trước ngày kiểm tra.",
        {"due_on": date(2026, 4, 30)},
    ),
    Breach(
        "tasks_finding_says_something",
        "finding",
        "Nêu tồn tại, hạn chế cần khắc phục.",
        {"text": ""},
    ),
    Breach(
        "tasks_finding_answered_by_someone",
        "finding",
        "Báo cáo khắc phục phải ghi người báo cáo và thời điểm.",
        {"answered_at": factories.NOW},
    ),
    Breach(
        "tasks_finding_checked_by_someone",
        "finding",
        "Kiểm tra lại phải ghi người kiểm tra và thời điểm.",
        {"checked_at": factories.NOW},
    ),
    Breach(
        "tasks_finding_answered_with_a_proof",
        "closed finding",
        "Khắc phục phải kèm kết quả.",
        {"proof": ""},
    ),
    Breach(
        "tasks_finding_closed_after_a_second_look",
        "closed finding",
        "Chỉ kết thúc sau khi kiểm tra lại.",
        {"checked_at": None, "checked_by": None},
    ),
    Breach(
        "tasks_finding_withdrawn_unanswered_with_a_reason",
        "finding",
        "Chỉ rút kết luận chưa được báo cáo khắc phục, có lý do.",
        {"state": "withdrawn"},
    ),
)


def good_row(name: str) -> models.Model:
    """Return one row that breaks nothing."""
    if name in FIRST_MADE:
        return FIRST_MADE[name](name)
    commune = factories.commune()
    period = factories.period(commune)
    plan = factories.issued_plan(commune)
    assignment = factories.reporting(plan)[0]
    if name == "task":
        return assignment.task
    if name == "party":
        return Party.objects.get(task=assignment.task)
    if name == "assignment":
        return assignment
    if name == "answer":
        return UpdateAnswer.objects.create(
            plan=plan,
            task=assignment.task,
            taken=True,
            answered_at=factories.NOW,
            answered_by=factories.user(),
        )
    if name in {"progress", "evidence"}:
        progress = factories.recorded(assignment, period)
        explained = Evidence(
            progress=progress,
            kind=Evidence.Kind.EXPLANATION,
            text="Biên bản hội nghị",
            added_at=factories.NOW,
            added_by=progress.recorded_by,
        )
        explained.save()
        return progress if name == "progress" else explained
    if name == "reviewed by its submitter":
        report = factories.submission(plan, period, state="returned")
        report.reviewed_by = report.submitted_by
        report.save()
        return report
    return factories.submission(plan, period, state=name)


@pytest.mark.parametrize("breach", BREACHES, ids=lambda breach: breach.constraint)
def test_constraint_refuses_nonsense_in_a_sentence_and_in_the_database(breach: Breach) -> None:
    row = copy.copy(good_row(breach.row))
    row.validate_constraints()
    for name, value in breach.changes.items():
        setattr(row, name, value)
    if breach.is_double:
        row.pk, row._state.adding = None, True

    with pytest.raises(ValidationError) as refused:
        row.validate_constraints()
    assert breach.sentence in refused.value.messages

    told = "(?i)unique" if breach.is_double else breach.constraint
    with pytest.raises(IntegrityError, match=told), transaction.atomic():
        row.save()


def test_every_constraint_has_its_test() -> None:
    written = {
        constraint.name
        for model in apps.get_app_config("tasks").get_models()
        for constraint in model._meta.constraints
    }
    assert written == {breach.constraint for breach in BREACHES}


@pytest.mark.parametrize(
    ("facts", "is_enough"),
    [
        ({"kind": "file", "file": "a.pdf", "sha256": "0" * 64}, True),
        ({"kind": "file", "file": "a.pdf"}, False),
        ({"kind": "file", "sha256": "0" * 64}, False),
        ({"kind": "file", "sha256": "0" * 64, "scan": "infected"}, True),
        ({"kind": "document", "number": "12/BC-UBND", "issued_on": date(2026, 5, 1)}, True),
        ({"kind": "document", "number": "12/BC-UBND"}, False),
        ({"kind": "document", "issued_on": date(2026, 5, 1)}, False),
        ({"kind": "explanation", "text": "Chưa có văn bản"}, True),
        ({"kind": "nonsense", "text": "Chưa có văn bản"}, False),
    ],
)
def test_evidence_holds_what_its_kind_needs(facts: dict[str, Any], is_enough: bool) -> None:
    evidence = Evidence(**facts)
    if is_enough:
        evidence.validate_constraints()
    else:
        with pytest.raises(ValidationError, match="Minh chứng là tệp"):
            evidence.validate_constraints()
