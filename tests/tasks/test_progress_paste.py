"""Pasting a table from Excel: seen in the rows first, saved with one button."""

from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from plans.models import Event, Period
from tasks import actions
from tasks.models import Progress
from tests import factories

pytestmark = pytest.mark.django_db
HEADER = "STT\tNhiệm vụ\tTình hình\tKết quả\tThực hiện\tKhó khăn\n"


class Facts:
    """A commune that owes some rows, and its officer's browser."""

    def __init__(self, rows: int = 3) -> None:
        self.commune = factories.commune()
        self.period = factories.period(self.commune)
        self.plan = factories.issued_plan(self.commune, tasks=rows)
        self.rows = factories.reporting(self.plan)
        self.officer = factories.officer(self.commune)
        self.client = factories.signed_in(self.officer)
        self.address = reverse("tasks:progress-paste", args=[self.period.pk])

    def paste(self, lines: str) -> Any:
        return self.client.post(self.address, {"table": HEADER + lines})

    def record(self, at: int, **typed: Any) -> None:
        actions.record_progress(
            assignment=self.rows[at],
            period=self.period,
            recorded=actions.Recorded(**{"state": "in_progress", **typed}),
            version=0,
            by=factories.viewer(self.officer),
            at=factories.NOW,
        )


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def line(at: int, state: str = "đang thực hiện", *cells: str) -> str:
    return "\t".join((f"{at}", f"Nhiệm vụ {at}", state, *cells)) + "\n"


def form_of(response: Any) -> dict[str, str]:
    """Return what "Lưu tất cả" sends from a preview, untouched."""
    preview = response.context["preview"]
    return {
        "typed_by": response.context["typed_by"],
        **{
            f"{entry.row.prefix}-{name}": str(value)
            for entry in preview.entries
            for name, value in {
                **entry.typed,
                "version": entry.version,
                "seen": entry.seen,
            }.items()
        },
    }


def results() -> dict[int, str]:
    return dict(Progress.objects.values_list("assignment", "result"))


def test_page_shows_how_a_table_looks_and_the_home_leads_to_it(facts: Facts) -> None:
    home = facts.client.get("/").content.decode()
    page = facts.client.get(facts.address).content.decode()

    assert f'href="{facts.address}">Dán từ Excel</a>' in home
    assert '<textarea name="table"' in page
    assert "Khó khăn, vướng mắc</b> (hoặc Khó khăn; Vướng mắc)" in page
    assert "Tải bảng Excel có sẵn 3 nhiệm vụ của đơn vị" in page


def test_pasted_values_stand_in_the_rows_and_nothing_is_written(facts: Facts) -> None:
    before = Event.objects.count()

    response = facts.paste(line(1, "đang thực hiện", "Một", "45,5") + line(3, "xong", "Ba"))

    page = response.content.decode()
    assert response.status_code == 200
    assert "2 nhiệm vụ sẽ thay đổi." in page
    assert page.count('<article class="owed-row') == 2
    assert "Một</textarea>" in page
    assert 'value="45,5"' in page
    assert '<option value="completed" selected>' in page
    assert "Lưu tất cả</button>" in page
    assert not Progress.objects.exists()
    assert Event.objects.count() == before


def test_pasted_rows_stand_beside_the_period_before(facts: Facts) -> None:
    earlier = factories.period(facts.commune, ordinal=3)
    factories.recorded(facts.rows[0], earlier, result="Của quý III")

    assert "Của quý III" in facts.paste(line(1)).content.decode()


def test_what_was_seen_is_saved_with_one_button(facts: Facts) -> None:
    shown = facts.paste(line(1, "đang thực hiện", "Một", "45,5") + line(3, "xong", "Ba"))
    address = reverse("tasks:progress-save", args=[facts.period.pk])

    answer = facts.client.post(address, form_of(shown), follow=True)

    assert "Đã lưu 2 nhiệm vụ." in answer.content.decode()
    assert results() == {facts.rows[0].pk: "Một", facts.rows[2].pk: "Ba"}
    assert Progress.objects.get(assignment=facts.rows[0]).figure_done == Decimal("45.5")


def test_saved_text_that_would_be_replaced_stands_beside(facts: Facts) -> None:
    facts.record(0, result="Bản cũ", difficulty="Thiếu người")

    page = facts.paste(line(1, "xong", "Bản mới")).content.decode()

    assert "1 nhiệm vụ có nội dung đang lưu bị thay" in page
    assert "<div>Kết quả thực hiện: <q>Bản cũ</q></div>" in page
    assert "<div>Tình hình: <q>đang thực hiện</q></div>" in page
    assert "<q>Thiếu người</q>" not in page  # an empty cell says nothing
    assert "Thiếu người</textarea>" in page
    assert "Bản mới</textarea>" in page


