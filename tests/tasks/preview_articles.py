"""The page of a preview and its rows."""

from tasks.models import Intake
from tests.tasks.intake_pages import Facts, address, text


def page(facts: Facts, intake: Intake, **query: str) -> str:
    response = facts.client.get(address("intake-detail", intake.pk, **query))
    assert response.status_code == 200
    return text(response)
