"""WCAG 2.2 AA by axe for an English reader: other words, other widths, parts in Vietnamese."""

import pytest

from plans.models import Plan, User
from tests.browser.conftest import OpenPage
from tests.browser.looks import check

pytestmark = pytest.mark.browser


def test_main_pages_in_english(open_page: OpenPage) -> None:
    User.objects.update(language="en")
    plan = Plan.objects.get(number="354/KH-UBND")
    page = open_page("sonoivu", reduced_motion="reduce")
    check(page, "/", "/reports/rollup/", "/plans/", plan.get_absolute_url(), "/trail/")

    assert page.locator("html").get_attribute("lang") == "en"
