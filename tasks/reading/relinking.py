"""Link rows to an index once more, when the plan turns out to be of another year.

Codes mean different things in different versions of an index, so a row read for one year is read
again for the other. What a person decided differs from what was read, and stays.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from papi_portal.wording import said
from tasks.reading.assemble import NEWEST, Doubts, Reader
from tasks.reading.indices import measures
from tasks.reading.values import FrameworkNames, Heading, Identity, Part, RawRow
from tasks.reading.written import Written

FIELD = "components"
OTHER_YEAR = said(
    "Nội dung, chỉ số thành phần đã chọn thuộc bộ tiêu chí không dùng cho năm {year}; hãy chọn lại."
)


@dataclass(frozen=True, slots=True)
class Relinked:
    """The values with the links of another year, and how many rows that concerns."""

    values: Written
    changed: int = 0
    kept: int = 0
    """Rows linked by hand to a version that does not measure the year."""


def for_year(
    values: Written, *, was: int | None, frameworks: tuple[FrameworkNames, ...]
) -> Relinked:
    """Link the rows as if the plan had been read with its present first year, not `was`.

    Rows whose links are not those that were read stay, with a doubt when the version is wrong.
    """
    year = values["years"][0]
    if year == was:
        return Relinked(values)
    before, now = (Reader(frameworks, Identity(year_from=one)) for one in (was, year))
    measuring = {one.code for one in frameworks if measures(one, year)}
    rows, changed, kept = [], 0, 0
    for row in values["rows"]:
        relinked = _relinked(row, before, now)
        if relinked is None and row[FIELD] and row["framework"] not in measuring:
            relinked = _doubted(row, OTHER_YEAR.format(year=year))
            kept += not row["dropped"]
        elif relinked is not None and _linked(relinked) != _linked(row):
            changed += not row["dropped"]
        rows.append(relinked or row)
    known = {"field": FIELD, "message": NEWEST}
    warnings = [one for one in values["warnings"] if one != known]
    return Relinked({**values, "rows": rows, "warnings": warnings}, changed, kept)


def _relinked(row: Written, before: Reader, now: Reader) -> Written | None:
    """Return the row linked for the new year; None if its links are not those that were read."""
    raw, old_doubts, doubts = _raw(row), Doubts(), Doubts()
    if _links(*before.links(raw, old_doubts)) != _linked(row):
        return None
    found = framework, codes = now.links(raw, doubts)
    if _links(*found) == _linked(row) and old_doubts == doubts:
        return row
    linked = {"framework": framework if codes else "", FIELD: list(codes)}
    return {**_doubted(row, *(message for _, message in doubts)), **linked}


def _doubted(row: Written, *messages: str) -> Written:
    """Return the row with these doubts about its links, and no others."""
    others = [doubt for doubt in row["doubts"] if doubt["field"] != FIELD]
    new = [{"field": FIELD, "message": message} for message in messages]
    return {**row, "doubts": [*others, *new]}


def _linked(row: Written) -> set[tuple[str, str]]:
    return _links(row["framework"], row[FIELD])


def _links(framework: str, codes: Iterable[str]) -> set[tuple[str, str]]:
    return {(framework, code) for code in codes}


def _raw(row: Written) -> RawRow:
    return RawRow(
        part=Part(row["part"]),
        sections=tuple(Heading(label, text) for label, text in row["headings"]),
        label=row["label"],
        title=row["title"],
        text=row["text"],
    )
