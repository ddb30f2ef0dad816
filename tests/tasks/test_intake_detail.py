"""The preview of an uploaded document: every row, what is understood of it and what is not."""

from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tasks import actions
from tasks.models import RememberedParty
from tasks.reading import edits
from tests import factories
from tests.tasks.intake_pages import HOSTILE, Facts, address, text
from tests.tasks.preview_articles import page
from tests.tasks.reading.written_plans import citation, deadline, doubt, row, target

pytestmark = pytest.mark.django_db


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def articles(page: str) -> list[str]:
    """Return the rows of the preview, each from its beginning to its end."""
    return [one.split("</article>")[0] for one in page.split("<article ")[1:]]


# What it shows


def test_document_is_shown_by_what_was_read_of_it(facts: Facts) -> None:
    shown = page(
        facts,
        facts.waiting(
            basis=[citation("Kế hoạch số 15/KH-UBND của UBND tỉnh")],
            replaces=[citation("Kế hoạch số 3/KH-UBND năm 2025", relation="replaces")],
            targets=[target("đạt từ 43 điểm trở lên")],
        ),
    )

    assert "số 12/KH-UBND" in shown
    assert '<p class="lead">Nâng cao Chỉ số PAPI năm 2026</p>' in shown
    assert "Xã Điềm He, tỉnh Lạng Sơn" in shown
    assert "<dd>05/02/2026</dd>" in shown
    assert "Ủy ban nhân dân xã Điềm He" in shown
    assert "Kế hoạch số 15/KH-UBND của UBND tỉnh" in shown
    assert "Kế hoạch số 3/KH-UBND năm 2025" in shown
    assert "đạt từ 43 điểm trở lên" in shown
    assert "Hoàng Văn Sơn, chủ tịch" in shown


def test_what_was_not_read_is_said_not_to_be_known(facts: Facts) -> None:
    shown = page(facts, facts.waiting(number="", subject="", issued_on=None, years=[None, None]))

    assert "Chưa đọc được trích yếu" in shown
    assert shown.count("<dd>chưa rõ</dd>") == 2
    assert "None" not in shown


def test_each_row_says_by_word_and_class_how_well_it_is_understood(facts: Facts) -> None:
    intake = facts.waiting(
        row("Rõ"), row("Mờ"), row("Bỏ"), warnings=[doubt(2, "deadline", "Không rõ quý nào")]
    )
    actions.edit_intake(intake=intake, edit=lambda values: edits.drop(values, 3, dropped=True))

    clear, doubtful, dropped = articles(page(facts, intake))

    assert "intake-row--clear" in clear
    assert "hiểu trọn" in clear
    assert "intake-row--doubtful" in doubtful
    assert "cần xem" in doubtful
    assert "Thời gian: Không rõ quý nào" in doubtful
    assert "intake-row--dropped" in dropped
    assert "bỏ, không nhập" in dropped


def test_row_shows_text_parties_deadline_links_output_and_place(facts: Facts) -> None:
    papi = factories.framework()
    intake = facts.waiting(
        row(
            "- Họp;\n- Loa.",
            title="Tri thức công dân",
            support=["Tổ công nghệ"],
            framework=papi.code,
            components=["1.1"],
            deadline=deadline("Trước 30/6/2026", "by_date", None, "2026-06-30"),
            output="Biên bản",
            note="Mỗi thôn một lần",
        )
    )

    (shown,) = articles(page(facts, intake))

    assert "<p>- Họp;</p><p>- Loa.</p>" in shown
    assert "1.1 Tri thức công dân" in shown
    assert "UBND xã <span" in shown
    assert "→ UBND xã Điềm He" in shown
    assert "→ chưa có đơn vị" in shown
    assert "→ trước hoặc trong ngày · 30/06/2026" in shown
    assert "1.1. Thành phần 1.1" in shown
    assert "Biên bản" in shown
    assert "Mỗi thôn một lần" in shown
    assert "bảng 1, hàng 2 của bảng" in shown


