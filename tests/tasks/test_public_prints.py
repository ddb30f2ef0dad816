"""Prints for everybody: made once, one at a time, and never in the places of officials."""

from itertools import count
from typing import Any

import pytest

from papi_portal import kept_prints, pdf, slots
from plans.models import Plan
from tests import factories
from tests.tasks.showing_all import asked, switched_on

pytestmark = pytest.mark.django_db
CODES = count(10)


@pytest.fixture
def plan() -> Plan:
    province = switched_on(factories.province("Tỉnh Lạng Sơn", code="20"))
    return factories.issued_plan(factories.commune(parent=province), number=f"{next(CODES)}/KH")


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what is printed, instead of printing it."""
    made: list[str] = []

    def render(*parts: str) -> bytes:
        made.append("".join(parts))
        return b"%PDF-"

    monkeypatch.setattr(pdf, "render", render)
    return made


@pytest.mark.parametrize("file", ["appendix.pdf", "poster-a3.pdf", "poster-a4.pdf"])
def test_print_is_made_once_and_may_be_kept_by_everybody(
    plan: Plan, printed: list[str], file: str
) -> None:
    first, again = (asked(f"/public/20/plans/{plan.pk}/{file}") for _ in range(2))

    assert first.content == again.content == b"%PDF-"
    assert len(printed) == 1
    assert first["Cache-Control"].startswith("public")
    assert asked(f"/public/20/plans/{plan.pk}/{file}", seen=first["ETag"]).status_code == 304


def test_size_of_a_poster_that_there_is_not_is_not_found(plan: Plan) -> None:
    assert asked(f"/public/20/plans/{plan.pk}/poster-a0.pdf").status_code == 404


def test_second_print_at_once_is_asked_to_come_again(
    plan: Plan, printed: list[str], settings: Any
) -> None:
    with slots.taken(settings.VAR_DIR / "public-printers", count=1, wait=0):
        answer = asked(f"/public/20/plans/{plan.pk}/appendix.pdf")

    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert "no-store" in answer["Cache-Control"]
    assert "ETag" not in answer
    assert printed == []


def test_official_prints_while_everybody_does(
    plan: Plan, printed: list[str], settings: Any
) -> None:
    browser = factories.signed_in(factories.officer(plan.territory))
    with slots.taken(settings.VAR_DIR / "public-printers", count=1, wait=0):
        answer = browser.get(f"/plans/{plan.pk}/appendix.pdf")

    assert answer["Content-Type"] == "application/pdf"


def test_disk_that_is_full_does_not_withhold_a_print(
    plan: Plan, printed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(kept_prints, "keep", refuse)

    assert asked(f"/public/20/plans/{plan.pk}/appendix.pdf").content == b"%PDF-"
