"""Printing an appendix from the command line."""

from collections import Counter
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pypdf import PageObject, PdfReader

from papi_portal import drawings, pdf
from plans.models import Plan
from tasks import demo
from tasks.reports import appendix
from tests import factories
from tests.tasks.reports.ink import in_top_margin

pytestmark = pytest.mark.django_db
needs_pango = pytest.mark.skipif(pdf.problem() is not None, reason=f"no PDF here: {pdf.problem()}")
A4_LANDSCAPE = (pytest.approx(841.89, abs=0.1), pytest.approx(595.28, abs=0.1))


def print_to(file: Path, plan: object) -> str:
    out = StringIO()
    call_command("print_appendix", str(plan), "--out", str(file), stdout=out)
    return out.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "phu-luc.pdf"


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Say which plan is printed instead of drawing it."""
    monkeypatch.setattr(appendix, "as_paper", lambda found: str(found.plan.pk))
    monkeypatch.setattr(drawings, "draw", lambda number, _kind: number.encode())


# Which plan


@pytest.mark.usefixtures("undrawn")
def test_plan_is_found_by_its_number(file: Path) -> None:
    plan = factories.issued_plan(factories.commune(), number="354/KH-UBND")

    said = print_to(file, "354/KH-UBND")

    assert file.read_bytes() == str(plan.pk).encode()
    assert said == f"Kế hoạch số 354/KH-UBND → {file}\n"


@pytest.mark.usefixtures("undrawn")
def test_plan_is_found_by_its_id(file: Path) -> None:
    plan = factories.issued_plan(factories.commune())

    print_to(file, plan.pk)

    assert file.read_bytes() == str(plan.pk).encode()


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize("word", ["999/KH-UBND", "0", "9" * 30, "", "²"])
def test_unknown_plan_says_where_to_look(file: Path, word: str) -> None:
    factories.issued_plan(factories.commune())

    with pytest.raises(CommandError, match=r"No plan has the number .* the page /plans/ lists"):
        print_to(file, word)

    assert not file.exists()


@pytest.mark.usefixtures("undrawn")
def test_number_that_several_plans_share_lists_them_with_their_ids(file: Path) -> None:
    plans = [
        factories.issued_plan(factories.commune(name), number="12/KH-UBND")
        for name in ("Xã Một", "Xã Hai")
    ]

    with pytest.raises(CommandError) as refused:
        print_to(file, "12/KH-UBND")

    first, *candidates = str(refused.value).split("\n")
    assert first == "2 plans have the number 12/KH-UBND; give the id:"
    assert sorted(candidates) == sorted(
        f"  {plan.pk}: Kế hoạch số 12/KH-UBND, 2026-01-15, {plan.issuer}" for plan in plans
    )
    print_to(file, plans[1].pk)
    assert file.read_bytes() == str(plans[1].pk).encode()


@pytest.mark.usefixtures("undrawn")
def test_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    plan = factories.issued_plan(factories.commune())
    nowhere = tmp_path / "missing" / "a.pdf"

    with pytest.raises(CommandError, match=r"missing/a\.pdf cannot be written"):
        print_to(nowhere, plan.pk)


def test_machine_without_pango_says_what_to_type(
    monkeypatch: pytest.MonkeyPatch, file: Path
) -> None:
    monkeypatch.setattr(pdf, "problem", lambda: "the system library pango-1.0 is missing.")
    plan = factories.issued_plan(factories.commune())

    with pytest.raises(CommandError, match=r"pango-1\.0 is missing\. run: make install"):
        print_to(file, plan.pk)

    assert not file.exists()


@pytest.mark.usefixtures("undrawn")
def test_disk_that_is_full_leaves_no_half_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_bytes(b"yesterday's")

    def full(place: Path, _content: bytes) -> None:
        place.touch()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    plan = factories.issued_plan(factories.commune())

    with pytest.raises(CommandError, match="cannot be written: No space left on device"):
        print_to(file, plan.pk)

    assert [one.name for one in file.parent.iterdir()] == [file.name]
    assert file.read_bytes() == b"yesterday's"


@pytest.mark.parametrize(("kind", "starts"), [("docx", b"PK"), ("xlsx", b"PK")])
def test_word_and_excel_need_no_pango(
    kind: str, starts: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "problem", lambda: "the system library pango-1.0 is missing.")
    plan = factories.issued_plan(factories.commune())
    by_name, by_option = tmp_path / f"a.{kind}", tmp_path / "b"

    print_to(by_name, plan.pk)
    call_command("print_appendix", str(plan.pk), out=by_option, format=kind, stdout=StringIO())

    assert by_name.read_bytes().startswith(starts)
    assert len(by_option.read_bytes()) == pytest.approx(len(by_name.read_bytes()), abs=20)


# The paper


@pytest.fixture
def printed(file: Path) -> list[PageObject]:
    """Return the pages of the plan 354/KH-UBND as printed."""
    demo.load(at=factories.NOW, with_people=False)
    print_to(file, "354/KH-UBND")
    return list(PdfReader(file).pages)


def words(page: PageObject) -> list[str]:
    return page.extract_text().split()


HEADER = " ".join(appendix.COLUMNS).split()


@needs_pango
def test_paper_holds_every_word_of_every_row_in_order(printed: list[PageObject]) -> None:
    found = appendix.build(Plan.objects.select_related("issuer").get(number="354/KH-UBND"))
    expected = "PHỤ LỤC", found.title, found.attached
    rows = [
        cells
        for group in found.groups
        for cells in [
            (group.heading,),
            *((row.content, *row.lines, row.lead, row.support, row.deadline) for row in group.rows),
        ]
    ]

    text: list[str] = []
    for number, page in enumerate(printed, start=1):
        of_page = words(page)
        at = next(i for i in range(len(of_page)) if of_page[i : i + len(HEADER)] == HEADER)
        assert of_page[:at] == (" ".join(expected).split() if number == 1 else [])
        # The number of a page is drawn last, though it stands on top.
        text += of_page[at + len(HEADER) : None if number == 1 else -1]

    # A line may break inside a word, after a stroke: the letters count. A row that breaks says the
    # beginnings of all its cells before their ends.
    letters = "".join(text)
    assert Counter(letters) == Counter("".join("".join(cells) for cells in rows).replace(" ", ""))
    at = 0
    for first, *_ in rows:
        at = letters.index("".join(first.split()), at)


@needs_pango
def test_pages_are_a4_landscape_with_the_header_row_on_each(printed: list[PageObject]) -> None:
    assert len(printed) > 2
    for page in printed:
        assert (page.mediabox.width, page.mediabox.height) == A4_LANDSCAPE
        assert " ".join(HEADER) in " ".join(words(page))


@needs_pango
def test_first_page_has_no_number_and_the_second_has_2(printed: list[PageObject]) -> None:
    on_top = [" ".join(text.strip() for text in in_top_margin(page)).strip() for page in printed]

    assert on_top == ["", *(str(number) for number in range(2, len(printed) + 1))]


def fonts_of(page: PageObject) -> dict[str, Any]:
    resources: Any = page["/Resources"]
    fonts: dict[str, Any] = resources["/Font"]
    return fonts


@needs_pango
def test_only_liberation_serif_is_used_and_it_is_embedded(printed: list[PageObject]) -> None:
    fonts = {
        str(reference.get_object()["/BaseFont"]): reference.get_object()
        for page in printed
        for reference in fonts_of(page).values()
    }

    assert fonts
    for name, font in fonts.items():
        assert "Liberation-Serif" in name
        described = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        assert described.keys() & {"/FontFile2", "/FontFile3"}
