"""What the tests of the pages of an upload share: a commune, its officer, and others."""

from typing import Any

from django.test import Client
from django.urls import reverse

from plans.access import Role
from plans.models import Event, Plan, Unit, User
from tasks.models import Intake, RememberedParty, Task
from tests import factories
from tests.tasks import uploads
from tests.tasks.reading.written_plans import Values

SCRIPT = {"HX-Request": "true"}
HOSTILE = "<script>alert(1)</script>\"><img src=x onerror='alert(2)'>{{ 7|add:7 }}"


class Facts:
    """A commune with its UBND and police, and an officer of the UBND with a browser."""

    def __init__(self) -> None:
        self.commune = uploads.diem_he()
        self.officer = factories.officer(self.commune)
        self.client = factories.signed_in(self.officer)

    def waiting(self, *rows: Values, **changes: Any) -> Intake:
        """Return an upload of the officer that waits."""
        return uploads.waiting(self.commune, *rows, by=factories.viewer(self.officer), **changes)

    def colleagues(self) -> dict[str, User]:
        """Return who plans for the commune at the officer's own unit."""
        return {
            "colleague at the UBND": factories.officer(self.commune),
            "leader of the UBND": factories.leader(self.commune),
        }

    @property
    def above(self) -> Any:
        return self.commune.parent

    def others(self) -> dict[str, User]:
        """Return people who neither uploaded it nor work on it with the officer."""
        neighbour = factories.commune("Xã Hai", parent=self.above)
        return {
            "police of the commune": factories.member(self.commune.units.get(kind="police")),
            "officer of another commune": factories.officer(neighbour),
            "reviewer of the province": factories.reviewer(self.above),
            "auditor of the commune": factories.member(
                factories.committee(self.commune), Role.AUDITOR
            ),
        }


def address(name: str, *args: object, **query: str) -> str:
    return reverse(f"tasks:{name}", args=args, query=query or None)


def text(response: Any) -> str:
    found: str = response.content.decode()
    return found


def follow(client: Client, response: Any) -> str:
    """Return the page that an answer leads to."""
    return text(client.get(response["Location"]))


def state() -> list[object]:
    """Return what a refused act must leave as it was."""
    return [
        *Intake.objects.values_list("pk", "state", "version", "territory", "choices"),
        *(table.objects.count() for table in (Plan, Task, Unit, RememberedParty, Event)),
    ]
