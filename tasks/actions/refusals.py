"""Why an act was refused, in words for the person who tried."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.db.models import Model

from papi_portal.wording import said

NUMBER_TAKEN = said("Cơ quan này đã có văn bản cùng loại, cùng số, cùng ngày trong cổng.")
ONE_PER_NUMBER = ("plans_plan_one_per_number", "plans_plan.number")
"""What the two databases call the rule: PostgreSQL by its name, SQLite by its columns."""


class LockedError(Exception):
    """Raised when a period, a report or a plan is closed to changes; the text says why."""


class ConflictError(Exception):
    """Raised when somebody saved meanwhile; `current` is what stands now (None if unknown)."""

    def __init__(self, current: Model | None) -> None:
        super().__init__("Người khác vừa lưu nội dung này.")
        self.current = current


@contextmanager
def number_told_if_taken() -> Iterator[None]:
    """Raise LockedError when somebody took the number of a plan between the check and the write.

    What was written inside is undone; the transaction around it goes on.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if any(mark in str(error) for mark in ONE_PER_NUMBER):
            raise LockedError(NUMBER_TAKEN) from error
        raise
