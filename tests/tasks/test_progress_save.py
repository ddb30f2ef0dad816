"""Saving all rows of the page at once, as people without script do."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans.models import Event
from tasks.models import Progress
from tests import factories

pytestmark = pytest.mark.django_db
QUERIES_OF_A_ROW = 11
"""Its own act: beginning and end, locks, what was there, the row, its entry in the trail."""


class Facts:
    """A commune that owes some rows, and its officer's browser without script."""

    def __init__(self, rows: int = 3) -> None:
        self.commune = factories.commune()
        self.period = factories.period(self.commune)
        self.rows = factories.reporting(factories.issued_plan(self.commune, tasks=rows))
        self.officer = factories.officer(self.commune)
        self.client = factories.signed_in(self.officer)
        self.address = reverse("tasks:progress-save", args=[self.period.pk])

    def form(self, typed: dict[int, dict[str, Any]]) -> dict[str, Any]:
        """Return what the page sends: every row as it was shown, some typed over."""
        page = self.client.get(f"/?period={self.period.pk}").context
        sent: dict[str, Any] = {"typed_by": page["typed_by"]}
        for group, entries in page["groups"]:
            assert group.rows
            for entry in entries:
                at = self.rows.index(next(r for r in self.rows if r.pk == entry.row.assignment_id))
                shown = {**entry.typed, "version": entry.version, "seen": entry.seen}
                for name, value in {**shown, **typed.get(at, {})}.items():
                    sent[f"{entry.row.prefix}-{name}"] = value
        return sent

    def record(self, at: int, result: str, **more: Any) -> Progress:
        return factories.recorded(self.rows[at], self.period, result=result, **more)


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def results() -> dict[int, str]:
    return dict(Progress.objects.values_list("assignment", "result"))


def test_every_changed_row_is_saved_and_untouched_ones_are_not(facts: Facts) -> None:
    sent = facts.form(
        {0: {"state": "in_progress", "result": "Một"}, 2: {"state": "completed", "result": "Ba"}}
    )

    response = facts.client.post(f"{facts.address}?show=missing", sent)

    assert response["Location"] == f"/?show=missing&period={facts.period.pk}"
    assert results() == {facts.rows[0].pk: "Một", facts.rows[2].pk: "Ba"}
    assert "Đã lưu 2 nhiệm vụ." in facts.client.get("/").content.decode()
    assert Event.objects.filter(verb="progress.record").count() == 2


def test_button_of_a_row_leads_back_to_it(facts: Facts) -> None:
    sent = facts.form({0: {"state": "in_progress"}})

    response = facts.client.post(facts.address, {**sent, "save": facts.rows[0].pk})

    assert response["Location"] == f"/?period={facts.period.pk}#row-{facts.rows[0].pk}"


def test_page_sent_untouched_writes_nothing(facts: Facts) -> None:
    facts.record(0, "- Một;\n- hai.", difficulty="Khó")

    response = facts.client.post(facts.address, facts.form({}), follow=True)

    assert "Không có thay đổi nào cần lưu." in response.content.decode()
    assert Progress.objects.get().version == 1


def test_rows_with_mistakes_come_back_as_typed_and_the_others_are_saved(facts: Facts) -> None:
    sent = facts.form(
        {
            0: {"state": "in_progress", "result": "Một", "figure_done": "45,5"},
            1: {"state": "suspended", "result": "Hai"},
            2: {"state": "", "result": "Ba", "figure_done": "-3"},
        }
    )

    response = facts.client.post(f"{facts.address}?show=difficulty", sent)

    page = response.content.decode()
    assert response.status_code == 422
    assert "Đã lưu 1 nhiệm vụ; 2 chưa lưu, xem bên dưới." in page
    assert "Hai</textarea>" in page
    assert "Ba</textarea>" in page
    assert "Nêu lý do tạm hoãn." in page
    assert "Số không được âm." in page
    assert "Một</textarea>" not in page  # saved, and not among those with a difficulty
    assert str(Progress.objects.get().figure_done) == "45.50"