def test_row_that_says_the_same_is_no_change(facts: Facts) -> None:
    facts.record(0, result="Đã họp", figure_done=Decimal(1200))

    page = facts.paste(line(1, "đang thực hiện", " Đã  họp", "1200")).content.decode()

    assert "1 nhiệm vụ trong bảng không khác nội dung đang lưu; không có gì để lưu." in page
    assert '<article class="owed-row' not in page
    assert "Nhiệm vụ 1\tđang thực hiện" in page  # the table stays in its field


def test_somebody_s_save_between_preview_and_save_is_a_conflict(facts: Facts) -> None:
    shown = facts.paste(line(1, "xong", "Dán"))
    facts.record(0, result="Của người khác")

    page = facts.client.post(
        reverse("tasks:progress-save", args=[facts.period.pk]), form_of(shown)
    ).content.decode()

    assert "<blockquote>Của người khác</blockquote>" in page
    assert "<blockquote data-mine>Dán</blockquote>" in page
    assert results() == {facts.rows[0].pk: "Của người khác"}


def test_mistakes_are_said_in_the_row_as_with_typing(facts: Facts) -> None:
    response = facts.paste(
        line(1, "đang", "Một", "-3") + line(2, "", "Hai", "120 %") + line(3, "hoãn", "Ba", "1,250")
    )

    page = response.content.decode()
    assert response.status_code == 200
    assert "3 nhiệm vụ còn chỗ cần sửa" in page
    assert page.count("Số thực hiện: Số không được âm.") == 2
    assert page.count("Số thực hiện: Ghi số, ví dụ 1.200 hoặc 45,5") == 2
    assert page.count("Số thực hiện: Số quá dài") == 2
    assert page.count("Tình hình: Chọn tình hình thực hiện.") == 2
    assert page.count("Lý do tạm hoãn: Nêu lý do tạm hoãn.") == 2


def test_strays_stand_on_top_with_their_lines_and_reasons(facts: Facts) -> None:
    page = facts.paste(line(1, "sắp xong", "Một") + line(9) + line(2, "xong")).content.decode()

    assert "2 chỗ trong bảng không dùng được" in page
    assert "Dòng 2: không rõ tình hình “sắp xong”" in page
    assert "Dòng 3: “Nhiệm vụ 9”: không có nhiệm vụ nào tên như vậy trong kỳ này." in page
    assert page.index("Dòng 3:") < page.index('<article class="owed-row')
    assert "Một</textarea>" in page


def test_table_of_strays_alone_stays_in_its_field(facts: Facts) -> None:
    response = facts.paste("".join(line(at) for at in range(10, 150)))

    page = response.content.decode()
    assert response.status_code == 422
    assert "140 chỗ trong bảng không dùng được" in page
    assert "và 40 chỗ khác." in page
    assert "149\tNhiệm vụ 149\tđang thực hiện" in page
    assert "sẽ thay đổi" not in page


def test_unknown_columns_are_named(facts: Facts) -> None:
    table = "Nhiệm vụ\tKết quả\tGhi chú <b>\nNhiệm vụ 1\tXong\tGấp"

    page = facts.client.post(facts.address, {"table": table}).content.decode()

    assert "Cột không dùng: Ghi chú &lt;b&gt;." in page


@pytest.mark.parametrize("state", ["submitted", "accepted"])
def test_locked_rows_are_said_with_the_reason(facts: Facts, state: str) -> None:
    facts.record(1, result="Đã nộp")
    factories.submission(facts.plan, facts.period, state=state)

    response = facts.paste(line(1, "xong", "Muộn") + line(2, "đang thực hiện", "Đã nộp"))

    page = response.content.decode()
    reason = response.context["owed"].rows[0].lock
    assert reason
    assert f"Dòng 2: “1) Nhiệm vụ 1”: {reason}" in page
    assert "Dòng 3:" not in page  # it says what stands
    assert "Muộn" in page
    assert '<article class="owed-row' not in page


def test_locked_rows_do_not_keep_the_others(facts: Facts) -> None:
    factories.submission(facts.plan, facts.period)
    other = factories.issued_plan(facts.commune)
    other.tasks.update(title="Việc thêm")

    page = facts.paste(line(1) + "1\tViệc thêm\txong\tĐược\n").content.decode()

    assert "1 nhiệm vụ sẽ thay đổi." in page
    assert "Dòng 2: “1) Nhiệm vụ 1”: Báo cáo kỳ này chờ duyệt." in page
    assert "Được</textarea>" in page


