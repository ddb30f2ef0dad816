"""Rows of several plans on the page after sign-in."""

import re

import pytest

from tasks.models import Task
from tests import factories

pytestmark = pytest.mark.django_db


def test_each_plan_has_its_heading_and_no_name_stands_twice() -> None:
    commune = factories.commune()
    period = factories.period(commune)
    plans = [factories.issued_plan(commune, number=f"{one}/KH-UBND", tasks=2) for one in (1, 2)]
    client = factories.signed_in(factories.officer(commune))

    page = client.get("/").content.decode()

    headings = re.findall(r'<h2 class="owed-plan">\s*<a href="([^"]+)">([^<]+)</a>', page)
    assert headings == [
        (plan.get_absolute_url(), f"Kế hoạch số {number}/KH-UBND, UBND xã Điềm He")
        for number, plan in enumerate(plans, start=1)
    ]
    names = re.findall(r' id="([^"]+)"', page)
    assert len(names) == len(set(names))
    assert page.count('aria-level="3"') == 2
    assert page.count('aria-level="4"') == 4
    row = factories.reporting(plans[1])[0]
    answer = client.post(
        f"/progress/{row.pk}/{period.pk}/",
        {"state": "in_progress", "result": "Đã họp", "version": 0},
        headers={"HX-Request": "true"},
    ).content.decode()
    assert f'id="group-count-{plans[1].pk}-0"' in answer


def test_one_plan_needs_no_heading() -> None:
    commune = factories.commune()
    factories.period(commune)
    factories.issued_plan(commune)

    page = factories.signed_in(factories.officer(commune)).get("/").content.decode()

    assert "owed-plan" not in page
    assert "aria-level" not in page


def test_button_of_a_row_without_title_says_what_it_saves() -> None:
    commune = factories.commune()
    factories.period(commune)
    plan = factories.issued_plan(commune)
    Task.objects.filter(plan=plan).update(label="-", title="", text="Niêm yết công khai")

    page = factories.signed_in(factories.officer(commune)).get("/").content.decode()

    assert '<span class="visually-hidden"> - Niêm yết công khai</span>' in page
