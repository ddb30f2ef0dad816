"""The page of what waits for a reviewer."""

import pytest
from django.urls import reverse

from tasks.models import Submission
from tests import factories
from tests.tasks.report_pages import Facts, plain

pytestmark = pytest.mark.django_db
ADDRESS = reverse("tasks:report-queue")


def test_reviewer_sees_what_waits_and_how_far_it_is() -> None:
    facts = Facts(reported=1)
    factories.submission(facts.plan, facts.period)

    response = factories.signed_in(facts.reviewer).get(f"{ADDRESS}?period={facts.period.pk}")

    shown = plain(response)
    assert "1 báo cáo chờ duyệt · đã duyệt 0/1 báo cáo của kỳ" in shown
    assert "1/2" in shown
    assert "nộp đúng hạn" in shown
    assert "1 nhiệm vụ chưa cập nhật" in shown
    assert facts.report.get_absolute_url() in response.content.decode()


def test_each_figure_opens_what_it_counts() -> None:
    facts = Facts(reported=1)
    factories.submission(facts.plan, facts.period)
    other = factories.issued_plan(factories.commune("Xã Hai", parent=facts.province))
    factories.submission(other, facts.period, state=Submission.State.ACCEPTED)
    factories.issued_plan(factories.commune("Xã Ba", parent=facts.province))
    client = factories.signed_in(facts.reviewer)

    page = client.get(f"{ADDRESS}?period={facts.period.pk}").content.decode()

    asked = f"calendar={facts.province.pk}&amp;year=2026&amp;period={facts.period.pk}"
    behind = f"/reports/punctuality/rows/?{asked}"
    assert f'<a href="{behind}&amp;show=accepted">1</a>/<a href="{behind}">3</a>' in page
    assert f'<a href="{facts.address}#cac-nhiem-vu">1/2</a>' in page
    assert f'href="{facts.address}#can-xem"' in page
    for query, number in (("&show=accepted", 1), ("", 3)):
        shown = plain(client.get(f"{behind.replace('&amp;', '&')}{query}"))
        assert f"{number} báo cáo" in shown


def test_page_is_narrowed_by_words_and_by_what_is_to_look_at() -> None:
    facts = Facts()
    factories.submission(facts.plan, facts.period)
    client, here = factories.signed_in(facts.reviewer), f"{ADDRESS}?period={facts.period.pk}"

    for query in ("q=diem+he", "show=clear", "q=&show="):
        assert "chosen" in client.get(f"{here}&{query}").content.decode()
    for query in ("q=lang", "show=late", "show=concerns"):
        shown = plain(client.get(f"{here}&{query}"))
        assert "Không có báo cáo nào phù hợp" in shown


def test_empty_queue_says_what_to_do_next() -> None:
    facts = Facts()
    client = factories.signed_in(facts.reviewer)
    assert "Không có báo cáo nào chờ duyệt trong kỳ này" in plain(client.get(ADDRESS))

    elsewhere = factories.signed_in(factories.reviewer(factories.province()))
    assert elsewhere.get(ADDRESS).status_code == 200


def test_queue_is_for_reviewers() -> None:
    facts = Facts()
    codes = {
        role: factories.signed_in(person).get(ADDRESS).status_code
        for role, person in facts.people().items()
    }

    assert codes.pop("reviewer") == 200
    assert set(codes.values()) == {403}
    assert factories.signed_in(facts.reviewer).post(ADDRESS).status_code == 405