def test_counts_and_the_button_say_how_many_will_be_taken_in(facts: Facts) -> None:
    intake = facts.waiting(row("Một"), row("Hai", lead=["Tổ công nghệ"]))

    shown = page(facts, intake)

    assert "<b>2</b> dòng sẽ nhập · <b>1</b> hiểu trọn · <b>1</b> cần xem" in shown
    assert "Nhập 2 nhiệm vụ vào bản dự thảo" in shown
    assert '<input type="hidden" name="version" value="1">' in shown


def test_rows_worth_a_look_are_shown_alone_and_the_buttons_remember_it(facts: Facts) -> None:
    intake = facts.waiting(row("Rõ"), row("Mờ"), warnings=[doubt(2, "text", "Mờ quá")])

    (shown,) = articles(page(facts, intake, show="doubtful"))

    assert 'id="dong-2"' in shown
    assert '<input type="hidden" name="show" value="doubtful">' in shown
    assert f'href="{address("intake-row", intake.pk, 2)}?show=doubtful"' in shown


def test_no_row_worth_a_look_is_said_so(facts: Facts) -> None:
    shown = page(facts, facts.waiting(row("Rõ")), show="doubtful")

    assert articles(shown) == []
    assert "Không còn dòng nào cần xem" in shown


@pytest.mark.parametrize("show", ["", "all", "<script>", "DOUBTFUL"])
def test_any_other_wish_shows_all_rows(facts: Facts, show: str) -> None:
    assert len(articles(page(facts, facts.waiting(row(), row()), show=show))) == 2


def test_sections_stand_above_their_rows(facts: Facts) -> None:
    intake = facts.waiting(
        row(section="1. Tham gia"), row(section="1. Tham gia"), row(section="2. Công khai")
    )

    shown = page(facts, intake)

    assert shown.count('<h3 class="intake-section">') == 2


def test_stops_are_listed_and_the_button_is_shut(facts: Facts) -> None:
    shown = page(facts, facts.waiting(subject="", years=[None, None]))

    assert "Chưa có trích yếu của kế hoạch." in shown
    assert "Chưa có năm thực hiện của kế hoạch." in shown
    assert "Còn 2 điểm phải sửa" in shown
    assert '<button class="btn btn-primary" type="submit" disabled>' in shown


def test_doubts_about_the_whole_document_are_listed(facts: Facts) -> None:
    shown = page(facts, facts.waiting(warnings=[doubt(None, "number", "Không có số")]))

    assert "Về cả văn bản, cần xem lại:" in shown
    assert "Số, ký hiệu: Không có số" in shown


def test_buttons_of_a_row_fit_its_state(facts: Facts) -> None:
    intake = facts.waiting(row("- a\n- b"), row("Mờ"), row("Bỏ"), warnings=[doubt(2, "text", "?")])
    actions.edit_intake(intake=intake, edit=lambda values: edits.drop(values, 3, dropped=True))

    first, second, third = articles(page(facts, intake))

    assert "Tách 2 ý" in first
    assert "Gộp lên trên" not in first
    assert "Đúng rồi" not in first
    assert "Tách" not in second
    assert "Gộp lên trên" in second
    assert "Đúng rồi" in second
    assert "Lấy lại dòng này" in third
    assert "Sửa" not in third


@pytest.mark.parametrize(("text_of_row", "offered"), [("- a\n- b", True), ("Một", False)])
def test_splitting_all_rows_is_offered_where_there_is_something_to_split(
    facts: Facts, text_of_row: str, offered: bool
) -> None:
    shown = page(facts, facts.waiting(row(text_of_row)))

    assert ("Tách mọi dòng theo gạch đầu dòng" in shown) is offered


# Names


