"""What is measured: indexes, versions, components, scores and targets."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """What is measured: indexes, versions, components, scores and targets."""

    name = "indicators"
    verbose_name = "Chỉ số"

    def ready(self) -> None:
        from indicators import score_lists  # needs the models, which are not read before

        score_lists.register()
