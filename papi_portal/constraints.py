"""Constraints that many models share."""

from django.db import models
from django.db.models import F, Q


def one_of(
    field: str, choices: type[models.TextChoices], *, name: str, blank: bool = False
) -> models.CheckConstraint:
    """Return the rule that a field holds one of its words, or none where it may be blank."""
    allowed = ["", *choices.values] if blank else choices.values
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": allowed}),
        name=name,
        violation_error_message="Giá trị không có trong danh sách cho phép.",
    )


def in_order(first: str, second: str, *, name: str, message: str) -> models.CheckConstraint:
    """Return the rule that a date does not come after another; an empty one fits any."""
    return models.CheckConstraint(
        condition=Q(**{f"{first}__isnull": True})
        | Q(**{f"{second}__isnull": True})
        | Q(**{f"{second}__gte": F(first)}),
        name=name,
        violation_error_message=message,
    )


def together(first: str, second: str, *, name: str, message: str) -> models.CheckConstraint:
    """Return the rule that two fields (who and when) are filled together or not at all."""
    return models.CheckConstraint(
        condition=Q(**{f"{first}__isnull": True, f"{second}__isnull": True})
        | Q(**{f"{first}__isnull": False, f"{second}__isnull": False}),
        name=name,
        violation_error_message=message,
    )
