"""The ground floor as a Django app: template tags and system checks."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Ground floor of the portal."""

    name = "papi_portal"

    def ready(self) -> None:
        """Register the checks of this floor."""
        from papi_portal import checks  # noqa: F401 - registering is its effect
