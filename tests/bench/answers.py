"""The least SQL that gives the same answer as a page, and which numbers of both must agree."""

from collections.abc import Callable, Sequence
from typing import Any

Results = Sequence[Sequence[Any]]
"""The rows of each statement."""

Counts = tuple[tuple[str, Callable[[Results], int]], ...]
"""Where a page tells a number (where often, all are added up), and what its SQL counts for it."""

ROWS_OF = """tasks_assignment a JOIN tasks_task t ON t.id = a.task_id
JOIN plans_plan p ON p.id = t.plan_id JOIN plans_territory w ON w.id = p.territory_id"""
OWES = "a.reports AND a.handed_over_on IS NULL"
UNIT = "CASE WHEN w.level = 'province' THEN a.unit_id ELSE p.issuer_id END"
"""Whose report covers a row: the department's own, else that of the plan's UBND."""
HANDED_IN = f"""SELECT 1 FROM tasks_submission s WHERE s.plan_id = p.id AND s.unit_id = {UNIT}
AND s.period_id = {{period}} AND s.state IN ('submitted', 'accepted')"""
OWED = """
SELECT t.*, r.*, r.id FROM tasks_assignment a JOIN tasks_task t ON t.id = a.task_id
LEFT JOIN tasks_progress r ON r.assignment_id = a.id AND r.period_id = {period}
WHERE a.reports AND t.plan_id = {plan} ORDER BY t.position
"""
SAVED = """
UPDATE tasks_progress SET result = 'Đã niêm yết', version = version + 1
WHERE assignment_id = {row} AND period_id = {period};
SELECT COUNT(*), COUNT(r.id) FROM tasks_assignment a JOIN tasks_task t ON t.id = a.task_id
LEFT JOIN tasks_progress r ON r.assignment_id = a.id AND r.period_id = {period}
WHERE a.reports AND t.plan_id = {plan}
"""
DESK = f"""
SELECT p.territory_id, c.dimension_id, COUNT(DISTINCT a.id), COUNT(DISTINCT r.assignment_id)
FROM {ROWS_OF}
LEFT JOIN tasks_task_components tc ON tc.task_id = t.id
LEFT JOIN indicators_component c ON c.id = tc.component_id
LEFT JOIN tasks_progress r ON r.assignment_id = a.id AND r.period_id = {{period}}
WHERE {OWES} AND w.level = 'commune' GROUP BY p.territory_id, c.dimension_id
"""
ROWS = f"""
SELECT t.*, r.*, COUNT(*) OVER () FROM {ROWS_OF}
LEFT JOIN tasks_progress r ON r.assignment_id = a.id AND r.period_id = {{period}}
WHERE {OWES} AND w.level = 'commune' ORDER BY w.code, p.id, t.position, a.id LIMIT 50
"""
ALL_ROWS = ROWS.replace("LIMIT 50", "")
ROWS_MISSING = ROWS.replace("WHERE a.reports", "WHERE r.id IS NULL AND a.reports")
YEAR = f"""
SELECT q.unit, o.id, s.state, MIN(x.at)
FROM (SELECT DISTINCT p.id AS plan, {UNIT} AS unit FROM {ROWS_OF} WHERE {OWES}) q
CROSS JOIN plans_period o
LEFT JOIN tasks_submission s ON s.plan_id = q.plan AND s.unit_id = q.unit AND s.period_id = o.id
LEFT JOIN tasks_submissionstep x ON x.submission_id = s.id AND x.state = 'submitted'
WHERE o.year = 2026 GROUP BY q.unit, q.plan, o.id, s.state
"""
QUEUE = f"""
SELECT s.id, s.submitted_at, COUNT(a.id), COUNT(r.id),
COUNT(CASE WHEN r.result <> '' AND r.result = b.result THEN 1 END),
COUNT(CASE WHEN r.difficulty <> '' AND r.proposal = '' THEN 1 END),
COUNT(CASE WHEN u.id IS NOT NULL AND e.progress_id IS NULL THEN 1 END)
FROM {ROWS_OF} JOIN tasks_submission s ON s.plan_id = p.id AND s.unit_id = {UNIT}
LEFT JOIN tasks_progress r ON r.assignment_id = a.id AND r.period_id = {{closed}}
LEFT JOIN tasks_progress b ON b.assignment_id = a.id AND b.period_id = {{before}}
LEFT JOIN tasks_evidencerule u ON u.state = r.state
LEFT JOIN (SELECT DISTINCT progress_id FROM tasks_evidence WHERE scan <> 'infected') e
ON e.progress_id = r.id
WHERE {OWES} AND s.period_id = {{closed}} AND s.state = 'submitted'
GROUP BY s.id, s.submitted_at ORDER BY s.submitted_at, s.id
"""
LATE = f"""
SELECT {UNIT} AS unit, COUNT(a.id), COUNT(r.id), MIN(v.phone)
FROM {ROWS_OF}
JOIN (SELECT m.unit_id, MIN(u.phone) AS phone FROM plans_membership m
JOIN plans_user u ON u.id = m.user_id GROUP BY m.unit_id) v ON v.unit_id = {UNIT}
LEFT JOIN tasks_progress r ON r.assignment_id = a.id AND r.period_id = {{period}}
WHERE {OWES} AND NOT EXISTS ({HANDED_IN}) GROUP BY unit
"""
# The page compares words without dấu, case and full stops; neither database can do that without an
# extension or a function of our own, so the SQL only finds the letters that were written.
DIFFICULTIES = """
SELECT r.difficulty, w.name, t.title, c.dimension_id, COUNT(*) OVER ()
FROM tasks_progress r JOIN tasks_assignment a ON a.id = r.assignment_id
JOIN tasks_task t ON t.id = a.task_id JOIN plans_plan p ON p.id = t.plan_id
JOIN plans_territory w ON w.id = p.territory_id
JOIN tasks_task_components tc ON tc.task_id = t.id
JOIN indicators_component c ON c.id = tc.component_id
WHERE r.period_id = {closed} AND r.difficulty LIKE '%án bộ%'
ORDER BY c.dimension_id, r.difficulty, w.code LIMIT 50
"""
WAITING = f"""
SELECT period_id, COUNT(*) FROM tasks_submission WHERE state = 'submitted' GROUP BY period_id;
SELECT COUNT(DISTINCT {UNIT}) FROM {ROWS_OF} WHERE {OWES} AND NOT EXISTS ({HANDED_IN})
"""
PUNCTUALITY = f"""
SELECT s.unit_id, s.period_id, s.state, MIN(x.at), COUNT(CASE WHEN x.state = 'returned' THEN 1 END)
FROM tasks_submission s JOIN tasks_submissionstep x ON x.submission_id = s.id
GROUP BY s.unit_id, s.period_id, s.state;
SELECT {UNIT} AS unit, r.period_id, COUNT(r.id), COUNT(e.progress_id)
FROM {ROWS_OF} JOIN tasks_progress r ON r.assignment_id = a.id
LEFT JOIN (SELECT DISTINCT progress_id FROM tasks_evidence WHERE scan <> 'infected') e
ON e.progress_id = r.id
WHERE {OWES} AND r.state IN ('done_in_period', 'completed') GROUP BY unit, r.period_id
"""
CALENDAR = "SELECT period_id, state, COUNT(*) FROM tasks_submission GROUP BY period_id, state"


