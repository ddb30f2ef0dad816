"""Outlines read, and their rows told in a line each."""

from collections.abc import Sequence

from tasks.reading import outline_rows
from tasks.reading.values import RawRow, Remark
from tests.tasks.reading.test_outline import paragraphs


def read(text: str, *, has_table: bool = False) -> tuple[Sequence[RawRow], Sequence[Remark]]:
    return outline_rows.task_rows(paragraphs(text), has_table=has_table)
