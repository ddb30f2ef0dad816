"""Rows by the hundred thousand, written as they are: without an object, a signal or a query each.

What the database demands of a row it demands here, too; what only actions ask is the caller's.
"""

import csv
import io
import json
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models

BATCH = 10_000
NULL = r"\N"
PLAIN = (str, int, type(None))
"""What goes into every column as it is."""


class Rows:
    """Rows of one table on their way in; each has its key as soon as it is added."""

    def __init__(self, model: type[models.Model]) -> None:
        self.model = model
        self.fields = {one.attname: one for one in model._meta.local_concrete_fields}
        self.usual = {name: one.get_default() for name, one in self.fields.items()}
        self.key = model._meta.pk.attname
        self.last = model._base_manager.aggregate(last=models.Max("pk"))["last"] or 0
        self.waiting: list[list[Any]] = []

    def add(self, **values: Any) -> int:
        """Take a row by the names of its columns, the rest as usual; return its key."""
        self.last += 1
        row = {**self.usual, **values, self.key: self.last}
        self.waiting.append([self._stored(name, row[name]) for name in self.fields])
        if len(self.waiting) >= BATCH:
            self._write()
        return self.last

    def flush(self) -> None:
        """Write what still waits, and let the next key that the database gives come after."""
        self._write()
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), [self.model]):
                cursor.execute(statement)

    def _stored(self, name: str, value: Any) -> Any:
        if isinstance(value, PLAIN):
            return value
        field = self.fields[name]
        if isinstance(field, models.JSONField):
            return json.dumps(value, ensure_ascii=False)
        return field.get_db_prep_save(value, connection)

    def _write(self) -> None:
        quoted = connection.ops.quote_name
        into = f"{quoted(self.model._meta.db_table)} ({', '.join(map(self._column, self.fields))})"
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                copied = f"COPY {into} FROM STDIN WITH (FORMAT csv, NULL '{NULL}')"
                cursor.copy_expert(copied, _as_csv(self.waiting))
            else:
                marks = ", ".join(["%s"] * len(self.fields))
                cursor.executemany(f"INSERT INTO {into} VALUES ({marks})", self.waiting)  # noqa: S608 - names of our own columns
        self.waiting = []

    def _column(self, name: str) -> str:
        return connection.ops.quote_name(str(self.fields[name].column))


def _as_csv(rows: list[list[Any]]) -> io.StringIO:
    """Return rows as PostgreSQL's COPY reads them."""
    lines = io.StringIO()
    written = csv.writer(lines)
    written.writerows([NULL if value is None else value for value in row] for row in rows)
    lines.seek(0)
    return lines


def check_now() -> None:
    """Have PostgreSQL check what rows refer to, in the midst of a long transaction.

    All at its end, the checks of a million rows would outlast the time that a statement is given.
    """
    if connection.vendor == "postgresql":
        connection.check_constraints()


def values_of(row: models.Model) -> dict[str, Any]:
    """Return what a row holds by the names of its columns, without its key."""
    fields = row._meta.local_concrete_fields
    return {one.attname: getattr(row, one.attname) for one in fields if not one.primary_key}
