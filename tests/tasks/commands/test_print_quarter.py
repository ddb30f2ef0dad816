"""Printing the report on a period from the command line."""

from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import docx
import pytest
from django.core.management import CommandError, call_command

from plans.models import Plan
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    made = factories.issued_plan(factories.commune(), number="12/KH-UBND")
    factories.period(made.territory)
    return made


def printed(period: object, out: Path, **options: Any) -> str:
    said = StringIO()
    call_command("print_quarter", str(period), out=out, stdout=said, **options)
    return said.getvalue()


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_report_of_a_plan_is_written(plan: Plan, tmp_path: Path, kind: str) -> None:
    file = tmp_path / f"a.{kind}"

    said = printed("Quý IV/2026", file, plan="12/KH-UBND")

    assert said == f"Báo cáo Quý IV/2026, UBND xã Điềm He → {file}\n"
    assert file.read_bytes().startswith(b"PK")


def test_report_of_the_province_is_written(plan: Plan, tmp_path: Path) -> None:
    province = plan.territory.parent
    assert province is not None
    factories.committee(province)
    file = tmp_path / "a"

    said = printed("Quý IV/2026", file, format="docx")

    assert said == f"Báo cáo Quý IV/2026, UBND tỉnh Lạng Sơn → {file}\n"


def test_section_for_the_report_on_reform_is_written(plan: Plan, tmp_path: Path) -> None:
    file = tmp_path / "a.docx"

    said = printed("Quý IV/2026", file, plan="12/KH-UBND", section=True)

    assert said.startswith("Mục trong báo cáo cải cách hành chính Quý IV/2026")
    words = [one.text for one in docx.Document(BytesIO(file.read_bytes())).paragraphs]
    assert any("Kết quả thực hiện" in one for one in words)
    assert "BÁO CÁO" not in words


def test_unknown_period_says_where_to_look(plan: Plan, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="the page /periods/ lists them"):
        printed("Quý V/2026", tmp_path / "a")


def test_name_of_several_periods_lists_their_ids(plan: Plan, tmp_path: Path) -> None:
    other = factories.period(factories.province("Tỉnh Cao Bằng"))

    with pytest.raises(CommandError, match=f"{other.pk}: Quý IV/2026, Tỉnh Cao Bằng"):
        printed("Quý IV/2026", tmp_path / "a")


def test_who_owes_no_report_is_told(plan: Plan, tmp_path: Path) -> None:
    police = factories.unit(plan.territory)

    with pytest.raises(CommandError, match="Công an xã owes no report on Kế hoạch số 12/KH-UBND"):
        printed("Quý IV/2026", tmp_path / "a", plan=str(plan.pk), unit=police.pk)
    with pytest.raises(CommandError, match="Unit 999999 owes no report"):
        printed("Quý IV/2026", tmp_path / "a", plan=str(plan.pk), unit=999_999)


def test_province_without_committee_is_told(plan: Plan, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="its territory has no UBND: name it with --plan"):
        printed("Quý IV/2026", tmp_path / "a")
