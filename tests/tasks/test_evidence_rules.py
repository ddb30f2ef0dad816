"""A province says which results must be shown by evidence."""

import pytest

from tasks.models import EvidenceRule
from tests import factories

pytestmark = pytest.mark.django_db
ADDRESS = "/reports/evidence-rules/"


def test_chosen_states_are_kept_shown_and_left_in_the_trail() -> None:
    province = factories.province()
    client = factories.signed_in(factories.reviewer(province))
    assert "Tỉnh Lạng Sơn" in client.get(ADDRESS).content.decode()

    response = client.post(ADDRESS, {"states": ["completed", "done_in_period"]}, follow=True)

    page = response.content.decode()
    assert "Đã lưu yêu cầu minh chứng." in page
    assert page.count("checked") == 2
    assert "yêu cầu minh chứng khi báo cáo: đã thực hiện trong kỳ, đã hoàn thành" in page
    assert set(EvidenceRule.objects.values_list("territory", "state")) == {
        (province.pk, "completed"),
        (province.pk, "done_in_period"),
    }


def test_no_state_chosen_lifts_the_rule() -> None:
    client = factories.signed_in(factories.reviewer(factories.province()))
    client.post(ADDRESS, {"states": ["completed"]})

    client.post(ADDRESS, {"sent": "1"})

    assert not EvidenceRule.objects.exists()


def test_state_that_is_not_known_is_refused() -> None:
    client = factories.signed_in(factories.reviewer(factories.province()))

    assert client.post(ADDRESS, {"states": ["evil"]}).status_code == 422
    assert not EvidenceRule.objects.exists()


def test_who_reports_does_not_set_what_is_asked() -> None:
    for person in (factories.officer(factories.commune()), factories.leader(factories.province())):
        client = factories.signed_in(person)
        assert client.get(ADDRESS).status_code == 403
        assert client.post(ADDRESS, {"states": ["completed"]}).status_code == 403
    assert not EvidenceRule.objects.exists()
