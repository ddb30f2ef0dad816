"""Which kinds of files the printing commands write, and what they say of the others."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests import factories

WORDS: dict[str, tuple[tuple[str, ...], dict[str, Any]]] = {
    "print_appendix": (("1",), {}),
    "print_plan": (("1",), {}),
    "print_poster": (("1",), {}),
    "print_quarter": (("Quý IV/2026",), {}),
    "print_unit_card": (("1", "Quý IV/2026"), {}),
    "print_letters": (("Quý IV/2026",), {"by": "soyte"}),
    "print_book": (("Quý IV/2026",), {"by": "soyte"}),
}
every = pytest.mark.parametrize("command", WORDS)


def refused(command: str, out: Path, **options: Any) -> str:
    """Return what a command says that writes nothing; it asks the database nothing either."""
    words, more = WORDS[command]
    with pytest.raises(CommandError) as said:
        call_command(command, *words, out=out, **more, **options)
    return str(said.value)


@every
@pytest.mark.parametrize("name", ["a.odt", "a.htm", "bao-cao.2026"])
def test_name_of_another_kind_is_refused_before_anything_is_drawn(
    command: str, name: str, tmp_path: Path
) -> None:
    said = refused(command, tmp_path / name)

    assert f"of the kind '{name.rpartition('.')[2]}' there is no file; name it .pdf" in said
    assert said.endswith("or give --format.")
    assert list(tmp_path.iterdir()) == []


@every
def test_format_that_there_is_not_is_refused(command: str, tmp_path: Path) -> None:
    words, more = WORDS[command]
    options = [word for name, value in more.items() for word in (f"--{name}", value)]

    with pytest.raises(CommandError, match="invalid choice: 'odt'"):
        call_command(command, *words, *options, "--out", str(tmp_path / "a"), "--format", "odt")


@pytest.mark.parametrize(
    ("command", "kind", "instead"),
    [
        ("print_plan", "xlsx", "print_appendix for its tasks"),
        ("print_letters", "xlsx", "choose pdf or docx"),
        ("print_poster", "docx", "print_appendix gives its tasks"),
        ("print_poster", "xlsx", "print_appendix gives its tasks"),
        ("print_book", "docx", "print_quarter and print_appendix give each"),
        ("print_book", "xlsx", "print_quarter and print_appendix give each"),
    ],
)
def test_kind_that_a_document_does_not_have_says_what_to_print_instead(
    command: str, kind: str, instead: str, tmp_path: Path
) -> None:
    assert instead in refused(command, tmp_path / f"a.{kind}")
    assert instead in refused(command, tmp_path / "a.pdf", format=kind)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["", ".", "/"])
def test_folder_is_no_file_to_write(name: str) -> None:
    plan = factories.issued_plan(factories.commune())

    with pytest.raises(CommandError, match="is a folder: give the name of the file"):
        call_command(
            "print_appendix", str(plan.pk), out=Path(name), format="docx", stdout=StringIO()
        )
