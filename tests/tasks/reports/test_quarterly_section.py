"""The report on a period as a section of the report on administrative reform."""

from collections.abc import Callable
from io import BytesIO

import docx
import pytest

from papi_portal import drawings
from papi_portal.paper import Letterhead, Line, Paper, Part, Signature
from tasks.reports import quarterly_paper, quarterly_section
from tasks.reports.quarterly import Quarterly
from tests.tasks.reports.test_quarterly import Facts as Commune
from tests.tasks.reports.test_quarterly_province import Facts as Province

pytestmark = pytest.mark.django_db


def lines(part: Part) -> list[str]:
    return [one.text for one in part.blocks if isinstance(one, Line)]


def of_commune() -> Quarterly:
    return Commune().report()


def of_province() -> Quarterly:
    facts = Province()
    facts.commune("Xã Một")
    return facts.report()


whose = pytest.mark.parametrize("found", [of_commune, of_province])


@whose
def test_section_has_no_head_no_addressee_and_no_signature(found: Callable[[], Quarterly]) -> None:
    made = quarterly_section.as_paper(found())

    blocks = [type(block) for part in made.parts for block in part.blocks]
    assert Letterhead not in blocks
    assert Signature not in blocks
    said = lines(made.parts[0])
    assert not [line for line in said if "Kính gửi" in line or "Trên đây" in line]
    assert said[0].startswith("…. Kết quả thực hiện ")


@whose
def test_section_says_what_the_letter_says(found: Callable[[], Quarterly]) -> None:
    report = found()

    section, letter = quarterly_section.as_paper(report), quarterly_paper.as_paper(report)

    in_letter = {line.partition(") ")[2] or line for line in lines(letter.parts[0])}
    words = [line.removeprefix("- ") for line in lines(section.parts[0])[2:]]
    kept = [line for line in words if line[1:3] != ") "]
    assert set(kept) <= in_letter | {line.removeprefix("- ") for line in in_letter}
    assert section.tables == letter.tables


def test_headings_are_points_and_what_is_counted_has_dashes() -> None:
    said = lines(quarterly_section.as_paper(of_commune()).parts[0])

    assert [line for line in said if line[1:3] == ") "] == [
        "a) Tình hình, kết quả thực hiện",
        "b) Tồn tại, vướng mắc và nguyên nhân",
        "c) Phương hướng, nhiệm vụ kỳ tới",
        "d) Đề xuất, kiến nghị",
    ]
    assert "- Nội dung 1: 0/2 nhiệm vụ (0%), quá hạn 1;" in said


def test_appendices_belong_to_the_report_around_it() -> None:
    made = quarterly_section.as_paper(of_province())

    attached = {lines(part)[2] for part in made.parts[1:]}
    assert attached == {"(Kèm theo Báo cáo cải cách hành chính Quý IV/2026)"}


@whose
def test_word_opens_and_holds_the_section(found: Callable[[], Quarterly]) -> None:
    made: Paper = quarterly_section.as_paper(found())

    told = [one.text for one in docx.Document(BytesIO(drawings.draw(made, "docx"))).paragraphs]

    assert set(lines(made.parts[0])) <= set(told)
