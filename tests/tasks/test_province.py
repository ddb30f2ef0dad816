"""The pages of a period hold up at the size of a province: queries and weight do not grow."""

import gzip

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.bench import province

pytestmark = pytest.mark.django_db

FEW, ALL = 20, 166
PAGES = {
    "officer": "/?period={now}",
    "desk": "/reports/rollup/?period={now}",
    "year": "/reports/periods/?year=2026",
    "queue": "/reports/queue/?period={now}",
    "queue of all": "/reports/queue/?period={before}",
    "not reported": "/reports/remind/?period={now}",
    "difficulties": "/reports/difficulties/?period={now}&q=kinh+phi",
}


def fetched(client: Client, address: str) -> bytes:
    response = client.get(address)
    assert response.status_code == 200
    return response.content


def queries_with(communes: int) -> dict[str, int]:
    """Return how many queries each page takes in a province, which is gone afterwards."""
    with transaction.atomic():
        place, (before, now) = province.fill(communes=communes, tasks=4, periods=2)
        officer = factories.signed_in(factories.officer(place.children.order_by("code")[1]))
        reviewer = factories.signed_in(factories.reviewer(place))
        numbers = {}
        for name, pattern in PAGES.items():
            client = officer if name == "officer" else reviewer
            address = pattern.format(now=now.pk, before=before.pk)
            fetched(client, address)  # what is kept for all requests is asked for once
            with CaptureQueriesContext(connection) as queries:
                fetched(client, address)
                numbers[name] = len(queries)
        transaction.set_rollback(True)
    return numbers


def test_number_of_queries_is_the_same_for_20_communes_and_166() -> None:
    assert queries_with(FEW) == queries_with(ALL)


def test_page_of_60_rows_weighs_at_most_100_kb_compressed() -> None:
    place, (_, now) = province.fill(communes=1, tasks=60, periods=2)
    officer = factories.signed_in(factories.officer(place.children.get()))

    content = fetched(officer, f"/?period={now.pk}")

    assert content.count(b"<article") == 60
    assert len(gzip.compress(content)) <= 100_000
