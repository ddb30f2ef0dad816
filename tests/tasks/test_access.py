"""Who gets what answer: every address of the portal by role, own and foreign, read and written.

An address without a row in the table fails the test.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from plans.access import Right, Role
from plans.models import Event, Period, Territory, Unit, User
from tasks.models import Assignment, Progress, Submission
from tests import factories

pytestmark = pytest.mark.django_db
ROLES = (
    "anonymous",
    "officer",
    "colleague",
    "leader",
    "stranger",
    "sector",
    "reviewer",
    "auditor",
    "superuser",
)
"""Of the commune: officer, leader, and an officer of another unit (colleague). A stranger is the
neighbour commune's officer. Sector, reviewer and auditor are of the province."""

Codes = tuple[int, ...]
SIGN_IN, GO, OK, NO, NONE, WRONG = 302, 302, 200, 403, 404, 405


@dataclass(frozen=True)
class Row:
    """Answers to a GET in the order of the roles, of the commune's thing; POST where it differs."""

    get: Codes
    post: Codes = (SIGN_IN, *(WRONG,) * (len(ROLES) - 1))


OPEN: Codes = (SIGN_IN, OK, OK, OK, OK, OK, OK, OK, OK)
OF_THE_COMMUNE: Codes = (SIGN_IN, OK, OK, OK, NONE, NONE, OK, OK, OK)
TABLE = {
    "tasks:home": Row((SIGN_IN, OK, OK, OK, OK, OK, GO, GO, GO)),
    "tasks:progress-record": Row(
        get=(SIGN_IN, OK, NONE, OK, NONE, NONE, NO, NO, NO),
        post=(SIGN_IN, GO, NONE, GO, NONE, NONE, NO, NO, NO),
    ),
    "tasks:plan-list": Row(OPEN),
    "tasks:plan-detail": Row(OF_THE_COMMUNE),
    "tasks:plan-appendix": Row(OF_THE_COMMUNE),
    "tasks:plan-appendix-pdf": Row(OF_THE_COMMUNE),
    "tasks:task-detail": Row(OF_THE_COMMUNE),
    "tasks:unit-detail": Row(OF_THE_COMMUNE),
    "tasks:territory-detail": Row(OF_THE_COMMUNE),
    "tasks:rollup": Row(OPEN),
    "tasks:rollup-rows": Row(OPEN),
}
OUTSIDE = ("allauth.", "django.")
"""Views that are not the portal's own: sign-in and the admin, which have tests of their own."""


def own_patterns(
    patterns: list[Any] | None = None, namespace: str = ""
) -> Iterator[tuple[str, Any]]:
    """Yield the name and view of each address that the portal itself answers."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from own_patterns(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern) and not _is_outside(pattern, namespace):
            yield f"{namespace}{pattern.name}", pattern.callback


def _is_outside(pattern: URLPattern, namespace: str) -> bool:
    return namespace == "admin:" or pattern.callback.__module__.startswith(OUTSIDE)


class Facts:
    """Two communes of a province; the first has a plan with one row of its UBND."""

    def __init__(self) -> None:
        self.province = factories.province()
        self.period = factories.period(self.province)
        self.commune, self.neighbour = (
            factories.commune(name, parent=self.province) for name in ("Xã Một", "Xã Hai")
        )
        self.plan = factories.issued_plan(self.commune)
        factories.issued_plan(self.neighbour)
        (self.assignment,) = factories.reporting(self.plan)

    def department(self, name: str) -> Unit:
        return factories.unit(self.province, name, kind=Unit.Kind.DEPARTMENT)

    def person(self, role: str) -> User:
        if role == "superuser":
            return User.objects.create_superuser("quan-tri", full_name="Quản trị")
        unit, held = {
            "officer": (self.plan.issuer, Role.OFFICER),
            "colleague": (factories.unit(self.commune), Role.OFFICER),
            "leader": (self.plan.issuer, Role.LEADER),
            "stranger": (factories.committee(self.neighbour), Role.OFFICER),
            "sector": (self.department("Sở Y tế"), Role.SECTOR),
            "reviewer": (self.department("Sở Nội vụ"), Role.REVIEWER),
            "auditor": (self.department("Thanh tra tỉnh"), Role.AUDITOR),
        }[role]
        return factories.member(unit, held)

    def client(self, role: str) -> Client:
        return Client() if role == "anonymous" else factories.signed_in(self.person(role))

    def address(self, name: str) -> str:
        arguments = {
            "tasks:progress-record": [self.assignment.pk, self.period.pk],
            "tasks:task-detail": [self.assignment.task_id],
            "tasks:unit-detail": [self.plan.issuer_id],
            "tasks:territory-detail": [self.commune.pk],
        }
        if "plan-" in name and name != "tasks:plan-list":
            return reverse(name, args=[self.plan.pk])
        return reverse(name, args=arguments.get(name, []))


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


@pytest.fixture(autouse=True)
def _no_drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether a PDF may be had does not depend on the machine's fonts."""
    monkeypatch.setattr("papi_portal.pdf.render", lambda _html: b"%PDF-")


