"""What is measured: indexes, versions, components, scores and targets."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IndicatorsConfig(AppConfig):
    """What is measured: indexes, versions, components, scores and targets."""

    name = "indicators"
    verbose_name = _("Chỉ số")

    def ready(self) -> None:
        from indicators.scores import lists

        lists.register()
