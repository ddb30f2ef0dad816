"""Rows of a read plan may be changed, joined, split and left out; no word is lost unsaid."""

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tasks.reading import edits
from tasks.reading.edits import ImpossibleEditError, OtherVersionError
from tests.tasks.reading.written_plans import Values, deadline, doubt, plan, row

QUARTERLY = deadline("Hàng quý", "quarterly")
IN_JUNE = deadline("Trước ngày 30/6/2026", "by_date", None, "2026-06-30")


def numbered(*rows: Values, warnings: tuple[Values, ...] = ()) -> Values:
    return edits.numbered(plan(*rows, warnings=list(warnings)))


def texts(values: Values) -> list[str]:
    return [one["text"] for one in values["rows"]]


def ids(values: Values) -> list[int]:
    return [one["id"] for one in values["rows"]]


def messages(one: Values) -> list[str]:
    return [found["message"] for found in one["doubts"]]


# Numbers and doubts


def test_rows_get_their_ids_and_the_doubts_about_them() -> None:
    values = numbered(
        row("Một"),
        row("Hai"),
        warnings=(doubt(2, "lead", "Không rõ"), doubt(None, "number", "Không có số")),
    )

    assert ids(values) == [1, 2]
    assert [one["dropped"] for one in values["rows"]] == [False, False]
    assert [one["doubts"] for one in values["rows"]] == [
        [],
        [{"field": "lead", "message": "Không rõ"}],
    ]
    assert values["warnings"] == [{"field": "number", "message": "Không có số"}]


def test_numbering_leaves_what_it_was_given_as_it_was() -> None:
    read = plan(row("Một"))
    edits.numbered(read)

    assert "id" not in read["rows"][0]


def test_row_is_found_by_its_id_or_not_at_all() -> None:
    values = numbered(row("Một"), row("Hai"))

    found = edits.find(values, 2)

    assert found is not None
    assert found["text"] == "Hai"
    assert edits.find(values, 3) is None


# Change, settle, drop


def test_change_replaces_fields_of_one_row_and_ends_its_doubts() -> None:
    values = numbered(row("Một"), row("Hai"), warnings=(doubt(1, "text", "Mờ"),))

    changed = edits.change(values, 1, {"text": "Một, rõ hơn"})

    assert texts(changed) == ["Một, rõ hơn", "Hai"]
    assert changed["rows"][0]["doubts"] == []
    assert texts(values) == ["Một", "Hai"]


def test_row_that_somebody_changed_meanwhile_is_left_as_it_is() -> None:
    values = numbered(row("Một"))
    seen = edits.version(values["rows"][0])
    meanwhile = edits.change(values, 1, {"text": "Hai"}, seen=seen)

    with pytest.raises(OtherVersionError):
        edits.change(meanwhile, 1, {"text": "Ba"}, seen=seen)


def test_settling_ends_the_doubts_and_nothing_else() -> None:
    values = numbered(row("Một"), warnings=(doubt(1, "text", "Mờ"),))

    settled = edits.settle(values, 1)

    assert settled["rows"] == [{**values["rows"][0], "doubts": []}]


def test_dropped_row_stays_where_it_was_and_comes_back() -> None:
    values = numbered(row("Một"), row("Hai"), warnings=(doubt(1, "text", "Mờ"),))

    dropped = edits.drop(values, 1, dropped=True)
    restored = edits.drop(dropped, 1, dropped=False)

    assert [one["dropped"] for one in dropped["rows"]] == [True, False]
    assert restored == values


# Join


