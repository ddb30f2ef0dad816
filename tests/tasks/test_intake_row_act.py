"""Rows of a preview are settled, left out, joined and split."""

from typing import Any

import pytest

from tasks import actions
from tasks.models import Intake
from tasks.reading import edits
from tests.tasks import uploads
from tests.tasks.intake_pages import Facts, address, follow, state, text
from tests.tasks.preview_rows import act, rows
from tests.tasks.reading.written_plans import doubt, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def texts(intake: Intake) -> list[str]:
    return [one["text"] for one in rows(intake)]


# Acts on a row


def test_settled_row_is_clear(facts: Facts) -> None:
    intake = facts.waiting(warnings=[doubt(1, "text", "Mờ")])

    response = act(facts, intake, "settle")

    assert response["Location"] == f"{intake.get_absolute_url()}#dong-1"
    assert "<b>1</b> hiểu trọn · <b>0</b> cần xem" in follow(facts.client, response)


def test_row_is_dropped_and_taken_back_in_place(facts: Facts) -> None:
    intake = facts.waiting(row("Một"), row("Hai"))

    dropped = text(act(facts, intake, "drop", script=True))
    restored = text(act(facts, intake, "restore", script=True))

    assert "intake-row--dropped" in dropped
    assert "Nhập 1 nhiệm vụ vào bản dự thảo" in dropped
    assert "intake-row--clear" in restored
    assert "Nhập 2 nhiệm vụ vào bản dự thảo" in restored


def test_last_row_dropped_shuts_the_button(facts: Facts) -> None:
    page = text(act(facts, facts.waiting(), "drop", script=True))

    assert "Không còn dòng nào để nhập." in page
    assert 'type="submit" disabled>' in page


def test_row_in_place_remembers_which_rows_the_page_shows(facts: Facts) -> None:
    intake = facts.waiting()

    page = text(act(facts, intake, "drop", script=True, show="doubtful"))

    assert '<input type="hidden" name="show" value="doubtful">' in page


def test_row_joined_upwards_leads_to_the_row_it_became_part_of(facts: Facts) -> None:
    intake = facts.waiting(row("Một"), row("Hai"), row("Ba"))

    response = act(facts, intake, "join", 2, show="doubtful")

    assert response["Location"] == f"{intake.get_absolute_url()}?show=doubtful#dong-1"
    assert texts(intake) == ["Một\nHai", "Ba"]


def test_row_is_split_into_its_bullets(facts: Facts) -> None:
    intake = facts.waiting(row("Một"), row("- a\n- b"))

    response = act(facts, intake, "split", 2)

    assert response["Location"] == f"{intake.get_absolute_url()}#dong-2"
    assert texts(intake) == ["Một", "a", "b"]


@pytest.mark.parametrize(
    ("name", "row_id", "told"),
    [
        ("join", 1, "Dòng đầu tiên không có dòng nào ở trên để gộp."),
        ("join", 4, "Dòng đã bỏ không gộp được"),
        ("split", 1, "Dòng này chỉ có một ý, không tách được."),
        ("settle", 99, "Dòng này không còn nữa"),
        ("drop", 99, "Dòng này không còn nữa"),
    ],
)
@pytest.mark.parametrize("script", [True, False])
def test_what_cannot_be_done_is_said_on_the_preview(
    facts: Facts, name: str, row_id: int, told: str, script: bool
) -> None:
    intake = facts.waiting(row("Một"), row("Hai"), row("Ba"), row("Bốn"))
    actions.edit_intake(intake=intake, edit=lambda values: edits.drop(values, 3, dropped=True))
    before = state()

    response = act(facts, intake, name, row_id, script=script)

    where = "HX-Redirect" if script else "Location"
    assert response[where] == intake.get_absolute_url()
    assert told in text(facts.client.get(response[where]))
    assert state() == before


@pytest.mark.parametrize("name", ["confirm", "SETTLE", "delete"])
def test_act_that_does_not_exist_is_not_found(facts: Facts, name: str) -> None:
    assert act(facts, facts.waiting(), name).status_code == 404


def test_row_that_is_gone_is_not_found(facts: Facts) -> None:
    intake = facts.waiting()

    assert facts.client.get(address("intake-row", intake.pk, 2)).status_code == 404
    assert facts.client.get(f"/plans/in/{intake.pk}/rows/{'9' * 25}/").status_code == 404


def test_act_that_comes_too_late_says_so(facts: Facts, monkeypatch: pytest.MonkeyPatch) -> None:
    """The document is decided in another tab, between the look of the view and its act."""
    intake = facts.waiting()
    edit = actions.edit_intake

    def decided_meanwhile(**typed: Any) -> Any:
        uploads.confirmed(intake)
        return edit(**typed)

    monkeypatch.setattr("tasks.actions.edit_intake", decided_meanwhile)

    page = follow(facts.client, act(facts, intake, "drop"))

    assert "Văn bản này đã được nhập hoặc đã hủy trước đó." in page


# The whole document


def test_all_rows_are_split_at_once(facts: Facts) -> None:
    intake = facts.waiting(row("- a\n- b"), row("Hai"), row("- c\n- d"))

    response = facts.client.post(address("intake-split", intake.pk))

    assert texts(intake) == ["a", "b", "Hai", "c", "d"]
    assert "Đã tách 3 dòng thành 5 dòng." in follow(facts.client, response)
