"""The report on a period as it is issued: its number, its day, what it amends, who signs."""

from datetime import date, timedelta
from io import BytesIO

import docx
import pytest
from pypdf import PdfReader

from papi_portal import paper, pdf, worddoc
from papi_portal.paper import Letterhead, Line, Look, Paper, Signature
from plans.models import Period
from tasks.models import Submission
from tasks.reports import quarterly, quarterly_paper, submission
from tasks.reports.quarterly import Numbered
from tests import factories
from tests.tasks.report_pages import Facts

pytestmark = pytest.mark.django_db
needs_pango = pytest.mark.skipif(pdf.problem() is not None, reason=f"no PDF here: {pdf.problem()}")
FIRST = Numbered("25/BC-UBND", date(2026, 12, 5))
SECOND = Numbered("7/BC-UBND", date(2027, 1, 8), amends="báo cáo số 25/BC-UBND ngày 05/12/2026")


def laid_out(under: Numbered | None = None, *, state: str = "accepted") -> Paper:
    facts = Facts()
    factories.submission(facts.plan, facts.period, state=state)
    report = submission.build(
        plan=facts.plan,
        unit=facts.plan.issuer,
        period=facts.period,
        before=None,
        on=factories.TODAY,
    )
    found = quarterly.of_report(report, on=factories.TODAY, under=under)
    return quarterly_paper.as_paper(found)


def lines(one: Paper, look: Look) -> list[str]:
    blocks = [block for part in one.parts for block in part.blocks]
    return [one.text for one in blocks if isinstance(one, Line) and one.look == look]


def test_number_and_day_stand_in_the_letter_and_above_each_appendix() -> None:
    issued = laid_out(FIRST)

    head = issued.parts[0].blocks[0]
    assert isinstance(head, Letterhead)
    assert head.number == "Số: 25/BC-UBND"
    assert head.place_and_day == "Điềm He, ngày 05 tháng 12 năm 2026"
    attached = "(Kèm theo Báo cáo số 25/BC-UBND ngày 05 tháng 12 năm 2026 của Ủy ban nhân dân"
    above = lines(issued, Look.ATTACHED)
    assert above
    assert all(line.startswith(attached) for line in above)
    assert issued.title == "Báo cáo số 25/BC-UBND, Quý IV/2026, UBND xã Điềm He"
    assert "…" not in "".join(above)


def test_what_is_amended_stands_under_the_subject() -> None:
    (first,), (second,) = (lines(laid_out(one), Look.SUBJECT) for one in (FIRST, SECOND))

    assert "\n" not in first
    assert second == f"{first}\n(sửa đổi, thay thế {SECOND.amends})"


@pytest.mark.parametrize("state", ["accepted", "submitted", "returned", "draft"])
def test_name_of_who_signed_stands_where_the_letterhead_has_none(state: str) -> None:
    signed = laid_out(state=state).parts[0].blocks[-1]

    by = Submission.objects.get().submitted_by
    assert isinstance(signed, Signature)
    assert signed.name == (by.full_name if by and state in {"accepted", "submitted"} else "")
    assert bool(signed.name) == (state in {"accepted", "submitted"})


@needs_pango
def test_pdf_and_word_say_the_same_of_number_day_and_what_is_amended() -> None:
    issued = laid_out(SECOND)

    word = docx.Document(BytesIO(worddoc.as_docx(issued)))
    head = [cell.text for row in word.tables[0].rows for cell in row.cells]
    written = " ".join(" ".join([*head, *(one.text for one in word.paragraphs)]).split())
    pages = PdfReader(BytesIO(paper.as_pdf(issued))).pages
    printed = " ".join("\n".join(page.extract_text() for page in pages).split())

    for words in (
        "Số: 7/BC-UBND",
        "ngày 08 tháng 01 năm 2027",
        f"(sửa đổi, thay thế {SECOND.amends})",
    ):
        assert words in written
        assert words in printed
    assert "DỰ THẢO" not in printed


@pytest.mark.parametrize(
    ("state", "day"),
    [("draft", 21), ("returned", 21), ("submitted", 18), ("accepted", 18)],
)
def test_data_are_of_the_day_on_which_the_report_was_handed_in(state: str, day: int) -> None:
    facts = Facts()
    factories.submission(facts.plan, facts.period, state=state)
    handed_in = Submission.objects.exclude(submitted_at=None)
    handed_in.update(submitted_at=factories.NOW - timedelta(days=3))

    found = quarterly.build(
        plan=facts.plan, unit=facts.plan.issuer, period=facts.period, on=factories.TODAY
    )

    assert found
    assert found.counted_to == date(2026, 11, day)


def test_data_never_go_beyond_the_period_once_handed_in() -> None:
    facts = Facts()
    factories.submission(facts.plan, facts.period, state="accepted")
    Period.objects.filter(pk=facts.period.pk).update(data_to=date(2026, 11, 14))
    facts.period.refresh_from_db()

    found = quarterly.build(
        plan=facts.plan, unit=facts.plan.issuer, period=facts.period, on=factories.TODAY
    )

    assert found
    assert found.counted_to == date(2026, 11, 14)