def test_joined_row_has_both_texts_and_each_party_once() -> None:
    values = numbered(
        row("- Họp;", lead=["UBND xã"], support=["Công an xã"], output="Biên bản"),
        row(
            "- Niêm yết.",
            title="Công khai",
            lead=["UBND xã", "Các thôn"],
            support=["Đoàn Thanh niên"],
            guide=["Sở Nội vụ"],
            output="Ảnh chụp",
            note="Mỗi quý",
        ),
        row("Ba"),
    )

    joined = edits.join_up(values, 2)

    one = joined["rows"][0]
    assert ids(joined) == [1, 3]
    assert one["text"] == "- Họp;\nCông khai\n- Niêm yết."
    assert one["lead"] == ["UBND xã", "Các thôn"]
    assert one["support"] == ["Công an xã", "Đoàn Thanh niên"]
    assert one["guide"] == ["Sở Nội vụ"]
    assert one["lead_text"] == "UBND xã\nUBND xã; Các thôn"
    assert (one["output"], one["note"]) == ("Biên bản\nẢnh chụp", "Mỗi quý")
    assert one["items"] == ["Họp;\nCông khai", "Niêm yết."]


def test_what_both_rows_say_alike_is_said_once() -> None:
    values = numbered(
        {**row("Một"), "lead_text": "Phòng Kinh tế", "lead": ["Phòng Kinh tế"]},
        {**row("Hai"), "lead_text": "Phòng Kinh tế", "lead": ["Phòng Kinh tế"]},
        warnings=(doubt(1, "components", "Chưa gắn"), doubt(2, "components", "Chưa gắn")),
    )

    one = edits.join_up(values, 2)["rows"][0]

    assert (one["text"], one["lead_text"]) == ("Một\nHai", "Phòng Kinh tế")
    assert messages(one) == ["Chưa gắn"]


def test_joined_row_keeps_the_doubts_of_both() -> None:
    values = numbered(
        row("Một"),
        row("Hai"),
        warnings=(doubt(1, "text", "Mờ"), doubt(2, "lead", "Không rõ")),
    )

    assert messages(edits.join_up(values, 2)["rows"][0]) == ["Mờ", "Không rõ"]


@pytest.mark.parametrize(
    ("above", "below", "kept", "told"),
    [
        (row()["deadline"], QUARTERLY, QUARTERLY, False),
        (QUARTERLY, row()["deadline"], QUARTERLY, False),
        (QUARTERLY, QUARTERLY, QUARTERLY, False),
        (QUARTERLY, IN_JUNE, QUARTERLY, True),
        (deadline("theo tiến độ", "none"), IN_JUNE, deadline("theo tiến độ", "none"), True),
    ],
)
def test_second_deadline_is_left_out_but_not_silently(
    above: Values, below: Values, kept: Values, told: bool
) -> None:
    values = numbered(row("Một", deadline=above), row("Hai", deadline=below))

    joined = edits.join_up(values, 2)["rows"][0]

    assert joined["deadline"] == kept
    assert any(below["raw"] in message for message in messages(joined)) is told


@pytest.mark.parametrize(
    ("above", "below", "links", "told"),
    [
        (("papi-2021", ["2.1"]), ("papi-2021", ["1.1", "2.1"]), ("papi-2021", ["1.1", "2.1"]), 0),
        (("", []), ("papi-2021", ["3"]), ("papi-2021", ["3"]), 0),
        (("papi-2021", ["3"]), ("", []), ("papi-2021", ["3"]), 0),
        (("", []), ("", []), ("", []), 0),
        (("papi-2021", ["3"]), ("sipas-2023", ["0"]), ("papi-2021", ["3"]), 1),
    ],
)
def test_links_are_joined_within_one_index_only(
    above: tuple[str, list[str]],
    below: tuple[str, list[str]],
    links: tuple[str, list[str]],
    told: int,
) -> None:
    values = numbered(
        *(row(framework=framework, components=codes) for framework, codes in (above, below))
    )

    joined = edits.join_up(values, 2)["rows"][0]

    assert (joined["framework"], joined["components"]) == links
    assert len(joined["doubts"]) == told


def test_first_row_has_nothing_above_it_to_join() -> None:
    with pytest.raises(ImpossibleEditError, match="Dòng đầu tiên"):
        edits.join_up(numbered(row("Một"), row("Hai")), 1)


@pytest.mark.parametrize("dropped", [1, 2])
def test_dropped_row_is_not_joined_so_that_its_text_cannot_vanish(dropped: int) -> None:
    values = edits.drop(numbered(row("Một"), row("Hai")), dropped, dropped=True)

    with pytest.raises(ImpossibleEditError, match="Dòng đã bỏ không gộp được"):
        edits.join_up(values, 2)


