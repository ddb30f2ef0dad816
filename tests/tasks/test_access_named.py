"""What belongs to others cannot be named in a form: refused, and nothing is written.

A form field that chooses among stored things, or a number that a view reads of what is sent,
without a row in the table fails the test.
"""

import ast
from collections.abc import Iterator
from importlib import import_module
from inspect import isclass
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.urls import reverse

from tasks import reading
from tasks.forms.follow_up import ChosenField
from tests import factories
from tests.tasks.access_facts import Facts
from tests.tasks.access_named import NAMED, ONLY_READ, WORDS, Others
from tests.tasks.access_roles import NONE, ROLES
from tests.tasks.access_stored import everything, undone
from tests.tasks.access_table import TABLE

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read documents in this process."""
    monkeypatch.setattr("tasks.views.imports.read_strange", reading.read)


def chosen_in_forms() -> Iterator[str]:
    """Yield the fields of forms whose choices are made when the form is: they are stored things."""
    for file in sorted([*ROOT.glob("tasks/forms/*.py"), *ROOT.glob("plans/*forms.py")]):
        module = import_module(".".join(file.relative_to(ROOT).with_suffix("").parts))
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            form = getattr(module, getattr(node, "name", ""), None)
            if not isclass(form) or not issubclass(form, forms.Form):
                continue
            if any(_makes_a_field(one) for one in ast.walk(node)):
                yield f"{file.stem}.{form.__name__}.*"
            for name, field in form.base_fields.items() if not form.__subclasses__() else ():
                if _chooses(field):
                    yield f"{file.stem}.{form.__name__}.{name}"


def _makes_a_field(node: ast.AST) -> bool:
    """Tell whether a form gets a field here whose name is only known when it runs."""
    return isinstance(node, ast.Assign) and any(
        isinstance(target, ast.Subscript)
        and ast.unparse(target.value) == "self.fields"
        and not isinstance(target.slice, ast.Constant)
        for target in node.targets
    )


def _chooses(field: Any) -> bool:
    choices: Any = getattr(field, "choices", ())
    if isinstance(field, forms.ModelChoiceField | ChosenField):
        return True
    return isinstance(field, forms.ChoiceField) and not list(choices)


def read_by_views() -> Iterator[str]:
    """Yield the names that views read of what is sent by themselves, without a form."""
    for file in sorted([*ROOT.glob("tasks/views/*.py"), *ROOT.glob("plans/views/*.py")]):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            reader = ast.unparse(node.func)
            if reader.endswith(("POST.get", "POST.getlist")) or reader in {"sent.getlist", "_keys"}:
                names = (one.value for one in node.args if isinstance(one, ast.Constant))
                yield from (f"{file.stem}: {name}" for name in map(str, names) if name)


def test_every_choice_among_stored_things_has_a_row() -> None:
    read = {one for one in read_by_views() if one.split(": ")[1] not in WORDS}
    assert {*chosen_in_forms(), *read} - {*NAMED, *ONLY_READ} == set()
    assert set(ONLY_READ) <= set(chosen_in_forms())


@pytest.mark.django_db
@pytest.mark.parametrize("source", NAMED)
def test_what_belongs_to_others_is_not_taken(standing_facts: Facts, source: str) -> None:
    named, facts = NAMED[source], standing_facts
    row, others = TABLE[named.address], Others(facts)
    role = next(role for role in ROLES if role in row.writers)
    for foreign in named.foreign:
        with undone():
            client, address = facts.client(role), facts.address(named.address)
            known = others.known()
            typed = facts.typed(row)
            if named.typed is not None:
                typed = {name: value.format(**known) for name, value in named.typed.items()}
            if named.query:
                address = address.split("?")[0] + named.query + foreign.format(**known)
            else:
                typed[named.name.format(**known)] = foreign.format(**known)
            before = everything()

            answer = client.post(address, typed)

            assert everything() == before, f"{role} wrote with {foreign}"
            assert answer.status_code == named.answer, f"{foreign}: {typed}"


# Addresses that name several things, not all of one's own


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("role", ["officer", "leader", "colleague"])
def test_address_of_own_and_foreign_things_is_not_found(
    standing_facts: Facts, role: str, method: str
) -> None:
    facts = standing_facts
    others = Others(facts)
    own, ubnd = facts.plan.pk, facts.plan.issuer_id
    now, theirs = facts.period.pk, others.theirs
    mixed = [
        ("tasks:report-detail", (own, theirs.issuer_id, now)),
        ("tasks:report-detail", (own, others.plan.issuer_id, now)),
        ("tasks:report-detail", (theirs.pk, ubnd, now)),
        ("tasks:report-detail", (others.plan.pk, ubnd, others.period.pk)),
        ("tasks:report-detail", (own, ubnd, others.period.pk)),
        ("tasks:report-detail", (others.above.pk, ubnd, now)),
        ("tasks:progress-record", (facts.assignment.pk, others.period.pk)),
        ("tasks:progress-record", (others.assignment.pk, now)),
        ("tasks:evidence-list", (facts.assignment.pk, others.period.pk)),
        ("tasks:evidence-list", (others.assignment.pk, now)),
        ("tasks:progress-save", (others.period.pk,)),
        ("tasks:progress-repeat", (others.period.pk,)),
    ]
    client = facts.client(role)
    before = everything()

    typed = {"step": "write", "state": "in_progress", "results": "Xong", "version": 0}
    answered = {
        (name, arguments): getattr(client, method)(
            reverse(name, args=arguments), typed if method == "post" else {}
        ).status_code
        for name, arguments in mixed
    }

    assert {what: code for what, code in answered.items() if code != NONE} == {}
    assert everything() == before


@pytest.mark.django_db
def test_rows_of_others_among_ones_own_are_passed_over(standing_facts: Facts) -> None:
    """The page of all rows saves what it shows; a row added to it by hand is none of it."""
    facts = standing_facts
    others = Others(facts)
    prefix = f"r{others.assignment.pk}"
    typed = {f"{prefix}-state": "completed", f"{prefix}-result": "Xong", f"{prefix}-version": "0"}
    client = factories.signed_in(factories.officer(facts.commune))
    before = everything()

    client.post(reverse("tasks:progress-save", args=[facts.period.pk]), typed)

    assert everything() == before
