"""Lists of people and their roles: each row becomes a role, or says by its cell what is wrong."""

from datetime import date
from typing import Any

import pytest

from plans.access import Role
from plans.models import Membership, Territory, Unit, User
from tests import factories
from tests.plans.list_files import PEOPLE, administrator, person_row, sentences, taken
from tests.plans.list_places import coded, posted

pytestmark = pytest.mark.django_db
HELD = "Người này đã giữ vai trò này tại đơn vị trong thời gian đó"


@pytest.fixture
def commune() -> Territory:
    return factories.commune("Xã Điềm He", parent=factories.province())


@pytest.fixture
def police(commune: Territory) -> Unit:
    return factories.unit(commune, "Công an xã")


def test_new_person_gets_a_role_and_no_password(police: Unit) -> None:
    outcome = taken(
        PEOPLE,
        posted(police, email="an@xa.vn", phone=912345678, title="Cán bộ", valid_from="1/1/2026"),
    )

    (change,) = outcome.changes
    assert change.subject == "Nguyễn Văn An: cán bộ cập nhật, Công an xã, xã Điềm He"
    assert ("Họ và tên", "", "Nguyễn Văn An") in change.fields
    person = User.objects.get(username="an.nv")
    assert (person.full_name, person.email, person.phone) == (
        "Nguyễn Văn An",
        "an@xa.vn",
        "912345678",
    )
    assert not person.has_usable_password()
    assert (person.is_active, person.is_staff, person.is_superuser) == (True, False, False)
    post = person.memberships.get()
    assert (post.unit, post.role, post.title) == (police, Role.OFFICER, "Cán bộ")
    assert post.valid_from == date(2026, 1, 1)


def test_person_with_two_roles_stands_in_two_rows(police: Unit) -> None:
    outcome = taken(PEOPLE, posted(police), posted(police, role="lãnh đạo"))

    assert outcome.created == 2
    assert User.objects.get(username="an.nv").memberships.count() == 2


def test_rows_of_one_person_must_agree(police: Unit) -> None:
    outcome = taken(PEOPLE, posted(police), posted(police, role="lãnh đạo", full_name="Trần An"))

    assert sentences(outcome) == [
        ("B3", "Khác với dòng 2 của cùng tên đăng nhập. Hãy ghi giống nhau.")
    ]


def test_known_person_keeps_the_password_and_changes_the_name(police: Unit) -> None:
    person = factories.member(police, username="an.nv")
    person.set_password("mat-khau-cu-12")
    person.save()

    outcome = taken(PEOPLE, posted(police))

    (change,) = outcome.changes
    assert (change.kind, change.fields) == (
        "changed",
        (("Họ và tên", "Nguyễn Văn A", "Nguyễn Văn An"),),
    )
    person.refresh_from_db()
    assert person.full_name == "Nguyễn Văn An"
    assert person.check_password("mat-khau-cu-12")


def test_role_that_stands_as_listed_is_left_alone(police: Unit) -> None:
    factories.member(police, username="an.nv")

    outcome = taken(PEOPLE, posted(police, full_name="Nguyễn Văn A"))

    assert (outcome.changes, outcome.unchanged) == ((), 1)


def test_role_without_a_first_day_in_the_row_is_the_one_there_is(police: Unit) -> None:
    person = factories.user("an.nv", "Nguyễn Văn An")
    Membership.objects.create(user=person, unit=police, role="officer", valid_from="2025-07-01")

    outcome = taken(PEOPLE, posted(police, valid_to="31/12/2026", title="Trưởng Công an"))

    assert outcome.changes[0].fields == (
        ("Chức vụ", "", "Trưởng Công an"),
        ("Đến hết ngày", "", "31/12/2026"),
    )
    post = person.memberships.get()
    assert (post.valid_from, post.valid_to) == (date(2025, 7, 1), date(2026, 12, 31))


def two_posts(unit: Unit) -> None:
    person = factories.user("an.nv", "Nguyễn Văn An")
    for first, last in (("2024-01-01", "2024-12-31"), ("2026-01-01", None)):
        Membership.objects.create(
            user=person, unit=unit, role="officer", valid_from=first, valid_to=last
        )


def test_role_held_twice_asks_for_the_first_day(police: Unit) -> None:
    two_posts(police)

    assert sentences(taken(PEOPLE, posted(police))) == [
        ("K2", "Người này đã nhiều lần giữ vai trò này tại đơn vị. Hãy ghi ngày có hiệu lực.")
    ]
    assert taken(PEOPLE, posted(police, valid_from="01/01/2024", title="x")).updated == 1


def test_same_role_twice_at_a_time_is_refused(police: Unit) -> None:
    two_posts(police)

    assert sentences(taken(PEOPLE, posted(police, valid_from="01/06/2024"))) == [
        ("K2", f"{HELD} (từ 01/01/2024 đến 31/12/2024).")
    ]
    assert taken(PEOPLE, posted(police, valid_from="1/1/2025", valid_to="31/12/2025")).created == 1