# Split


def test_split_row_makes_one_row_of_each_bullet_and_keeps_the_rest() -> None:
    values = numbered(
        row("Một"),
        row("- Họp;\n- Niêm yết:\n+ tại thôn\n+ tại xã", title="Công khai", support=["Các thôn"]),
        row("Ba"),
        warnings=(doubt(2, "lead", "Không rõ"),),
    )

    split = edits.split(values, 2)

    assert texts(split) == ["Một", "Họp;", "Niêm yết:\n+ tại thôn\n+ tại xã", "Ba"]
    assert ids(split) == [1, 2, 4, 3]
    for part in split["rows"][1:3]:
        assert (part["title"], part["support"]) == ("Công khai", ["Các thôn"])
        assert messages(part) == ["Không rõ"]
        assert part["items"] == [part["text"]]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Chủ động:\n- Họp;\n- Niêm yết.", ["Chủ động:\n- Họp;", "Chủ động:\n- Niêm yết."]),
        (
            "Đối với xã:\n- Họp;\nĐối với thôn:\n- Loa.",
            ["Đối với xã:\n- Họp;", "Đối với thôn:\n- Loa."],
        ),
        (
            "- Công khai, gồm:\n+ ngân sách\n+ hộ nghèo\n- Họp.",
            ["Công khai, gồm:\n+ ngân sách\n+ hộ nghèo", "Họp."],
        ),
        ("Mở đầu.\n- Họp;\n- Loa.", ["Mở đầu.", "Họp;", "Loa."]),
    ],
)
def test_line_that_leads_in_to_bullets_stays_above_each(text: str, parts: list[str]) -> None:
    assert texts(edits.split(numbered(row(text)), 1)) == parts


def test_row_of_one_item_is_not_split() -> None:
    with pytest.raises(ImpossibleEditError, match="chỉ có một ý"):
        edits.split(numbered(row("Một")), 1)


def test_all_rows_are_split_but_those_left_out() -> None:
    values = numbered(row("- a\n- b"), row("Hai"), row("- c\n- d\n- e"), row("- f\n- g"))

    split = edits.split_all(edits.drop(values, 4, dropped=True))

    assert texts(split) == ["a", "b", "Hai", "c", "d", "e", "- f\n- g"]
    assert len(set(ids(split))) == 7


def test_ids_of_split_rows_are_never_given_twice() -> None:
    values = edits.split(numbered(row("- a\n- b"), row("- c\n- d")), 1)
    values = edits.split(edits.join_up(values, 3), 2)

    assert len(ids(values)) == len(set(ids(values)))


MARKS, ENDS = st.sampled_from(["", "- ", "+ ", "a) ", "1. "]), st.sampled_from(["", ";", ".", ":"])


@given(st.lists(st.tuples(MARKS, ENDS), min_size=2, max_size=9))
def test_no_line_is_lost_by_splitting(lines: list[tuple[str, str]]) -> None:
    named = [f"việc số {number}" for number in range(1, len(lines) + 1)]
    written = zip(lines, named, strict=True)
    values = numbered(row("\n".join(f"{mark}{name}{end}" for (mark, end), name in written)))
    assume(len(values["rows"][0]["items"]) > 1)

    kept = "\n".join(texts(edits.split(values, 1)))

    assert [name for name in named if name not in kept] == []


# What is not there


@pytest.mark.parametrize(
    "edit",
    [
        lambda values: edits.change(values, 9, {}),
        lambda values: edits.settle(values, 9),
        lambda values: edits.drop(values, 9, dropped=True),
        lambda values: edits.join_up(values, 9),
        lambda values: edits.split(values, 9),
    ],
)
def test_row_that_is_gone_says_so(edit: Any) -> None:
    with pytest.raises(ImpossibleEditError, match="Dòng này không còn nữa"):
        edit(numbered(row("Một")))