def test_closed_period_takes_nothing_and_home_offers_nothing(facts: Facts) -> None:
    closed = factories.period(facts.commune, ordinal=3, state=Period.State.CLOSED)
    address = reverse("tasks:progress-paste", args=[closed.pk])

    page = facts.client.post(address, {"table": HEADER + line(1)}).content.decode()

    assert "Dòng 2: “1) Nhiệm vụ 1”: " in page
    assert "Lưu tất cả</button>" not in page
    assert "Dán từ Excel" not in facts.client.get(f"/?period={closed.pk}").content.decode()


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("", "Dán bảng vào ô này"),
        (" \n", "không thấy tên cột"),
        ("x" * 1_000_001, "Bảng dài 1000001 ký tự, cho phép tối đa 1.000.000."),
        (HEADER + line(1) * 2000, "Bảng có 2001 dòng, cho phép tối đa 2.000."),
    ],
)
def test_too_little_and_too_much_is_refused_in_words(facts: Facts, table: str, told: str) -> None:
    response = facts.client.post(facts.address, {"table": table})

    assert response.status_code == 422
    assert told in response.content.decode()


def test_more_than_the_portal_reads_at_all_is_refused_in_words(facts: Facts) -> None:
    response = facts.client.post(facts.address, {"table": "x" * 11_000_000})

    assert response.status_code == 400
    assert "Nội dung gửi quá lớn" in response.content.decode()


def test_2000_lines_are_taken(facts: Facts) -> None:
    assert facts.paste(line(1) + line(9) * 1998).status_code == 200


def test_rows_of_others_are_strange(facts: Facts) -> None:
    stranger = factories.signed_in(
        factories.officer(factories.commune(parent=facts.commune.parent))
    )

    response = stranger.post(facts.address, {"table": HEADER + line(1)})

    assert response.status_code == 422
    assert "không có nhiệm vụ nào tên như vậy" in response.content.decode()


def test_markup_in_a_table_is_text(facts: Facts) -> None:
    page = facts.paste(line(1, "<b>xong", "</textarea><script>alert(1)</script>")).content.decode()

    assert "<script>alert(1)" not in page
    assert "“&lt;b&gt;xong”" in page


def test_number_of_queries_does_not_grow_with_the_rows() -> None:
    counts = []
    for rows in (3, 60):
        facts = Facts(rows)
        with CaptureQueriesContext(connection) as queries:
            facts.paste("".join(line(at) for at in range(1, rows + 1)))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_table_sent_after_the_session_ended_is_shown_on_return(facts: Facts) -> None:
    typed_by = facts.client.get(facts.address).context["typed_by"]
    facts.client.logout()

    sent = {"table": HEADER + line(1, "xong", "Gõ lúc hết phiên"), "typed_by": typed_by}
    answer = facts.client.post(facts.address, sent, follow=True)

    assert "vẫn được giữ trong một giờ" in answer.content.decode()
    facts.client.force_login(facts.officer, backend="plans.signin.PortalBackend")
    page = facts.client.get(facts.address).content.decode()
    assert "Gõ lúc hết phiên</textarea>" in page
    assert "1 nhiệm vụ sẽ thay đổi." in page
    assert not Progress.objects.exists()


def test_own_rows_as_a_workbook_come_back_unchanged(facts: Facts) -> None:
    facts.record(0, result="=Đã họp;\n- đủ", figure_done=Decimal("1200.5"), difficulty='"Khó"')

    answer = facts.client.get(reverse("tasks:progress-sheet", args=[facts.period.pk]))
    sheet = load_workbook(BytesIO(answer.content)).worksheets[0]

    def copied(value: object) -> str:
        text = str(value or "")
        return '"' + text.replace('"', '""') + '"' if "\n" in text else text

    table = "\n".join("\t".join(map(copied, cells)) for cells in sheet.values)
    response = facts.client.post(facts.address, {"table": table.replace("- đủ", "- thừa")})
    assert sheet.max_row == 4
    assert response.context["preview"].strays == []
    assert response.context["preview"].unread == ()
    (entry,) = response.context["preview"].entries
    assert entry.replaced == [("Kết quả thực hiện", "=Đã họp;\n- đủ")]
    again = facts.client.post(facts.address, {"table": table})
    assert again.context["preview"].same == 1
