"""Many reports are accepted in one act, after one look: all or none."""

import pytest
from django.test import Client
from django.urls import reverse

from plans.access import Role
from plans.models import Event
from tasks.models import Submission
from tests import factories
from tests.tasks.report_pages import Facts, plain

pytestmark = pytest.mark.django_db
ADDRESS = reverse("tasks:report-accept")


@pytest.fixture
def facts(db: None) -> Facts:
    made = Facts(reported=1)
    factories.submission(made.plan, made.period)
    other = factories.issued_plan(factories.commune("Xã Hai", parent=made.province))
    factories.recorded(factories.reporting(other)[0], made.period)
    factories.submission(other, made.period)
    return made


def ticked() -> dict[str, list[str]]:
    return {"chosen": [f"{one.pk}-{one.version}" for one in Submission.objects.order_by("pk")]}


def test_one_box_stands_for_all_that_are_listed(client: Client, facts: Facts) -> None:
    page = client.get(reverse("tasks:report-queue"), {"period": facts.period.pk})
    together = ",".join(ticked()["chosen"])

    assert f'value="{together}"' in page.content.decode()
    assert "Duyệt 2 báo cáo Quý IV/2026?" in plain(client.get(ADDRESS, {"chosen": together}))
    client.post(ADDRESS, {"chosen": [together, ticked()["chosen"][0]]})
    assert states() == {"accepted"}


def states() -> set[str]:
    return set(Submission.objects.values_list("state", flat=True))


@pytest.fixture
def client(facts: Facts) -> Client:
    return factories.signed_in(facts.reviewer)


def test_look_shows_the_chosen_and_what_is_open_and_does_nothing(client: Client) -> None:
    shown = plain(client.get(ADDRESS, ticked()))

    assert "Duyệt 2 báo cáo Quý IV/2026?" in shown
    assert "1 báo cáo còn điểm cần xem" in shown
    assert "1 nhiệm vụ chưa cập nhật" in shown
    assert states() == {"submitted"}


def test_look_tells_what_was_copied_from_the_period_before(client: Client, facts: Facts) -> None:
    factories.recorded(factories.reporting(facts.plan)[0], facts.last)

    assert "1 nhiệm vụ có kết quả chép nguyên văn kỳ trước" in plain(client.get(ADDRESS, ticked()))


def test_chosen_are_accepted_and_the_second_click_changes_nothing(client: Client) -> None:
    sent = ticked()

    response = client.post(ADDRESS, sent, follow=True)
    events = Event.objects.count()
    again = client.post(ADDRESS, sent, follow=True)

    assert "Đã duyệt 2 báo cáo." in plain(response)
    assert states() == {"accepted"}
    assert again.status_code == 200
    assert Event.objects.count() == events


def test_one_that_cannot_be_stops_all_and_is_named(client: Client) -> None:
    sent = ticked()
    moved = Submission.objects.order_by("pk").last()
    assert moved is not None
    Submission.objects.filter(pk=moved.pk).update(state="draft", version=moved.version + 1)

    response = client.post(ADDRESS, sent)

    assert response.status_code == 409
    shown = plain(response)
    assert "UBND xã Hai: Báo cáo Quý IV/2026 đang soạn, không thể duyệt." in shown
    assert "Chưa báo cáo nào được duyệt." in shown
    assert "Không còn chờ duyệt, bỏ khỏi danh sách: UBND xã Hai: đang soạn" in shown
    assert states() == {"submitted", "draft"}


def test_what_one_submitted_oneself_stops_all_and_is_named(facts: Facts) -> None:
    both = Submission.objects.order_by("pk")[0].submitted_by
    assert both is not None
    both.memberships.all().delete()
    both.memberships.create(unit=facts.reviewer.memberships.get().unit, role=Role.REVIEWER)

    response = factories.signed_in(both).post(ADDRESS, ticked())

    assert response.status_code == 403
    assert "UBND xã Điềm He: Không ai được duyệt báo cáo do chính mình viết" in plain(response)
    assert states() == {"submitted"}


def test_nothing_chosen_leads_back_to_the_queue(client: Client) -> None:
    for response in (client.get(ADDRESS, follow=True), client.post(ADDRESS, follow=True)):
        assert "Chọn ít nhất một báo cáo trong danh sách chờ duyệt." in plain(response)


@pytest.mark.parametrize("chosen", ["x", "1", "1-", "-1", "1-x", "999999-1", "1-1-1"])
def test_nonsense_is_not_found(client: Client, chosen: str) -> None:
    assert client.get(ADDRESS, {"chosen": chosen}).status_code == 404
    assert client.post(ADDRESS, {"chosen": chosen}).status_code == 404


def test_reports_out_of_reach_are_not_there(facts: Facts) -> None:
    stranger = factories.signed_in(factories.reviewer(factories.province("Tỉnh Cao Bằng")))

    assert stranger.get(ADDRESS, ticked()).status_code == 404
    assert stranger.post(ADDRESS, ticked()).status_code == 404
    assert states() == {"submitted"}


def test_only_reviewers_accept(facts: Facts) -> None:
    people = facts.people()
    people.pop("reviewer")
    for person in people.values():
        signed_in = factories.signed_in(person)
        assert signed_in.get(ADDRESS, ticked()).status_code == 403
        assert signed_in.post(ADDRESS, ticked()).status_code == 403
    assert states() == {"submitted"}
