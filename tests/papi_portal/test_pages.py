"""One sheet of a long list."""

import pytest
from django.http import Http404
from django.test import RequestFactory

from papi_portal.pages import ROWS_PER_SHEET, asked_number, sheet, whole_number
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


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("0", 0),
        ("12", 12),
        ("999999999", 999_999_999),
        ("1000000000", None),
        ("", None),
        ("-1", None),
        ("1.5", None),
        ("²", None),
        ("١", None),
    ],
)
def test_whole_number_is_told_from_nonsense(raw: str, number: int | None) -> None:
    assert whole_number(raw) == number


def test_number_of_the_address_may_be_absent_and_nonsense_finds_nothing() -> None:
    assert asked_number(RequestFactory().get("/?plan=7"), "plan") == 7
    assert asked_number(RequestFactory().get("/?plan="), "plan") is None
    assert asked_number(RequestFactory().get("/"), "plan") is None
    with pytest.raises(Http404):
        asked_number(RequestFactory().get("/?plan=x"), "plan")
