"""The manner of the models, as tests: names and sentences of constraints, endings of fields."""

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import BaseConstraint, CheckConstraint, Q

APPS = ("papi_portal", "plans", "indicators", "tasks")


def our_models() -> list[type[models.Model]]:
    return [model for app in APPS for model in apps.get_app_config(app).get_models()]


def constraints() -> list[tuple[type[models.Model], BaseConstraint]]:
    return [(model, one) for model in our_models() for one in model._meta.constraints]


def test_constraints_are_named_after_app_and_model() -> None:
    wrong = [
        one.name
        for model, one in constraints()
        if not one.name.startswith(f"{model._meta.app_label}_{model._meta.model_name}_")
    ]
    assert wrong == []


def test_constraints_refuse_in_a_vietnamese_sentence() -> None:
    mute = [
        one.name
        for _, one in constraints()
        if str(one.violation_error_message).isascii() or str(one.violation_error_message)[-1] != "."
    ]
    assert mute == []


def words(condition: Q, field: str) -> set[str]:
    """Return the words that a condition allows for a field."""
    found: set[str] = set()
    for child in condition.children:
        if isinstance(child, Q):
            found |= words(child, field)
        elif isinstance(child, tuple) and child[0] == field:
            found.add(child[1])
        elif isinstance(child, tuple) and child[0] == f"{field}__in":
            found |= set(child[1])
    return found


def test_the_database_knows_the_words_of_every_choice() -> None:
    unguarded = []
    for model in our_models():
        for field in model._meta.get_fields():
            if not isinstance(field, models.Field) or not field.choices:
                continue
            allowed = {value for value, _ in field.flatchoices} | ({""} if field.blank else set())
            checks = [one for one in model._meta.constraints if isinstance(one, CheckConstraint)]
            if not any(words(Q(one.condition), field.name) == allowed for one in checks):
                unguarded.append(str(field))
    assert unguarded == []


def test_endings_of_field_names_say_their_type() -> None:
    kinds = {"_on": models.DateField, "_at": models.DateTimeField, "_by": models.ForeignKey}
    wrong = [
        str(field)
        for model in our_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.Field) and (kind := kinds.get(field.name[-3:]))
        if type(field) is not kind
        or (kind is models.ForeignKey and field.related_model is not get_user_model())
    ]
    assert wrong == []
