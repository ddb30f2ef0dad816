"""Names without a certain unit: decided once for the document, remembered for the next."""

import re
from typing import Any

import pytest
from django.test import Client

from plans.models import Unit
from tasks import actions
from tasks.models import Intake
from tasks.reading import edits
from tests import factories
from tests.tasks import uploads
from tests.tasks.intake_pages import Facts, address, follow, state, text
from tests.tasks.reading.written_plans import row

pytestmark = pytest.mark.django_db


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def field_of(facts: Facts, intake: Intake, name: str) -> str:
    """Return the name of the field by which the page asks for a name."""
    page = text(facts.client.get(intake.get_absolute_url()))
    found = re.search(rf'<label for="id_(name-\w+)">{name}</label>', page)
    assert found, f"{name} is not asked for"
    return found[1]


def choose(facts: Facts, intake: Intake, **choices: str) -> Any:
    """Choose what names (with _ for a blank) mean, as they are asked for on the page."""
    typed = {
        field_of(facts, intake, name.replace("_", " ")): choice for name, choice in choices.items()
    }
    return facts.client.post(address("intake-names", intake.pk), typed)


def test_choice_settles_the_name_on_the_preview(facts: Facts) -> None:
    police = facts.commune.units.get(name="Công an xã")
    intake = facts.waiting(row(lead=["Tổ tự quản"]), row(lead=["Ban thôn"]))

    response = choose(facts, intake, Tổ_tự_quản=f"unit:{police.pk}")

    page = follow(facts.client, response)
    assert response["Location"] == intake.get_absolute_url()
    assert "Đã lưu cách hiểu tên đơn vị." in page
    assert "→ Công an xã" in page
    assert "Có 1 tên chưa rõ là đơn vị nào" in page
    intake.refresh_from_db()
    assert intake.choices == {"to tu quan": f"unit:{police.pk}"}
    assert intake.version == 2


@pytest.mark.parametrize(
    ("choice", "meaning"),
    [
        ("add:", "→ thêm đơn vị mới"),
        ("keep:", "→ giữ nguyên chữ"),
        ("group:bodies", "→ nhóm các ban, ngành, đoàn thể"),
    ],
)
def test_every_kind_of_choice_is_shown_in_words(facts: Facts, choice: str, meaning: str) -> None:
    intake = facts.waiting(row(lead=["Tổ tự quản"]))

    page = follow(facts.client, choose(facts, intake, Tổ_tự_quản=choice))

    assert meaning in page
    assert "Đã chọn cách hiểu 1 tên" in page
    assert f'<option value="{choice}" selected>' in page


def test_choice_can_be_taken_back(facts: Facts) -> None:
    intake = facts.waiting(row(lead=["Tổ tự quản"]))
    choose(facts, intake, Tổ_tự_quản="keep:")

    page = follow(facts.client, choose(facts, intake, Tổ_tự_quản=""))

    assert "Có 1 tên chưa rõ là đơn vị nào" in page


def test_remembered_choice_is_used_for_the_next_document_and_may_be_changed(facts: Facts) -> None:
    police = facts.commune.units.get(name="Công an xã")
    first = facts.waiting(row(lead=["Tổ tự quản"]))
    choose(facts, first, Tổ_tự_quản=f"unit:{police.pk}")
    uploads.confirmed(first)

    second = facts.waiting(row(lead=["tổ tự quản"]), number="13/KH-UBND")
    page = text(facts.client.get(second.get_absolute_url()))
    assert "→ Công an xã" in page
    assert "đã chọn ở lần nhập trước" in page

    choose(facts, second, tổ_tự_quản="group:posts")
    party = uploads.confirmed(second).tasks.get().parties.get()
    assert (party.unit, party.group) == (None, "posts")


