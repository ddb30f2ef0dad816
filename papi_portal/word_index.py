"""Words of a table's texts, kept by the database itself: whoever writes a row, it is found.

SQLite keeps two FTS5 tables beside the table, of its words without and with dấu, by triggers;
PostgreSQL a column of both that it works out itself, with a GIN index: no extension is needed.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations import RunPython
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from papi_portal.asked_words import LETTERS, MARKS, AskedWords

if TYPE_CHECKING:
    from django.db.models import QuerySet

LONGEST_WORD = 60
"""Longer ones are no words: PostgreSQL refuses to keep those of two thousand bytes."""
LONGEST_TEXT = 50_000
"""Letters of a text by which it is found."""

FUNCTION = f"""
CREATE OR REPLACE FUNCTION papi_words(said text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    marked text := regexp_replace(
        lower(normalize(replace(left(said, {LONGEST_TEXT}), 'Đ', 'đ'), NFD)),
        '[^{LETTERS}]+', ' ', 'g');
BEGIN
    marked := regexp_replace(marked, '[^ ]{{{LONGEST_WORD},}}', '', 'g');
    RETURN array_to_tsvector(array_remove(string_to_array(
        marked || ' ' || regexp_replace(replace(marked, 'đ', 'd'), '[{MARKS}]', '', 'g'), ' '
    ), ''));
END $$
"""
Wanted = Sequence[tuple[Sequence[str], bool]]
"""Words to be found, each in its spellings, and whether it is only the beginning of one."""


@dataclass(frozen=True, slots=True)
class WordIndex:
    """The words of some columns of a table, and of columns that hold lists of names."""

    table: str
    columns: tuple[str, ...]
    lists: tuple[str, ...] = ()

    def saying(self, asked: AskedWords) -> RawSQL:
        """Return the condition that a row says each of the words, with or without dấu.

        Made for few rows that another condition finds, so it is asked last; the plus tells SQLite.
        """
        return self._condition("+", "words", _bare(asked))

    def saying_as_typed(self, asked: AskedWords) -> RawSQL:
        """Return the condition that a row says the words that were typed with dấu just so."""
        return self._condition("", "marks", _as_typed(asked))

    def ids(self, asked: AskedWords, *others: "QuerySet[Any]", most: int | None = None) -> RawSQL:
        """Return the ids of rows that say each of the words, and of other rows.

        At most so many of each sort: in any way, as typed, and the others.
        """
        searches = [self._rows("words", _bare(asked))]
        if asked.marked and most:
            searches.append(self._rows("marks", _as_typed(asked)))
        searches += [one.query.sql_with_params() for one in others]
        told = [value for _, values in searches for value in values]
        return RawSQL(" UNION ".join(_first(sql, most) for sql, _ in searches), told)

    def _condition(self, last: str, kind: str, wanted: Wanted) -> RawSQL:
        if connection.vendor == "postgresql":
            sql, told = f"{self.table}.words @@ %s::tsquery", (_on_postgresql(wanted),)
        else:
            found, told = self._rows(kind, wanted)
            sql = f"{last}{self.table}.id IN ({found})"
        return RawSQL(sql, told, BooleanField())

    def _rows(self, kind: str, wanted: Wanted) -> tuple[str, tuple[Any, ...]]:
        """Return what finds the ids of rows by itself, and what it is told."""
        if connection.vendor == "postgresql":
            found = f"SELECT one.id FROM {self.table} one WHERE one.words @@ %s::tsquery"
            return found, (_on_postgresql(wanted),)
        beside = f"{self.table}_{kind}"
        asked = " AND ".join(_any(one, is_begun, '"', "*", "OR") for one, is_begun in wanted)
        return f"SELECT rowid FROM {beside} WHERE {beside} MATCH %s", (asked,)

    def kept(self) -> RunPython:
        """Return the step of a migration that begins to keep the words."""
        return RunPython(
            lambda _, editor: _run(editor.connection, self._made(editor.connection.vendor)),
            lambda _, editor: _run(editor.connection, self._dropped(editor.connection.vendor)),
        )

    @transaction.atomic
    def make_again(self) -> None:
        """Keep the words anew: of rows that were written while nothing kept them, too."""
        _run(connection, self._dropped(connection.vendor))
        _run(connection, self._made(connection.vendor))

    def _made(self, vendor: str) -> Iterator[str]:
        if vendor == "postgresql":
            yield "SET LOCAL statement_timeout = 0"  # of pages; a nation's tasks take a minute
            yield FUNCTION
            said = " || ' ' || ".join((*self.columns, *(f"{one}::text" for one in self.lists)))
            yield f"""ALTER TABLE {self.table} ADD COLUMN words tsvector
                GENERATED ALWAYS AS (papi_words({said})) STORED"""
            yield f"CREATE INDEX {self.table}_words ON {self.table} USING gin (words)"
            return
        for kind, remove in (("words", 2), ("marks", 0)):
            yield f"""CREATE VIRTUAL TABLE {self.table}_{kind} USING fts5(said, content='',
                detail=none, prefix=3, tokenize='unicode61 remove_diacritics {remove}')"""
            said = self._text_on_sqlite(kind, self.table)
            yield f"""INSERT INTO {self.table}_{kind} (rowid, said)
                SELECT id, {said} FROM {self.table}"""
        said = ", ".join((*self.columns, *self.lists))
        old, new = (", ".join(f"{row}.{one}" for one in said.split(", ")) for row in ("OLD", "NEW"))
        yield self._trigger("added", "AFTER INSERT", "", self._written("NEW"))
        yield self._trigger("removed", "AFTER DELETE", "", self._taken("OLD"))
        yield self._trigger(
            "changed",
            f"AFTER UPDATE OF {said}",
            f"WHEN ({old}) IS NOT ({new})",
            self._taken("OLD") + self._written("NEW"),
        )

    def _dropped(self, vendor: str) -> Iterator[str]:
        if vendor == "postgresql":
            yield f"ALTER TABLE {self.table} DROP COLUMN IF EXISTS words"
            return
        for act in ("added", "removed", "changed"):
            yield f"DROP TRIGGER IF EXISTS {self.table}_words_{act}"
        for kind in ("words", "marks"):
            yield f"DROP TABLE IF EXISTS {self.table}_{kind}"

    def _trigger(self, act: str, when: str, condition: str, body: str) -> str:
        return f"""CREATE TRIGGER {self.table}_words_{act} {when} ON {self.table} {condition}
            BEGIN {body} END"""

    def _written(self, row: str) -> str:
        """Return what adds the words of a row."""
        return "".join(
            f"""INSERT INTO {self.table}_{kind} (rowid, said)
                VALUES ({row}.id, {self._text_on_sqlite(kind, row)});"""
            for kind in ("words", "marks")
        )

    def _taken(self, row: str) -> str:
        """Return what takes the words of a row away: FTS5 is told which they were."""
        return "".join(
            f"""INSERT INTO {self.table}_{kind} ({self.table}_{kind}, rowid, said)
                VALUES ('delete', {row}.id, {self._text_on_sqlite(kind, row)});"""
            for kind in ("words", "marks")
        )

    def _text_on_sqlite(self, kind: str, row: str) -> str:
        """Return all texts of a row as one; FTS5 takes away every mark but the stroke of đ."""
        texts = [f"{row}.{one}" for one in self.columns]
        texts += [
            f"(SELECT coalesce(group_concat(value, ' '), '') FROM json_each({row}.{one}))"
            for one in self.lists
        ]
        said = " || ' ' || ".join(texts)
        return f"replace(replace({said}, 'đ', 'd'), 'Đ', 'D')" if kind == "words" else said


def _run(database: BaseDatabaseWrapper, statements: Iterable[str]) -> None:
    with database.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _first(found: str, most: int | None) -> str:
    """Return the newest where rows come in their order, any where all would be sorted."""
    if most is None:
        return found
    latest = "" if connection.vendor == "postgresql" else "ORDER BY 1 DESC "
    return f"SELECT * FROM ({found} {latest}LIMIT {most}) AS first_ones"


def _bare(asked: AskedWords) -> Wanted:
    return [((one.bare,), one == asked.begun) for one in asked.words]


def _as_typed(asked: AskedWords) -> Wanted:
    return [(one.spellings, one == asked.begun) for one in asked.marked]


def _on_postgresql(wanted: Wanted) -> str:
    """Return the query for these words, marked ones taken apart as `papi_words` does."""
    asked = " & ".join(_any(one, is_begun, "'", ":*", "|") for one, is_begun in wanted)
    return unicodedata.normalize("NFD", asked)


def _any(spellings: Sequence[str], is_begun: bool, quote: str, begun: str, either: str) -> str:  # noqa: FBT001
    """Return the search for one of these, in the words of a database."""
    star = begun if is_begun else ""
    return f"({f' {either} '.join(f'{quote}{one}{quote}{star}' for one in spellings)})"
