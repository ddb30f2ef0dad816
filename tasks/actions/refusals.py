"""Why an act was refused, in words for the person who tried."""

from django.db.models import Model


class LockedError(Exception):
    """Raised when a period, a report or a plan is closed to changes; the text says why."""


class ConflictError(Exception):
    """Raised when somebody saved meanwhile; `current` is what stands now (None if unknown)."""

    def __init__(self, current: Model | None) -> None:
        super().__init__("Người khác vừa lưu nội dung này.")
        self.current = current
