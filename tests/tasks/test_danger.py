"""What cannot be undone is confirmed with the button of danger, never with that of saving."""

import re

import pytest
from django.template.loader import get_template

CONFIRMED = (
    *("issued_withdraw", "signed_withdraw", "finding_withdraw", "evidence_remove"),
    *("plan_close", "plan_discard", "row_delete", "target_delete"),
    "intake_discard",
)
"""Pages that ask once more; closing a period or taking a report back can be undone."""
AT_ONCE = {
    "plans/list_advice.html": "Hủy tệp này",
    "tasks/plan_changes.html": "Hủy tệp này",
    "tasks/my_calendar.html": "Hủy địa chỉ",
}


def buttons(template: str) -> list[str]:
    source = get_template(template).template.source  # type: ignore[attr-defined]
    return re.findall(r"<button[^>]*>.*?</button>", source)


@pytest.mark.parametrize("name", CONFIRMED)
def test_page_that_asks_once_more_has_one_button_and_it_is_of_danger(name: str) -> None:
    (button,) = buttons(f"tasks/{name}.html")
    assert 'class="btn btn-danger"' in button


def test_deleting_a_period_is_told_to_be_final() -> None:
    source = get_template("tasks/period_delete.html").template.source  # type: ignore[attr-defined]
    assert '"tasks/period_step.html" with is_final=True' in source


@pytest.mark.parametrize("template", AT_ONCE)
def test_act_without_a_second_question_is_outlined(template: str) -> None:
    (button,) = (one for one in buttons(template) if AT_ONCE[template] in one)
    assert "btn-outline-danger" in button
