"""No page asks more of the database than it is allowed, whoever opens it.

In a province large enough that a question for each row, commune or period would be too many.
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.bench import pages, province, scores

WHO_ASKS = 3
"""Session, account, posts: asked for every page."""
MOST = 10
LISTS = {
    *("việc của đơn vị", "kế hoạch", "kỳ báo cáo", "lịch hạn nộp", "người giữ vai trò"),
    *("báo cáo chờ duyệt", "nhiệm vụ sau một số liệu", "nhiệm vụ có chữ “can bo”"),
    *("khó khăn, kiến nghị", "kết luận kiểm tra", "chỉ số hướng dẫn", "bộ tiêu chí"),
    *("sổ văn bản đã ban hành", "nhật ký", "nhật ký, tìm “kinh phi”", "danh mục"),
}
MOST_OF_A_LIST = 8
SEVERAL_IN_ONE = {
    "báo cáo chờ duyệt của một xã": 14,  # rows beside those before, checks, history, papers
    "ban hành báo cáo": 13,  # the same, and the number it gets
    "ban hành dự thảo": 14,  # what issuing will do, by the code that does it
    "dòng của dự thảo": 11,
    "một nội dung thành phần": 13,  # scores of all years and provinces, and the work of a period
    "nhiệm vụ theo nội dung": 13,
    "xem trước trang công khai": 16,  # two public pages in one
}


@pytest.mark.django_db
def test_every_page_keeps_to_its_number_of_queries() -> None:
    place, periods = province.fill(communes=12, tasks=12, periods=3)
    scores.publish()
    addresses, browsers = pages.opened(place, periods)
    asked: dict[str, int] = {}
    for name, address in addresses.items():
        for browser in browsers.values():
            with CaptureQueriesContext(connection) as queries:
                response = browser.get(address)
            if response.status_code == 200:
                asked[name] = max(asked.get(name, 0), len(queries) - WHO_ASKS)

    allowed = {name: MOST_OF_A_LIST if name in LISTS else MOST for name in asked} | SEVERAL_IN_ONE

    assert asked.keys() == addresses.keys() == allowed.keys()
    assert {name: n for name, n in asked.items() if n > allowed[name]} == {}
    assert asked.keys() > LISTS
    assert {name: asked[name] for name in SEVERAL_IN_ONE} == SEVERAL_IN_ONE, "may be less now"
