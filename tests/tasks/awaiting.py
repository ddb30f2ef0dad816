"""A commune in the middle of a period, with the people for whom something waits."""

from datetime import date

from plans.access import Role
from plans.models import Membership, User
from tasks import actions, waiting
from tasks.models import Submission
from tasks.waiting import Item
from tests import factories

DUE = date(2026, 12, 17)
"""The day on which communes are due; a Thursday."""


class Facts:
    """A commune whose plan has two rows, its officer and leader, and the province's reviewer."""

    def __init__(self) -> None:
        self.province = factories.province()
        self.commune = factories.commune(parent=self.province)
        self.period = factories.period(self.province)
        factories.unit(self.commune, "Văn phòng")  # so that plan and unit have keys of their own
        self.plan = factories.issued_plan(self.commune, tasks=2)
        self.unit = self.plan.issuer
        self.officer = factories.officer(self.commune)
        self.leader = factories.leader(self.commune)
        self.reviewer = factories.reviewer(self.province)

    def record(self, rows: int = 2) -> None:
        for assignment in factories.reporting(self.plan)[:rows]:
            factories.recorded(assignment, self.period, by=self.officer)

    def propose(self) -> Submission:
        return actions.propose_report(
            plan=self.plan,
            unit=self.unit,
            period=self.period,
            version=0,
            by=factories.viewer(self.officer),
            at=factories.NOW,
        )

    def send_back(self, comment: str) -> Submission:
        proposed = self.propose()
        return actions.send_back_to_officer(
            submission=proposed,
            version=proposed.version,
            comment=comment,
            by=factories.viewer(self.leader),
            at=factories.NOW,
        )

    def submission(self, state: str = Submission.State.SUBMITTED) -> Submission:
        return factories.submission(self.plan, self.period, state=state)


def items(person: User, on: date = factories.TODAY) -> list[Item]:
    return waiting.build(viewer=Membership.objects.all().viewer(person, on), on=on)


def sentences(person: User, on: date = factories.TODAY) -> list[str]:
    return [item.sentence for item in items(person, on)]


def addressed(person: User, email: str) -> User:
    """Return the person with an address for mails."""
    person.email = email
    person.save(update_fields=["email"])
    return person


def police(facts: Facts) -> User:
    """Return the officer of another unit of the commune."""
    return factories.member(factories.unit(facts.commune), Role.OFFICER)
