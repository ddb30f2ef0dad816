"""Why an act was refused, in words for the person who tried."""

from tasks.models import Progress


class LockedError(Exception):
    """Raised when the period or the report is closed to changes; the text says why."""


class ConflictError(Exception):
    """Raised when somebody saved meanwhile; `current` is what stands now (None if unknown)."""

    def __init__(self, current: Progress | None) -> None:
        super().__init__("Người khác vừa lưu nội dung này.")
        self.current = current
