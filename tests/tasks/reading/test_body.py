"""The body of a plan stays whole: as sections, every word once and in its order."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given

from tasks.reading import body, identity, sources
from tasks.reading.values import Block, Cell, Heading, Paragraph, ReadSection, Table
from tests.tasks.reading.test_outline import documents

SEEDS: Path = settings.BASE_DIR.parent / "shared" / "seeds"


def sections(*lines: str) -> tuple[ReadSection, ...]:
    return body.sections([Paragraph(line) for line in lines])


def words_of(found: Iterable[ReadSection]) -> Iterator[str]:
    for section in found:
        for text in (section.heading.label, section.heading.text, section.text):
            yield from re.findall(r"\w+", text)
        yield from words_of(section.parts)


def words_in(blocks: Iterable[Block]) -> list[str]:
    texts = [block.text for block in blocks if isinstance(block, Paragraph)]
    return re.findall(r"\w+", " ".join(texts))


def test_headings_hold_their_text_and_parts() -> None:
    assert sections(
        "UBND xã ban hành kế hoạch.",
        "I. MỤC ĐÍCH",
        "1. Nâng cao điểm số.",
        "2. Rõ trách nhiệm.",
        "II. NHIỆM VỤ",
        "Cụ thể như sau.",
        "1. Công khai",
        "a) Ngân sách:",
        "- Niêm yết.",
        "b) Đất đai.",
        "2. Giải trình theo quy định.",
    ) == (
        ReadSection(Heading("", ""), "UBND xã ban hành kế hoạch."),
        ReadSection(Heading("I", "MỤC ĐÍCH"), "1. Nâng cao điểm số.\n2. Rõ trách nhiệm."),
        ReadSection(
            Heading("II", "NHIỆM VỤ"),
            "Cụ thể như sau.",
            (
                ReadSection(
                    Heading("1", "Công khai"),
                    "",
                    (
                        ReadSection(Heading("a)", "Ngân sách:"), "- Niêm yết."),
                        ReadSection(Heading("b)", ""), "Đất đai."),
                    ),
                ),
                ReadSection(Heading("2", ""), "Giải trình theo quy định."),
            ),
        ),
    )


def test_below_the_third_level_items_are_lines_with_their_labels() -> None:
    (top,) = sections(
        "1. Nhiệm vụ", "1.1. Công khai", "1.1.1. Ngân sách", "a) Niêm yết:", "- Tại xã.", "b) Thu."
    )

    assert top.parts[0].parts[0] == ReadSection(
        Heading("1.1.1", "Ngân sách"), "a) Niêm yết:\n- Tại xã.\nb) Thu."
    )


def test_words_behind_the_last_section_stand_alone() -> None:
    found = sections("I. NHIỆM VỤ", "1. Công khai.", "Trên đây là Kế hoạch của UBND xã./.")

    assert found[-1] == ReadSection(Heading("", ""), "Trên đây là Kế hoạch của UBND xã./.")


def test_tables_are_left_out() -> None:
    assert body.sections([Table(((Cell("1"),),)), Paragraph("I. NHIỆM VỤ")]) == (
        ReadSection(Heading("I", "NHIỆM VỤ")),
    )


@given(documents())
def test_no_word_is_lost_or_told_twice(blocks: list[Block]) -> None:
    assert list(words_of(body.sections(blocks))) == words_in(blocks)


@pytest.mark.parametrize("seed", sorted(SEEDS.glob("*.txt")), ids=lambda seed: seed.stem[:3])
def test_real_plans_stay_whole(seed: Path) -> None:
    blocks = identity.body(sources.open_file(seed.name, seed.read_bytes()))

    assert list(words_of(body.sections(blocks))) == words_in(blocks)
