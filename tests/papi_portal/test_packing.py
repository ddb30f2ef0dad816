"""Whatever crosses comes back as it was: every value, and every type."""

import json
from enum import StrEnum
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papi_portal.packing import makers, packed, unpacked
from papi_portal.pdf import PRINTER
from papi_portal.workbook import Cell, Column, Row, Table
from papi_portal.workbook.strange import DOOR as LISTS
from tasks.reading import DOOR as PLANS
from tasks.reading.values import Deadline, Document, FrameworkNames, Part, RawRow, ReadPlan
from tests.papi_portal.doors import DOOR, Size, Thing

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text()
    | st.dates()
    | st.datetimes().map(lambda moment: moment.replace(fold=0))
    | st.decimals(allow_nan=False)
    | st.sampled_from(Size)
)
THINGS = st.builds(
    Thing,
    size=st.sampled_from(Size),
    day=st.none() | st.dates(),
    share=st.floats(allow_nan=False) | st.decimals(allow_nan=False),
)
VALUES = st.recursive(
    SCALARS | THINGS,
    lambda inner: (
        st.lists(inner)
        | st.lists(inner).map(tuple)
        | st.dictionaries(st.text() | st.integers() | st.dates(), inner)
        | st.lists(THINGS).map(lambda parts: Thing(Size.LARGE, parts=tuple(parts)))
    ),
    max_leaves=12,
)


def small(hint: Any, depth: int = 1) -> st.SearchStrategy[Any]:
    """Return values of a type whose collections are short and not deep: large ones say no more."""
    of, parts = get_origin(hint), get_args(hint)
    if of is tuple and parts[-1] is ...:
        return st.lists(small(parts[0], 0), max_size=2).map(tuple) if depth else st.just(())
    if of is tuple:
        return st.tuples(*(small(part, depth) for part in parts))
    if of is UnionType:
        return st.one_of(*(small(part, depth) for part in parts))
    if hint not in PLANS.values or issubclass(hint, StrEnum):
        return st.from_type(hint)
    hints = get_type_hints(hint)
    return st.builds(hint, **{name: small(one, depth) for name, one in hints.items()})


CELL_VALUES = SCALARS.filter(lambda one: not isinstance(one, Size))
CELLS = st.builds(Cell, address=st.text(), value=CELL_VALUES, problem=st.text())
COLUMNS = st.builds(Column, key=st.text(), title=st.text(), choices=st.tuples(st.text()))
TABLES = st.builds(
    Table,
    sheet=st.text(),
    titles=st.tuples(st.text()),
    columns=st.tuples(st.none() | COLUMNS),
    rows=st.tuples(
        st.builds(
            Row,
            number=st.integers(),
            values=st.tuples(CELL_VALUES),
            cells=st.dictionaries(st.text(), CELLS, max_size=3),
        )
    ),
    meta=st.dictionaries(st.text(), st.text(), max_size=3),
    linked=st.booleans(),
)


def crossed(value: Any, door: Any = DOOR) -> Any:
    return door.unpacked(json.loads(json.dumps(packed(value))))


@given(VALUES)
def test_values_cross_without_loss_and_keep_their_types(value: Any) -> None:
    assert crossed(value) == value
    assert repr(crossed(value)) == repr(value)


def test_a_file_crosses_without_loss() -> None:
    assert crossed(b"%PDF-\0\xff", PRINTER) == b"%PDF-\0\xff"


@given(TABLES)
def test_lists_cross_without_loss(table: Table) -> None:
    assert crossed(table, LISTS) == table


@given(st.sampled_from(PLANS.values).flatmap(small))
def test_values_of_plans_cross_without_loss(value: Any) -> None:
    assert crossed(value, PLANS) == value


def test_every_value_of_a_plan_may_cross() -> None:
    strangers = {ReadPlan, Document, FrameworkNames, RawRow, Part, Deadline} - set(PLANS.values)

    assert strangers == set()


@pytest.mark.parametrize("value", [{1, 2}, memoryview(b"bytes"), object(), 1j])
def test_what_cannot_cross_is_a_mistake_of_the_program(value: object) -> None:
    with pytest.raises(TypeError):
        packed(value)


@pytest.mark.parametrize("said", [{"Popen": []}, {"Cell": ["A1"]}, {"a": [], "b": []}])
def test_nothing_is_made_that_is_not_named(said: dict[str, Any]) -> None:
    with pytest.raises((LookupError, ValueError)):
        unpacked(said, makers((Thing,)))
