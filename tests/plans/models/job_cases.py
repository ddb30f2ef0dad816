"""Rows that break the rules of jobs, one rule each."""

from datetime import timedelta
from uuid import uuid4

from plans.models import Job
from tests import factories
from tests.papi_portal.constraint_cases import Case

KNOWN = "Giá trị không có trong danh sách cho phép."
ENDED = "Việc đã kết thúc phải có thời điểm kết thúc."
REASON = "Việc không lập được phải nêu lý do."
FILE = "Việc đã xong, và chỉ việc đã xong, có tệp kết quả."
HELD = "Việc đang làm, và chỉ việc đang làm, có người giữ."
TOGETHER = "Người giữ việc phải đi cùng thời hạn giữ."
RUNNING = {
    "state": "running",
    "holder": uuid4(),
    "lease_until": factories.NOW + timedelta(seconds=30),
}
DONE = {"state": "done", "finished_at": factories.NOW, "file": "jobs/a", "sha256": "0" * 64}


def job(**facts: object) -> Job:
    wanted = {"kind": "plan_appendix", "title": "Phụ lục", "parameters": {"plan": 1}}
    when = {"wanted_at": factories.NOW, "enqueued_at": factories.NOW}
    return Job(**{"wanted_by": factories.user(), "key": "k" * 64, **wanted, **when, **facts})


def second_job(**first: object) -> Job:
    known = job(**first)
    known.save()
    return job(wanted_by=known.wanted_by)


JOB_CASES = [
    Case("plans_job_state_is_known", KNOWN, lambda: job(state="lost")),
    Case(
        "plans_job_is_tried_three_times",
        "Một việc chỉ được làm lại tối đa ba lần.",
        lambda: job(attempts=4),
    ),
    Case(
        "plans_job_parts_done_are_some_of_all",
        "Số phần đã xong không được lớn hơn số phần.",
        lambda: job(parts=2, parts_done=3),
    ),
    Case(
        "plans_job_is_held_while_it_runs",
        HELD,
        lambda: job(**{**RUNNING, "state": "queued"}),
    ),
    Case("plans_job_is_held_while_it_runs", HELD, lambda: job(state="running")),
    Case(
        "plans_job_holder_and_until_when", TOGETHER, lambda: job(**{**RUNNING, "lease_until": None})
    ),
    Case("plans_job_ended_at_a_moment", ENDED, lambda: job(state="cancelled")),
    Case("plans_job_ended_at_a_moment", ENDED, lambda: job(finished_at=factories.NOW)),
    Case(
        "plans_job_failed_for_a_reason",
        REASON,
        lambda: job(state="failed", finished_at=factories.NOW),
    ),
    Case("plans_job_failed_for_a_reason", REASON, lambda: job(reason="Hỏng")),
    Case("plans_job_done_with_a_file", FILE, lambda: job(state="done", finished_at=factories.NOW)),
    Case("plans_job_done_with_a_file", FILE, lambda: job(file="jobs/a", sha256="0" * 64)),
    *[
        Case("plans_job_one_for_the_same", "Đã yêu cầu đúng tài liệu này.", second)
        for second in (second_job, lambda: second_job(**RUNNING), lambda: second_job(**DONE))
    ],
]
