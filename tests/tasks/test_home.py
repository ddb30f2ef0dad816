"""The officer's home: what my units owe."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories

pytestmark = pytest.mark.django_db


def test_officer_sees_every_row_that_the_commune_owes() -> None:
    commune = factories.commune()
    factories.period(commune)
    factories.issued_plan(commune, tasks=3)

    page = factories.signed_in(factories.officer(commune)).get("/").content.decode()

    assert page.count('class="owed-row"') == 3
    assert "đã cập nhật 0/3 nhiệm vụ" in page
    assert "hạn nộp 17/12/2026" in page


def test_number_of_queries_is_the_same_for_3_rows_and_300() -> None:
    counts = []
    for rows in (3, 300):
        commune = factories.commune()
        factories.period(commune)
        factories.issued_plan(commune, tasks=rows)
        client = factories.signed_in(factories.officer(commune))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get("/").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 8
