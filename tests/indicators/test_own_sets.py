"""A province's own set of criteria comes in as a list: shown first, then all of it or nothing."""

from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from indicators.models import Component, Framework, Index, Target
from plans.models import Event
from tests import factories
from tests.indicators.own_sets import ROWS, Facts, component, listed, tree
from tests.papi_portal.workbooks import opened
from tests.plans.list_pages import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def changed(code: str, **cells: Any) -> list[dict[str, Any]]:
    return [{**row, **cells} if row["code"] == code else row for row in ROWS]


def without(*codes: str) -> list[dict[str, Any]]:
    return [row for row in ROWS if row["code"] not in codes]


def test_list_is_shown_before_anything_is_written(facts: Facts) -> None:
    page = text(facts.send(listed(*ROWS)))

    assert "<dt>mới</dt> <dd>6</dd>" in page
    assert "thang điểm 0 – 100, cộng từ các tiêu chí cấp một" in page
    assert "Nhập: thêm 6, sửa 0" in page
    assert not Framework.objects.exists()


def test_confirmed_list_becomes_a_tree_of_any_depth(facts: Facts) -> None:
    made = facts.take_in()

    assert (made.index.code, made.code) == ("20-cchc-cap-xa", "20-cchc-cap-xa-2025")
    assert (made.territory, made.span) == (facts.province, "từ năm 2025")
    assert tree(made) == [
        ("0", "", 0, ""),
        ("1", "0", 1, "1"),
        ("1.1", "1", 2, "1"),
        ("1.2", "1", 2, "1"),
        ("1.2.1", "1.2", 3, "1"),
        ("2", "0", 1, "2"),
        ("TT", "2", 2, "2"),
    ]
    assert component(made, "0").scale_max == 100
    assert component(made, "TT").scale_min == 1
    assert component(made, "1.1").scale_max == Decimal("7.5")
    last = Event.objects.latest("pk")
    assert (last.verb, last.territory) == ("framework.import", facts.province)
    assert "thêm 6, sửa 0, bỏ 0" in last.sentence


def test_rows_need_not_stand_in_the_order_of_the_tree(facts: Facts) -> None:
    made = facts.take_in(*reversed(ROWS))

    assert [code for code, *_ in tree(made)] == ["0", "2", "TT", "1", "1.2", "1.2.1", "1.1"]


def test_row_of_the_whole_says_its_own_scale(facts: Facts) -> None:
    made = facts.take_in({"code": "0", "name": "Mức hài lòng", "scale_max": 50}, *ROWS)

    whole = component(made, "0")
    assert (whole.name, whole.scale_max) == ("Mức hài lòng", Decimal(50))


def test_downloaded_tree_comes_back_unchanged(facts: Facts) -> None:
    made = facts.take_in()
    content = facts.client.get(reverse("indicators:framework-workbook", args=[made.code])).content

    page = text(facts.send(content, index=made.index_id, name="", short_name=""))

    assert "Danh sách không thay đổi gì" in page
    assert "<dt>giữ nguyên</dt> <dd>7</dd>" in page
    assert "Nhập: thêm" not in page


def test_csv_is_read_like_a_workbook(facts: Facts) -> None:
    lines = ("Mã;Tên;Điểm cao nhất", "1;Chỉ đạo;20", "1.1;Kế hoạch;7,5", "2;Thủ tục;80")

    page = text(facts.send("\r\n".join(lines).encode("utf-8-sig"), file_name="Bộ.csv"))

    assert "Nhập: thêm 3, sửa 0" in page


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("Mã,Điểm cao nhất\n1,2".encode(), "Dòng 1 thiếu cột Tên"),
        ("Mã,Tên,Điểm cao nhất\n1,Chỉ đạo,2".encode("utf-16"), "không viết bằng UTF-8"),
        ("Mã,Tên,Mã,Điểm cao nhất\n".encode(), "Dòng 1 có hai cột “Mã”"),
        ("Mã,Tên,Điểm cao nhất\n".encode(), "Danh sách chưa có dòng nào"),
    ],
)
def test_csv_that_is_no_list_is_refused_at_the_file(
    facts: Facts, content: bytes, said: str
) -> None:
    answer = facts.send(content, file_name="Bộ.csv")

    assert answer.status_code == 422
    assert said in text(answer)


