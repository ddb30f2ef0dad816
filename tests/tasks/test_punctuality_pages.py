"""Pages of punctuality: figures, the reports behind each, and the workbook."""

from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from plans.access import Role
from plans.models import Membership, Period, Succession, Unit, User
from tasks.models import Submission
from tasks.reports import return_reasons
from tests import factories

pytestmark = pytest.mark.django_db


class Facts:
    """Two communes: one was returned its report, one has handed in none of two."""

    def __init__(self) -> None:
        self.province = factories.province()
        self.good, self.bad = (
            factories.issued_plan(factories.commune(name, parent=self.province))
            for name in ("Xã Đủ", "Xã Thiếu")
        )
        self.period = factories.period(self.good.territory)
        self.old = factories.period(self.good.territory, ordinal=3)
        factories.submission(self.good, self.period, state=Submission.State.RETURNED)
        self.client = factories.signed_in(factories.reviewer(self.province))

    def page(self, address: str = "") -> str:
        answer = self.client.get(f"/reports/punctuality/{address}")
        assert answer.status_code == 200
        return answer.content.decode()


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def test_every_figure_opens_its_reports(facts: Facts) -> None:
    shown = facts.page("?year=2026")

    rows = f"/reports/punctuality/rows/?year=2026&amp;unit={facts.good.issuer_id}"
    assert shown.index("UBND xã Thiếu") < shown.index("UBND xã Đủ"), "the least punctual first"
    assert (
        f'<a href="{rows}&amp;show=on_time">1</a>/<a href="{rows}&amp;show=counted">2</a>' in shown
    )
    assert f'<a href="{rows}&amp;show=returned">1</a>' in shown
    assert '<a href="/reports/punctuality/rows/?year=2026&amp;show=on_time">33,3%</a>' in shown


@pytest.mark.parametrize(
    ("show", "periods"),
    [
        ("", {"Quý III/2026", "Quý IV/2026"}),
        ("on_time", {"Quý IV/2026"}),
        ("returned", {"Quý IV/2026"}),
        ("missing", {"Quý III/2026"}),
        ("late", set[str]()),
        ("<script>", {"Quý III/2026", "Quý IV/2026"}),
    ],
)
def test_reports_behind_a_figure_are_those_it_counts(
    facts: Facts, show: str, periods: set[str]
) -> None:
    shown = facts.page(f"rows/?year=2026&unit={facts.good.issuer_id}&show={show}")

    found = {name for name in ("Quý III/2026", "Quý IV/2026") if f">{name}</a>" in shown}
    assert found == periods


def test_proof_says_when_it_was_due_handed_in_and_why_it_came_back(facts: Facts) -> None:
    shown = facts.page("rows/?year=2026&show=returned")

    for words in ("17/12/2026", "10:42 21/11/2026", "1 lần: thiếu minh chứng", "trả lại"):
        assert words in shown
    rows = f"/reports/{facts.good.pk}/{facts.good.issuer_id}/{facts.period.pk}/#cac-nhiem-vu"
    assert f'<a href="{rows}">0/0</a>' in shown


def test_unit_out_of_reach_has_no_reports(facts: Facts) -> None:
    stranger = factories.issued_plan(factories.commune("Xã Ngoài"))

    answer = facts.client.get(f"/reports/punctuality/rows/?unit={stranger.issuer_id}")

    assert answer.status_code == 404


def test_year_without_reports_says_so(facts: Facts) -> None:
    assert "Năm 2031 chưa có báo cáo nào phải nộp" in facts.page("?year=2031")


@pytest.mark.parametrize("query", ["?level=x", "?level=commune", "?level=province", "?year=1"])
def test_what_is_asked_oddly_breaks_nothing(facts: Facts, query: str) -> None:
    facts.page(query)


