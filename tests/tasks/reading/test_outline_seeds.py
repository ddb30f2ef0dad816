"""Rows of the plans that the project was begun with, which are written as outlines."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from django.conf import settings

from tasks.reading import identity, outline_rows, sources
from tasks.reading.values import Part, RawRow

SEEDS: Path = settings.BASE_DIR.parent / "shared" / "seeds"


def of_seed(number: str, *, has_table: bool = False) -> Sequence[RawRow]:
    file = next(SEEDS.glob(f"{number}_*.txt"))
    blocks = identity.body(sources.open_file(file.name, file.read_bytes()))
    return outline_rows.task_rows(blocks, has_table=has_table)[0]


def labels(rows: Sequence[RawRow], heading: str) -> str:
    return " ".join(row.label for row in rows if row.sections and row.sections[-1].label == heading)


seeds_are_here = pytest.mark.skipif(not SEEDS.is_dir(), reason=f"no plans in {SEEDS.name}/")


@seeds_are_here
def test_plan_by_dimensions_with_letters() -> None:
    rows = of_seed("001")
    of_dimension = [labels(rows, f"1.{number}").count(")") for number in range(1, 9)]

    assert of_dimension == [4, 4, 3, 3, 4, 4, 3, 4]
    assert [(row.sections[-1].label, row.label) for row in rows[29:]] == [
        *(("3", label) for label in ("a)", "b)", "c)")),
        *(("4", label) for label in ("a)", "b)", "c)", "d)")),
        *(("1", "-"), ("1", "-"), ("2", ""), ("3", ""), ("4", "-"), ("4", "-")),
    ]
    assert rows[-1].lead_text == "Ủy ban MTTQ Việt Nam và các tổ chức CT-XH xã"


@seeds_are_here
def test_plan_with_duties_below_each_task() -> None:
    rows = of_seed("002")

    assert labels(rows, "1") == " ".join(f"1.{number}" for number in range(1, 12))
    assert labels(rows, "2") == " ".join(f"2.{number}" for number in range(1, 10))
    assert all(row.lead_text and row.support_text for row in rows[:20])
    assert [(row.sections[-1].label, row.label) for row in rows[20:]] == [
        *(("3", ""), ("4", ""), ("IV", "2"), ("3", "-"), ("3", "-"), ("4", ""), ("4", "")),
        *(("IV", "5"), ("IV", "6")),
    ]
    assert rows[20].sections[-1].text == "Chỉ số năng lực cạnh tranh"


@seeds_are_here
def test_plan_of_a_province_by_dimensions() -> None:
    rows = of_seed("003")

    assert [len(labels(rows, str(number)).split()) for number in range(4, 9)] == [6, 7, 4, 4, 3]
    assert labels(rows, "4") == "4.1 4.2 4.4 4.5 4.6 4.7"
    assert [row.title for row in rows if row.title] == [
        "Giữ vững an ninh, trật tự trên địa bàn khu dân cư"
    ]
    organised = [row for row in rows if row.part is Part.ORGANISATION]
    assert " ".join(row.label or "." for row in organised) == (
        "- - - - - - - - - 1.4 1.5 1.6 1.7 1.8 - - 1.10 . . ."
    )
    assert organised[0].lead_text.startswith("các sở, ban, ngành thuộc UBND tỉnh; UBND các huyện")


@seeds_are_here
def test_plan_by_units() -> None:
    rows = of_seed("004")

    assert " ".join(row.label or "." for row in rows) == (
        "- - - - - - - - d) d) . . c) - - b) - - d) a) b) 1 2"
    )
    assert [row.text.count("\n+") for row in rows if "\n+" in row.text] == [4]
    assert all(row.lead_text for row in rows)


@seeds_are_here
def test_plan_with_a_table_gives_who_does_what() -> None:
    rows = of_seed("000", has_table=True)

    assert [(row.sections[-1].label, row.label) for row in rows] == [
        *(("1", "-"), ("1", "-"), ("2", "-"), ("2", "-"), ("2", "-"), ("3", "")),
    ]