@pytest.mark.parametrize(
    ("row", "cell", "said"),
    [
        ({"code": "3.1"}, "F8", "Không có dòng nào mang mã 3 để 3.1 thuộc vào"),
        ({"code": "3", "parent": "9"}, "F8", "Không có dòng nào mang mã 9 để 3 thuộc vào"),
        ({"code": "1.1"}, "A8", "Trùng với dòng 3"),
        ({"code": "a b"}, "A8", "“a b” không dùng làm mã được"),
        ({"code": None}, "A8", "Ô để trống. Hãy ghi mã."),
        ({"code": "3", "name": None}, "B8", "Ô để trống. Hãy ghi tên."),
        ({"code": "3", "name": "x" * 301}, "B8", "Tên dài 301 ký tự"),
        ({"code": "3", "scale_max": None}, "E8", "Ô để trống. Hãy ghi điểm cao nhất."),
        ({"code": "3", "scale_max": "mười"}, "E8", "“mười” không phải là số"),
        ({"code": "3", "scale_max": "-2"}, "E8", "-2 không dùng làm điểm được"),
        ({"code": "3", "scale_min": 5, "scale_max": 5}, "E8", "phải lớn hơn điểm thấp nhất (5)"),
        ({"code": "3", "follows": "1"}, "G8", "chưa có bộ nào trước năm 2025"),
        ({"code": "0", "parent": "1"}, "F8", "Mã 0 là cả bộ chỉ số, không thuộc mã nào"),
        ({"code": "3", "parent": "3"}, "F8", "3 thuộc 3, mà 3 lại thuộc 3"),
    ],
)
def test_mistake_is_told_with_its_cell_and_nothing_is_written(
    facts: Facts, row: dict[str, Any], cell: str, said: str
) -> None:
    shown = facts.send(listed(*ROWS, {"name": "Tiêu chí", "scale_max": 5, **row}))

    page = text(shown)
    assert shown.status_code == 422
    assert said in page
    assert f">{cell}<" in page
    assert "Nhập: thêm" not in page
    assert facts.confirm(shown).status_code == 409
    assert not Framework.objects.exists()


def test_circle_of_parents_is_refused(facts: Facts) -> None:
    shown = facts.send(listed(*changed("1", parent="1.2")))

    assert "1 thuộc 1.2, mà 1.2 lại thuộc 1" in text(shown)


def test_unused_set_is_replaced_by_the_list_of_the_same_first_year(facts: Facts) -> None:
    made = facts.take_in()
    kept = component(made, "1.1").pk

    facts.take_in(
        {"code": "1.1", "parent": "0", "name": "Kế hoạch năm", "scale_max": 10},
        {"code": "1.2.1", "parent": "1.1", "name": "Đúng hạn", "scale_max": 5},
        index=made.index_id,
    )

    assert tree(made) == [("0", "", 0, ""), ("1.1", "0", 1, "1.1"), ("1.2.1", "1.1", 2, "1.1")]
    assert component(made, "1.1").pk == kept
    assert component(made, "0").scale_max == 10


@pytest.fixture
def used(facts: Facts) -> Framework:
    made = facts.take_in()
    plan = factories.plan(facts.commune)
    factories.task(plan, components=(component(made, "1.1"), component(made, "0")))
    return made


def test_used_set_takes_new_names(facts: Facts, used: Framework) -> None:
    facts.take_in(*changed("1.1", name="Kế hoạch năm"), index=used.index_id)

    assert component(used, "1.1").name == "Kế hoạch năm"
    assert component(used, "1.1").tasks.count() == 1


