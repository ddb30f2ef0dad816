"""Pages about scores as PDF: what they hold, and where a machine cannot make them."""

from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from pypdf import PdfReader

from papi_portal import pdf
from tests import factories
from tests.indicators.scored import Scored

pytestmark = pytest.mark.django_db
needs_pango = pytest.mark.skipif(pdf.problem() is not None, reason=f"no PDF here: {pdf.problem()}")

SOURCE = "Nguồn: Báo cáo PAPI. In từ cổng theo dõi PAPI ngày 21/11/2026."
UPRIGHT, ACROSS = [210, 297], [297, 210]


class Printable(Scored):
    """A province with scores, a task on one of its sub-indicators, and a period."""

    def __init__(self) -> None:
        super().__init__()
        plan = factories.plan(self.province)
        factories.task(plan, components=(self.component("3.2"),))
        factories.period(self.province)

    def pages(self) -> dict[str, tuple[str, str]]:
        """Return the address of each page that is printed, with that of its print."""
        own = [self.province.pk]
        component = [*own, self.component("3.2").pk]
        query = f"?place={self.province.pk}&place={self.others[0].pk}&year=2024"
        found = {
            "indicators:standing": (own, ""),
            "indicators:compare": ([], query),
            "indicators:what-if": (own, "?points=9"),
            "tasks:component": (component, ""),
            "tasks:effort": (own, ""),
        }
        return {
            name: (reverse(name, args=args) + ask, reverse(f"{name}-pdf", args=args) + ask)
            for name, (args, ask) in found.items()
        }


@needs_pango
@pytest.mark.parametrize(
    ("name", "sheet", "words"),
    [
        ("indicators:compare", UPRIGHT, ["SO SÁNH PAPI CÁC TỈNH NĂM 2024", "2/3", "PAPI 2024:"]),
        ("indicators:what-if", UPRIGHT, ["CẦN THÊM ĐIỂM Ở ĐÂU: TỈNH LẠNG SƠN", "Tới 9,00:"]),
        ("tasks:component", UPRIGHT, ["3.2. THÀNH PHẦN 3.2", "qua các năm", "1. Tỉnh Lạng Sơn"]),
        ("tasks:effort", ACROSS, ["ĐIỂM VÀ VIỆC LÀM: TỈNH LẠNG SƠN NĂM 2024, QUÝ IV/2026"]),
    ],
)
def test_print_holds_title_tables_and_source(name: str, sheet: list[int], words: list[str]) -> None:
    scored = Printable()

    response = scored.client.get(scored.pages()[name][1])

    pages = PdfReader(BytesIO(response.content)).pages
    assert [round(float(one) / 72 * 25.4) for one in pages[0].mediabox[2:]] == sheet
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    for said in [*words, SOURCE]:
        assert said in text
    assert all(page.extract_text().strip() for page in pages)


def test_each_page_leads_to_its_print_as_it_was_asked_for() -> None:
    scored = Printable()

    for page, printed in scored.pages().values():
        text = scored.client.get(page).content.decode()
        assert printed.replace("&", "&amp;") in text or 'href="component.pdf"' in text


def test_machine_that_cannot_print_leads_back_to_what_was_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pdf, "problem", lambda: "the system library pango-1.0 is missing.")
    scored = Printable()

    for page, printed in scored.pages().values():
        response = scored.client.get(printed)
        assert response.status_code == 503
        assert f'href="{page.replace("&", "&amp;")}"' in response.content.decode()


def test_who_finds_all_printers_busy_is_asked_to_come_back(
    monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.PRINTERS_AT_ONCE = 0
    monkeypatch.setattr(pdf, "render", never)
    scored = Printable()
    drawing = reverse("indicators:standing-picture", args=[scored.province.pk, "years", "png"])

    for printed in [*(printed for _, printed in scored.pages().values()), drawing]:
        response = scored.client.get(printed)
        assert (response.status_code, response["Retry-After"]) == (503, "10")
        page = response.content.decode()
        assert "Nhiều người đang in cùng lúc" in page
        assert f'href="{printed.replace("&", "&amp;")}"' in page


def never(*_pages: str) -> bytes:
    raise AssertionError("printed without a place")


def test_without_figures_there_is_nothing_to_print() -> None:
    scored = Scored()
    client, scored.province = scored.client, factories.province("Tỉnh Mới")
    own = [scored.province.pk]

    for name, args, query in (
        ("indicators:compare-pdf", [], ""),
        ("indicators:what-if-pdf", own, "?points=9"),
        ("tasks:component-pdf", [*own, scored.component("1.1").pk], ""),
        ("tasks:effort-pdf", own, ""),
    ):
        assert client.get(reverse(name, args=args) + query).status_code == 404