def test_open_names_are_asked_for_once_with_what_may_be_chosen(facts: Facts) -> None:
    factories.unit(facts.above, "Công an tỉnh")
    intake = facts.waiting(row(lead=["Công an"], support=["Tổ công nghệ"]), row(lead=["công an"]))

    shown = page(facts, intake)

    assert "Có 2 tên chưa rõ là đơn vị nào" in shown
    assert shown.count("<select") == 2
    assert "2 lần trong bảng" in shown
    assert '<optgroup label="Có thể là">' in shown
    assert "Thêm đơn vị mới mang tên này" in shown
    assert "Giữ nguyên chữ, không gắn đơn vị" in shown
    assert '<optgroup label="Nhóm đơn vị">' in shown


def test_name_decided_for_an_earlier_plan_is_shown_as_decided(facts: Facts) -> None:
    police = facts.commune.units.get(name="Công an xã")
    RememberedParty.objects.create(territory=facts.commune, key="to cong nghe", unit=police)

    shown = page(facts, facts.waiting(row(lead=["Tổ công nghệ"])))

    assert "→ Công an xã" in shown
    assert "Đã chọn cách hiểu 1 tên" in shown
    assert "đã chọn ở lần nhập trước" in shown
    assert f'<option value="unit:{police.pk}" selected>' in shown


def test_document_without_open_names_asks_for_none(facts: Facts) -> None:
    shown = page(facts, facts.waiting())

    assert "<select" not in shown
    assert '<div id="ten-don-vi">' in shown


# Hostile words


def test_markup_from_the_file_is_text_everywhere(facts: Facts) -> None:
    intake = facts.waiting(
        row(
            HOSTILE,
            label="<b>",
            title=HOSTILE,
            section=HOSTILE,
            lead=[HOSTILE],
            output=HOSTILE,
            note=HOSTILE,
            where=HOSTILE,
            deadline=deadline(HOSTILE, "none"),
        ),
        name=HOSTILE,
        number=HOSTILE[:20],
        subject=HOSTILE,
        issuer=HOSTILE,
        signatory=HOSTILE,
        basis=[citation(HOSTILE)],
        targets=[target(HOSTILE)],
        warnings=[doubt(None, "number", HOSTILE), doubt(1, "text", HOSTILE)],
    )

    shown = page(facts, intake)

    assert "<script>alert" not in shown
    assert "<img src=x" not in shown
    assert unescape(shown).count(HOSTILE) >= 12


def test_whose_plan_it_would_become_is_said_when_the_document_says_otherwise(
    facts: Facts,
) -> None:
    shown = page(facts, facts.waiting(issuer="UBND xã Hai"))

    assert "còn bản này sẽ là kế hoạch của Xã Điềm He." in shown


def queries_of(facts: Facts, rows: int) -> int:
    factories.framework(code=f"papi-{rows}", first_year=rows)
    intake = facts.waiting(
        *(
            row(
                f"- Việc {number};\n- Ý hai.",
                support=[f"Tổ {number}", "Công an xã"],
                framework="papi-3",
                components=["1.1"],
            )
            for number in range(rows)
        ),
        number="",
    )
    address_ = address("intake-detail", intake.pk)
    facts.client.get(address_)
    with CaptureQueriesContext(connection) as queries:
        assert len(articles(text(facts.client.get(address_)))) == rows
    return len(queries)


# Figures


def test_number_of_queries_is_the_same_for_3_rows_and_for_60(facts: Facts) -> None:
    assert queries_of(facts, 3) == queries_of(facts, 60) <= 20


def test_preview_of_500_rows_is_one_page(facts: Facts, django_assert_max_num_queries: Any) -> None:
    rows = [row(f"Việc {number}", support=[f"Tổ {number % 40}"]) for number in range(500)]
    intake = facts.waiting(*rows)

    with django_assert_max_num_queries(20):
        shown = page(facts, intake)

    assert len(articles(shown)) == 500
    assert shown.count("<select") == 40
