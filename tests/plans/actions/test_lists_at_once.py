"""The same list from two tabs at once: one upload that waits, and nobody waits for a reader."""

from typing import Any

import pytest
from django.db import IntegrityError, connection

from papi_portal.importing import Outcome
from papi_portal.workbook import Table
from plans import lists
from plans.actions import ListGoneError, confirm_list, discard_list
from plans.models import ListImport, Unit
from plans.models.list_imports import ListImportQuerySet
from tests import factories
from tests.plans.list_files import UNITS, administrator, listed, received, unit_row

pytestmark = pytest.mark.django_db


def test_same_file_sent_by_two_tabs_at_once_is_one_upload(monkeypatch: pytest.MonkeyPatch) -> None:
    person, content = administrator(), listed(UNITS, unit_row())
    first = received(person, content)
    get, looked = ListImportQuerySet.get, []

    def too_early(self: ListImportQuerySet, *args: Any, **kwargs: Any) -> ListImport:
        looked.append(kwargs)
        if len(looked) == 1:  # the other tab has written nothing yet
            raise ListImport.DoesNotExist
        return get(self, *args, **kwargs)

    monkeypatch.setattr(ListImportQuerySet, "get", too_early)
    second = received(person, content, file_name="Bản sao.xlsx")

    assert (second.pk, second.file_name) == (first.pk, "Bản sao.xlsx")
    assert ListImport.objects.count() == 1


def test_database_refuses_a_second_upload_that_waits() -> None:
    person = administrator()
    kept = received(person, listed(UNITS, unit_row()))
    kept.pk = None

    with pytest.raises(IntegrityError):
        kept.save(force_insert=True)


@pytest.mark.parametrize("decides", [True, False])
def test_list_is_read_before_it_is_held(monkeypatch: pytest.MonkeyPatch, decides: bool) -> None:
    commune = factories.commune("Xã Điềm He")
    person = administrator()
    kept = received(person, listed(UNITS, unit_row(code=commune.code, level="cấp xã")))
    by, seen = factories.viewer(person), Outcome.from_json(kept.outcome).fingerprint
    read, held = lists.read, len(connection.savepoint_ids)

    def read_meanwhile(kind: str, content: bytes) -> Table:
        assert len(connection.savepoint_ids) == held
        if decides:
            discard_list(list_import=kept, by=by, at=factories.NOW)
        return read(kind, content)

    monkeypatch.setattr(lists, "read", read_meanwhile)

    if decides:
        with pytest.raises(ListGoneError):
            confirm_list(list_import=kept, seen=seen, by=by, at=factories.NOW)
    else:
        confirm_list(list_import=kept, seen=seen, by=by, at=factories.NOW)
    assert Unit.objects.exists() is not decides
