"""Printing a whole plan, and its appendix in another order, from the command line."""

from io import BytesIO, StringIO
from pathlib import Path

import docx
import pytest
from django.core.management import CommandError, call_command

from papi_portal import pdf
from tests import factories

pytestmark = pytest.mark.django_db


def paragraphs(file: Path) -> list[str]:
    return [one.text for one in docx.Document(BytesIO(file.read_bytes())).paragraphs]


@pytest.mark.skipif(pdf.problem() is not None, reason=f"no PDF here: {pdf.problem()}")
def test_plan_is_printed_by_its_number(tmp_path: Path) -> None:
    factories.issued_plan(factories.commune(), number="354/KH-UBND")
    file, out = tmp_path / "ke-hoach.pdf", StringIO()

    call_command("print_plan", "354/KH-UBND", out=file, stdout=out)

    assert file.read_bytes().startswith(b"%PDF-")
    assert out.getvalue() == f"Kế hoạch số 354/KH-UBND → {file}\n"


def test_word_is_asked_for_by_the_name_of_the_file_or_by_format(tmp_path: Path) -> None:
    plan = factories.issued_plan(factories.commune())
    by_name, by_option = tmp_path / "a.docx", tmp_path / "b"

    call_command("print_plan", str(plan.pk), out=by_name, stdout=StringIO())
    call_command("print_plan", str(plan.pk), out=by_option, format="docx", stdout=StringIO())

    assert paragraphs(by_name) == paragraphs(by_option)
    assert "KẾ HOẠCH" in paragraphs(by_name)
    assert "PHỤ LỤC" in paragraphs(by_name)


@pytest.mark.parametrize(("name", "kind"), [("a.xlsx", None), ("a.XLSX", None), ("a", "xlsx")])
def test_excel_says_what_to_print_instead(tmp_path: Path, name: str, kind: str | None) -> None:
    plan = factories.issued_plan(factories.commune())

    with pytest.raises(CommandError, match="choose pdf or docx, or print_appendix"):
        call_command("print_plan", str(plan.pk), out=tmp_path / name, format=kind)

    assert list(tmp_path.iterdir()) == []


def test_unknown_plan_says_where_to_look(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="the page /plans/ lists them"):
        call_command("print_plan", "999/KH-UBND", out=tmp_path / "a.docx")


@pytest.mark.parametrize(
    ("by", "heading"),
    [
        ("lead", "UBND xã Điềm He"),
        ("deadline", "Thường xuyên"),
        ("dimension", "Nhiệm vụ chưa gắn nội dung chỉ số"),
    ],
)
def test_appendix_is_printed_in_the_order_asked_for(tmp_path: Path, by: str, heading: str) -> None:
    plan = factories.issued_plan(factories.commune(), tasks=2)
    file = tmp_path / "a.docx"

    call_command("print_appendix", str(plan.pk), out=file, by=by, columns="six", stdout=StringIO())

    table = docx.Document(BytesIO(file.read_bytes())).tables[0]
    assert [cell.text for cell in table.rows[0].cells][-1] == "Sản phẩm đầu ra"
    assert table.rows[1].cells[0].text == heading


def test_extract_about_an_index_is_printed(tmp_path: Path) -> None:
    made = factories.framework()
    plan = factories.plan(factories.commune(), number="12/KH-UBND")
    factories.task(plan, components=(factories.component(made, "1.1"),))
    factories.task(plan)
    file = tmp_path / "a.docx"

    call_command("print_appendix", str(plan.pk), out=file, index=made.index.code, stdout=StringIO())

    words = "\n".join(paragraphs(file))
    assert f"(Trích: các nhiệm vụ gắn với {made.index})" in words
    table = docx.Document(BytesIO(file.read_bytes())).tables[0]
    listed = "\n".join(row.cells[0].text for row in table.rows)
    assert "Nhiệm vụ 1" in listed
    assert "Nhiệm vụ 2" not in listed
    with pytest.raises(CommandError, match=f"no index 'colour'; there are: {made.index.code}"):
        call_command("print_appendix", str(plan.pk), out=file, index="colour")


def test_order_that_there_is_not_is_refused(tmp_path: Path) -> None:
    plan = factories.issued_plan(factories.commune())

    with pytest.raises(CommandError, match="invalid choice: 'colour'"):
        call_command(
            "print_appendix", str(plan.pk), "--by", "colour", "--out", str(tmp_path / "a.pdf")
        )
