"""A province with communes that have plans, from which books are bound."""

from collections.abc import Mapping
from typing import Any

from plans.access import Viewer
from plans.models import Plan, Territory, User
from tasks import books
from tests import factories
from tests.plans.booking import Asked


class Province:
    """Communes with issued plans, one without, and somebody of Sở Nội vụ."""

    def __init__(self, *, communes: int = 2, tasks: int = 1) -> None:
        self.place = factories.province()
        self.period = factories.period(self.place)
        self.plans = [
            factories.issued_plan(
                factories.commune(f"Xã {number}", parent=self.place),
                number=f"{number}/KH-UBND",
                tasks=tasks,
            )
            for number in range(1, communes + 1)
        ]
        self.bare: Territory = factories.commune("Xã Chưa Có", parent=self.place)
        self.reviewer: User = factories.reviewer(self.place)

    @property
    def viewer(self) -> Viewer:
        return factories.viewer(self.reviewer)

    @property
    def of_plans(self) -> Mapping[str, Any]:
        return {"province": self.place.pk, "year": 2026}

    @property
    def of_reports(self) -> Mapping[str, Any]:
        return {"period": self.period.pk}

    def submission(self, plan: Plan, **options: Any) -> Any:
        for row in factories.reporting(plan):
            factories.recorded(row, self.period)
        return factories.submission(plan, self.period, **options)

    def bound(self, kind: str = books.BOOK_OF_PLANS) -> tuple[Asked, bytes, str]:
        """Return the work, the file and its name of a book that is made now."""
        from tasks.printing import PRINTS

        asked = self.of_plans if kind == books.BOOK_OF_PLANS else self.of_reports
        work = Asked(self.viewer, asked)
        made = PRINTS[kind].make(work)
        with made.content:
            return work, made.content.read(), made.file_name
