"""Lists of units and of people as somebody types them, and people who bring them in."""

from typing import Any

from papi_portal import importing
from papi_portal.importing import Outcome
from papi_portal.workbook import read_rows
from plans import lists
from plans.access import Viewer
from plans.actions import receive_list
from plans.models import ListImport, User
from tests import factories
from tests.papi_portal.workbooks import workbook

UNITS, PEOPLE = ListImport.Kind.UNITS, ListImport.Kind.MEMBERSHIPS


def administrator(username: str = "quan-tri", *, superuser: bool = False) -> User:
    """Return somebody of the office that keeps the lists; by default no superuser."""
    person = factories.user(username, "Lê Thị Quản Trị")
    User.objects.filter(pk=person.pk).update(is_staff=True, is_superuser=superuser)
    person.refresh_from_db()
    return person


def listed(kind: str, *rows: dict[str, Any]) -> bytes:
    """Return a workbook with these rows; cells are named by the keys of their columns."""
    columns = lists.FORMS[kind].columns
    header = [column.title for column in columns]
    return workbook(header, *([row.get(column.key) for column in columns] for row in rows))


def unit_row(**cells: Any) -> dict[str, Any]:
    return {"name": "Trạm Y tế", "kind": "trạm y tế", **cells}


def person_row(**cells: Any) -> dict[str, Any]:
    return {
        "username": "an.nv",
        "full_name": "Nguyễn Văn An",
        "role": "cán bộ cập nhật",
        **cells,
    }


def taken(kind: str, *rows: dict[str, Any], by: Viewer | None = None) -> Outcome:
    """Return what a list does, done if nothing is wrong with it; our own file needs no child."""
    by = by or factories.viewer(User.objects.filter(is_staff=True).first() or administrator())
    table = read_rows(listed(kind, *rows), lists.FORMS[kind].columns)
    seen = importing.run(lists.FORMS[kind].steps(by), table)
    return importing.run(lists.FORMS[kind].steps(by), table, seen=seen.fingerprint)


def sentences(outcome: Outcome) -> list[tuple[str, str]]:
    """Return what is wrong: where, and the sentence."""
    return [(problem.cell, problem.sentence) for problem in outcome.problems]


def received(
    person: User, content: bytes, *, kind: str = UNITS, file_name: str = "Đơn vị.xlsx"
) -> ListImport:
    """Return a list that this person uploaded."""
    return receive_list(
        kind=kind,
        file_name=file_name,
        content=content,
        by=factories.viewer(person),
        at=factories.NOW,
    )