def test_workbook_holds_the_figures_and_their_proof(facts: Facts) -> None:
    answer = facts.client.get("/reports/punctuality.xlsx?year=2026")

    book: Any = load_workbook(BytesIO(answer.content))
    figures, proof = book["Tổng hợp"], book["Từng báo cáo"]
    found = [[cell.value for cell in row] for row in figures.iter_rows(min_row=3)]
    by_reason = [0, 0, 0, 1, 0, 0]
    assert found[1] == [
        *("UBND xã Đủ", "Xã Đủ", 2, 1, 50, 0, 1, 1, 0, 0, 1, 0, 0, None),
        *by_reason,
    ]
    assert proof.max_row == 2 + 4
    last = [[cell.value for cell in row] for row in proof.iter_rows(min_row=3)][-1]
    assert last[3] == "Quý IV/2026"
    assert last[6:] == ["21/11/2026 10:42", "trả lại", "bị trả lại", 1, *by_reason, 0, 0]
    assert proof.cell(2, 14).value == "Trả lại vì thiếu minh chứng"


def test_reasons_are_counted_by_period_and_unit_and_open_their_reports(facts: Facts) -> None:
    factories.submission(facts.bad, facts.old, state=Submission.State.RETURNED)

    shown = facts.page("?year=2026").partition('id="ly-do"')[2]

    rows = "/reports/punctuality/rows/?year=2026"
    one, all_ = "&amp;reason=no_evidence", "&amp;show=returned"
    for query, number in (
        (f"&amp;period={facts.old.pk}{one}", 1),
        (f"&amp;period={facts.period.pk}{one}", 1),
        (one, 2),
        (f"&amp;unit={facts.good.issuer_id}{one}", 1),
        (f"&amp;unit={facts.bad.issuer_id}{all_}", 1),
    ):
        assert f'<a href="{rows}{query}">{number}</a>' in shown
    behind = facts.page(f"rows/?year=2026&period={facts.old.pk}&reason=no_evidence")
    assert "1 báo cáo" in behind
    assert "trả lại vì thiếu minh chứng" in behind
    assert "UBND xã Thiếu" in behind
    assert "Không có báo cáo nào như vậy" in facts.page("rows/?year=2026&reason=other")


