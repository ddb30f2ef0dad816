"""Have the database keep the words by which things are found anew."""

from typing import Any

from django.core.management.base import BaseCommand

from tasks.reports.search import FOUND


class Command(BaseCommand):
    """Needed only after tables were filled or altered while nothing kept their words."""

    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        for model in FOUND:
            model.FOUND_BY.make_again()
            self.stdout.write(
                f"{model._meta.verbose_name_plural}: {model._default_manager.count()}"
            )
