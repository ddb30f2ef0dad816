"""What the tests of the pages of lists share: a commune, an administrator, and two browsers."""

from typing import Any

from django.test import Client
from django.urls import reverse

from papi_portal.importing import Outcome
from plans.models import Event, ListImport, Membership, Territory, Unit, User
from tests import factories
from tests.plans.list_files import UNITS, administrator, listed, received, unit_row

HOSTILE = "<script>alert(1)</script>{{ 7|add:7 }}"


class Facts:
    """A commune without units, an administrator who is no superuser, an officer who is neither."""

    def __init__(self) -> None:
        self.commune: Territory = factories.commune("Xã Điềm He")
        self.person: User = administrator()
        self.client: Client = factories.signed_in(self.person)
        self.officer: User = factories.officer(factories.commune("Xã Khác"))

    def content(self, **cells: Any) -> bytes:
        return listed(UNITS, unit_row(**{"code": self.commune.code, "level": "cấp xã", **cells}))

    def waiting(self, person: User | None = None, **cells: Any) -> ListImport:
        return received(person or self.person, self.content(**cells))

    def stranger(self) -> Client:
        return factories.signed_in(self.officer)

    def colleague(self) -> Client:
        return factories.signed_in(administrator("khac", superuser=True))


def address(name: str, *args: object) -> str:
    return reverse(f"plans:{name}", args=args)


def text(response: Any) -> str:
    found: str = response.content.decode()
    return " ".join(found.split())


def seen(kept: ListImport) -> dict[str, str]:
    return {"seen": Outcome.from_json(kept.outcome).fingerprint}


def nothing_done() -> bool:
    """Tell whether nothing came of a list."""
    new = Unit.objects.exclude(name__startswith="UBND")
    return not new.exists() and not Event.objects.exists() and Membership.objects.count() <= 1
