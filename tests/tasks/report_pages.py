"""What tests of a report's page share: a commune's report, its people, and what they send."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.html import strip_tags

from plans.access import Role
from plans.models import Plan, Unit, User
from tasks.models import Submission
from tests import factories


class Facts:
    """A commune's plan with some rows, two quarters, and the people who look at its report."""

    def __init__(self, *, tasks: int = 2, reported: int | None = None) -> None:
        self.province = factories.province()
        self.commune = factories.commune("Xã Điềm He", parent=self.province)
        self.last = factories.period(self.province, ordinal=3)
        self.period = factories.period(self.province)
        self.plan = factories.issued_plan(self.commune, tasks=tasks)
        self.rows = factories.reporting(self.plan)
        self.officer = factories.officer(self.commune)
        self.leader = factories.leader(self.commune)
        self.reviewer = factories.reviewer(self.province)
        for row in self.rows[: tasks if reported is None else reported]:
            factories.recorded(row, self.period, by=self.officer)

    @property
    def address(self) -> str:
        return address(self.plan, self.plan.issuer, self.period.pk)

    @property
    def report(self) -> Submission:
        return Submission.objects.get()

    def page(self, person: User, *, status: int = 200, query: str = "") -> str:
        response = factories.signed_in(person).get(self.address + query)
        assert response.status_code == status
        return plain(response)

    def send(self, person: User, step: str, **typed: Any) -> HttpResponse:
        """Press a button of the page as it stands now."""
        report = Submission.objects.first()
        sent = {"step": step, "version": report.version if report else 0, **typed}
        return factories.signed_in(person).post(self.address, sent)  # type: ignore[return-value]

    def people(self) -> dict[str, User]:
        """Return one person of each kind who may come to the page."""
        neighbour = factories.commune("Xã Hai", parent=self.province)
        inspectors = factories.unit(self.province, "Thanh tra tỉnh", kind=Unit.Kind.DEPARTMENT)
        health = factories.unit(self.province, "Sở Y tế", kind=Unit.Kind.DEPARTMENT)
        return {
            "officer": self.officer,
            "leader": self.leader,
            "reviewer": self.reviewer,
            "auditor": factories.member(inspectors, Role.AUDITOR),
            "sector": factories.member(health, Role.SECTOR),
            "police": factories.member(factories.unit(self.commune)),
            "stranger": factories.officer(neighbour),
            "superuser": User.objects.create_superuser("quan-tri", full_name="Quản trị"),
        }


def address(plan: Plan, unit: Unit, period: int) -> str:
    return reverse("tasks:report-detail", args=[plan.pk, unit.pk, period])


def plain(response: Any) -> str:
    """Return the words of a page."""
    return " ".join(strip_tags(response.content.decode()).split())
