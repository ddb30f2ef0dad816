"""Lists of units: each row becomes a unit, or says by its cell what is wrong; lists that go out."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from papi_portal import importing
from papi_portal.zip_guard import BadPackageError
from plans import lists
from plans.access import Role
from plans.models import Territory, Unit
from tests import factories
from tests.plans.list_files import PEOPLE, UNITS, administrator, listed, sentences, taken, unit_row
from tests.plans.list_places import coded, posted

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune() -> Territory:
    return factories.commune("Xã Điềm He", parent=factories.province())


# Units


def test_new_unit_is_made_from_the_words_of_its_row(commune: Territory) -> None:
    outcome = taken(
        UNITS,
        unit_row(
            **coded(commune),
            aliases=" Trạm y tế xã ;TYT\nTrạm y tế xã",
            valid_from="1/7/2025",
            valid_to=date(2030, 12, 31),
        ),
    )

    (change,) = outcome.changes
    assert (change.row, change.kind, change.subject) == (2, "new", "Trạm Y tế, xã Điềm He")
    assert ("Loại", "", "trạm y tế") in change.fields
    unit = Unit.objects.get()
    assert (unit.territory, unit.name, unit.kind) == (commune, "Trạm Y tế", "health_station")
    assert unit.aliases == ["Trạm y tế xã", "TYT"]
    assert (unit.valid_from, unit.valid_to) == (date(2025, 7, 1), date(2030, 12, 31))


def test_changed_unit_shows_old_beside_new_and_blank_cells_keep(commune: Territory) -> None:
    unit = Unit.objects.create(
        territory=commune, name="Trạm Y tế", kind="other", aliases=["TYT"], valid_from="2025-07-01"
    )

    outcome = taken(UNITS, unit_row(**coded(commune)))

    (change,) = outcome.changes
    assert (change.kind, change.fields) == ("changed", (("Loại", "khác", "trạm y tế"),))
    assert (outcome.created, outcome.updated, outcome.unchanged) == (0, 1, 0)
    unit.refresh_from_db()
    assert (unit.kind, unit.aliases, unit.valid_from) == (
        "health_station",
        ["TYT"],
        date(2025, 7, 1),
    )


def test_unit_that_stands_as_listed_is_left_alone(commune: Territory) -> None:
    factories.unit(commune, "Trạm Y tế", kind=Unit.Kind.HEALTH_STATION)

    outcome = taken(UNITS, unit_row(**coded(commune), kind="TRAM Y TE"))

    assert (outcome.changes, outcome.unchanged) == ((), 1)


@pytest.mark.parametrize(
    ("cells", "wrong"),
    [
        ({"name": None}, ("D2", "Ô để trống. Hãy ghi tên cơ quan, đơn vị.")),
        ({"kind": None}, ("E2", "Ô để trống. Hãy ghi loại.")),
        ({"kind": "cục"}, ("E2", "“cục” không có trong danh mục. Hãy chọn một trong: Ủy ban")),
        ({"valid_from": "31/02/2025"}, ("G2", "“31/02/2025” không phải là ngày. Hãy ghi")),
        ({"valid_from": 45839}, ("G2", "“45839” không phải là ngày. Hãy ghi ngày/tháng/năm")),
        (
            {"valid_from": "01/07/2025", "valid_to": "30/06/2025"},
            ("H2", "Ngày hết hiệu lực không được trước ngày có hiệu lực."),
        ),
        ({"name": "S" * 151}, ("D2", "150")),
        ({"kind": "=1+1"}, ("E2", "Ô có công thức chưa tính.")),
    ],
)
def test_mistake_in_a_row_of_units_is_told_by_its_cell(
    commune: Territory, cells: dict[str, Any], wrong: tuple[str, str]
) -> None:
    outcome = taken(UNITS, unit_row(**{**coded(commune), **cells}))

    ((cell, sentence),) = sentences(outcome)
    assert cell == wrong[0]
    assert wrong[1] in sentence
    assert not Unit.objects.exists()


def test_all_mistakes_of_a_row_are_told_at_once(commune: Territory) -> None:
    outcome = taken(UNITS, unit_row(**coded(commune), name=None, kind="x", valid_from="y"))

    assert [cell for cell, _ in sentences(outcome)] == ["D2", "E2", "G2"]
    assert outcome.errors[2].startswith("Tên cơ quan, đơn vị: Ô để trống.")
    assert outcome.wrong_rows == 1


def test_nothing_is_written_while_one_row_is_wrong(commune: Territory) -> None:
    outcome = taken(UNITS, unit_row(**coded(commune)), unit_row(**coded(commune), name=None))

    assert (outcome.created, outcome.wrong_rows) == (1, 1)
    assert not Unit.objects.exists()


def test_unit_that_stands_twice_in_the_list_is_refused(commune: Territory) -> None:
    factories.unit(commune, "Trạm Y tế", kind=Unit.Kind.HEALTH_STATION)

    outcome = taken(
        UNITS,
        unit_row(**coded(commune)),
        unit_row(place="Xã Điềm He", name=" Trạm  Y tế"),
    )

    assert sentences(outcome) == [("A3", "Trùng với dòng 2. Mỗi mục chỉ ghi một dòng.")]


def test_name_that_differs_only_in_marks_is_a_new_unit_and_noted(commune: Territory) -> None:
    factories.unit(commune, "Thôn Tân Thanh")

    outcome = taken(UNITS, unit_row(**coded(commune), name="Thôn Tân Thạnh", kind="khác"))

    assert outcome.created == 1
    assert outcome.notes[0].sentence == (
        "Gần giống “Thôn Tân Thanh” đã có tại xã Điềm He; dòng này thêm một đơn vị mới."
    )


def test_same_name_in_two_communes_are_two_units(commune: Territory) -> None:
    other = factories.commune("Xã Khác", parent=commune.parent)

    assert taken(UNITS, unit_row(**coded(commune)), unit_row(**coded(other))).created == 2


# Both


@pytest.mark.parametrize("kind", [UNITS, PEOPLE])
def test_list_that_went_out_comes_back_without_a_change(kind: str, commune: Territory) -> None:
    for name in ("=Công an", "+84", "Sở\nTư pháp"):
        unit = Unit.objects.create(
            territory=commune, name=name.replace("\n", " "), kind="other", aliases=["-x", "@y"]
        )
        person = factories.member(unit, Role.AUDITOR)
        person.memberships.update(valid_from="2025-07-01", title="=1+1")
    by = factories.viewer(administrator())

    table = lists.read(kind, lists.present(kind, by=by))
    outcome = importing.run(lists.FORMS[kind].steps(by), table)

    assert (outcome.changes, outcome.problems, outcome.unchanged) == ((), (), 3)


def test_ended_places_and_roles_do_not_go_out(commune: Territory) -> None:
    ended = factories.commune("Xã Cũ", parent=commune.parent)
    Territory.objects.filter(pk=ended.pk).update(valid_to="2025-06-30")
    factories.unit(ended)
    person = factories.member(factories.unit(commune))
    person.memberships.update(valid_to="2025-06-30")
    by = factories.viewer(administrator())

    assert len(lists.read(UNITS, lists.present(UNITS, by=by)).rows) == 1
    with pytest.raises(BadPackageError, match="chưa có dòng nào"):
        lists.read(PEOPLE, lists.present(PEOPLE, by=by))


@pytest.mark.parametrize(("kind", "most"), [(UNITS, 7), (PEOPLE, 13)])
def test_number_of_queries_does_not_grow_with_the_list(
    commune: Territory, kind: str, most: int
) -> None:
    unit, by = factories.unit(commune), factories.viewer(administrator())

    def queries(count: int) -> int:
        rows = [
            unit_row(**coded(commune), name=f"Thôn {n}")
            if kind == UNITS
            else posted(unit, username=f"nguoi.{n}")
            for n in range(count)
        ]
        table = lists.read(kind, listed(kind, *rows))
        with CaptureQueriesContext(connection) as asked:
            importing.run(lists.FORMS[kind].steps(by), table)
        return len(asked)

    assert queries(3) == queries(60) <= most