def test_roles_that_overlap_inside_the_list_are_refused(police: Unit) -> None:
    outcome = taken(
        PEOPLE, posted(police, valid_from="01/01/2026"), posted(police, valid_from="01/06/2026")
    )

    assert [cell for cell, _ in sentences(outcome)] == ["K3"]


@pytest.mark.parametrize(
    ("cells", "wrong"),
    [
        ({"username": None}, ("A2", "Ô để trống. Hãy ghi tên đăng nhập.")),
        ({"username": "an nv"}, ("A2", "Điền tên đăng nhập hợp lệ.")),
        ({"full_name": None}, ("B2", "Ô để trống. Hãy ghi họ và tên.")),
        ({"email": "an@"}, ("C2", "email")),
        ({"role": "giám đốc"}, ("I2", "“giám đốc” không có trong danh mục.")),
        ({"unit": None}, ("H2", "Ô để trống. Hãy ghi đơn vị.")),
        ({"unit": "Sở Y tế"}, ("H2", "Xã Điềm He không có đơn vị tên “Sở Y tế”. Hãy ghi đúng")),
        ({"unit": "Cong an xa"}, ("H2", "Có phải “Công an xã”? Hãy ghi đúng tên")),
        ({"code": "99999"}, ("F2", "Không có địa bàn nào đang hiệu lực mang mã 99999")),
        ({"code": None, "level": None}, ("F2", "Ô để trống. Hãy ghi mã địa bàn")),
    ],
)
def test_mistake_in_a_row_of_people_is_told_once_and_by_its_cell(
    police: Unit, cells: dict[str, Any], wrong: tuple[str, str]
) -> None:
    outcome = taken(PEOPLE, posted(police, **cells))

    ((cell, sentence),) = sentences(outcome)
    assert cell == wrong[0]
    assert wrong[1] in sentence
    assert not User.objects.filter(username__startswith="an").exists()


def test_unit_is_known_by_its_other_names(police: Unit) -> None:
    Unit.objects.filter(pk=police.pk).update(aliases=["Công an"])

    assert taken(PEOPLE, posted(police, unit="CÔNG AN")).created == 1


def test_other_name_of_two_units_is_not_guessed(commune: Territory) -> None:
    both = "Đoàn Thanh niên, Đoàn thể xã"
    for name in both.split(", "):
        Unit.objects.create(territory=commune, name=name, kind="association", aliases=["Đoàn"])

    outcome = taken(PEOPLE, person_row(**coded(commune), unit="Đoàn"))

    assert sentences(outcome) == [
        ("H2", f"Xã Điềm He có 2 đơn vị được gọi là “Đoàn”: {both}. Hãy ghi tên đầy đủ.")
    ]


def test_username_that_differs_only_in_case_is_asked_about(police: Unit) -> None:
    factories.user("An.NV")

    assert sentences(taken(PEOPLE, posted(police))) == [
        (
            "A2",
            "Đã có tài khoản “An.NV”, chỉ khác chữ hoa, chữ thường. Hãy ghi đúng tên đó.",
        )
    ]


def test_usernames_that_differ_only_in_case_inside_the_list_are_refused(police: Unit) -> None:
    outcome = taken(PEOPLE, posted(police), posted(police, username="AN.NV"))

    assert [cell for cell, _ in sentences(outcome)] == ["A3"]


@pytest.mark.parametrize(("superuser", "problems"), [(False, 1), (True, 0)])
def test_superuser_is_changed_by_superusers_only(
    police: Unit, superuser: bool, problems: int
) -> None:
    User.objects.create_superuser("an.nv", full_name="Nguyễn Văn An")
    by = factories.viewer(administrator("khac", superuser=superuser))

    renamed = taken(PEOPLE, posted(police, full_name="Trần An"), by=by)

    assert len(renamed.problems) == problems
    assert User.objects.filter(username="an.nv", full_name="Trần An").exists() is superuser
    assert len(taken(PEOPLE, posted(police, full_name=None), by=by).problems) == 1


def test_role_of_a_superuser_is_given_by_superusers_only(police: Unit) -> None:
    User.objects.create_superuser("an.nv", full_name="Nguyễn Văn An")

    outcome = taken(PEOPLE, posted(police), by=factories.viewer(administrator("khac")))

    assert sentences(outcome) == [
        ("A2", "Tài khoản quản trị hệ thống chỉ do quản trị hệ thống thay đổi.")
    ]


def test_locked_account_is_noted_and_stays_locked(police: Unit) -> None:
    person = factories.user("an.nv", "Nguyễn Văn An")
    User.objects.filter(pk=person.pk).update(is_active=False)

    outcome = taken(PEOPLE, posted(police))

    assert [note.sentence for note in outcome.notes] == [
        "Tài khoản đang bị khóa; danh sách này không mở khóa."
    ]
    person.refresh_from_db()
    assert not person.is_active
    assert person.memberships.count() == 1
