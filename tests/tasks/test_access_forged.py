"""Fields that a page does not offer are not taken, whatever is sent along with those it does.

To each address that takes something the name of every column of every table is sent, with a value
that would matter: state, version, who and when, whose, is_superuser. What is stored afterwards is
what the page's own fields alone bring about.
"""

import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import pytest
from django.core.files.storage import Storage
from django.core.management.color import no_style
from django.db import connection, models
from django.test import Client
from django.utils import timezone

from plans.models import Job
from tasks import reading
from tests import factories
from tests.tasks.access_facts import Facts
from tests.tasks.access_roles import OK, ROLES
from tests.tasks.access_stored import Rows, everything, our_models, undone
from tests.tasks.access_table import TABLE

pytestmark = pytest.mark.django_db
TAKING = [name for name, row in TABLE.items() if row.writers]
FIELD = re.compile(r'\bname="([^"]+)"')
STATES = ("accepted", "issued")
"""What a forger would like a report, and a plan, to be."""


@pytest.fixture(autouse=True)
def _everything_comes_out_the_same(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """Let two tries differ in nothing but what is sent: time stands still, nothing is random."""
    in_memory = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
    settings.STORAGES = {**settings.STORAGES, "default": in_memory}
    monkeypatch.setattr(Storage, "get_available_name", lambda _self, name, **_given: name)
    monkeypatch.setattr(timezone, "now", lambda: factories.NOW)
    monkeypatch.setattr("tasks.views.imports.read_strange", reading.read)
    monkeypatch.setattr("secrets.token_urlsafe", lambda *_args: "khong-ngau-nhien")
    same = "khong-ngau-nhien"
    monkeypatch.setattr("django.contrib.auth.hashers.get_random_string", lambda *_, **__: same)
    monkeypatch.setattr("tasks.models.intake.uuid4", lambda: UUID(int=1))
    monkeypatch.setattr("tasks.actions.issued_reports.uuid4", lambda: UUID(int=1))
    monkeypatch.setattr(Job._meta.pk, "_get_default", lambda: UUID(int=Job.objects.count() + 1))
    monkeypatch.setattr("papi_portal.pdf.render", lambda *_parts: b"%PDF-")
    monkeypatch.setattr("papi_portal.worddoc.as_docx", lambda _paper: b"PK")  # a zip tells the time


def forged(state: str) -> dict[str, str]:
    """Return a value for every column of every table, by its name and as a form would name it."""
    values: dict[str, str] = {}
    for model in our_models():
        for field in model._meta.concrete_fields:
            value = _forged(field, state)
            values |= {field.name: value, field.attname: value}
    return values


def _forged(field: Any, state: str) -> str:
    if field.name == "state":
        return state
    if field.choices:
        return str(field.flatchoices[-1][0])
    if isinstance(field, models.ForeignKey):
        newest = field.related_model._base_manager.order_by("pk").last()
        return str(newest.pk) if newest else "1"
    kinds: dict[type[models.Field[Any, Any]], str] = {
        models.BooleanField: "on",
        models.DateTimeField: "01/01/2020 08:00",
        models.DateField: "01/01/2020",
        models.IntegerField: "0" if field.name == "version" else "7",
        models.JSONField: "{}",
    }
    return next((value for kind, value in kinds.items() if isinstance(field, kind)), "Giả mạo")


def not_offered(values: Mapping[str, str], typed: Mapping[str, Any], page: str) -> dict[str, str]:
    """Return what may not be taken: every name but the page's own, also as part of its rows."""
    offered = {*typed, *FIELD.findall(page)}
    offered |= {name.rpartition("-")[2] for name in offered}  # a script sends a row by itself
    prefixes = {name.rpartition("-")[0] + "-" for name in typed if "-" in name} | {""}
    names = ((f"{prefix}{name}", value) for prefix in prefixes for name, value in values.items())
    return {name: value for name, value in names if name not in offered}


@pytest.mark.parametrize("name", TAKING)
def test_only_what_the_page_offers_is_taken(standing_facts: Facts, name: str) -> None:
    row, facts = TABLE[name], standing_facts
    client = facts.client(next(role for role in ROLES if role in row.writers))
    address = facts.address(name)
    typed = facts.typed(row)
    page = client.get(address, follow=True)
    shown = page.content.decode(errors="replace") if page.status_code == OK else ""

    honest, *others = (
        after(client, address, typed, not_offered(forged(state), typed, shown) if state else {})
        for state in (None, *STATES)
    )

    for code, stored in others:
        assert code == honest[0]
        assert {table for table, rows in stored.items() if rows != honest[1][table]} == set()


def after(
    client: Client, address: str, typed: Mapping[str, Any], more: Mapping[str, str]
) -> tuple[int, Rows]:
    """Return the answer to what is sent and what is then stored, and undo it.

    Numbers begin again, so that what is new has the same ones every time.
    """
    for value in typed.values():
        if hasattr(value, "seek"):
            value.seek(0)
    with undone():
        with connection.cursor() as cursor:
            for sql in connection.ops.sequence_reset_sql(no_style(), our_models()):
                cursor.execute(sql)
        return client.post(address, {**more, **typed}).status_code, everything()


def test_forgery_would_be_seen() -> None:
    """What is sent names each column that says whose, who, when, and how far something is."""
    names = set(forged("accepted"))
    wanted = {"state", "version", "territory", "unit", "submitted_by", "reviewed_by", "reviewed_at"}
    assert wanted | {"is_superuser", "is_staff", "password", "issued_on", "plan_id"} <= names
