"""The report on a period as a section of the report on administrative reform, ready to paste.

The same value as the letter (`quarterly_paper`), without what makes a letter of it: head, title,
addressees, closing, signature. Its headings are points, because the section has a number there.
"""

from papi_portal.paper import Line, Look, Paper, Part
from tasks.reports import quarterly_paper
from tasks.reports.quarterly import Quarterly
from tasks.reports.quarterly_paper import HEADINGS, POINTS

ATTACHED = "(Kèm theo Báo cáo cải cách hành chính {period})"


def as_paper(found: Quarterly) -> Paper:
    """Lay the section out, with the tables and charts as appendices of the report around it."""
    what, period = quarterly_paper.what(found), found.period
    headings = [
        Line(f"{letter}) {said}", Look.POINT)
        for letter, said in zip(POINTS, HEADINGS, strict=False)
    ]
    text = (
        Line(f"…. Kết quả thực hiện {what}", Look.HEADING),
        Line(
            f"Thực hiện {quarterly_paper.ground(found)}, kết quả {period}"
            f" {quarterly_paper.counted_in(period)} như sau:"
        ),
        *quarterly_paper.said(found, headings, ["- "] * len(found.dimensions)),
    )
    attached = ATTACHED.format(period=period)
    return Paper(
        title=f"Mục trong báo cáo cải cách hành chính {period}, {found.unit}",
        author=found.unit.name,
        parts=(Part(text), *quarterly_paper.appendices(found, attached)),
        is_draft=found.is_draft,
    )
