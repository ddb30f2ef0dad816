"""Printing letters, cards and posters from the command line."""

from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from papi_portal import pdf
from plans.models import User
from tests import factories
from tests.tasks.awaiting import Facts

pytestmark = pytest.mark.django_db


@pytest.fixture
def facts(db: None, monkeypatch: pytest.MonkeyPatch) -> Facts:
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 12, 21))
    return Facts()


def printed(command: str, *words: object, out: Path, **options: Any) -> str:
    said = StringIO()
    call_command(command, *map(str, words), out=out, stdout=said, **options)
    assert out.stat().st_size > 0
    return said.getvalue()


def test_letters_are_written_to_all_and_to_each(facts: Facts, tmp_path: Path) -> None:
    file, by = tmp_path / "a.docx", facts.reviewer.username

    to_all = printed("print_letters", "Quý IV/2026", by=by, out=file)
    to_each = printed("print_letters", "Quý IV/2026", by=by, each=True, out=file)

    begin = "Công văn đôn đốc nộp báo cáo Quý IV/2026 gửi"
    assert to_all == f"{begin} 1 đơn vị → {file}\n"
    assert to_each == f"{begin} UBND xã Điềm He → {file}\n"


def test_letters_of_who_reviews_nothing_are_refused(facts: Facts, tmp_path: Path) -> None:
    factories.user("khong-ai")
    for by in ("khong-ai", "khong-co", facts.officer.username):
        with pytest.raises(CommandError, match=f"{by} reviews no reports; the page /people/"):
            printed("print_letters", "Quý IV/2026", by=by, out=tmp_path / "a.docx")


def test_letters_to_nobody_are_refused(facts: Facts, tmp_path: Path) -> None:
    facts.submission()
    by = User.objects.get(pk=facts.reviewer.pk).username

    with pytest.raises(CommandError, match="reviews is late with Quý IV/2026"):
        printed("print_letters", "Quý IV/2026", by=by, out=tmp_path / "a.docx")


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_card_of_a_unit_is_written(facts: Facts, tmp_path: Path, kind: str) -> None:
    file = tmp_path / f"a.{kind}"

    said = printed("print_unit_card", facts.unit.pk, "Quý IV/2026", out=file)

    assert said == f"Phiếu công việc, Ủy ban nhân dân xã Điềm He → {file}\n"


def test_card_of_a_unit_that_there_is_not_is_refused(facts: Facts, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="There is no unit 999999"):
        printed("print_unit_card", 999_999, "Quý IV/2026", out=tmp_path / "a.docx")


@pytest.mark.skipif(pdf.problem() is not None, reason=f"no PDF here: {pdf.problem()}")
def test_poster_of_a_plan_is_written(facts: Facts, tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"

    said = printed("print_poster", facts.plan.pk, size="a4", out=file)

    assert said == f"Áp phích nhiệm vụ, Xã Điềm He → {file}\n"
    assert file.read_bytes().startswith(b"%PDF-")
