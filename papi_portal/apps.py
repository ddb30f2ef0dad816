"""The ground floor as a Django app: template tags and system checks."""

from pathlib import Path

from django.apps import AppConfig, apps
from django.conf import settings
from django.contrib.admin import apps as admin_apps


class PortalConfig(AppConfig):
    """Ground floor of the portal."""

    default = True
    name = "papi_portal"

    def ready(self) -> None:
        """Register the checks and lookups of this floor."""
        from papi_portal import checks, lookups  # noqa: F401 - registering is its effect


class PortalAdminConfig(admin_apps.AdminConfig):
    """Django's admin on the portal's own site class."""

    default = False
    default_site = "papi_portal.admin_site.PortalAdminSite"

    def ready(self) -> None:
        """Have our models' words said in the reader's language before any form takes them."""
        from papi_portal.speaking import speak_of

        for model in apps.get_models():
            if Path(model._meta.app_config.path).parent == settings.BASE_DIR:
                speak_of(model)
        super().ready()
