"""What the tests of typed scores share: a small version of PAPI, a province, its reviewer."""

from datetime import date
from typing import Any

from django.urls import reverse

from indicators.models import Component, Framework
from indicators.scores import typed_sets
from tests import factories


class Facts:
    """A province whose reviewer types scores of 2024: two dimensions of two parts each."""

    year = 2024

    def __init__(self, framework: Framework | None = None, name: str = "Tỉnh Lào Cai") -> None:
        self.framework = framework or factories.framework()
        self.province = factories.province(name, code="10")
        self.person = factories.reviewer(self.province)
        self.client = factories.signed_in(self.person)

    def component(self, code: str) -> Component:
        return self.framework.components.get(code=code)

    def address(self, **asked: Any) -> str:
        query = "&".join(f"{key}={value}" for key, value in {"year": self.year, **asked}.items())
        return f"{reverse('indicators:score-entry', args=[self.province.pk])}?{query}"

    def typed(self, **scores: str | tuple[str, ...]) -> dict[str, str]:
        """Return what a browser sends: by "c1_1" points, or points, group, rank, of how many."""
        stands, means = (
            typed_sets.standing(place, self.year, self.framework) for place in (self.province, None)
        )
        sent = {
            "source": "Báo cáo PAPI",
            "published_on": "15/04/2025",
            "seen": typed_sets.packed(typed_sets.said_together(stands, means)),
        }
        for key, said in scores.items():
            component = self.component(key.removeprefix("c").replace("_", "."))
            cells = said if isinstance(said, tuple) else (said,)
            names = ("value", "group", "rank", "ranked_of", "mean")
            sent |= {
                f"{name}-{component.pk}": cell for name, cell in zip(names, cells, strict=False)
            }
        return sent

    def send(self, **scores: str | tuple[str, ...]) -> Any:
        return self.client.post(self.address(), self.typed(**scores))


PUBLISHED_ON = date(2025, 4, 15)
