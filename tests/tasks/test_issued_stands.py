"""What was issued, and what came back signed, stands: the database refuses to change or remove it.

A withdrawal is the one thing that is added, once.
"""

from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction

from tasks.models import IssuedReport, SignedCopy
from tasks.models.issued import Withdrawable
from tests import factories
from tests.tasks.first_rows import row_of_a_paper

pytestmark = pytest.mark.django_db
WITHDRAWAL = {"withdrawn_at", "withdrawn_by", "withdrawn_for"}
SENTENCE = "đã ban hành và bản đã ký không được sửa hoặc xóa"
TABLES: tuple[type[Withdrawable], ...] = (IssuedReport, SignedCopy)
sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL knows no REPLACE")
postgresql = pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite knows no TRUNCATE")


@pytest.fixture(autouse=True)
def signed(db: None) -> SignedCopy:
    """Return a signed copy of an issued report, both stored."""
    copy = row_of_a_paper("to be signed")
    assert isinstance(copy, SignedCopy)
    copy.save()
    return copy


def refused(statement: str) -> None:
    with (
        pytest.raises(IntegrityError, match=SENTENCE),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def withdrawn() -> dict[str, Any]:
    return {
        "withdrawn_at": factories.NOW,
        "withdrawn_by": factories.user(),
        "withdrawn_for": "Nhầm",
    }


@pytest.mark.parametrize("model", TABLES)
def test_no_column_of_what_was_issued_is_changed(model: type[models.Model]) -> None:
    content = [one for one in model._meta.concrete_fields if one.name not in WITHDRAWAL]
    assert len(content) > 6

    for field in content:
        refused(f"UPDATE {model._meta.db_table} SET {field.column} = {field.column}")  # noqa: S608


@pytest.mark.parametrize("model", TABLES)
def test_no_row_is_removed(model: type[models.Model]) -> None:
    refused(f"DELETE FROM {model._meta.db_table}")  # noqa: S608


@sqlite
@pytest.mark.parametrize("model", TABLES)
def test_no_row_is_replaced(model: type[models.Model]) -> None:
    table = model._meta.db_table
    refused(f"REPLACE INTO {table} SELECT * FROM {table}")  # noqa: S608


def inserted(how: str, **other: int | str) -> None:
    """Insert a copy of the issued report, in which some columns are others."""
    columns = [str(one.column) for one in IssuedReport._meta.concrete_fields]
    values = ", ".join("%s" if one in other else one for one in columns)
    given = [other[one] for one in columns if one in other]
    row = f"SELECT {values} FROM tasks_issuedreport WHERE id = 77"  # noqa: S608
    statement = f"{how} INTO tasks_issuedreport ({', '.join(columns)}) {row}"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, given)


@sqlite
@pytest.mark.parametrize(
    "other",
    [
        {"number": "25/BC-UBND", "submission_id": 0},
        {"number": "31/BC-UBND", "amends_id": 77},
        {"number": "31/BC-UBND", "version": 9},
        {"number": "41/BC-UBND", "version": 9, "amends_id": 77},
    ],
    ids=["number", "version", "first", "amended"],
)
def test_no_row_is_replaced_by_one_with_another_id(other: dict[str, int | str]) -> None:
    if "submission_id" in other:
        commune = factories.commune("Xã Hai")
        plan, period = factories.issued_plan(commune), factories.period(commune)
        other["submission_id"] = factories.submission(plan, period).pk
    if other["number"] == "41/BC-UBND":
        inserted("INSERT", id=78, number="31/BC-UBND", version=8, amends_id=77)
    before = IssuedReport.objects.count()

    with pytest.raises(IntegrityError, match=SENTENCE):
        inserted("REPLACE", id=79, **other)

    assert IssuedReport.objects.count() == before


@postgresql
@pytest.mark.parametrize("model", TABLES)
def test_table_is_not_emptied_at_once(model: type[models.Model]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    refused(f"TRUNCATE {model._meta.db_table} CASCADE")


@pytest.mark.parametrize("model", TABLES)
def test_number_or_copy_is_withdrawn_once_and_for_good(model: type[Withdrawable]) -> None:
    model._default_manager.update(**withdrawn())
    assert model._default_manager.get().is_withdrawn

    table = model._meta.db_table
    refused(f"UPDATE {table} SET withdrawn_for = 'khác'")  # noqa: S608
    refused(
        f"UPDATE {table}"  # noqa: S608
        " SET withdrawn_at = NULL, withdrawn_by_id = NULL, withdrawn_for = ''"
    )


@pytest.mark.parametrize(
    ("model", "other"), [(IssuedReport, {"number": "1/BC-UBND"}), (SignedCopy, {"file": ""})]
)
def test_content_is_not_changed_along_with_a_withdrawal(
    model: type[Withdrawable], other: dict[str, str]
) -> None:
    with pytest.raises(IntegrityError, match=SENTENCE), transaction.atomic():
        model._default_manager.update(**withdrawn(), **other)

    assert not model._default_manager.get().is_withdrawn
