"""What inspections found in the illustrated year: one to be mended, one mended and seen again."""

from datetime import datetime, timedelta

from tasks import actions
from tasks.demo.downward import Reporter
from tasks.demo.people import Viewers
from tasks.demo.told import Described, read
from tasks.models import Finding

OPEN_AT, MENDED_AT = "06463", "06112"
"""The communes where something was found, by their codes."""


def play(reporters: list[Reporter], viewers: Viewers, at: datetime) -> None:
    """Let the auditor write down what is wrong, and one commune mend it."""
    running, mended = read("illustration_reports.json")["findings"]
    by_code = {one.unit.territory.code: one for one in reporters if one.is_commune}
    made = by_code[MENDED_AT]
    found = _record(mended, made, viewers, at - timedelta(days=40))
    answered = actions.answer_finding(
        finding=found,
        version=found.version,
        proof=mended["proof"],
        by=viewers[made.leader],
        at=at - timedelta(days=32),
    )
    actions.close_finding(
        finding=answered,
        version=answered.version,
        verdict=mended["verdict"],
        by=viewers["kiemtra"],
        at=at - timedelta(days=30),
    )
    _record(running, by_code[OPEN_AT], viewers, at - timedelta(days=6))


def _record(said: Described, made: Reporter, viewers: Viewers, at: datetime) -> Finding:
    return actions.record_finding(
        unit=made.unit,
        task=made.plan.tasks.get(title=said["task"]),
        source=said["source"],
        text=said["text"],
        found_on=at.date(),
        due_on=at.date() + timedelta(days=20),
        by=viewers["kiemtra"],
        at=at,
    )