def test_units_with_most_returns_have_a_line_the_others_are_a_click_away(
    facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(return_reasons, "MOST", 1)
    factories.submission(facts.bad, facts.old, state=Submission.State.RETURNED)
    factories.submission(facts.good, facts.old, state=Submission.State.RETURNED)

    periods, _, shown = facts.page("?year=2026").partition('id="theo-don-vi"')

    _, _, periods = periods.partition('id="theo-ky"')
    assert 0 < periods.index("Quý III/2026") < periods.index("Quý IV/2026")
    assert f"&amp;unit={facts.good.issuer_id}&amp;show=returned" in shown
    assert f"&amp;unit={facts.bad.issuer_id}" not in shown, "less punctual, but returned once"
    assert "Còn 1 đơn vị khác bị trả lại:" in shown
    assert '<a href="/reports/punctuality/rows/?year=2026&amp;show=returned">' in shown


def test_year_without_returns_has_no_table_of_reasons(facts: Facts) -> None:
    assert 'id="ly-do"' in facts.page("?year=2026")
    assert 'id="ly-do"' not in facts.page("?year=2031")


@pytest.mark.parametrize("number", [3, 60])
def test_queries_stay_the_same_however_many_communes(
    facts: Facts, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for count in range(number):
        factories.issued_plan(factories.commune(f"Xã {count}", parent=facts.province))

    with django_assert_num_queries(13):
        facts.page()


class TestOfTheNation:
    """The administrator of a portal of several provinces reads one at a time."""

    @pytest.fixture(autouse=True)
    def _other(self, facts: Facts) -> None:
        """Another province, whose code stands after the first's, with a late commune."""
        self.other = factories.province("Tỉnh Bắc Ninh")
        plan = factories.issued_plan(factories.commune("Xã Bên cạnh", parent=self.other))
        factories.period(plan.territory)
        facts.client = factories.signed_in(User.objects.create_superuser("quan-tri"))

    def test_the_first_stands_unless_another_is_asked_for(self, facts: Facts) -> None:
        first, other = facts.page("?year=2026"), facts.page(f"?calendar={self.other.pk}")

        assert "năm 2026, tỉnh Lạng Sơn" in first
        assert "UBND xã Thiếu" in first
        assert "UBND xã Bên cạnh" not in first
        assert "năm 2026, tỉnh Bắc Ninh" in other
        assert "UBND xã Bên cạnh" in other
        assert "UBND xã Thiếu" not in other
        assert f'<option value="{self.other.pk}" selected>Tỉnh Bắc Ninh</option>' in other
        assert f"?calendar={self.other.pk}&amp;show=missing" in other, "its rows are those counted"

    def test_so_do_the_rows_and_the_workbook(self, facts: Facts) -> None:
        asked = f"?year=2026&calendar={self.other.pk}"

        assert "Báo cáo năm 2026, tỉnh Bắc Ninh" in facts.page(f"rows/{asked}")
        answer = facts.client.get(f"/reports/punctuality.xlsx{asked}")
        assert "T%E1%BB%89nh%20B%E1%BA%AFc%20Ninh.xlsx" in answer["Content-Disposition"]
        sheet = load_workbook(BytesIO(answer.content))["Tổng hợp"]
        assert sheet["A1"].value == "Chấp hành chế độ báo cáo năm 2026, tỉnh Bắc Ninh"
        assert "UBND xã Bên cạnh" in {cell.value for row in sheet for cell in row}

    def test_a_unit_is_found_in_whichever_province(self, facts: Facts) -> None:
        unit = facts.bad.issuer_id

        shown = facts.page(f"rows/?year=2026&unit={unit}&calendar={self.other.pk}")

        assert "UBND xã Thiếu" in shown

    def test_who_reads_a_merged_province_reads_its_calendars_together(self, facts: Facts) -> None:
        merged = factories.province("Tỉnh Mới")
        for old in (facts.province, self.other):
            Succession.objects.create(predecessor=old, successor=merged, kind=Succession.Kind.WHOLE)
        facts.client = factories.signed_in(factories.reviewer(merged))

        shown = facts.page("?year=2026")

        assert "UBND xã Thiếu" in shown
        assert "UBND xã Bên cạnh" in shown
        assert "choose-calendar" not in shown

    def test_of_one_province_alone_nothing_is_to_be_chosen(self, facts: Facts) -> None:
        Period.objects.filter(territory=self.other).update(state=Period.State.PLANNED)

        shown = facts.page(f"?year=2026&calendar={self.other.pk}")

        assert "choose-calendar" not in shown
        assert "năm 2026, tỉnh Lạng Sơn" in shown

    def test_desk_and_queue_lead_to_the_province_that_they_show(self, facts: Facts) -> None:
        period = self.other.periods.get()
        Membership.objects.create(
            user=User.objects.get(username="quan-tri"),
            unit=factories.unit(self.other, "Sở Nội vụ", kind=Unit.Kind.DEPARTMENT),
            role=Role.REVIEWER,
        )

        queue = facts.client.get(f"/reports/queue/?period={period.pk}").content.decode()
        desk = facts.client.get(f"/reports/rollup/?period={period.pk}").content.decode()

        kept = f"calendar={self.other.pk}"
        assert f'/reports/punctuality/rows/?{kept}&amp;year=2026&amp;period={period.pk}"' in queue
        assert f'href="/reports/punctuality/?{kept}"' in desk

    def test_who_reads_one_province_is_offered_none(self, facts: Facts) -> None:
        facts.client = factories.signed_in(factories.reviewer(self.other))

        shown = facts.page("?year=2026")

        assert "choose-calendar" not in shown
        assert "năm 2026</h1>" in " ".join(shown.split()).replace(" </h1>", "</h1>")
