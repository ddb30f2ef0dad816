"""What tests of recording share: a row, its period, and who saves it."""

from plans.models import Event, Period, User
from tasks import actions
from tasks.actions import Recorded
from tasks.models import Progress
from tests import factories

DONE = Recorded(state="done_in_period", result="Đã tổ chức 4 hội nghị")


class Facts:
    """A commune's plan with one row, an open quarter and the commune's officer."""

    def __init__(self, *, state: str = Period.State.OPEN, year: int = 2026) -> None:
        self.commune = factories.commune()
        self.period = factories.period(self.commune, state=state)
        self.plan = factories.issued_plan(self.commune, year=year)
        self.assignment = factories.reporting(self.plan)[0]
        self.officer = factories.officer(self.commune)

    def record(
        self, *, version: int = 0, recorded: Recorded = DONE, by: User | None = None
    ) -> Progress:
        return actions.record_progress(
            assignment=self.assignment,
            period=self.period,
            recorded=recorded,
            version=version,
            by=factories.viewer(by or self.officer),
            at=factories.NOW,
        )


def written() -> tuple[object, ...]:
    """Return everything that recording may change."""
    return (*Progress.objects.values_list("pk", "version", "result"), Event.objects.count())
