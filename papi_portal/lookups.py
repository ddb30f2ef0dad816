"""A lookup that Django lacks: rows that hang on one of the few things that a subquery finds."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BigAutoField, ForeignKey
from django.db.models.fields.related_lookups import RelatedIn
from django.db.models.lookups import In


@BigAutoField.register_lookup
class KeyAmongFew(In):
    """The same as `in`; PostgreSQL finds the few first and goes to the rows by their index.

    It plans eight tables at a time (`join_collapse_limit`), so that a subquery behind the joins of
    a large query comes last: a province's roll-up read the whole nation's rows to find its own.
    """

    lookup_name = "among_few"

    def get_rhs_op(self, connection: BaseDatabaseWrapper, rhs: Any) -> str:
        """Return the operator, with the subquery as an array on PostgreSQL."""
        if connection.vendor == "postgresql" and not self.rhs_is_direct_value():
            return f"= ANY(ARRAY{rhs})"
        return str(super().get_rhs_op(connection, rhs))


@ForeignKey.register_lookup
class AmongFew(KeyAmongFew, RelatedIn):
    """The same of rows that point to one of the few."""
