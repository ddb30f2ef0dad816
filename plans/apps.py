"""Who plans: territories, units, people, plans, periods and the trail."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    """Who plans: territories, units, people, plans, periods and the trail."""

    name = "plans"
    verbose_name = _("Kế hoạch")

    def ready(self) -> None:
        """Register the checks of this floor."""
        from plans import checks  # noqa: F401 - registering is its effect