def _total(place: int, statement: int = 0) -> Callable[[Results], int]:
    """Add up a column."""
    return lambda results: sum(row[place] for row in results[statement])


def _number(results: Results) -> int:
    """Count the rows."""
    return len(results[0])


def _recorded(results: Results) -> int:
    return sum(row[-1] is not None for row in results[0])


def _of_all(results: Results) -> int:
    """Return the number of all rows, which stands in each of the first ones."""
    return int(results[0][0][-1]) if results[0] else 0


def _of_state(state: str) -> Callable[[Results], int]:
    """Add up the reports in a state."""
    return lambda results: sum(row[2] for row in results[0] if row[1] == state)


def _handed_in(results: Results) -> int:
    return sum(row[2] in {"submitted", "accepted"} for row in results[0])


HOME_COUNTS: Counts = (
    (r"đã cập nhật (\d+)/\d+ nhiệm vụ", _recorded),
    (r"đã cập nhật \d+/(\d+) nhiệm vụ", _number),
)
SAVED_COUNTS: Counts = (
    (r"đã cập nhật (\d+)/\d+ nhiệm vụ", _total(1, 1)),
    (r"đã cập nhật \d+/(\d+) nhiệm vụ", _total(0, 1)),
)
DESK_COUNTS: Counts = (
    (r"nhiệm vụ chưa cập nhật (\d+)", lambda them: _total(2)(them) - _total(3)(them)),
    (r"xã, phường phải báo cáo (\d+)/", lambda them: len({row[0] for row in them[0]})),
)
ROWS_COUNTS: Counts = ((r"(\d+) nhiệm vụ, Tháng", _of_all),)
YEAR_COUNTS: Counts = (
    (r"đã nộp (\d+)/\d+", _handed_in),
    (r"đã nộp \d+/(\d+)", _number),
)
QUEUE_COUNTS: Counts = (
    (r"(\d+) báo cáo chờ duyệt · đã duyệt", _number),
    (r"(\d+)/\d+ nhiệm vụ đã cập nhật", _total(3)),
    (r"\d+/(\d+) nhiệm vụ đã cập nhật", _total(2)),
    (r"(\d+) nhiệm vụ có kết quả chép nguyên văn", _total(4)),
    (r"(\d+) nhiệm vụ có khó khăn, vướng mắc mà không", _total(5)),
    (r"(\d+) nhiệm vụ thiếu minh chứng", _total(6)),
)
DIFFICULTIES_COUNTS: Counts = ((r"(\d+) mục ·", _of_all),)
BEFORE = r" \d+ \d+ \d+/\d+ (?:[\d,]+ ?%|–)"
"""What stands before a unit's returned reports: late ones, missing ones, the accepted."""
PUNCTUALITY_COUNTS: Counts = (
    (rf"{BEFORE} (\d+) \d+/", _total(4)),
    (rf"{BEFORE} \d+ (\d+)/", _total(3, 1)),
    (rf"{BEFORE} \d+ \d+/(\d+)", _total(2, 1)),
)
WAITING_COUNTS: Counts = (
    (r"(\d+) báo cáo Tháng \S+ chờ duyệt", _total(1)),
    (r"(\d+) đơn vị quá hạn nộp báo cáo", _total(0, 1)),
)
CALENDAR_COUNTS: Counts = (
    (r"(?:đã khóa|đang mở) (\d+) \d+", _of_state("submitted")),
    (r"(?:đã khóa|đang mở) \d+ (\d+)", _of_state("accepted")),
)
LATE_COUNTS: Counts = (
    (r"Hướng dẫn (\d+) đơn vị chưa nộp báo cáo Tháng", _number),
    (
        r"còn (\d+)/\d+ nhiệm vụ chưa cập nhật, hạn",
        lambda them: _total(1)(them) - _total(2)(them),
    ),
)
