"""Who gets what answer: every address of the portal by role, own and foreign, read and written.

An address without a row in the table fails the test.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from plans.access import Right
from plans.models import User
from tasks import reading
from tasks.models import Assignment
from tests import factories
from tests.tasks.access_facts import Facts
from tests.tasks.access_public import PUBLIC_TABLE
from tests.tasks.access_roles import NO, NONE, OK, ROLES, SIGN_IN, WRONG
from tests.tasks.access_stored import everything, undone
from tests.tasks.access_table import TABLE

pytestmark = pytest.mark.django_db
LOOKING = ["tasks:progress-paste"]
"""What is sent there is shown in the rows, to be saved by another address."""
OUTSIDE = ("allauth.", "django.")
"""Views that are not the portal's own: sign-in and the admin, which have tests of their own."""


PREVIEWS = {"tasks:progress-paste"}
"""Addresses that show what was sent, for another one to write."""


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
def facts(standing_facts: Facts, db: None) -> Facts:
    return standing_facts


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether a PDF may be had does not depend on the machine's fonts; read in this process."""
    monkeypatch.setattr("papi_portal.pdf.render", lambda *_parts: b"%PDF-")
    monkeypatch.setattr("tasks.views.imports.read_strange", reading.read)


def test_every_address_has_a_row_in_the_table() -> None:
    assert {name for name, _ in own_patterns()} == set(TABLE)


WITHOUT_GATE = ["plans:first-password", "plans:guide", "plans:language-choose"]
"""What people open who have no password yet: their code is the gate; and what is everybody's."""
EVERYBODYS = [name for name, row in PUBLIC_TABLE.items() if row.get[0] == OK]
"""What is read without signing in: `tasks.reports.public.shown` is the gate."""


def test_every_view_has_a_gate() -> None:
    without = [
        name for name, view in own_patterns() if not isinstance(getattr(view, "gate", None), Right)
    ]
    assert sorted(without) == sorted([*WITHOUT_GATE, *EVERYBODYS])


def test_who_may_only_read_is_not_let_in_where_nothing_is_to_be_read() -> None:
    for name, view in own_patterns():
        readers, gate = TABLE[name].get[ROLES.index("auditor")], getattr(view, "gate", Right.READ)
        assert gate == Right.READ or readers in {NO, NONE, WRONG}, name


def test_lists_are_for_those_who_administer() -> None:
    gates = [view.gate for name, view in own_patterns() if name.startswith("plans:list-")]
    assert set(gates) == {Right.ADMINISTER}


@pytest.mark.parametrize("name", TABLE)
def test_answers_to_reading(facts: Facts, name: str) -> None:
    answered = {}
    for role in ROLES:
        with undone():
            client = facts.client(role)
            response = client.get(facts.address(name))
            b"".join(response)  # read to its end, a file is closed
            answered[role] = response.status_code
            if role == "anonymous" and response.status_code == SIGN_IN:
                assert response["Location"].startswith(reverse("account_login"))

    assert answered == dict(zip(ROLES, TABLE[name].get, strict=True))


@pytest.mark.parametrize("name", TABLE)
def test_answers_to_writing_and_who_leaves_a_trace(facts: Facts, name: str) -> None:
    answered, wrote = {}, set()
    for role in ROLES:
        with undone():
            client = facts.client(role)
            address = facts.address(name)
            typed, before = facts.typed(TABLE[name]), everything()
            answered[role] = client.post(address, typed).status_code
            wrote |= {role} if everything() != before else set()

    assert answered == dict(zip(ROLES, TABLE[name].post, strict=True))
    assert wrote == TABLE[name].writers


@pytest.mark.parametrize("name", TABLE)
def test_other_methods_are_refused(facts: Facts, name: str) -> None:
    client = facts.client("officer")
    address, before = facts.address(name), everything()

    others = ("put", "patch", "delete", "options", "trace")
    answered = {method: getattr(client, method)(address).status_code for method in others}

    assert answered == dict.fromkeys(others, WRONG)
    assert everything() == before


@pytest.mark.parametrize("name", TABLE)
def test_neither_a_scripts_header_nor_the_method_head_opens_a_door(facts: Facts, name: str) -> None:
    headers = {"HX-Request": "true", "HX-Boosted": "true"}
    for role in ("officer", "stranger"):
        with undone():
            client, answer = facts.client(role), TABLE[name].get[ROLES.index(role)]
            address = facts.address(name)
            before = everything()
            by_script, head = client.get(address, headers=headers), client.head(address)
            for response in (by_script, head):
                b"".join(response)  # read to its end, a file is closed
            assert by_script.status_code == answer, role
            assert head.status_code in {answer, WRONG}, role
            assert everything() == before, f"{role} changed something by reading"


def test_every_address_that_takes_something_is_seen_to_write() -> None:
    """A row whose rightful sender writes nothing would prove nothing about the others."""
    idle = [name for name, row in TABLE.items() if set(row.post) - {SIGN_IN, WRONG}]
    assert {name for name in idle if not TABLE[name].writers} == PREVIEWS


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
