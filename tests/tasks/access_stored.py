"""All that is stored, to tell whether an act left a trace; and acts that are undone again."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.db import connection, models, transaction
from django.db.backends.utils import CursorWrapper

APPS = ("plans", "indicators", "tasks")

Rows = dict[str, list[tuple[object, ...]]]


def our_models() -> list[type[models.Model]]:
    """Return every table of the portal, those that only join two others too."""
    return [
        model
        for app in APPS
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
    ]


def everything() -> Rows:
    """Return every row that the portal keeps: what a refused act must leave as it was."""
    with connection.cursor() as cursor:
        return {model._meta.label: _rows(cursor, model) for model in our_models()}


def _rows(cursor: CursorWrapper, model: type[models.Model]) -> list[tuple[object, ...]]:
    """Return a table as it lies there: asked plainly, because tests look very often."""
    table = connection.ops.quote_name(model._meta.db_table)
    cursor.execute(f"SELECT * FROM {table} ORDER BY id")  # noqa: S608  # a name of our own
    return list(cursor.fetchall())


@contextmanager
def undone() -> Iterator[None]:
    """Take back all that is written inside, so that the next try finds the same facts."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
