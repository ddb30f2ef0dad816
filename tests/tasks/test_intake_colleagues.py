"""A plan document that waits is the work of a unit: a colleague finds it and goes on with it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from plans.access import Role
from plans.models import Event, Plan, User
from tasks import actions, reading
from tasks.models import Intake
from tests import factories
from tests.tasks import uploads
from tests.tasks.intake_pages import Facts, address, follow, state, text

pytestmark = pytest.mark.django_db
PASTED = "STT\tNhiệm vụ\tCơ quan chủ trì\n1\tNiêm yết công khai ngân sách xã\tUBND xã\n"
KNOWN = "Tệp này đã được tải lên trước đây:"


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read in this process: here it does not matter how a file is read."""
    monkeypatch.setattr("tasks.views.imports.read_strange", reading.read)


def send(client: Client, **typed: Any) -> Any:
    return client.post(address("intake-start"), {"pasted": PASTED, **typed})


def start(client: Client) -> str:
    return text(client.get(address("intake-start")))


def browser(person: User) -> Client:
    return factories.signed_in(person)


def test_same_file_leads_to_the_one_that_waits_and_says_who_brought_it(facts: Facts) -> None:
    send(facts.client)
    intake = Intake.objects.get()

    for who, person in facts.colleagues().items():
        page = text(send(browser(person)))
        assert KNOWN in page, who
        assert f'href="{intake.get_absolute_url()}"' in page
        assert "đang chờ xác nhận; mở để sửa, xác nhận tiếp" in page
        assert f"{facts.officer.full_name}, " in page
    assert Intake.objects.count() == 1


def test_colleague_may_have_it_read_once_more(facts: Facts) -> None:
    send(facts.client)
    colleague = factories.officer(facts.commune)

    assert send(browser(colleague), again="on").status_code == 302
    assert Intake.objects.filter(uploaded_by=colleague).exists()


def test_others_have_it_read_as_if_it_were_new(facts: Facts) -> None:
    send(facts.client)

    for who in ("officer of another commune", "reviewer of the province"):
        assert send(browser(facts.others()[who])).status_code == 302, who


def test_colleague_who_left_is_one_no_more(facts: Facts) -> None:
    intake = facts.waiting()
    colleague = factories.officer(facts.commune)
    facts.officer.memberships.update(valid_to=factories.TODAY - timedelta(days=1))

    assert browser(colleague).get(intake.get_absolute_url()).status_code == 404


def test_auditor_of_the_same_unit_does_not_see_it(facts: Facts) -> None:
    intake = facts.waiting()
    auditor = factories.member(factories.committee(facts.commune), Role.AUDITOR)

    assert browser(auditor).get(intake.get_absolute_url()).status_code == 404


def test_colleague_edits_names_rows_and_head(facts: Facts) -> None:
    intake = facts.waiting()
    client = browser(factories.officer(facts.commune))

    assert "Sửa thông tin văn bản" in text(client.get(intake.get_absolute_url()))
    client.post(address("intake-row-act", intake.pk, 1, "drop"))

    intake.refresh_from_db()
    assert intake.values["rows"][0]["dropped"]
    assert intake.uploaded_by == facts.officer


def test_colleague_takes_it_in_under_the_own_name(facts: Facts) -> None:
    intake = facts.waiting(number="12/KH-UBND")
    colleague = factories.officer(facts.commune)

    answer = browser(colleague).post(
        address("intake-confirm", intake.pk), {"version": intake.version}
    )

    plan = Plan.objects.get()
    assert answer["Location"] == plan.get_absolute_url()
    assert Event.objects.get(verb="intake.confirm").actor == colleague
    decided = text(facts.client.get(intake.get_absolute_url()))
    assert f"Văn bản này do {facts.officer.full_name} tải lên, đã được nhập" in decided


def test_two_who_confirm_at_once_come_to_the_same_plan(facts: Facts) -> None:
    intake = facts.waiting(number="12/KH-UBND")
    sent = {"version": intake.version}
    browser(factories.officer(facts.commune)).post(address("intake-confirm", intake.pk), sent)

    answer = facts.client.post(address("intake-confirm", intake.pk), sent)

    assert answer["Location"] == Plan.objects.get().get_absolute_url()


def test_preview_that_a_colleague_edited_meanwhile_is_not_confirmed_unseen(facts: Facts) -> None:
    intake = facts.waiting(number="12/KH-UBND")
    version = intake.version
    client = browser(factories.officer(facts.commune))
    client.post(address("intake-row-act", intake.pk, 1, "settle"))

    answer = facts.client.post(address("intake-confirm", intake.pk), {"version": version})

    assert "vừa sửa bản xem trước" in follow(facts.client, answer)
    assert not Plan.objects.exists()


def test_colleague_gives_it_up(facts: Facts) -> None:
    intake = facts.waiting()

    browser(factories.leader(facts.commune)).post(address("intake-discard", intake.pk))

    intake.refresh_from_db()
    assert intake.state == Intake.State.DISCARDED


def test_workbook_brought_back_is_for_the_one_who_brought_it(facts: Facts) -> None:
    plan = factories.plan(facts.commune)
    intake = uploads.waiting(facts.commune, by=factories.viewer(facts.officer), changes_plan=plan)
    client, before = browser(factories.officer(facts.commune)), state()

    assert client.get(intake.get_absolute_url()).status_code == 404
    assert intake.file_name not in start(client)
    assert state() == before


def test_list_says_whose_it_is_and_until_when_it_is_kept(facts: Facts, settings: Any) -> None:
    facts.waiting(name="KH 12.docx")
    until = (factories.NOW + timedelta(days=30)).strftime("%d/%m/%Y")

    mine, theirs = start(facts.client), start(browser(factories.officer(facts.commune)))

    assert f"còn giữ đến {until}" in mine
    assert f"{facts.officer.full_name}, 10:42" not in mine
    assert f"{facts.officer.full_name}, 10:42" in theirs
    settings.UPLOADS_KEPT_DAYS = 60
    assert f"còn giữ đến {until}" not in start(facts.client)


def test_list_does_not_cost_more_for_many(facts: Facts, django_assert_max_num_queries: Any) -> None:
    for number in range(30):
        facts.waiting(name=f"{number}.docx")

    with django_assert_max_num_queries(16):
        start(facts.client)


def test_document_given_up_is_decided_for_all(facts: Facts) -> None:
    intake = facts.waiting()
    client = browser(factories.officer(facts.commune))
    by = factories.viewer(facts.officer)
    actions.discard_intake(intake=intake, by=by, at=factories.NOW)

    assert "Văn bản này đã được hủy" in text(client.get(intake.get_absolute_url()))
    assert client.get(address("intake-head", intake.pk)).status_code == 404
