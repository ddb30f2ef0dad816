"""The open data of a province: documented fields, plain values, tables that programs read back."""

import csv
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from indicators.models import Component, Score, Target
from papi_portal import slots
from plans.models import Publication, Territory
from tasks.models import Task
from tasks.reports.public import kept_data, printed, tables
from tasks.reports.public.shown import Shown
from tasks.reports.public.tables import FIELDS
from tests import factories
from tests.tasks.showing_all import asked, switched_on, text

pytestmark = pytest.mark.django_db
DOCS = Path(__file__).resolve().parents[2] / "docs" / "open-data.md"


@pytest.fixture
def commune() -> Territory:
    province = switched_on(factories.province("Tỉnh Lạng Sơn", code="20"), "Ghi rõ nguồn")
    place = factories.commune(parent=province)
    made, period = factories.framework(), factories.period(province)
    plan = factories.issued_plan(place, number="1/KH-UBND")
    for row in factories.reporting(plan):
        factories.recorded(row, period)
    factories.submission(plan, period, state="accepted")
    Target.objects.create(
        plan=plan,
        component=factories.component(made, "1"),
        position=1,
        year=2026,
        kind="change",
        value="-0.5",
        text="Giảm không quá 0,5 điểm",
    )
    return place


def data() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(text("/public/20/data.json"))
    return found


def table(name: str) -> list[dict[str, str]]:
    answer = asked(f"/public/20/data/{name}.csv")
    written = answer.getvalue().decode()
    assert written.startswith("\ufeff")
    assert "\r\n" in written
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(StringIO(written.removeprefix("\ufeff"), newline="")))


def test_document_says_what_it_is_of(commune: Territory) -> None:
    found = data()

    assert found["shape"] == 1
    assert found["province"] == {"code": "20", "name": "Tỉnh Lạng Sơn"}
    assert found["licence"] == "Ghi rõ nguồn"
    assert found["generated_at"].startswith("2026-11-21T10:42")
    assert found["generated_at"].endswith("+07:00")


def test_rows_name_each_other_by_codes_and_numbers(commune: Territory) -> None:
    found = data()

    (plan,) = found["plans"]
    assert plan["place_code"] == commune.code
    assert {one["code"] for one in found["places"]} == {"20", commune.code}
    assert found["tasks"][0]["plan_id"] == plan["plan_id"]
    (progress,) = found["progress"]
    assert progress["task_id"] == found["tasks"][0]["task_id"]
    assert (progress["state"], progress["accepted_on"]) == ("done_in_period", "2026-11-21")
    assert found["targets"][0]["value"] == -0.5


def test_components_of_tasks_and_published_scores_are_told(commune: Territory) -> None:
    whole = Component.objects.get(code="0")
    task = Task.objects.get()
    task.components.add(Component.objects.get(code="1"))
    Score.objects.create(
        component=whole, territory=commune.parent, year=2024, value="43.4", source="PAPI"
    )

    found = data()

    assert found["tasks"][0]["components"] == "papi-2021 1"
    assert [(one["component"], one["value"]) for one in found["scores"]] == [("0", 43.4)]


def test_leads_and_components_of_a_task_stand_in_their_order(commune: Territory) -> None:
    task = Task.objects.get()
    police = factories.party(task, "lead", unit=factories.unit(commune))
    task.parties.exclude(pk=police.pk).update(position=9)
    for code in ("2.1", "1.1"):
        task.components.add(Component.objects.get(code=code))

    (told,) = data()["tasks"]

    assert told["leads"] == "Công an xã; UBND xã Điềm He"
    assert told["components"] == "papi-2021 1.1; papi-2021 2.1"


def test_tables_hold_the_same_as_the_document(commune: Territory) -> None:
    found = data()
    for name in FIELDS:
        rows = table(name)
        assert len(rows) == len(found[name])
        assert not rows or tuple(rows[0]) == FIELDS[name]


