"""A lookup that Django lacks: rows that hang on one of the few things that were found first."""

import json
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BigAutoField, ForeignKey
from django.db.models.fields.related_lookups import RelatedIn
from django.db.models.lookups import In


@BigAutoField.register_lookup
class KeyAmongFew(In):
    """The same as `in` for a subquery or keys, but the rows are found by the index of this key.

    PostgreSQL plans eight tables at a time (`join_collapse_limit`), so that a subquery behind the
    joins of a large query comes last: a province's roll-up read the whole nation's rows to find its
    own. Here it is answered first. SQLite thinks little of keys that are written out: a hundred of
    them, and it takes another way; so they come to it as a table. To write three thousand of them
    out takes Django longer than to ask for many a report; PostgreSQL gets them as one array.
    """

    lookup_name = "among_few"

    def get_rhs_op(self, connection: BaseDatabaseWrapper, rhs: Any) -> str:
        """Return the operator, with what is searched as an array on PostgreSQL."""
        if connection.vendor == "postgresql":
            return f"= ANY({rhs})" if self.rhs_is_direct_value() else f"= ANY(ARRAY{rhs})"
        return str(super().get_rhs_op(connection, rhs))

    def process_rhs(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        """Return the subquery, or the keys; raises EmptyResultSet for none at all."""
        if not self.rhs_is_direct_value():
            told: tuple[str, Any] = super().process_rhs(compiler, connection)
            return told
        keys = [int(key) for key in self.rhs if key is not None]
        if not keys:
            raise EmptyResultSet
        if connection.vendor == "postgresql":
            return "%s::bigint[]", [keys]
        return "(SELECT value FROM json_each(%s))", [json.dumps(keys)]


@ForeignKey.register_lookup
class AmongFew(KeyAmongFew, RelatedIn):
    """The same of rows that point to one of the few."""
