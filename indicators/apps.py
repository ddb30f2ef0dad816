"""What is measured: indexes, versions, components, scores and targets."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """What is measured: indexes, versions, components, scores and targets."""

    name = "indicators"
    verbose_name = "Chỉ số"