def test_what_looks_like_a_formula_is_text_in_a_table_and_itself_in_the_document(
    commune: Territory,
) -> None:
    assert table("tasks")[0]["text"] == f"'{factories.DUTY}"
    assert data()["tasks"][0]["text"] == factories.DUTY
    assert table("targets")[0]["value"] == "'-0.5000"


FILES = ("data.json", *(f"data/{name}.csv" for name in FIELDS))


@pytest.mark.parametrize("file", FILES)
def test_file_is_made_once_as_long_as_nothing_changes(
    commune: Territory, file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Shown] = []
    of_province = tables.of_province

    def counted(province: Shown) -> dict[str, tables.Table]:
        made.append(province)
        return of_province(province)

    monkeypatch.setattr(tables, "of_province", counted)
    first, again = (asked(f"/public/20/{file}").getvalue() for _ in range(2))
    assert (first == again, len(made)) == (True, 1)

    factories.issued_plan(commune, number="2/KH-UBND")
    asked(f"/public/20/{file}").getvalue()

    assert len(made) == 2


@pytest.mark.parametrize("file", FILES)
def test_second_file_at_once_is_asked_to_come_again(
    commune: Territory, file: str, settings: Any
) -> None:
    with slots.taken(settings.VAR_DIR / "public-printers", count=1, wait=0):
        busy = asked(f"/public/20/{file}")

    assert (busy.status_code, busy["Retry-After"]) == (503, "10")
    assert "Máy chủ đang bận lập tệp" in busy.content.decode()
    assert "no-store" in busy["Cache-Control"]
    assert "ETag" not in busy
    assert asked(f"/public/20/{file}").status_code == 200


def test_kept_file_is_given_while_another_is_made(commune: Territory, settings: Any) -> None:
    asked("/public/20/data.json").getvalue()
    with slots.taken(settings.VAR_DIR / "public-printers", count=1, wait=0):
        assert asked("/public/20/data.json").status_code == 200


def test_file_that_another_one_made_meanwhile_is_given(
    commune: Territory, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_at_a_time = printed.one_at_a_time
    before: list[bytes] = []

    @contextmanager
    def late() -> Iterator[None]:
        monkeypatch.setattr(printed, "one_at_a_time", one_at_a_time)
        before.append(asked("/public/20/data.json").getvalue())
        monkeypatch.setattr(kept_data, "_make", None)
        yield

    monkeypatch.setattr(printed, "one_at_a_time", late)

    assert [asked("/public/20/data.json").getvalue()] == before


def test_only_the_last_file_of_a_table_stays_on_the_disk(commune: Territory, settings: Any) -> None:
    def kept() -> int:
        folder = settings.VAR_DIR / "public-data"
        mine = folder.glob(f"{Publication.objects.get().pk}-*.csv/*")
        return len(list(mine))

    for number in range(2, 5):
        factories.issued_plan(commune, number=f"{number}/KH-UBND")
        asked("/public/20/data/plans.csv").getvalue()
        assert kept() == 1


def test_file_that_could_not_be_made_whole_is_not_kept(
    commune: Territory, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: tables.Table) -> Iterator[tuple[str, ...]]:
        yield ("plan_id",)
        raise OSError

    with monkeypatch.context() as patched:
        patched.setattr(tables, "as_texts", broken)
        assert asked("/public/20/data/plans.csv").status_code == 503

    assert "1/KH-UBND" in text("/public/20/data/plans.csv")


def test_table_that_there_is_not_is_not_found(commune: Territory) -> None:
    assert asked("/public/20/data/users.csv").status_code == 404


def test_guide_explains_every_field_and_no_other() -> None:
    explained: dict[str, list[str]] = {}
    for name, rest in re.findall(
        r"^### `(\w+)`.*\n((?:(?!^#).*\n?)*)", DOCS.read_text(), re.MULTILINE
    ):
        explained[name] = re.findall(r"^\| `(\w+)` \|", rest, re.MULTILINE)

    assert explained == {name: list(fields) for name, fields in FIELDS.items()}