def test_used_component_is_neither_left_out_nor_moved(facts: Facts, used: Framework) -> None:
    def said(*rows: dict[str, Any]) -> str:
        return text(facts.send(listed(*rows), index=used.index_id, name="", short_name=""))

    assert "Danh sách thiếu 1.1, đã có nhiệm vụ gắn vào" in said(*without("1.1"))
    assert "1.1 đã có nhiệm vụ gắn vào nên vẫn phải thuộc 1." in said(*changed("1.1", parent="2"))
    assert "Nhập: thêm 0, sửa 0, bỏ 1" in said(*without("1.2.1")), "nothing is tied to it"
    assert Component.objects.filter(framework=used).count() == 7


def test_scale_of_what_was_promised_on_stays(facts: Facts, used: Framework) -> None:
    Target.objects.create(
        plan=factories.plan(facts.commune),
        component=component(used, "1.1"),
        position=1,
        year=2026,
        kind=Target.Kind.SCORE_MIN,
        value=7,
        text="đạt 7 điểm",
    )

    page = text(
        facts.send(
            listed(*changed("1.1", scale_max=10)), index=used.index_id, name="", short_name=""
        )
    )

    assert "1.1 đã có nhiệm vụ, mục tiêu gắn vào nên không đổi thang điểm được (0 – 7,5)" in page


def test_next_version_closes_the_one_before_and_goes_on_from_it(facts: Facts) -> None:
    old = facts.take_in()
    rows = [
        {"code": "1", "name": "Thủ tục hành chính", "scale_max": 60},
        {"code": "2", "name": "Điều hành", "scale_max": 40, "follows": "1"},
        {"code": "3", "name": "Chuyển đổi số", "scale_max": 20},
    ]
    page = text(
        facts.send(listed(*rows), index=old.index_id, name="", short_name="", first_year=2027)
    )
    assert "Bộ từ năm 2025 đang để mở: cổng sẽ ghi năm cuối của bộ ấy là 2026." in page

    new = facts.take_in(*rows, index=old.index_id, first_year=2027)

    old.refresh_from_db()
    assert old.last_year == 2026
    assert dict(new.components.values_list("code", "follows__code")) == {
        "0": "0",
        "1": "2",
        "2": "1",
        "3": None,
    }
    place = reverse("indicators:framework-detail", args=[new.code])
    compared = text(facts.client.get(f"{place}?against={old.code}"))
    assert "đổi tên, đổi mã" in compared
    book = facts.client.get(reverse("indicators:framework-workbook", args=[new.code])).content
    assert opened(book)["Bộ tiêu chí"]["G5"].value == "2"


def test_new_name_alone_keeps_what_a_component_follows(facts: Facts) -> None:
    old = facts.take_in()
    facts.take_in(index=old.index_id, first_year="2027")

    new = facts.take_in(*changed("1.1", name="Kế hoạch năm"), index=old.index_id, first_year="2027")

    assert component(new, "1.1").name == "Kế hoạch năm"
    assert component(new, "1.1").follows == component(old, "1.1")


def test_component_is_followed_once(facts: Facts) -> None:
    old = facts.take_in()
    rows = [{**row, "follows": "1.1"} if row["code"] in {"1.1", "2"} else row for row in ROWS]

    page = text(
        facts.send(listed(*rows), index=old.index_id, name="", short_name="", first_year="2027")
    )

    assert "Mã 1.1 của bộ trước đã được 1.1 nối tiếp" in page
    assert "Bộ từ năm 2025 không có mã 9" in text(
        facts.send(
            listed(*changed("1", follows="9")),
            index=old.index_id,
            name="",
            short_name="",
            first_year="2027",
        )
    )


