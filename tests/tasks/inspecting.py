"""What tests of inspections share: a unit, its officer, who inspects it, and the steps between."""

from datetime import date
from typing import Any

from plans.access import Role
from plans.models import Unit, User
from tasks import actions
from tasks.models import Finding
from tests import factories


class Facts:
    """A commune's UBND, its officer, and the inspectors of the province."""

    def __init__(self) -> None:
        self.province = factories.province()
        self.commune = factories.commune(parent=self.province)
        self.unit = factories.committee(self.commune)
        self.officer = factories.officer(self.commune)
        self.inspectorate = factories.unit(
            self.province, "Thanh tra tỉnh", kind=Unit.Kind.DEPARTMENT
        )
        self.auditor = factories.member(self.inspectorate, Role.AUDITOR)

    def record(self, *, by: User | None = None, **said: Any) -> Finding:
        facts = {
            "unit": self.unit,
            "task": None,
            "source": "Kết luận số 12/KL-TTr",
            "text": "Chưa niêm yết thủ tục",
            "found_on": date(2026, 11, 2),
            "due_on": date(2026, 11, 30),
        }
        by_whom = factories.viewer(by or self.auditor)
        return actions.record_finding(**{**facts, **said}, by=by_whom, at=factories.NOW)

    def answer(
        self, finding: Finding, proof: str = "Đã niêm yết", *, by: User | None = None
    ) -> Finding:
        return actions.answer_finding(
            finding=finding,
            version=finding.version,
            proof=proof,
            by=factories.viewer(by or self.officer),
            at=factories.NOW,
        )

    def close(self, finding: Finding, *, by: User | None = None) -> Finding:
        return actions.close_finding(
            finding=finding,
            version=finding.version,
            verdict="Đạt",
            by=factories.viewer(by or self.auditor),
            at=factories.NOW,
        )

    def send_back(
        self, finding: Finding, verdict: str = "Thiếu ảnh", *, due_on: date | None = None
    ) -> Finding:
        return actions.send_back_finding(
            finding=finding,
            version=finding.version,
            verdict=verdict,
            due_on=due_on,
            by=factories.viewer(self.auditor),
            at=factories.NOW,
        )
