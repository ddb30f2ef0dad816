"""What stands in an address never breaks a page: nonsense finds nothing, or is passed over.

Which parts of its address a page reads is seen by watching it, so a new part is tried as well.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import cycle, islice
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from tests.tasks.access_facts import Facts
from tests.tasks.access_roles import OK, ROLES
from tests.tasks.access_table import TABLE

pytestmark = pytest.mark.django_db
WORST = ("%00", "99999999999999999999")
"""NUL, a number no column holds: what databases refuse, in each part by itself."""
HOSTILE = (
    "%ED%A0%80%FF",
    "%27%20OR%201%3D1--",
    "A" * 10_000,
    "-1",
    "1e9",
    "%D9%A3",
    "user__password",
    "-user__password",
    "%25%22%3E%3Csvg/onload%3D1%3E%7B%7B7*7%7D%7D",
    "31/02/2026",
)
OF_EACH = 3
"""So many of these a page is asked with: the next one begins where it stopped."""
SENT = {"plans:trail-export", "tasks:progress-save"}
"""What is sent to these is narrowed by the address, too."""
PAGES = [name for name, row in TABLE.items() if OK in row.get or name in SENT]
READERS = ("reviewer", "officer", "leader", "superuser")
HUGE = "/99999999999999999999"


class Watched(QueryDict):
    """The query of an address that notes which of its parts are asked for."""

    read: set[str] = set()

    def __getitem__(self, key: str) -> Any:
        self.read.add(key)
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        self.read.add(str(key))
        return super().__contains__(key)

    def getlist(self, key: str, default: Any = None) -> Any:
        self.read.add(key)
        return super().getlist(key, default)

    def dict(self) -> Any:
        return self  # read part by part, like the dictionary that it stands for


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Return the parts that pages ask for; whether a PDF may be had is no matter here."""
    monkeypatch.setattr("papi_portal.pdf.render", lambda *_parts: b"%PDF-")
    monkeypatch.setattr("django.core.handlers.wsgi.QueryDict", Watched)
    monkeypatch.setattr(Watched, "read", set())
    return Watched.read


def reader(facts: Facts, name: str) -> Client:
    answers = TABLE[name].post if name in SENT else TABLE[name].get
    roles = [role for role, code in zip(ROLES, answers, strict=True) if code in {OK, 302}]
    client = facts.client(next(role for role in (*READERS, *reversed(roles)) if role in roles))
    client.raise_request_exception = False
    return client


def ask(client: Client, name: str, address: str, query: str) -> int:
    whole = f"{address}{'&' if '?' in address else '?'}{query}"
    response = client.post(whole) if name in SENT else client.get(whole)
    if response.streaming:
        b"".join(response)  # read to its end, a file is closed
    return response.status_code


def parts(client: Client, name: str, address: str, read: set[str]) -> set[str]:
    """Return the parts that a page reads, those too that it reads when others are there."""
    ask(client, name, address, "")
    known: set[str] = set()
    while new := read - known:
        for part in new:
            ask(client, name, address, f"{part}=1")
        known |= new
    return known


def queries(name: str, names: Iterable[str]) -> Iterator[str]:
    """Yield what is asked: each part by itself, all parts at once, parts twice and thrice."""
    ordered, first = sorted(names), OF_EACH * PAGES.index(name)
    hostile = islice(cycle(HOSTILE), first, first + OF_EACH)
    yield from (f"{part}={value}" for part in ordered for value in WORST)
    yield from ("&".join(f"{part}={value}" for part in ordered) for value in hostile)
    yield "&".join(f"{part}=1&{part}=&{part}=x" for part in ordered)


@pytest.mark.parametrize("name", PAGES)
def test_nonsense_in_an_address_breaks_no_page(
    standing_facts: Facts, read: set[str], name: str
) -> None:
    client, address = reader(standing_facts, name), standing_facts.address(name)
    found = parts(client, name, address, read)

    broken = {
        query[:80]: code
        for query in queries(name, found)
        if found and (code := ask(client, name, address, query)) >= 500
    }

    assert broken == {}
    for place in re.finditer(r"/\d+(?=[/.])", address):
        huge = address[: place.start()] + HUGE + address[place.end() :]
        assert ask(client, name, huge, "") == 404, f"{huge} is found"


def test_parts_are_seen(standing_facts: Facts, read: set[str]) -> None:
    """The pages that are narrowed most are known to be, so the watching works."""
    facts = standing_facts
    wanted = {
        "tasks:home": {"period", "show", "state", "dimension", "q"},
        "tasks:rollup-rows": {"period", "territory", "unit", "component", "q", "page"},
        "plans:trail": {"q", "kind", "since", "until", "territory", "person", "page"},
        "tasks:period-add": {"template", "year", "plan"},
    }
    for name, names in wanted.items():
        read.clear()
        client = facts.client("officer" if name == "tasks:home" else "reviewer")
        assert parts(client, name, facts.address(name), read) >= names, name
