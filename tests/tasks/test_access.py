"""Who gets what answer: every address of the portal by role, own and foreign, read and written.

An address without a row in the table fails the test.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from papi_portal.importing import Outcome
from plans.access import Right, Role
from plans.models import Event, ListImport, Period, Plan, PlanSection, Territory, Unit, User
from tasks.models import Assignment, Intake, Progress, Submission, Task
from tests import factories
from tests.plans.list_files import UNITS, listed, unit_row
from tests.tasks import uploads
from tests.tasks.excel import Excel

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
SIGN_IN, GO, OK, NO, NONE, WRONG, UNFIT = 302, 302, 200, 403, 404, 405, 422


@dataclass(frozen=True)
class Row:
    """Answers to a GET in the order of the roles, of the commune's thing; POST where it differs."""

    get: Codes
    post: Codes = (SIGN_IN, *(WRONG,) * (len(ROLES) - 1))
    typed: dict[str, Any] = field(default_factory=dict)
    """What is sent; who is answered with GO has written it."""
    writes: bool = True


OPEN: Codes = (SIGN_IN, OK, OK, OK, OK, OK, OK, OK, OK)
OF_THE_COMMUNE: Codes = (SIGN_IN, OK, OK, OK, NONE, NONE, OK, OK, OK)
OF_THE_OFFICE: Codes = (SIGN_IN, *(NONE,) * (len(ROLES) - 2), OK)
"""Of those who administer the portal; a list that they uploaded, of themselves alone."""
DRAFTED: Codes = (SIGN_IN, OK, NONE, OK, NONE, NONE, NO, NO, NO)
SAVED: Codes = (SIGN_IN, GO, NONE, GO, NONE, NONE, NO, NO, NO)
"""A draft is written by the UBND's own people as long as there are any."""
UNREAD: Codes = (SIGN_IN, *(WRONG,) * (len(ROLES) - 1))
OWN: Codes = (SIGN_IN, OK, *(NONE,) * (len(ROLES) - 2))
DECIDED: Codes = (SIGN_IN, GO, *(NONE,) * (len(ROLES) - 2))
"""A plan document that waits is there only for the officer who uploaded it."""
LIST = listed(UNITS, unit_row(place="Xã Một"))
PROGRESS = {"state": "in_progress", "result": "Đã họp", "version": 0}
TABLE = {
    "tasks:home": Row((SIGN_IN, OK, OK, OK, OK, OK, GO, GO, GO)),
    "tasks:progress-record": Row(
        get=(SIGN_IN, OK, NONE, OK, NONE, NONE, NO, NO, NO),
        post=(SIGN_IN, GO, NONE, GO, NONE, NONE, NO, NO, NO),
        typed=PROGRESS,
    ),
    "tasks:plan-rows": Row(DRAFTED, SAVED, {"move": "down-{first}"}),
    "tasks:row-add": Row(
        DRAFTED, SAVED, {"text": "Họp", "deadline_kind": "none", "version": "{last}"}
    ),
    "tasks:row-edit": Row(DRAFTED, SAVED, {"text": "Họp", "deadline_kind": "none", "version": 1}),
    "tasks:row-delete": Row(DRAFTED, SAVED, {"version": 1}),
    "tasks:section-add": Row(DRAFTED, SAVED, {"heading": "Mục mới", "version": 1}),
    "tasks:section-edit": Row(DRAFTED, SAVED, {"heading": "Mục mới", "version": 1}),
    "tasks:plan-edit": Row(
        DRAFTED,
        SAVED,
        {"kind": "plan", "subject": "PAPI", "year_from": 2026, "year_to": 2026, "version": 1},
    ),
    "tasks:plan-discard": Row(DRAFTED, SAVED),
    "tasks:plan-issue": Row(
        get=(SIGN_IN, NO, NONE, OK, NONE, NONE, NO, NO, NO),
        post=(SIGN_IN, NO, NONE, GO, NONE, NONE, NO, NO, NO),
    ),
    "tasks:plan-close": Row(
        get=(SIGN_IN, NO, NO, OK, NONE, NONE, NO, NO, NO),
        post=(SIGN_IN, NO, NO, GO, NONE, NONE, NO, NO, NO),
        typed={"reason": "Hết việc"},
    ),
    "tasks:plan-amend": Row(
        get=(SIGN_IN, OK, NO, OK, NONE, NONE, NO, NO, NO),
        post=(SIGN_IN, GO, NO, GO, NONE, NONE, NO, NO, NO),
    ),
    "tasks:plan-copy": Row(
        get=(SIGN_IN, OK, NO, OK, NONE, NONE, NO, NO, NO),
        post=(SIGN_IN, GO, NO, GO, NONE, NONE, NO, NO, NO),
        typed={"year": 2027},
    ),
    "tasks:plan-updates": Row(DRAFTED, SAVED, {"answer": "keep-all"}, writes=False),
    "tasks:plan-derive": Row(
        get=(SIGN_IN, NO, NO, NO, NO, NO, OK, NO, NO),
        post=(SIGN_IN, NO, NO, NO, NO, NO, GO, NO, NO),
        typed={"which": "missing", "confirmed": "1"},
    ),
    "tasks:territory-carry": Row(
        get=(SIGN_IN, OK, NO, OK, NONE, NONE, NO, NO, NO),
        post=(SIGN_IN, GO, NO, GO, NONE, NONE, NO, NO, NO),
        writes=False,
    ),
    "tasks:plan-coverage": Row(OF_THE_COMMUNE),
    "tasks:coverage": Row(OPEN),
    "tasks:issuance": Row(OPEN),
    "tasks:issuance-reminders": Row(OPEN),
    "tasks:issuance-file": Row(OPEN),
    "tasks:intake-start": Row(
        get=(SIGN_IN, OK, NO, OK, OK, NO, OK, NO, NO),
        post=(SIGN_IN, UNFIT, NO, UNFIT, UNFIT, NO, UNFIT, NO, NO),
    ),
    "tasks:intake-blank": Row((SIGN_IN, OK, NO, OK, OK, NO, OK, NO, NO)),
    "tasks:intake-detail": Row(OWN),
    "tasks:intake-file": Row(OWN),
    "tasks:intake-head": Row(
        OWN,
        DECIDED,
        {
            "territory": "{commune}",
            "kind": "plan",
            "subject": "PAPI",
            "year_from": 2026,
            "year_to": 2026,
        },
    ),
    "tasks:intake-row": Row(OWN, DECIDED, {"text": "Họp", "deadline_kind": "none"}),
    "tasks:intake-row-act": Row(UNREAD, DECIDED),
    "tasks:intake-split": Row(UNREAD, DECIDED),
    "tasks:intake-names": Row(UNREAD, DECIDED),
    "tasks:intake-confirm": Row(UNREAD, DECIDED, {"version": 1}),
    "tasks:intake-discard": Row(OWN, DECIDED),
    "tasks:plan-list": Row(OPEN),
    "tasks:plan-detail": Row(OF_THE_COMMUNE),
    "tasks:plan-appendix": Row(OF_THE_COMMUNE),
    "tasks:plan-appendix-pdf": Row(OF_THE_COMMUNE),
    "tasks:plan-workbook": Row(OF_THE_COMMUNE),
    "tasks:plan-changes": Row(DRAFTED, SAVED, {"discard": "1"}),
    "tasks:plan-changes-errors": Row(DRAFTED),
    "tasks:task-detail": Row(OF_THE_COMMUNE),
    "tasks:unit-detail": Row(OF_THE_COMMUNE),
    "tasks:territory-detail": Row(OF_THE_COMMUNE),
    "tasks:rollup": Row(OPEN),
    "tasks:rollup-rows": Row(OPEN),
    "plans:list-index": Row(OF_THE_OFFICE),
    "plans:list-upload": Row(OF_THE_OFFICE, (*OF_THE_OFFICE[:-1], UNFIT)),
    "plans:list-blank": Row(OF_THE_OFFICE),
    "plans:list-present": Row(OF_THE_OFFICE),
    "plans:list-import": Row(OF_THE_OFFICE),
    "plans:list-errors": Row(OF_THE_OFFICE),
    "plans:list-confirm": Row(Row(OPEN).post, (*OF_THE_OFFICE[:-1], GO)),
    "plans:list-discard": Row(Row(OPEN).post, (*OF_THE_OFFICE[:-1], GO)),
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


OF_THE_DRAFT = {
    "tasks:plan-rows",
    "tasks:plan-edit",
    "tasks:plan-issue",
    "tasks:plan-discard",
    "tasks:plan-updates",
    "tasks:row-add",
    "tasks:section-add",
}


class Facts:
    """Two communes of a province; the first has a plan with one row of its UBND, and a draft."""

    def __init__(self) -> None:
        self.province = factories.province()
        self.period = factories.period(self.province)
        self.commune, self.neighbour = (
            factories.commune(name, parent=self.province) for name in ("Xã Một", "Xã Hai")
        )
        self.plan = factories.issued_plan(self.commune)
        factories.issued_plan(self.neighbour)
        (self.assignment,) = factories.reporting(self.plan)
        factories.officer(self.commune)
        self.above = factories.issued_plan(self.province)
        self.draft = factories.plan(self.commune)
        self.first, self.last = factories.task(self.draft), factories.task(self.draft)

        self.administrator = User.objects.create_superuser("quan-tri", full_name="Quản trị")
        self.somebody = self.administrator
        self.list = ListImport.objects.create(
            kind=UNITS,
            uploaded_by=self.administrator,
            uploaded_at=timezone.now(),
            file_name="Đơn vị.xlsx",
            content=LIST,
            sha256=sha256(LIST).hexdigest(),
            outcome=Outcome().as_json(),
        )

    def department(self, name: str) -> Unit:
        return factories.unit(self.province, name, kind=Unit.Kind.DEPARTMENT)

    def person(self, role: str) -> User:
        if role == "superuser":
            return self.administrator
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
        if role == "anonymous":
            return Client()
        self.somebody = self.person(role)
        return factories.signed_in(self.somebody)

    def workbook(self) -> Intake:
        """Return the draft's workbook as brought back by whoever was signed in last."""
        nothing: dict[str, Any] = {"before": {}, "columns": [], "rows": [], "unknown": []}
        return Intake.objects.create(
            territory=self.commune,
            changes_plan=self.draft,
            uploaded_by=self.somebody,
            uploaded_at=timezone.now(),
            size=0,
            file=ContentFile(Excel(self.draft).data, "Kế hoạch.xlsx"),
            values={**nothing, "exported_at": ""},
        )

    def upload(self) -> Intake:
        """Return a document of the commune's officer; of another one for everybody else."""
        own = self.somebody.memberships.filter(unit=self.plan.issuer, role=Role.OFFICER)
        by = self.somebody if own.exists() else factories.officer(self.commune)
        return uploads.waiting(self.commune, by=factories.viewer(by))

    def address(self, name: str) -> str:
        if name.startswith("tasks:intake-") and name not in {
            "tasks:intake-start",
            "tasks:intake-blank",
        }:
            rest = {"tasks:intake-row": (1,), "tasks:intake-row-act": (1, "drop")}.get(name, ())
            return reverse(name, args=[self.upload().pk, *rest])
        arguments: dict[str, list[Any]] = {
            "tasks:progress-record": [self.assignment.pk, self.period.pk],
            "tasks:task-detail": [self.assignment.task_id],
            "tasks:unit-detail": [self.plan.issuer_id],
            "tasks:territory-detail": [self.commune.pk],
            "tasks:territory-carry": [self.commune.pk],
            "tasks:row-edit": [self.first.pk],
            "tasks:row-delete": [self.first.pk],
            "tasks:section-edit": [self.first.section_id],
            "tasks:plan-derive": [self.above.pk],
            "tasks:issuance-file": ["txt"],
        }
        if name in {"plans:list-upload", "plans:list-blank", "plans:list-present"}:
            return reverse(name, args=[UNITS])
        if name.startswith("plans:list-") and name != "plans:list-index":
            return reverse(name, args=[self.list.pk])
        if name in {"tasks:plan-changes", "tasks:plan-changes-errors"}:
            return reverse(name, args=[self.workbook().pk])
        if name in OF_THE_DRAFT:
            return reverse(name, args=[self.draft.pk])
        if "plan-" in name and name not in {"tasks:plan-list", *arguments}:
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


def test_only_the_page_that_records_asks_for_more_than_reading() -> None:
    gates = {
        name: getattr(view, "gate", None)
        for name, view in own_patterns()
        if not name.startswith("plans:list-")
    }
    assert [name for name, gate in gates.items() if gate != Right.READ] == ["tasks:progress-record"]


def test_lists_are_for_those_who_administer() -> None:
    gates = [view.gate for name, view in own_patterns() if name.startswith("plans:list-")]
    assert set(gates) == {Right.ADMINISTER}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", TABLE)
def test_answer_to_reading_by_role(facts: Facts, name: str, role: str) -> None:
    response = facts.client(role).get(facts.address(name))
    b"".join(response)  # read to its end, a file is closed

    assert response.status_code == TABLE[name].get[ROLES.index(role)]
    if role == "anonymous":
        assert response["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", TABLE)
def test_answer_to_writing_by_role(facts: Facts, name: str, role: str) -> None:
    client = facts.client(role)
    address, before = facts.address(name), everything()
    typed = {
        key: str(value).format(first=facts.first.pk, last=facts.last.pk, commune=facts.commune.pk)
        for key, value in TABLE[name].typed.items()
    }

    response = client.post(address, typed)

    assert response.status_code == TABLE[name].post[ROLES.index(role)]
    writes = TABLE[name].writes and role != "anonymous" and response.status_code == GO
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
