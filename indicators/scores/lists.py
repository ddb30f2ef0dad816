"""The list of published scores among the lists that administrators keep as workbooks."""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from indicators.models import Component, Score
from indicators.scores import sheets
from indicators.scores.columns import SCORES
from indicators.scores.headings import Headings, spellings
from indicators.scores.resources import ScoreResource
from papi_portal.wording import said
from papi_portal.workbook import Table
from plans import lists
from plans.access import Viewer
from plans.models import ListImport

HELP = said(
    "Ngoài tệp mẫu, cổng đọc được bảng như cơ quan công bố phát hành: mỗi dòng một tỉnh, mỗi cột"
    " một thành phần (tiêu đề là mã hoặc tên, Việt hay Anh), mỗi năm một trang và tên trang có năm."
    " Ô trống và số 0 là không có số liệu. Điểm tổng không công bố thì cổng cộng từ các phần."
    " Cột nhóm và cột hạng của bảng ấy không được đọc: hãy ghi chúng bằng tệp mẫu."
)


def register() -> None:
    """Let the pages of lists keep published scores, too."""
    lists.register(
        lists.ListForm(
            ListImport.Kind.SCORES,
            "Kết quả công bố",
            SCORES,
            _steps,
            _rows,
            parts=_years,
            read=read,
            help=HELP,
        )
    )


def read(content: bytes, most: int = sheets.MOST_SCORES) -> Table:
    """Return the scores of a workbook, long or wide, read in a child process: one query.

    Raises BadPackageError, with a sentence, for a file that holds none or more than so many.
    """
    table: Table = sheets.DOOR.run(
        "scores", content, columns=SCORES, headings=_headings(), most=most
    )
    return table


def _headings() -> Headings:
    known = Component.objects.filter(framework__territory__isnull=True).order_by("pk")
    listed = list(known.values_list("code", "name", "name_en", "short_name"))
    names = frozenset[str]().union(*(spellings(*called) for _, *called in listed))
    return Headings(tuple(dict.fromkeys(code for code, *_ in listed)), tuple(sorted(names)))


def _steps(by: Viewer) -> list[ScoreResource]:
    return [ScoreResource(on=by.on)]


def _rows(on: date, year: str) -> QuerySet[Score]:
    """Return what was published of a year, without what the portal added up."""
    published = Score.objects.filter(
        is_computed=False, year=year or on.year, component__framework__territory__isnull=True
    )
    return published.select_related("component__framework", "territory").order_by(
        "component__framework", "territory__code", "territory", "component__position"
    )


def _years() -> Sequence[str]:
    """Return the years of which scores are known, the latest first."""
    found = Score.objects.order_by("-year").values_list("year", flat=True).distinct()
    return [str(year) for year in found]
