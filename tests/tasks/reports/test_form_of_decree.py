"""Nghị định 30/2020/NĐ-CP, Phụ lục I, measured on what is printed: reports of every kind."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from papi_portal import paper, pdf
from papi_portal.paper import Paper
from tasks.reports import appendix, quarterly_paper, quarterly_section
from tests import factories
from tests.tasks.reports.ink import MILLIMETRE, PDFTOPPM, margins_of
from tests.tasks.reports.measuring import COLUMN, Rule, Words, lines, pages, rules
from tests.tasks.reports.test_quarterly_charts import Scored
from tests.tasks.reports.test_quarterly_files import COUNTRY, of_commune
from tests.tasks.reports.test_quarterly_issued import FIRST, laid_out

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(pdf.problem() is not None, reason=f"no PDF here: {pdf.problem()}"),
]


def of_province() -> Paper:
    return quarterly_paper.as_paper(Scored().report())


def as_section() -> Paper:
    return quarterly_section.as_paper(Scored().report())


def issued() -> Paper:
    return laid_out(FIRST)


def of_plan() -> Paper:
    plan = factories.issued_plan(factories.commune(), tasks=30)
    return appendix.as_paper(appendix.build(plan))


letters = pytest.mark.parametrize("make", [of_commune, of_province, issued])
every = pytest.mark.parametrize("make", [of_commune, of_province, issued, as_section, of_plan])


def drawn(make: Callable[[], Paper]) -> list[Any]:
    return pages(paper.as_pdf(make()))


def find(found: list[Words], text: str) -> Words:
    return next(one for one in found if text in one.text)


def rule_below(page: Any, words: Words) -> Rule:
    """Return the first rule under words, whose middle is theirs."""
    below = [one for one in rules(page) if one.top > words.top]
    return next(one for one in below if words.left < one.middle < words.right)


@letters
def test_head_has_the_sizes_and_faces_of_the_decree(make: Callable[[], Paper]) -> None:
    first = drawn(make)[0]
    left, right = lines(first, column="left"), lines(first, column="right")

    number = next(place for place, one in enumerate(left) if one.text.startswith("Số:"))
    issuer = [one for one in left[:number] if one.text.isupper() and one.text != paper.DRAFT]
    assert issuer
    assert all(12 <= one.size <= 13 and one.face.endswith("Bold") for one in issuer)
    assert (left[number].size, left[number].face) == (13, "Liberation-Serif")
    country, motto = (find(right, words) for words in COUNTRY)
    assert 12 <= country.size <= 13
    assert 13 <= motto.size <= 14
    assert {country.face, motto.face} == {"Liberation-Serif-Bold"}
    day = find(right, "năm 2026")
    assert (13 <= day.size <= 14, day.face) == (True, "Liberation-Serif-Italic")


@letters
def test_rules_are_as_long_as_the_decree_says(make: Callable[[], Paper]) -> None:
    """Under the issuer and the subject a third to a half of the line, under the motto all of it."""
    first = drawn(make)[0]
    left, right = lines(first, column="left"), lines(first, column="right")
    whole = lines(first)

    number = next(place for place, one in enumerate(left) if one.text.startswith("Số:"))
    issuer = left[number - 1]
    motto = find(right, COUNTRY[1])
    subject = find(whole, "Kết quả thực hiện")
    for words in (issuer, subject):
        rule = rule_below(first, words)
        above = [one for one in whole if words.top <= one.top < rule.top]
        line = issuer if words is issuer else above[-1]
        assert 1 / 3 <= rule.width / line.width <= 1 / 2
    assert rule_below(first, motto).width == pytest.approx(motto.width, abs=0.5)


@letters
def test_body_title_and_signature_have_their_sizes(make: Callable[[], Paper]) -> None:
    found = drawn(make)
    whole = [one for page in found for one in lines(page)]
    left = [one for page in found for one in lines(page, column="left")]
    right = [one for page in found for one in lines(page, column="right")]

    kind, heading = find(whole, "BÁO CÁO"), find(whole, "1. Tình hình")
    body, post = find(whole, "Tổng số"), find(right, "CHỦ TỊCH")
    assert all(13 <= one.size <= 14 for one in (kind, heading, body, post))
    assert {kind.face, heading.face, post.face} == {"Liberation-Serif-Bold"}
    assert body.face == "Liberation-Serif"
    to, kept = find(left, "Nơi nhận:"), find(left, "- Lưu: VT")
    assert (to.size, to.face) == (12, "Liberation-Serif-Bold-Italic")
    assert (kept.size, kept.face) == (11, "Liberation-Serif")


@every
@pytest.mark.skipif(PDFTOPPM is None, reason="poppler-utils is not installed")
def test_margins_are_kept_and_pages_are_numbered(make: Callable[[], Paper], tmp_path: Path) -> None:
    """20 mm above and below, 30 left, 15 right; a number from page 2 of each part on."""
    file = tmp_path / "van-ban.pdf"
    made = make()
    file.write_bytes(paper.as_pdf(made))

    for left, top, right, bottom in margins_of(file):
        assert left >= 29.5
        assert right >= 14.5
        assert bottom >= 19.5
        assert top >= 5
    numbers = []
    for page in pages(file.read_bytes()):
        above = [one for one in lines(page) if one.top < 18]
        told = [one for one in above if one.text.replace(paper.DRAFT, "").strip()]
        assert all(13 <= one.size <= 14 for one in above)
        numbers.append(int(told[0].text.replace(paper.DRAFT, "")) if told else 1)
    starts = [place for place, number in enumerate(numbers) if number == 1]
    assert len(starts) == len(made.parts)
    assert all(after == before + 1 or after == 1 for before, after in pairwise(numbers))


@every
def test_only_the_intended_typeface_is_used(make: Callable[[], Paper]) -> None:
    faces = {char["fontname"].partition("+")[2] for page in drawn(make) for char in page.chars}

    assert faces <= {
        "Liberation-Serif",
        "Liberation-Serif-Bold",
        "Liberation-Serif-Italic",
        "Liberation-Serif-Bold-Italic",
    }


@letters
def test_number_and_day_are_level(make: Callable[[], Paper]) -> None:
    first = drawn(make)[0]

    number = find(lines(first, column="left"), "Số:")
    day = find(lines(first, column="right"), "năm 2026")
    assert number.top == pytest.approx(day.top, abs=0.2)


@letters
def test_place_of_a_signature_is_free_of_ink(make: Callable[[], Paper]) -> None:
    """22 mm between post and name, on drafts as on what is issued: a signature covers nothing."""
    page = next(one for one in drawn(make) if "Nơi nhận:" in one.extract_text())
    right = lines(page, column="right")

    place = next(at for at, one in enumerate(right) if "CHỦ TỊCH" in one.text)
    post, below = right[place], [one.top for one in right[place + 1 :]]
    height = post.size / MILLIMETRE
    name = below[0] if below else post.top + height + 22
    assert name - post.top - height >= 22
    drawn_there = [*page.rects, *page.lines, *page.curves, *page.images, *page.annots]
    inside = [one["top"] / MILLIMETRE for one in drawn_there if one["x0"] > COLUMN * MILLIMETRE]
    assert not any(post.top + height < top < name for top in inside)
