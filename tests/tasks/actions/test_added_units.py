"""Units added on the way in of a plan are named where its confirmation is told."""

import pytest

from plans.models import Event, Territory
from tasks import actions
from tests import factories
from tests.tasks import uploads
from tests.tasks.reading.written_plans import row

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune(db: None) -> Territory:
    return uploads.diem_he()


def told(commune: Territory, choices: dict[str, str], *leads: str) -> str:
    """Take in a plan whose rows are led by these; return what the trail says."""
    rows = [row(f"Việc {number}", lead=[lead]) for number, lead in enumerate(leads)]
    intake = uploads.waiting(commune, *rows, number="12/KH-UBND")
    actions.choose_names(intake=intake, choices=choices)
    uploads.confirmed(intake)
    return Event.objects.get(verb="intake.confirm").sentence


def test_each_added_unit_is_named_once(commune: Territory) -> None:
    choices = {"to cong nghe so": "add:", "tram y te": "add:"}

    said = told(commune, choices, "Tổ công nghệ số", "Trạm Y tế", "Tổ Công nghệ số")

    assert said.endswith(": 3 nhiệm vụ; thêm đơn vị: Tổ công nghệ số, Trạm Y tế")


def test_nothing_is_said_of_units_where_none_was_added(commune: Territory) -> None:
    assert told(commune, {}, "Công an xã").endswith(": 1 nhiệm vụ")


def test_unit_that_stood_already_is_not_called_added(commune: Territory) -> None:
    factories.unit(commune, "Tổ công nghệ số")

    said = told(commune, {"to cong nghe so": "add:"}, "Tổ công nghệ số")

    assert "thêm đơn vị" not in said
