"""A first password: the link is made at the desk, and opened by the person who got it."""

import re

import pytest
from playwright.sync_api import expect

from plans.models import Membership
from tests.browser.conftest import OpenPage

pytestmark = pytest.mark.browser
PASSWORD = "Sông Kỳ Cùng chảy ngược"


def test_link_fills_its_code_in_and_leaves_no_trace_in_the_address(open_page: OpenPage) -> None:
    post = Membership.objects.get(user__username="thatkhe.canbo")
    desk, person = open_page("sonoivu"), open_page()
    asked: list[str] = []
    person.on("request", lambda request: asked.append(request.url))

    desk.goto("/people/")
    desk.get_by_role("link", name=f"Cấp liên kết đặt mật khẩu cho {post.user}").click()
    desk.get_by_role("button", name="Tạo liên kết").click()
    words = desk.get_by_label("Lời gửi kèm liên kết").input_value()
    found = re.search(r"(http\S+)#(\S+)", words)
    assert found, words
    page, code = found.groups()
    person.goto(f"{page}#{code}")

    expect(person.get_by_label("Mã trong liên kết")).to_have_value(code)
    assert person.url == page
    person.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    person.get_by_label("Gõ lại mật khẩu").fill(PASSWORD)
    person.get_by_role("button", name="Đặt mật khẩu").click()
    expect(person.locator("#thong-bao")).to_contain_text("Đã đặt mật khẩu")
    assert not any(code in address for address in asked)
    person.get_by_label("Tên đăng nhập").fill("thatkhe.canbo")
    person.get_by_label("Mật khẩu").fill(PASSWORD)
    person.get_by_role("button", name="Đăng nhập").click()
    expect(person.get_by_role("heading", level=1)).to_contain_text("Việc của đơn vị")
