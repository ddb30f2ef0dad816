"""Printing books from the command line."""

from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from plans.models import User
from tests import factories
from tests.plans import booking
from tests.tasks.book_facts import Province

pytestmark = pytest.mark.django_db


@pytest.fixture
def facts(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> Province:
    settings.VAR_DIR = tmp_path / "var"
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 12, 21))
    return Province(communes=1)


def printed(*words: str, out: Path, **options: Any) -> str:
    said = StringIO()
    call_command("print_book", *words, out=out, stdout=said, stderr=StringIO(), **options)
    return said.getvalue()


def test_appendices_of_a_year_are_written(facts: Province, tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"

    said = printed(plans=2026, by=facts.reviewer.username, out=file)

    assert said == f"Phụ lục các kế hoạch năm 2026, tỉnh Lạng Sơn → {file}\n"
    assert len(booking.read(file.read_bytes()).pages) == 4


def test_reports_on_a_period_are_written(facts: Province, tmp_path: Path) -> None:
    facts.submission(facts.plans[0])
    file = tmp_path / "a.pdf"

    said = printed("Quý IV/2026", by=facts.reviewer.username, out=file)

    assert said == f"Báo cáo Quý IV/2026, tỉnh Lạng Sơn → {file}\n"


def test_one_of_period_and_year_is_to_be_named(facts: Province, tmp_path: Path) -> None:
    by, out = facts.reviewer.username, tmp_path / "a.pdf"
    for words, options in (((), {}), (("Quý IV/2026",), {"plans": 2026})):
        with pytest.raises(CommandError, match="Name a period for its reports, or a year"):
            printed(*words, by=by, out=out, **options)


def test_account_that_reads_no_province_is_refused(facts: Province, tmp_path: Path) -> None:
    out, officer = tmp_path / "a.pdf", factories.officer(facts.plans[0].territory)

    with pytest.raises(CommandError, match="There is no account 'khong-co'"):
        printed(plans=2026, by="khong-co", out=out)
    with pytest.raises(CommandError, match="reads no province as a whole"):
        printed(plans=2026, by=officer.username, out=out)
    with pytest.raises(CommandError, match="không còn được xem"):
        printed("Quý IV/2026", by=officer.username, out=out)


def test_one_of_several_provinces_is_to_be_named(facts: Province, tmp_path: Path) -> None:
    other, out = factories.province("Tỉnh Cao Bằng"), tmp_path / "a.pdf"
    both = factories.user()
    User.objects.filter(pk=both.pk).update(is_superuser=True)

    with pytest.raises(CommandError, match=f"--province:(?s:.*){other.code}: Tỉnh Cao Bằng"):
        printed(plans=2026, by=both.username, out=out)

    assert "Lạng Sơn" in printed(plans=2026, by=both.username, province=facts.place.code, out=out)


def test_empty_book_and_full_disk_leave_no_file(facts: Province, tmp_path: Path) -> None:
    by, folder = facts.reviewer.username, tmp_path / "out"
    folder.mkdir()

    with pytest.raises(CommandError, match="Chưa có gì để lập sách"):
        printed(plans=2020, by=by, out=folder / "a.pdf")
    with pytest.raises(CommandError, match="cannot be written"):
        printed(plans=2026, by=by, out=folder / "none" / "a.pdf")

    assert list(folder.iterdir()) == []
