"""An uploaded list is given up."""

import pytest

from plans.models import ListImport
from tests.plans.list_pages import Facts, address, nothing_done, seen, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def test_discarded_list_is_forgotten(facts: Facts) -> None:
    kept = facts.waiting()

    response = facts.client.post(address("list-discard", kept.pk), follow=True)

    assert "Đã hủy tệp “Đơn vị.xlsx”; không có gì thay đổi." in text(response)
    kept.refresh_from_db()
    assert (kept.state, kept.content) == (ListImport.State.DISCARDED, None)
    assert nothing_done()
    assert "Danh mục cơ quan, đơn vị: đã hủy" in text(facts.client.get(kept.get_absolute_url()))


def test_discarded_list_cannot_be_confirmed(facts: Facts) -> None:
    kept = facts.waiting()
    facts.client.post(address("list-discard", kept.pk))

    response = facts.client.post(address("list-confirm", kept.pk), seen(kept), follow=True)

    assert "Tệp này đã bị hủy" in text(response)
    assert nothing_done()


def test_list_of_another_person_is_not_found(facts: Facts) -> None:
    kept = facts.waiting()

    for client in (facts.colleague(), facts.stranger()):
        assert client.post(address("list-discard", kept.pk)).status_code == 404
    assert facts.client.get(address("list-discard", kept.pk)).status_code == 405
    kept.refresh_from_db()
    assert kept.is_waiting
