"""The letter that reminds units of a report: its words, to all of them and to each."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from papi_portal import pdf
from papi_portal.paper import Part, Row, texts
from plans import actions as plan_actions
from plans.models import Letterhead, Unit, User
from tasks.reports import late, late_letter
from tasks.reports.late_letter import LateLetter
from tests import factories
from tests.tasks.awaiting import DUE, Facts
from tests.tasks.reports.drawn import missing, words_of

pytestmark = pytest.mark.django_db
needs_pango = pytest.mark.skipif(pdf.problem() is not None, reason=f"no PDF here: {pdf.problem()}")
HOSTILE = "=1+1<img src=http://x/>"


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def issuer(facts: Facts) -> Unit:
    return Unit.objects.select_related("territory__parent").get(
        territory=facts.province, name="Sở Nội vụ"
    )


def letter(facts: Facts, on: date = DUE + timedelta(days=4)) -> LateLetter:
    viewer = factories.viewer(facts.reviewer, on)
    rows = late.build(viewer=viewer, period=facts.period, on=on).rows
    return late_letter.build(period=facts.period, rows=rows, issuer=issuer(facts), on=on)


def neighbours(facts: Facts, number: int) -> None:
    for place in range(number):
        factories.issued_plan(factories.commune(f"Xã {place}", parent=facts.province))


def said(part: Part) -> list[str]:
    return [line for block in part.blocks for line in texts(block)]


def test_letter_to_one_says_period_day_and_what_is_missing(facts: Facts) -> None:
    facts.record(1)

    (part,) = late_letter.to_each(letter(facts)).parts

    assert said(part) == [
        "ỦY BAN NHÂN DÂN\nTỈNH LẠNG SƠN",
        "SỞ NỘI VỤ",
        "Số: …/SNV-…",
        "V/v đôn đốc nộp báo cáo\nQuý IV/2026",
        "Lạng Sơn, ngày … tháng … năm 2026",
        "Kính gửi: Ủy ban nhân dân xã Điềm He",
        (
            "Thực hiện các kế hoạch cải thiện Chỉ số PAPI trên địa bàn tỉnh Lạng Sơn, các đơn vị"
            " báo cáo kết quả Quý IV/2026 (số liệu từ ngày 15/09/2026 đến hết ngày 14/12/2026) trên"
            " Cổng theo dõi PAPI."
        ),
        (
            "Hạn nộp của đơn vị là ngày 17 tháng 12 năm 2026. Tính đến ngày 21 tháng 12 năm 2026,"
            " báo cáo của đơn vị chưa nộp, còn 1/2 nhiệm vụ chưa cập nhật; quá hạn 4 ngày."
        ),
        (
            "Sở Nội vụ đề nghị Ủy ban nhân dân xã Điềm He chỉ đạo cập nhật đầy đủ kết quả thực hiện"
            " các nhiệm vụ và nộp báo cáo trên Cổng theo dõi PAPI ngay sau khi nhận được"
            " Công văn này."
        ),
        (
            "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, đề nghị phản ánh về Sở Nội vụ"
            " để được hướng dẫn./."
        ),
        "GIÁM ĐỐC",
        "Nơi nhận:",
        "- Như trên;",
        "- Lưu: VT.",
    ]


def test_before_the_day_it_asks_to_keep_it(facts: Facts) -> None:
    (part,) = late_letter.to_each(letter(facts, DUE)).parts

    assert any("trên Cổng theo dõi PAPI trong thời hạn nêu trên." in line for line in said(part))


def test_extended_day_is_said_so(facts: Facts) -> None:
    plan_actions.extend_period(
        period=facts.period,
        units=[facts.unit],
        due_on=DUE + timedelta(days=9),
        reason="Mưa lũ",
        by=factories.viewer(facts.reviewer),
        at=factories.NOW,
    )

    (part,) = late_letter.to_each(letter(facts)).parts
    (table,) = late_letter.to_all(letter(facts)).tables

    assert any("là ngày 26 tháng 12 năm 2026 (đã gia hạn)." in line for line in said(part))
    (row,) = table.rows
    assert isinstance(row, Row)
    assert row.cells[4] == "26/12/2026 (đã gia hạn)\ntrong hạn (còn 5 ngày)"


def test_letter_to_several_names_them_all_and_counts_in_a_table(facts: Facts) -> None:
    facts.record(1)
    neighbours(facts, 1)

    paper = late_letter.to_all(letter(facts))

    (part,) = paper.parts
    kinh_gui = "Kính gửi:\n- Ủy ban nhân dân xã 0;\n- Ủy ban nhân dân xã Điềm He."
    assert kinh_gui in said(part)
    counted = "còn 2 đơn vị chưa nộp báo cáo, đã quá hạn, cụ thể như sau:"
    assert any(counted in line for line in said(part))
    rows = [row.cells for row in paper.tables[0].rows if isinstance(row, Row)]
    assert rows == [
        (1, "UBND xã 0", "chưa nộp", "1/1", "17/12/2026\nquá hạn 4 ngày"),
        (2, "UBND xã Điềm He", "chưa nộp", "1/2", "17/12/2026\nquá hạn 4 ngày"),
    ]


def test_many_units_stand_in_a_list_behind_the_letter(facts: Facts) -> None:
    neighbours(facts, late_letter.NAMED)

    first, behind = late_letter.to_all(letter(facts)).parts

    assert "Kính gửi: Các đơn vị có tên trong danh sách kèm theo" in said(first)
    assert any("(có danh sách kèm theo)." in line for line in said(first))
    assert said(behind)[:3] == [
        "PHỤ LỤC",
        "DANH SÁCH ĐƠN VỊ CHƯA NỘP BÁO CÁO QUÝ IV/2026",
        "(Kèm theo Công văn số …/SNV-… ngày … tháng … năm 2026 của Sở Nội vụ)",
    ]


def test_each_unit_has_a_letter_of_its_own_in_one_file(facts: Facts) -> None:
    neighbours(facts, 2)

    paper = late_letter.to_each(letter(facts))

    assert len(paper.parts) == 3
    assert paper.title == "Công văn đôn đốc nộp báo cáo Quý IV/2026 gửi từng đơn vị"


def test_head_and_signature_are_those_kept_of_the_body(facts: Facts) -> None:
    Letterhead.objects.create(
        unit=issuer(facts),
        superior="UBND TỈNH",
        issuer="SỞ NỘI VỤ LẠNG SƠN",
        symbol="SNV-CCHC",
        place="Đồng Đăng",
        signed_for="KT. GIÁM ĐỐC",
        signatory_post="PHÓ GIÁM ĐỐC",
        signatory="Hoàng Thị B",
        recipients="- Như trên;\n- Lưu: VT, CCHC.",
    )

    (part,) = late_letter.to_all(letter(facts)).parts

    for line in ("SỞ NỘI VỤ LẠNG SƠN", "Số: …/SNV-CCHC", "Hoàng Thị B", "- Lưu: VT, CCHC."):
        assert line in said(part)


def test_no_person_of_a_late_unit_is_named(facts: Facts) -> None:
    User.objects.filter(pk=facts.leader.pk).update(full_name="Triệu Văn Lãnh", phone="0912345678")

    for paper in (late_letter.to_all(letter(facts)), late_letter.to_each(letter(facts))):
        words = " ".join(line for part in paper.parts for line in said(part))
        assert "Triệu Văn Lãnh" not in words
        assert "0912" not in words


def test_plan_with_periods_of_its_own_is_named(facts: Facts) -> None:
    facts.period.plan = facts.plan
    facts.period.save()

    (part,) = late_letter.to_each(letter(facts)).parts

    assert any(line.startswith(f"Thực hiện {facts.plan}, các đơn vị") for line in said(part))


@pytest.mark.parametrize("kind", [pytest.param("pdf", marks=needs_pango), "docx"])
def test_drawings_say_the_words_and_hostile_text_is_text(facts: Facts, kind: str) -> None:
    Unit.objects.filter(pk=facts.unit.pk).update(name=HOSTILE, kind=Unit.Kind.OTHER)
    neighbours(facts, late_letter.NAMED)

    for paper in (late_letter.to_all(letter(facts)), late_letter.to_each(letter(facts))):
        assert any(HOSTILE in one for one in words_of(paper))
        assert missing(paper, kind) == []


def test_letter_costs_one_query_however_many_are_late(facts: Facts) -> None:
    neighbours(facts, 20)
    known = letter(facts)
    body = issuer(facts)

    with CaptureQueriesContext(connection) as caught:
        built = late_letter.build(period=facts.period, rows=known.rows, issuer=body, on=DUE)
        late_letter.to_all(built)
        late_letter.to_each(built)

    assert len(built.rows) == 21
    assert len(caught) == 1