def test_added_unit_is_known_by_its_name_the_next_time(facts: Facts) -> None:
    first = facts.waiting(row(lead=["Trạm Y tế"]))
    choose(facts, first, Trạm_Y_tế="add:")
    uploads.confirmed(first)

    second = facts.waiting(row(lead=["Trạm Y tế"]), number="13/KH-UBND")

    page = text(facts.client.get(second.get_absolute_url()))
    assert facts.commune.units.get(name="Trạm Y tế").kind == Unit.Kind.HEALTH_STATION
    assert "tên chưa rõ" not in page
    assert "chưa có đơn vị" not in page


def test_nothing_is_added_before_the_document_is_confirmed(facts: Facts) -> None:
    intake = facts.waiting(row(lead=["Trạm Y tế"]))
    before = uploads.names_of(facts.commune)

    choose(facts, intake, Trạm_Y_tế="add:")

    assert uploads.names_of(facts.commune) == before


def test_choices_stay_with_their_names_while_rows_change_in_another_tab(facts: Facts) -> None:
    intake = facts.waiting(row(lead=["Ban thôn"], support=["Ban thôn"]), row(lead=["Tổ tự quản"]))
    fields = [field_of(facts, intake, name) for name in ("Ban thôn", "Tổ tự quản")]
    actions.edit_intake(intake=intake, edit=lambda values: edits.drop(values, 1, dropped=True))

    facts.client.post(address("intake-names", intake.pk), {fields[0]: "add:", fields[1]: "keep:"})

    intake.refresh_from_db()
    assert intake.choices == {"to tu quan": "keep:"}


def test_names_that_were_not_asked_about_keep_their_choice(facts: Facts) -> None:
    intake = facts.waiting(row(lead=["Ban thôn"], support=["Tổ tự quản"]))
    choose(facts, intake, Ban_thôn="keep:")

    choose(facts, intake, Tổ_tự_quản="add:")

    intake.refresh_from_db()
    assert intake.choices == {"ban thon": "keep:", "to tu quan": "add:"}


@pytest.mark.parametrize("choice", ["unit:0", "unit:x", "group:kings", "drop:", "x" * 500])
def test_choice_that_is_not_offered_is_refused(facts: Facts, choice: str) -> None:
    intake = facts.waiting(row(lead=["Tổ tự quản"]))
    before = state()

    response = choose(facts, intake, Tổ_tự_quản=choice)

    page = text(response)
    assert response.status_code == 422
    assert '<details class="section intake-names" open>' in page
    assert "<html" in page
    assert state() == before


def test_unit_of_another_commune_cannot_be_chosen(facts: Facts) -> None:
    other = factories.unit(factories.commune("Xã Hai", parent=facts.above), "Trạm Y tế")
    intake = facts.waiting(row(lead=["Tổ tự quản"]))

    assert choose(facts, intake, Tổ_tự_quản=f"unit:{other.pk}").status_code == 422


def test_short_list_of_rows_is_led_back_to(facts: Facts) -> None:
    intake = facts.waiting(row(lead=["Tổ tự quản"]))

    response = facts.client.post(address("intake-names", intake.pk), {"show": "doubtful"})

    assert response["Location"] == f"{intake.get_absolute_url()}?show=doubtful"


def test_names_of_others_are_not_found(facts: Facts) -> None:
    intake = facts.waiting()

    for who, person in facts.others().items():
        client, before = factories.signed_in(person), state()
        assert client.post(address("intake-names", intake.pk)).status_code == 404, who
        assert state() == before


def test_names_of_a_decided_document_are_not_found(facts: Facts) -> None:
    intake = facts.waiting()
    uploads.confirmed(intake)

    assert facts.client.post(address("intake-names", intake.pk)).status_code == 404


def test_visitor_signs_in_first(facts: Facts) -> None:
    response = Client().post(address("intake-names", facts.waiting().pk))

    assert response["Location"].startswith("/accounts/login/?next=")


@pytest.mark.parametrize("method", ["get", "put", "patch", "delete"])
def test_names_are_only_posted(facts: Facts, method: str) -> None:
    response = getattr(facts.client, method)(address("intake-names", facts.waiting().pk))

    assert response.status_code == 405