def test_page_that_comes_back_still_shows_the_period_before(facts: Facts) -> None:
    earlier = factories.period(facts.commune, ordinal=3)
    factories.recorded(facts.rows[1], earlier, result="Của quý III")

    response = facts.client.post(facts.address, facts.form({1: {"state": "suspended"}}))

    assert response.status_code == 422
    assert "Của quý III" in response.content.decode()


def test_conflict_comes_back_with_both_texts_and_is_decided(facts: Facts) -> None:
    sent = facts.form({0: {"state": "in_progress", "result": "Của tôi"}, 1: {"state": "completed"}})
    facts.record(0, "Của B")

    response = facts.client.post(facts.address, sent)

    page = response.content.decode()
    assert response.status_code == 409
    assert "<blockquote>Của B</blockquote>" in page
    assert "<blockquote data-mine>Của tôi</blockquote>" in page
    assert results() == {facts.rows[0].pk: "Của B", facts.rows[1].pk: ""}
    again = {**sent, f"r{facts.rows[0].pk}-version": ["0", "1"]}
    assert facts.client.post(facts.address, again).status_code == 302
    assert results()[facts.rows[0].pk] == "Của tôi"


def test_own_text_may_be_given_up(facts: Facts) -> None:
    sent = facts.form({0: {"state": "in_progress", "result": "Của tôi"}})
    facts.record(0, "Của B")

    facts.client.post(facts.address, {**sent, f"r{facts.rows[0].pk}-drop": "1"})

    assert results() == {facts.rows[0].pk: "Của B"}


def test_row_that_others_saved_and_i_left_alone_is_no_conflict(facts: Facts) -> None:
    sent = facts.form({1: {"state": "completed", "result": "Hai"}})
    facts.record(0, "Của B")

    assert facts.client.post(facts.address, sent).status_code == 302
    assert results() == {facts.rows[0].pk: "Của B", facts.rows[1].pk: "Hai"}


def test_as_last_period_fills_a_row_in_to_be_looked_at_first(facts: Facts) -> None:
    before = factories.period(facts.commune, ordinal=3)
    factories.recorded(facts.rows[0], before, result="Của quý trước")
    address = f"{facts.address}?period={facts.period.pk}"
    sent = facts.form({1: {"state": "completed", "result": "Hai"}})

    response = facts.client.post(address, {**sent, "repeat": facts.rows[0].pk})

    page = response.content.decode()
    assert response.status_code == 200
    assert "Của quý trước</textarea>" in page
    assert "Đã điền như kỳ trước, chưa lưu" in page
    assert results().get(facts.rows[1].pk) == "Hai"
    assert not Progress.objects.filter(period=facts.period, assignment=facts.rows[0]).exists()


def test_text_of_the_period_before_is_marked_in_the_trail(facts: Facts) -> None:
    before = factories.period(facts.commune, ordinal=3)
    factories.recorded(facts.rows[0], before, result="Của quý trước")
    sent = facts.form({0: {"state": "in_progress", "result": "Của quý trước"}})

    facts.client.post(facts.address, sent)

    event = Event.objects.filter(verb="progress.record").latest("pk")
    assert ", chữ như Quý III/2026: " in event.sentence
    assert event.details["repeats"] == before.pk


def test_rows_of_others_are_not_written(facts: Facts) -> None:
    stranger = factories.signed_in(
        factories.officer(factories.commune(parent=facts.commune.parent))
    )
    sent = facts.form({0: {"state": "in_progress", "result": "Lạ"}})

    response = stranger.post(facts.address, sent)

    assert response.status_code == 302
    assert not Progress.objects.exists()


def test_locked_rows_come_back_with_the_reason(facts: Facts) -> None:
    sent = facts.form({0: {"state": "in_progress", "result": "Muộn"}})
    factories.submission(facts.commune.plans.get(), facts.period)

    page = facts.client.post(facts.address, sent).content.decode()

    assert "Báo cáo kỳ này chờ duyệt." in page
    assert "Muộn</textarea>" in page
    assert not Progress.objects.exists()


