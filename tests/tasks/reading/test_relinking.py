"""Rows follow a corrected year to the indices of that year; what a person decided stays."""

from typing import Any

from tasks.reading import edits, relinking
from tasks.reading.assemble import NEWEST
from tasks.reading.relinking import Relinked
from tests.tasks.reading.versions import FRAMEWORKS
from tests.tasks.reading.written_plans import plan, row

OPENNESS = [["2", "Công khai, minh bạch trong việc ra quyết định ở địa phương"]]


def read(**changes: Any) -> dict[str, Any]:
    """Return a row on lists of poor households, as it was read for 2026: 2.2 in papi-2021."""
    wanted = {
        "headings": OPENNESS,
        "title": "Danh sách hộ nghèo",
        "framework": "papi-2021",
        "components": ["2.2"],
    }
    return row(**{**wanted, **changes})


def corrected(*rows: Any, was: int | None = 2026, year: int = 2015, **changes: Any) -> Relinked:
    values = edits.numbered(plan(*rows, years=[year, year], **changes))
    return relinking.for_year(values, was=was, frameworks=FRAMEWORKS)


def links(found: Relinked) -> list[tuple[str, list[str]]]:
    return [(one["framework"], one["components"]) for one in found.values["rows"]]


def test_row_is_linked_to_the_same_matter_in_the_version_of_the_year() -> None:
    found = corrected(read())

    assert links(found) == [("papi-2011", ["2.1"])]
    assert (found.changed, found.kept) == (1, 0)


def test_same_year_and_same_version_leave_rows_alone() -> None:
    for year in (2026, 2027):
        found = corrected(read(), year=year)

        assert links(found) == [("papi-2021", ["2.2"])]
        assert (found.changed, found.kept) == (0, 0)


def test_what_a_person_chose_stays_with_a_doubt() -> None:
    found = corrected(read(components=["2.3"]))

    assert links(found) == [("papi-2021", ["2.3"])]
    assert (found.changed, found.kept) == (0, 1)
    (doubt,) = found.values["rows"][0]["doubts"]
    assert (doubt["field"], "không dùng cho năm 2015" in doubt["message"]) == ("components", True)


def test_links_a_person_took_away_do_not_come_back() -> None:
    found = corrected(read(framework="", components=[]))

    assert links(found) == [("", [])]
    assert (found.changed, found.kept) == (0, 0)


def test_choice_that_fits_the_year_raises_no_doubt() -> None:
    found = corrected(read(components=["2.3"]), year=2027)

    assert (found.kept, found.values["rows"][0]["doubts"]) == (0, [])


def test_year_that_was_unknown_settles_the_doubt_about_the_version() -> None:
    newest = {"row": None, "field": "components", "message": NEWEST}

    found = corrected(read(), was=None, warnings=[newest])

    assert links(found) == [("papi-2011", ["2.1"])]
    assert found.values["warnings"] == []


def test_year_without_a_version_takes_links_away_and_says_so() -> None:
    found = corrected(read(), year=2005)

    assert links(found) == [("", [])]
    assert "Chưa có bộ tiêu chí PAPI" in found.values["rows"][0]["doubts"][0]["message"]


def test_dropped_rows_follow_and_are_not_counted() -> None:
    values = edits.drop(edits.numbered(plan(read(), years=[2015, 2015])), 1, dropped=True)

    found = relinking.for_year(values, was=2026, frameworks=FRAMEWORKS)

    assert links(found) == [("papi-2011", ["2.1"])]
    assert found.changed == 0


def test_other_doubts_of_a_row_stay() -> None:
    mist = {"row": 1, "field": "text", "message": "Mờ"}

    found = corrected(read(), warnings=[mist])

    assert found.values["rows"][0]["doubts"] == [{"field": "text", "message": "Mờ"}]