def everything() -> tuple[object, ...]:
    """Return what a refused act must leave as it was."""
    return (
        Event.objects.count(),
        *Progress.objects.values_list("pk", "version", "state", "result"),
        *Submission.objects.values_list("pk", "version", "state"),
        *Period.objects.values_list("pk", "state"),
        *Assignment.objects.values_list("pk", "unit", "role", "reports"),
        *Territory.objects.values_list("pk", "name"),
    )


def test_every_address_has_a_row_in_the_table() -> None:
    assert {name for name, _ in own_patterns()} == set(TABLE)


def test_every_view_has_a_gate() -> None:
    without = [
        name for name, view in own_patterns() if not isinstance(getattr(view, "gate", None), Right)
    ]
    assert without == []


def test_only_the_page_that_records_asks_for_more_than_reading() -> None:
    gates = {name: getattr(view, "gate", None) for name, view in own_patterns()}
    assert [name for name, gate in gates.items() if gate != Right.READ] == ["tasks:progress-record"]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", TABLE)
def test_answer_to_reading_by_role(facts: Facts, name: str, role: str) -> None:
    response = facts.client(role).get(facts.address(name))

    assert response.status_code == TABLE[name].get[ROLES.index(role)]
    if role == "anonymous":
        assert response["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", TABLE)
def test_answer_to_writing_by_role(facts: Facts, name: str, role: str) -> None:
    client, before = facts.client(role), everything()
    typed = {"state": "in_progress", "result": "Đã họp", "version": 0}

    response = client.post(facts.address(name), typed)

    assert response.status_code == TABLE[name].post[ROLES.index(role)]
    writes = name == "tasks:progress-record" and role in {"officer", "leader"}
    assert (everything() != before) is writes


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
@pytest.mark.parametrize("name", TABLE)
def test_other_methods_are_refused(facts: Facts, name: str, method: str) -> None:
    client, before = facts.client("officer"), everything()

    assert getattr(client, method)(facts.address(name)).status_code == WRONG
    assert everything() == before


@pytest.mark.parametrize("role", ["officer", "stranger", "auditor"])
@pytest.mark.parametrize("name", TABLE)
def test_script_header_opens_no_door(facts: Facts, name: str, role: str) -> None:
    client = facts.client(role)
    headers = {"HX-Request": "true", "HX-Boosted": "true"}

    response = client.get(facts.address(name), headers=headers)

    assert response.status_code == TABLE[name].get[ROLES.index(role)]


def test_right_taken_away_ends_with_the_next_page(facts: Facts) -> None:
    person = facts.person("officer")
    client = factories.signed_in(person)
    address = facts.address("tasks:progress-record")
    assert client.get(address).status_code == OK

    person.memberships.update(valid_to=factories.TODAY.replace(day=20))
    assert client.get(address).status_code == NO
    assert client.get(facts.plan.get_absolute_url()).status_code == NO


def test_person_who_is_switched_off_is_signed_out(facts: Facts) -> None:
    person = facts.person("officer")
    client = factories.signed_in(person)

    User.objects.filter(pk=person.pk).update(is_active=False)

    assert client.get(facts.plan.get_absolute_url())["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("name", ["tasks:progress-record", "tasks:task-detail"])
def test_colleague_gets_the_rows_of_the_own_unit(facts: Facts, name: str) -> None:
    police = factories.unit(facts.commune, "Ban Chỉ huy Quân sự")
    Assignment.objects.filter(pk=facts.assignment.pk).update(unit=police)

    client = factories.signed_in(factories.member(police))

    assert client.get(facts.address(name)).status_code == OK
