"""Who uploads plans of which territory, and what is said of a file that is known."""

from typing import Any

import pytest
from django.test import Client

from plans.access import Role
from plans.models import Succession, Territory, Unit
from tasks import actions, reading
from tasks.access import may_draft_for, territories_to_plan_for
from tasks.models import Intake
from tests import factories
from tests.tasks import uploads
from tests.tasks.intake_pages import HOSTILE, Facts, address, follow, text
from tests.tasks.pasting import PASTED, pasted, refused, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read in this process, which the tests that do not ask how it is read can do faster."""
    monkeypatch.setattr("tasks.views.imports.read_strange", reading.read)


# The same file twice


@pytest.mark.usefixtures("quick")
def test_same_file_leads_to_the_preview_that_waits(facts: Facts) -> None:
    first = uploads.file(PASTED.encode(), "a.txt")
    send(facts.client, file=first)
    intake = Intake.objects.get()

    response = send(facts.client, file=uploads.file(PASTED.encode(), "bản khác tên.txt"))

    page = text(response)
    assert response.status_code == 200
    assert "Tệp này đã được tải lên trước đây" in page
    assert f'<a href="{intake.get_absolute_url()}">bản xem trước của “a.txt”</a>' in page
    assert "Vẫn đọc lại tệp này" in page
    assert Intake.objects.count() == 1


@pytest.mark.usefixtures("quick")
def test_same_file_leads_to_the_plan_that_came_of_it(facts: Facts) -> None:
    pasted(facts.client)
    intake = Intake.objects.get()
    head = {"years": [2026, 2026], "subject": "PAPI"}
    actions.edit_intake(intake=intake, edit=lambda values: {**values, **head})
    plan = uploads.confirmed(intake)

    page = text(pasted(facts.client))

    assert f'<a href="{plan.get_absolute_url()}">{plan}</a>' in page
    assert f">\n{PASTED.splitlines()[0]}" in page


@pytest.mark.usefixtures("quick")
def test_same_file_may_be_read_again_knowingly(facts: Facts) -> None:
    pasted(facts.client)

    response = pasted(facts.client, again="on")

    assert response.status_code == 302
    assert Intake.objects.count() == 2


@pytest.mark.usefixtures("quick")
def test_discarded_file_is_read_like_a_new_one(facts: Facts) -> None:
    pasted(facts.client)
    by = factories.viewer(facts.officer)
    actions.discard_intake(intake=Intake.objects.get(), by=by, at=factories.NOW)

    assert pasted(facts.client).status_code == 302


@pytest.mark.usefixtures("quick")
def test_same_file_of_others_is_told_only_when_it_became_a_plan_one_reads(facts: Facts) -> None:
    def sent(person: Any) -> str:
        return text(pasted(factories.signed_in(person)))

    reviewer = factories.reviewer(facts.above)
    stranger = factories.officer(factories.commune("Xã Hai", parent=facts.above))
    pasted(facts.client)
    intake = Intake.objects.get()

    assert "trước đây" not in sent(reviewer)
    Intake.objects.exclude(pk=intake.pk).delete()
    head = {"years": [2026, 2026], "subject": "PAPI"}
    actions.edit_intake(intake=intake, edit=lambda values: {**values, **head})
    uploads.confirmed(intake)
    assert "trước đây" in sent(reviewer)
    assert "trước đây" not in sent(stranger)


# Whose plan


@pytest.mark.usefixtures("quick")
def test_territory_may_be_chosen(facts: Facts) -> None:
    other = factories.commune("Xã Hai", parent=facts.above)
    facts.officer.memberships.create(unit=factories.committee(other), role=Role.OFFICER)

    pasted(facts.client, territory=other.pk)

    assert Intake.objects.get().territory == other


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("territory", ["0", "x", "9" * 30])
def test_territory_that_is_not_offered_is_refused(facts: Facts, territory: str) -> None:
    response = pasted(facts.client, territory=territory)

    assert refused(response, "Chọn một địa bàn trong danh sách.")


@pytest.mark.usefixtures("quick")
def test_territory_of_somebody_else_is_refused_like_one_that_is_not_there(facts: Facts) -> None:
    other = factories.commune("Xã Hai", parent=facts.above)

    response = pasted(facts.client, territory=other.pk)

    assert refused(response, "Chọn một địa bàn trong danh sách.")
    assert "Xã Hai" not in text(response)


@pytest.mark.usefixtures("quick")
def test_reviewer_takes_in_for_the_province_and_for_communes_that_nobody_works_at(
    facts: Facts,
) -> None:
    empty = factories.commune("Xã Hai", parent=facts.above)
    factories.committee(empty)
    old = factories.commune("Xã Liên Hội", parent=facts.above)
    Territory.objects.filter(pk=old.pk).update(valid_to="2025-06-30")
    Succession.objects.create(predecessor=old, successor=facts.commune, kind="whole")
    client = factories.signed_in(factories.reviewer(facts.above))

    page = text(client.get(address("intake-start")))

    names = [one.split(">", 1)[1] for one in page.split("</option>") if "<option" in one]
    offered = [one.rpartition(">")[2] for one in names]
    assert offered[1:] == [
        "Tỉnh Lạng Sơn",
        "Xã Hai, tỉnh Lạng Sơn",
        "Xã Liên Hội, tỉnh Lạng Sơn – đến 30/06/2025",
    ]
    assert pasted(client, territory=empty.pk).status_code == 302
    assert pasted(client, territory=facts.commune.pk, again="on").status_code == 422


# Who


def test_who_plans_for_nothing_is_refused(facts: Facts) -> None:
    above = facts.above
    sector = factories.member(factories.unit(above, "Sở Y tế", kind=Unit.Kind.DEPARTMENT))
    auditor = factories.member(factories.committee(facts.commune), Role.AUDITOR)
    police = factories.member(facts.commune.units.get(kind="police"))

    for person in (sector, auditor, police):
        client = factories.signed_in(person)
        assert client.get(address("intake-start")).status_code == 403
        assert pasted(client).status_code == 403
    assert not Intake.objects.exists()


def test_territories_offered_are_those_whose_drafts_one_may_write(facts: Facts) -> None:
    empty = factories.commune("Xã Hai", parent=facts.above)
    people = {**facts.others(), "officer": facts.officer}
    places = [facts.above, facts.commune, empty]
    issuers = {place: factories.committee(place) for place in places}

    for who, person in people.items():
        viewer = factories.viewer(person)
        offered = set(territories_to_plan_for(viewer))
        may = {place for place in places if may_draft_for(viewer, issuers[place])}
        assert offered.intersection(places) == may, who


def test_visitor_signs_in_first() -> None:
    for response in (Client().get(address("intake-start")), pasted(Client())):
        assert response.status_code == 302
        assert response["Location"].startswith("/accounts/login/?next=")
    assert not Intake.objects.exists()


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_only_get_and_post_are_answered(facts: Facts, method: str) -> None:
    assert getattr(facts.client, method)(address("intake-start")).status_code == 405


def test_form_without_its_token_is_refused(facts: Facts) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(facts.officer, backend="plans.signin.PortalBackend")

    assert pasted(client).status_code == 403
    assert not Intake.objects.exists()


@pytest.mark.usefixtures("quick")
def test_markup_in_the_document_is_shown_as_text(facts: Facts) -> None:
    table = f"STT\tNhiệm vụ\tCơ quan chủ trì\n1\t{HOSTILE}\tUBND {HOSTILE}\n"

    page = follow(facts.client, pasted(facts.client, table))

    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
    assert "<img src=x" not in page
