"""Plan documents sent to the page that reads them."""

from typing import Any

from django.test import Client

from tasks.models import Intake
from tests.tasks.intake_pages import address, text

PASTED = (
    "STT\tNhiệm vụ\tCơ quan chủ trì\tThời gian\n"
    "1\tNiêm yết công khai ngân sách xã\tUBND xã\tHàng quý\n"
)


def send(client: Client, **typed: Any) -> Any:
    return client.post(address("intake-start"), typed)


def pasted(client: Client, text: str = PASTED, **typed: Any) -> Any:
    return send(client, pasted=text, **typed)


def refused(response: Any, *words: str) -> bool:
    """Tell whether an answer says these words at the form and nothing is kept."""
    page = text(response)
    told = all(word in page for word in words)
    return response.status_code == 422 and told and not Intake.objects.exists()
