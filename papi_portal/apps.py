"""The ground floor as a Django app: template tags and system checks."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class PortalConfig(AppConfig):
    """Ground floor of the portal."""

    default = True
    name = "papi_portal"

    def ready(self) -> None:
        """Register the checks of this floor."""
        from papi_portal import checks  # noqa: F401 - registering is its effect


class PortalAdminConfig(admin_apps.AdminConfig):
    """Django's admin on the portal's own site class."""

    default = False
    default_site = "papi_portal.admin_site.PortalAdminSite"
