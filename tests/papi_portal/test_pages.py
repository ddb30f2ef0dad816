"""One sheet of a long list."""

import pytest
from django.test import RequestFactory

from papi_portal.pages import ROWS_PER_SHEET, sheet
from plans.models import Territory
from tests import factories


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("2", 2),
        ("", 1),
        ("abc", 1),
        ("1.5", 1),
        ("²", 1),
        ("-1", 2),
        ("0", 2),
        ("999", 2),
        ("9" * 5000, 1),
        ("\x00", 1),
    ],
)
def test_silly_number_gives_a_sheet_all_the_same(asked: str, given: int) -> None:
    parent = factories.province(code="20")
    Territory.objects.bulk_create(
        Territory(level="commune", code=f"{n:05}", name=f"Xã {n}", parent=parent)
        for n in range(ROWS_PER_SHEET + 1)
    )
    request = RequestFactory().get("/", {"page": asked})

    found = sheet(Territory.objects.communes(), request)

    assert found.number == given
    assert len(found.object_list) == (ROWS_PER_SHEET if given == 1 else 1)


@pytest.mark.django_db
def test_empty_list_has_one_empty_sheet() -> None:
    found = sheet(Territory.objects.all(), RequestFactory().get("/", {"page": "7"}))

    assert found.number == 1
    assert not found.object_list
