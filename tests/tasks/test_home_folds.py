"""Filled rows in two lines: which are folded, what the lines say, and that no field is missing."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from tasks.models import Assignment, Progress
from tasks.reports.owed_rows import OPENING
from tests import factories
from tests.tasks.test_progress_save import Facts

pytestmark = pytest.mark.django_db
FOLDED = '<details class="owed-row__fold">'
OPEN = '<details class="owed-row__fold" open>'


@pytest.fixture
def facts(db: None) -> Facts:
    return Facts()


def row_of(facts: Facts, row: Assignment) -> str:
    """Return the markup of one row of the officer's page."""
    page: str = facts.client.get("/").content.decode()
    return page.split(f'id="row-{row.pk}"')[1].split("</article>")[0]


def test_filled_row_is_folded_and_missing_one_open(facts: Facts) -> None:
    facts.record(0, "Đã họp")

    assert FOLDED in row_of(facts, facts.rows[0])
    assert OPEN in row_of(facts, facts.rows[1])


def test_folded_row_says_what_is_saved(facts: Facts) -> None:
    made = facts.record(0, "Đã họp", difficulty="Thiếu kinh phí")
    figures = {"figure_done": 9, "figure_planned": 12, "figure_unit": "thôn"}
    Progress.objects.filter(pk=made.pk).update(**figures)

    line = row_of(facts, facts.rows[0]).split(FOLDED)[1]

    assert "đã thực hiện trong kỳ" in line
    assert "<span> Đã họp</span>" in line
    marks = "9/12 thôn, đạt 75% kế hoạch · minh chứng: 0 · có khó khăn, vướng mắc · đã lưu"
    assert f"<small>{marks}" in line


def test_overdue_mark_comes_before_words_that_a_phone_cuts(facts: Facts) -> None:
    task = facts.rows[0].task
    task.ends_on, task.deadline_text = factories.TODAY - timedelta(days=11), "trước ngày 10/11/2026"
    task.save()
    made = facts.record(0, "Đang họp")
    Progress.objects.filter(pk=made.pk).update(state="in_progress")

    row = row_of(facts, facts.rows[0])
    meta = strip_tags(row.split('<p class="owed-row__meta">')[1].split("</p>")[0])

    words = "quá hạn 11 ngày · trước ngày 10/11/2026 · thực hiện:"
    assert " ".join(meta.split()).startswith(words)


def test_name_that_is_cut_is_read_in_its_title(facts: Facts) -> None:
    facts.record(0, "Đã họp")

    assert f'title="{facts.rows[0].task}"' in row_of(facts, facts.rows[0])


def test_folded_row_says_only_the_first_words_of_a_long_result(facts: Facts) -> None:
    facts.record(0, "dài " * 1000)

    line = row_of(facts, facts.rows[0]).split(FOLDED)[1]

    assert line.count("dài ") == OPENING / 4
    assert "…</span>" in line


def test_fields_of_a_folded_row_are_in_the_form_of_the_page(facts: Facts) -> None:
    facts.record(0, "Đã họp")

    row = row_of(facts, facts.rows[0])

    before_the_fold = row.split(FOLDED)[0]
    assert before_the_fold.count(f'name="r{facts.rows[0].pk}-') == 10


def test_row_that_came_back_unsaved_is_open(facts: Facts) -> None:
    facts.record(0, "Đã họp")
    sent = facts.form({0: {"state": "suspended", "result": "Hoãn"}})

    page = facts.client.post(facts.address, sent).content.decode()

    assert page.count(OPEN) == 3


def test_locked_row_is_read_and_not_folded(facts: Facts) -> None:
    facts.record(0, "Đã họp")
    factories.submission(facts.commune.plans.get(), facts.period)

    assert "owed-row__fold" not in row_of(facts, facts.rows[0])


def test_row_by_itself_is_open(facts: Facts) -> None:
    facts.record(0, "Đã họp")
    address = reverse("tasks:progress-record", args=[facts.rows[0].pk, facts.period.pk])

    assert OPEN in facts.client.get(address).content.decode()


def test_save_by_script_brings_the_folded_line_up_to_date(facts: Facts) -> None:
    address = reverse("tasks:progress-record", args=[facts.rows[0].pk, facts.period.pk])
    sent = {"state": "in_progress", "result": "Mới họp", "version": "0"}

    answer = facts.client.post(address, sent, headers={"HX-Request": "true"}).content.decode()

    line = answer.split(f'<span id="fold-{facts.rows[0].pk}" hx-swap-oob="true">')[1]
    assert "đang thực hiện" in line
    assert "<span> Mới họp</span>" in line
