"""The way of a report walked at random: after each step the database is what the model says."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from plans.access import Role, Viewer
from plans.models import Event, Membership
from tasks.actions import ConflictError, LockedError
from tasks.models import Submission, SubmissionStep
from tasks.steps import STEPS
from tests import factories
from tests.tasks import stepping

PEOPLE = {
    "officer": {Role.OFFICER},
    "leader": {Role.LEADER},
    "reviewer": {Role.REVIEWER},
    "officer who reviews": {Role.OFFICER, Role.REVIEWER},
    "leader who reviews": {Role.LEADER, Role.REVIEWER},
}
WAY = {str(step): (rule.since, rule.to) for step, rule in STEPS.items()}
"""From which states a step is taken, and the state that it leads to if to another."""
AUTHORING = {"write", "propose", "submit"}


class Walk(RuleBasedStateMachine):
    """A report in draft and its model: state, version, whether it is proposed, and who wrote it."""

    def __init__(self) -> None:
        super().__init__()
        self.undoing = transaction.atomic()
        self.undoing.__enter__()
        self.report = stepping.report("draft")
        self.people = {name: self._person(roles) for name, roles in PEOPLE.items()}
        self.state, self.version, self.is_proposed = "draft", 1, False
        self.authors: set[str] = set()
        self.events, self.moves, self.texts = Event.objects.count(), 0, 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undoing.__exit__(None, None, None)

    def _person(self, roles: set[Role]) -> Viewer:
        person = factories.user()
        office = factories.reviewer(self.report.period.territory).memberships.get().unit
        for role in roles:
            unit = office if role == Role.REVIEWER else self.report.unit
            Membership.objects.create(user=person, unit=unit, role=role)
        return factories.viewer(person)

    @rule(step=st.sampled_from(sorted(WAY)), name=st.sampled_from(sorted(PEOPLE)))
    def step_on_what_stands(self, step: str, name: str) -> None:
        seen = Submission.objects.get(pk=self.report.pk)
        if not self._is_open(step, name):
            with pytest.raises((PermissionDenied, LockedError)):
                self._take(step, seen, name)
            return
        self._take(step, seen, name)
        self.version += 1
        self.events += 1
        led_to = WAY[step][1]
        self.moves += led_to is not None
        self.state = led_to or self.state
        if step == "propose":
            self.is_proposed = True
        elif step in {"send_back", "withdraw", "return"}:
            self.is_proposed = False
        if step in AUTHORING:
            self.authors.add(name)

    @rule(
        step=st.sampled_from(sorted(WAY)),
        name=st.sampled_from(sorted(PEOPLE)),
        behind=st.integers(1, 3),
    )
    def step_on_an_old_page_moves_nothing(self, step: str, name: str, behind: int) -> None:
        """What was sent twice gives what stands; all else is refused."""
        seen = Submission.objects.get(pk=self.report.pk)
        if seen.version <= behind:
            return
        seen.version -= behind
        try:
            given = self._take(step, seen, name)
        except (PermissionDenied, LockedError, ConflictError):
            return
        assert (given.state, given.version) == (self.state, self.version)

    def _take(self, step: str, seen: Submission, name: str) -> Submission:
        by = self.people[name]
        if step == "write":
            self.texts += 1
            return stepping.write(seen, by, f"Đã làm việc thứ {self.texts}")
        return stepping.STEPS[step](seen, by)

    def _is_open(self, step: str, name: str) -> bool:
        """Tell whether the model lets somebody take a step now."""
        since, _ = WAY[step]
        if not PEOPLE[name] & stepping.MAY[step] or self.state not in since:
            return False
        if step == "accept":
            return name not in self.authors
        return self.is_proposed is (step == "send_back") or step not in {"propose", "send_back"}

    @invariant()
    def database_is_what_the_model_says(self) -> None:
        now = Submission.objects.get(pk=self.report.pk)
        proposed = now.proposed_at is not None
        assert (now.state, now.version, proposed) == (self.state, self.version, self.is_proposed)
        assert Event.objects.count() == self.events
        assert SubmissionStep.objects.filter(submission=now).count() == self.moves
        if now.state == "accepted":
            names = {viewer.user.pk: name for name, viewer in self.people.items()}
            assert names[now.reviewed_by_id or 0] not in self.authors


@pytest.mark.django_db
def test_every_walk_ends_where_the_model_ends() -> None:
    several = settings(max_examples=25, stateful_step_count=25, deadline=None, database=None)
    run_state_machine_as_test(Walk, settings=several)
