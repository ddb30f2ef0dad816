"""How a rule of the database is shown to bite: the form says it, and the table refuses it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pytest
from django.apps import apps
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import CheckConstraint


@dataclass(frozen=True, slots=True)
class Case:
    """A row that breaks one rule and no other, with the sentence that says so."""

    constraint: str
    sentence: str
    row: Callable[[], models.Model]
    """Makes the row, unsaved, and whatever stands beside it."""
    also: tuple[str, ...] = ()
    """Sentences of further rules that such a row cannot help breaking."""

    def __str__(self) -> str:
        return self.constraint


def assert_form_says_it(case: Case) -> None:
    """A choice is refused by its field first, so the rules are asked by themselves as well."""
    row = case.row()
    with pytest.raises(ValidationError) as refused:
        row.validate_constraints()
    assert refused.value.message_dict == {NON_FIELD_ERRORS: [case.sentence, *case.also]}
    with pytest.raises(ValidationError):
        row.full_clean()


def assert_table_refuses_it(case: Case) -> None:
    row = case.row()
    rules = {rule.name: rule for rule in row._meta.constraints}
    # SQLite names the broken check, but of a broken uniqueness only the columns.
    named = isinstance(rules[case.constraint], CheckConstraint)
    with (
        pytest.raises(IntegrityError, match=case.constraint if named else None),
        transaction.atomic(),
    ):
        row.save()


def missing_from(cases: Iterable[Case], *, app: str) -> set[str]:
    """Return the app's rules that no case breaks."""
    rules = {
        rule.name
        for model in apps.get_app_config(app).get_models()
        for rule in model._meta.constraints
    }
    return rules - {case.constraint for case in cases}
