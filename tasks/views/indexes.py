"""Which index a page is about: tasks may belong to several."""

from dataclasses import dataclass

from indicators.models import Framework, Index
from plans.access import PortalRequest


@dataclass(frozen=True, slots=True)
class IndexChoice:
    """The index that a page keeps to, none for all, and those that may be chosen."""

    chosen: Index | None
    all: tuple[Index, ...]

    @property
    def code(self) -> str:
        return self.chosen.code if self.chosen else ""

    @property
    def query(self) -> str:
        """The end of an address that keeps to the index; empty for all."""
        return f"?index={self.code}" if self.chosen else ""

    @property
    def name(self) -> str:
        return self.chosen.short_name if self.chosen else ""


def choose_index(request: PortalRequest) -> IndexChoice:
    """Return the asked-for index; nonsense asks for all. One query."""
    seen = Framework.objects.visible_to(request.viewer)
    known = tuple(Index.objects.filter(frameworks__in=seen).distinct())
    asked = request.GET.get("index", "")
    return IndexChoice(next((one for one in known if one.code == asked), None), known)
