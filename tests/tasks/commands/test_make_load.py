"""The command that makes data to measure by: what it says, takes and refuses."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction

from plans.models import Plan, Territory, Unit, User
from plans.signin import DEMO_PASSWORD
from tasks.demo import ground
from tests import factories
from tests.factories import TODAY

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("make_load", *arguments, "--on", TODAY.isoformat(), stdout=out)
    return out.getvalue()


def test_command_says_how_far_it_is_and_what_the_portal_holds() -> None:
    said = run("--communes", "2", "--tasks", "3", "--periods", "2")
    assert "Tỉnh Lạng Sơn: 2/2 xã, phường\n" in said
    assert "Tỉnh Lạng Sơn: 1/2 kỳ\nTỉnh Lạng Sơn: 2/2 kỳ\n" in said
    assert "9 nhiệm vụ" in said


def test_people_sign_in_with_the_public_password_in_the_demo_alone(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    for is_demo in (False, True):
        settings.DEMO = is_demo
        with transaction.atomic():
            run("--communes", "1", "--tasks", "1", "--periods", "1")
            person = User.objects.get(username__endswith=".sonoivu")
            assert person.has_usable_password() is is_demo
            assert person.check_password(DEMO_PASSWORD) is is_demo
            transaction.set_rollback(True)


def test_units_come_from_the_list_that_is_named(tmp_path: Path) -> None:
    listed = tmp_path / "units.csv"
    communes = "".join(
        f"commune,{code},Phường Số {code},{code[:2]}\n" for code in ("01001", "01002", "02001")
    )
    listed.write_text(
        "level,code,name,parent_code\nprovince,01,Thành phố Hà Nội,\n"
        f"province,02,Tỉnh Bé,\n{communes}",
        encoding="utf-8",
    )
    run("--communes", "3", "--tasks", "3", "--periods", "1", "--units", str(listed))
    assert Plan.objects.filter(territory__level="commune").count() == 3
    assert Unit.objects.filter(name="Công an phường").count() == 3
    assert Unit.objects.filter(name="Công an thành phố", territory__code="01").exists()
    assert "cấp xã" in str(Unit.objects.get(name="UBND phường Số 02001").aliases)


def test_smallest_province_that_is_large_enough_is_taken(tmp_path: Path) -> None:
    listed = tmp_path / "units.csv"
    below = {"01": 3, "02": 2, "03": 1}
    lines = [f"province,{code},Tỉnh {code},\n" for code in below]
    lines += [
        f"commune,{c}{n:03},Xã {c}{n},{c}\n" for c, many in below.items() for n in range(many)
    ]
    listed.write_text("level,code,name,parent_code\n" + "".join(lines), encoding="utf-8")
    run("--communes", "2", "--tasks", "1", "--periods", "1", "--units", str(listed))
    assert set(Territory.objects.values_list("parent__code", flat=True)) == {None, "02"}


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--communes", "68"], "Danh mục chỉ có 67 xã, phường"),
        (["--periods", "12"], "năm báo cáo 2026 mới có 11 tháng chốt số liệu"),
        (["--units", "/nowhere/units.csv"], "Không đọc được danh mục"),
    ],
)
def test_what_cannot_be_made_is_said_and_nothing_is_written(
    arguments: list[str], sentence: str
) -> None:
    with pytest.raises(CommandError, match=sentence):
        run(*arguments)
    assert not Plan.objects.exists()
    assert not Territory.objects.exists()


def test_database_with_somebodys_work_is_refused() -> None:
    elsewhere = factories.province(code="01")
    for code in ("00004", "00008"):  # of Hà Nội: those of the demonstration would not be strange
        place = factories.commune(parent=elsewhere)
        Territory.objects.filter(pk=place.pk).update(code=code)
    factories.plan(Territory.objects.get(code="00004"))
    factories.officer(Territory.objects.get(code="00008"))
    with pytest.raises(CommandError) as refused:
        run("--communes", "1")
    assert "1 kế hoạch, 1 tài khoản có vai trò, 2 cơ quan, đơn vị không phải của bản minh họa" in (
        str(refused.value)
    )
    assert Plan.objects.count() == 1


def test_load_stands_beside_the_demonstration_once(tmp_path: Path) -> None:
    place = factories.province(code=ground.PROVINCE)
    Plan.objects.filter(pk=factories.plan(place).pk).update(is_illustration=True)
    factories.member(factories.committee(place), username="chutich")
    listed = tmp_path / "units.csv"
    listed.write_text(
        "level,code,name,parent_code\nprovince,01,Thành phố Hà Nội,\ncommune,00004,Phường Ba,01\n",
        encoding="utf-8",
    )
    arguments = ["--communes", "1", "--tasks", "2", "--periods", "1", "--units", str(listed)]
    run(*arguments)
    assert Plan.objects.count() == 3
    with pytest.raises(CommandError, match="tài khoản có vai trò"):
        run(*arguments)