def every_row(facts: Facts) -> dict[str, Any]:
    """Return the whole page with all ten fields of each row filled in."""
    words = {name: f"Chữ của ô {name}" for name in ("difficulty", "proposal", "reason")}
    figures = {"figure_done": "45,5", "figure_planned": "60", "figure_unit": "hồ sơ"}
    return facts.form(
        {
            at: {"state": "suspended", "result": f"Kết quả {at}", **figures, **words}
            for at in range(len(facts.rows))
        }
    )


def test_150_rows_of_ten_fields_get_through() -> None:
    facts = Facts(150)
    sent = every_row(facts)

    response = facts.client.post(facts.address, sent)

    assert len(sent) == 150 * 10 + 1
    assert response.status_code == 302
    assert results() == {row.pk: f"Kết quả {at}" for at, row in enumerate(facts.rows)}
    stored = set(Progress.objects.values_list("figure_done", "difficulty", "reason"))
    assert stored == {(Decimal("45.50"), "Chữ của ô difficulty", "Chữ của ô reason")}


def test_each_changed_row_costs_the_same_few_queries() -> None:
    counts = []
    for rows in (1, 10, 20, 30):  # at the first, what is kept for all requests is asked for
        facts = Facts(rows)
        sent = every_row(facts)
        with CaptureQueriesContext(connection) as queries:
            facts.client.post(facts.address, sent)
        counts.append(len(queries))
    _, few, more, most = counts
    assert most - more == more - few
    assert (most - few) / 20 <= QUERIES_OF_A_ROW


def test_untouched_rows_cost_no_queries() -> None:
    counts = []
    for rows in (3, 60):
        facts = Facts(rows)
        sent = facts.form({0: {"state": "in_progress"}})
        with CaptureQueriesContext(connection) as queries:
            facts.client.post(facts.address, sent)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_address_opened_by_hand_leads_to_the_rows(facts: Facts) -> None:
    response = facts.client.get(f"{facts.address}?show=missing")

    assert response["Location"] == f"/?show=missing&period={facts.period.pk}"


@pytest.mark.parametrize("number", ["0", "9" * 25])
def test_period_that_is_not_seen_is_not_found(facts: Facts, number: str) -> None:
    assert facts.client.post(f"/progress/{number}/").status_code == 404


# The session ended meanwhile


def kept(facts: Facts) -> Any:
    sent = facts.form({0: {"state": "in_progress", "result": "Gõ lúc hết phiên"}})
    facts.client.logout()
    return facts.client.post(facts.address, sent, follow=True)


def page_after(facts: Facts, person: Any) -> str:
    facts.client.force_login(person, backend="plans.signin.PortalBackend")
    answer: str = facts.client.get("/").content.decode()
    return answer


def test_typed_text_waits_for_who_signs_in_again(facts: Facts) -> None:
    answer = kept(facts)
    assert "vẫn được giữ trong một giờ" in answer.content.decode()
    assert not Progress.objects.exists()

    page = page_after(facts, facts.officer)

    assert "Chữ nhập trước khi phiên làm việc hết vẫn còn, chưa được lưu" in page
    assert "Gõ lúc hết phiên</textarea>" in page
    assert not Progress.objects.exists()


def test_kept_text_is_shown_once(facts: Facts) -> None:
    kept(facts)
    page_after(facts, facts.officer)

    assert "Gõ lúc hết phiên" not in facts.client.get("/").content.decode()


def test_kept_text_is_shown_to_nobody_else(facts: Facts) -> None:
    kept(facts)

    assert "Gõ lúc hết phiên" not in page_after(facts, factories.officer(facts.commune))
    other_browser = factories.signed_in(facts.officer)
    assert "Gõ lúc hết phiên" not in other_browser.get("/").content.decode()


def test_form_that_nobody_signed_in_filled_in_is_not_kept(facts: Facts) -> None:
    sent = facts.form({0: {"result": "Rác"}})
    facts.client.logout()

    answer = facts.client.post(facts.address, {**sent, "typed_by": "giả mạo"}, follow=True)

    assert "nội dung vừa gửi chưa được lưu. Bấm Quay lại" in answer.content.decode()
    assert "Rác" not in page_after(facts, facts.officer)
