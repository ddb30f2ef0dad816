"""The database keeps the words of what is written, whoever writes it."""

import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, models

from indicators.models import Component
from papi_portal.asked_words import AskedWords
from plans.models import Plan, Territory, Unit
from tasks.models import Task
from tests import factories

pytestmark = pytest.mark.django_db
Found = type[Component | Plan | Task | Territory | Unit]


def found(model: Any, words: str, *, as_typed: bool = False) -> list[models.Model]:
    asked = AskedWords.read(words)
    index = model.FOUND_BY
    rows = model.objects.filter(index.saying(asked))
    return list(rows.filter(index.saying_as_typed(asked)) if as_typed else rows)


@pytest.fixture
def task(db: None) -> Task:
    return factories.task(factories.plan(factories.commune()), text="Họp dân ở Đắk Lắk")


@pytest.mark.parametrize(
    "words",
    [
        *("họp dân", "hop dan", "dân họp", "HỌP Đắk", "dak lak", "lắk", "hợp ở lăk"),
        unicodedata.normalize("NFD", "Họp dân"),
    ],
)
def test_words_are_found_in_any_order_with_and_without_marks(task: Task, words: str) -> None:
    assert found(Task, words) == [task]


@pytest.mark.parametrize("words", ["họp xã", "hop da", "op dan", "lak hop x", "hộp bàn"])
def test_every_word_must_stand_there_as_a_whole_but_the_last(task: Task, words: str) -> None:
    assert found(Task, words) == []


def test_words_as_typed_are_told_from_those_with_other_marks() -> None:
    plan = factories.plan(factories.commune())
    same = factories.task(plan, text="Hoà giải ở cơ sở của UỶ BAN")
    other = factories.task(plan, text="Hóa đơn, giải thích của ủy ban")

    assert found(Task, "hòa giải ủy ban", as_typed=True) == [same]
    assert found(Task, "hoa giai uy ban") == [same, other]
    assert found(Task, "giải thích", as_typed=True) == [other]


def test_row_that_is_stored_decomposed_is_found() -> None:
    plan = factories.plan(factories.commune())
    task = factories.task(plan, text=unicodedata.normalize("NFD", "Thủ tục ở Đắk Nông"))

    assert found(Task, "thủ tục đắk") == [task]


def test_what_is_no_word_is_kept_all_the_same() -> None:
    plan = factories.plan(factories.commune())
    text = f"{'x' * 5000} đầu {'từ ' * 30_000} \x7f\u0301 ★漢字 'a' \"b\" <c> \\"

    task = factories.task(plan, text=text)

    assert found(Task, "dau") == [task]


def raw(task: Task) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE tasks_task SET text = %s WHERE id = %s", ["Tập huấn", task.pk])


def saved(task: Task) -> None:
    task.text = "Tập huấn"
    task.save()


def in_bulk(task: Task) -> None:
    task.text = "Tập huấn"
    Task.objects.bulk_update([task], ["text"])


@pytest.mark.parametrize(
    "write", [raw, saved, in_bulk, lambda one: Task.objects.update(text="Tập huấn")]
)
def test_changed_row_is_found_by_its_new_words_alone(
    task: Task, write: Callable[[Task], None]
) -> None:
    write(task)

    assert found(Task, "tập huấn") == [task]
    assert found(Task, "họp") == []


def test_removed_row_is_not_found(task: Task) -> None:
    Task.objects.all().delete()
    other = Task.objects.bulk_create([Task(pk=task.pk, plan=task.plan, position=1, text="Khác")])

    assert found(Task, "hop") == []
    assert found(Task, "khac") == other


def names(model: Found) -> models.Model:
    """Make a row of each kind that says "Bến Tre"."""
    commune = factories.commune("Xã Bến Tre" if model is Territory else "Xã A")
    if model is Territory:
        return commune
    if model is Unit:
        made = factories.unit(commune)
        Unit.objects.filter(pk=made.pk).update(aliases=["VP", "Bến Tre"])
        return made
    if model is Plan:
        made_plan = factories.plan(commune)
        Plan.objects.filter(pk=made_plan.pk).update(subject="PAPI ở Bến Tre")
        return made_plan
    if model is Component:
        part = factories.framework().components.filter(depth=2)[0]
        Component.objects.filter(pk=part.pk).update(name="Bến Tre")
        return part
    return factories.task(factories.plan(commune), text="Họp ở Bến Tre")


@pytest.mark.parametrize("model", [Component, Plan, Task, Territory, Unit])
def test_each_kind_is_found(model: Found) -> None:
    """A migration on SQLite that alters one of these tables ends with its word index again."""
    row = names(model)

    assert found(model, "ben tre") == [row]
    assert found(model, "bến tre", as_typed=True) == [row]
    assert found(model, "bên trẻ", as_typed=True) == []


def test_command_finds_again_what_was_written_past_the_database(task: Task) -> None:
    lost = {
        "sqlite": ["DROP TRIGGER tasks_task_words_changed"],
        "postgresql": ["DROP INDEX tasks_task_words", "SET CONSTRAINTS ALL IMMEDIATE"],
    }
    with connection.cursor() as cursor:
        for statement in lost[connection.vendor]:
            cursor.execute(statement)
    Task.objects.update(text="Tập huấn")

    call_command("rebuild_search", verbosity=0)

    assert found(Task, "tập huấn") == [task]
    assert found(Task, "họp") == []
    Task.objects.update(text="Họp")
    assert found(Task, "họp") == [task]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite asks its own tables")
@pytest.mark.parametrize("model", [Component, Plan, Task, Territory, Unit])
def test_index_is_what_postgresql_asks(model: Any) -> None:
    rows = model.objects.filter(model.FOUND_BY.saying(AskedWords.read("bến tre")))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")

    assert f"{model._meta.db_table}_words" in rows.order_by().explain()