def test_years_of_another_version_are_refused(facts: Facts) -> None:
    made = facts.take_in(last_year="2027")

    answer = facts.send(
        listed(*ROWS), index=made.index_id, name="", short_name="", first_year="2026"
    )

    assert answer.status_code == 422
    assert "Các năm trùng với bộ 2025 – 2027 của CCHC cấp xã" in text(answer)


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ({"name": ""}, "Ghi tên, hoặc chọn một bộ chỉ số đã có."),
        ({"short_name": "papi"}, "Đã có bộ chỉ số tên tắt “papi”"),
        ({"last_year": "2024"}, "Năm cuối không được trước năm đầu."),
        ({"source": ""}, "Ghi quyết định ban hành"),
    ],
)
def test_form_says_what_is_missing(facts: Facts, head: dict[str, str], said: str) -> None:
    factories.framework()

    answer = facts.send(listed(*ROWS), **head)

    assert answer.status_code == 422
    assert said in text(answer)


def test_second_confirmation_makes_no_second_index(facts: Facts) -> None:
    shown = facts.send(listed(*ROWS))

    facts.confirm(shown)
    again = facts.confirm(shown)

    assert again.status_code == 409
    assert "Danh sách không thay đổi gì" in text(again)
    assert Index.objects.count() == 1


def test_two_provinces_may_use_one_short_name(facts: Facts) -> None:
    other = Facts("Tỉnh Cao Bằng", "04")

    codes = {facts.take_in().index.code, other.take_in().index.code}

    assert codes == {"20-cchc-cap-xa", "04-cchc-cap-xa"}


def test_preview_of_one_province_is_nothing_in_another(facts: Facts) -> None:
    other = Facts("Tỉnh Cao Bằng", "04")
    shown = facts.send(listed(*ROWS))
    shown_page = text(shown)
    table = shown_page.split('name="table" value="')[1].partition('"')[0]

    answer = other.client.post(other.address, {"table": table, "seen": "x"})

    assert answer.status_code == 302
    assert not Framework.objects.exists()


def test_blank_workbook_explains_its_columns(facts: Facts) -> None:
    book = opened(facts.client.get(reverse("indicators:framework-blank-workbook")).content)

    assert book.sheetnames[:2] == ["Bộ tiêu chí", "Hướng dẫn"]
    assert [cell.value for cell in book["Bộ tiêu chí"][1]][:2] == ["Mã *", "Tên *"]


def test_form_begins_with_the_version_whose_list_comes_again(facts: Facts) -> None:
    made = facts.take_in()

    page = text(facts.client.get(f"{facts.address}?version={made.code}"))

    assert f'<option value="{made.index_id}" selected>' in page
    assert 'value="2025"' in page


def test_other_file_is_asked_for_with_the_form_as_it_was_typed(facts: Facts) -> None:
    shown = text(facts.send(listed({"code": "1"})))
    table = shown.split('name="table" value="')[1].partition('"')[0]

    page = text(facts.client.post(facts.address, {"table": table, "again": "1"}))

    assert 'value="CCHC cấp xã"' in page
    assert "Quyết định 12/QĐ-UBND" in page
    assert not Framework.objects.exists()


def large(**more: Any) -> list[dict[str, Any]]:
    """Return the most rows that a list may have, three deep."""
    tops = [f"{one}" for one in range(1, 10)]
    seconds = [f"{top}.{one}" for top in tops for one in range(1, 6)]
    thirds = [f"{second}.{one}" for second in seconds for one in range(1, 11)]
    codes = [*tops, *seconds, *thirds][:499]
    return [{"code": code, "name": f"Tiêu chí {code}", "scale_max": 5, **more} for code in codes]


def test_large_set_is_written_in_few_queries(
    facts: Facts, django_assert_max_num_queries: Any
) -> None:
    shown = facts.send(listed(*large()))
    with django_assert_max_num_queries(50):
        facts.confirm(shown)
    made = Framework.objects.get()
    again = facts.send(listed(*large(scale_max=6)), index=made.index_id, name="", short_name="")
    with django_assert_max_num_queries(50):
        facts.confirm(again)

    assert made.components.count() == 500
    assert not made.components.exclude(depth=0).exclude(scale_max=6).exists()
    assert component(made, "9.5.1").dimension == component(made, "9")
