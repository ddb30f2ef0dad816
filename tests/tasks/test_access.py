"""Who gets what answer: every address of the portal by role, own and foreign, read and written.

An address without a row in the table fails the test.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from plans.access import Right
from plans.models import Event, ListImport, Period, Plan, PlanSection, Territory, User
from tasks.models import Assignment, Intake, Progress, Submission, Task
from tests import factories
from tests.tasks.access_facts import Facts
from tests.tasks.access_roles import NO, NONE, OK, ROLES, SIGN_IN, WRONG
from tests.tasks.access_table import TABLE

pytestmark = pytest.mark.django_db
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
        *ListImport.objects.values_list("pk", "state", "outcome"),
        *Intake.objects.values_list("pk", "state", "version", "territory"),
        *Plan.objects.values_list("pk", "state", "version"),
        *PlanSection.objects.values_list("pk", "heading"),
        *Task.objects.values_list("pk", "text", "position", "version"),
    )


def test_every_address_has_a_row_in_the_table() -> None:
    assert {name for name, _ in own_patterns()} == set(TABLE)


def test_every_view_has_a_gate() -> None:
    without = [
        name for name, view in own_patterns() if not isinstance(getattr(view, "gate", None), Right)
    ]
    assert without == []


def test_who_may_only_read_is_not_let_in_where_nothing_is_to_be_read() -> None:
    for name, view in own_patterns():
        readers = TABLE[name].get[ROLES.index("auditor")]
        assert view.gate == Right.READ or readers in {NO, NONE, WRONG}, name


def test_lists_are_for_those_who_administer() -> None:
    gates = [view.gate for name, view in own_patterns() if name.startswith("plans:list-")]
    assert set(gates) == {Right.ADMINISTER}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", TABLE)
def test_answer_to_reading_by_role(facts: Facts, name: str, role: str) -> None:
    response = facts.client(role).get(facts.address(name))
    b"".join(response)  # read to its end, a file is closed

    assert response.status_code == TABLE[name].get[ROLES.index(role)]
    if role == "anonymous" and response.status_code == SIGN_IN:
        assert response["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", TABLE)
def test_answer_to_writing_by_role(facts: Facts, name: str, role: str) -> None:
    client = facts.client(role)
    address, before = facts.address(name), everything()
    known = facts.known()
    typed = {key: str(value).format(**known) for key, value in TABLE[name].typed.items()}

    response = client.post(address, typed)

    assert response.status_code == TABLE[name].post[ROLES.index(role)]
    writes = TABLE[name].writes and role != "anonymous" and response.status_code == TABLE[name].done
    assert (everything() != before) is writes


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
@pytest.mark.parametrize("name", TABLE)
def test_other_methods_are_refused(facts: Facts, name: str, method: str) -> None:
    client = facts.client("officer")
    address, before = facts.address(name), everything()

    assert getattr(client, method)(address).status_code == WRONG
    assert everything() == before


@pytest.mark.parametrize("role", ["officer", "stranger", "auditor"])
@pytest.mark.parametrize("name", TABLE)
def test_script_header_opens_no_door(facts: Facts, name: str, role: str) -> None:
    client = facts.client(role)
    headers = {"HX-Request": "true", "HX-Boosted": "true"}

    response = client.get(facts.address(name), headers=headers)
    b"".join(response)  # read to its end, a file is closed

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
