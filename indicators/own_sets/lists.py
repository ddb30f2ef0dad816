"""A set of criteria on its way: the blank list, a list read from a file, one that waits."""

from functools import partial
from typing import Any

from indicators.models import Index
from indicators.own_sets.brought_in import Head
from indicators.own_sets.columns import TREE
from papi_portal import kept_lists
from papi_portal.csv_lists import read_csv
from papi_portal.wording import said
from papi_portal.workbook import Sheet, Table, guide, read_strange, write
from papi_portal.zip_guard import OLE, ZIP
from plans import lists
from plans.models import Territory

MOST = 500
"""Components of one list; the longest published set has some two hundred."""
TOO_MANY = said(
    "Tệp có quá {most} tiêu chí. Hãy bớt dòng, hoặc xem lại có đúng tệp không.", most=MOST
)


def blank() -> bytes:
    """Return the workbook to fill in, with a sheet that explains its columns."""
    return write([Sheet("Bộ tiêu chí", TREE), guide(TREE)])


def read(name: str, content: bytes) -> Table:
    """Return the list of a stranger's workbook or CSV file, as `plans.lists.read_few`."""
    is_csv = name.lower().endswith(".csv") and not content.startswith((OLE, ZIP))
    reading = partial(read_csv if is_csv else read_strange, content, TREE)
    return lists.read_few(reading, most=MOST, too_many=TOO_MANY)


def packed(table: Table, head: Head, province: Territory) -> str:
    """Return a list and what was said of it, signed, for this province alone."""
    return kept_lists.packed(table, salt=_salt(province), said=head.said)


def unpacked(kept: str, province: Territory) -> tuple[Table, Head]:
    """Return the list that a preview kept; raise PreviewGoneError for anything else."""
    table, said = kept_lists.unpacked(kept, TREE, salt=_salt(province))
    return table, Head(**{**said, "index": _index(said)})


def _index(said: dict[str, Any]) -> Index | None:
    """Return the index that was chosen; one that went meanwhile is none."""
    index = Index.objects.filter(pk=said["index"]).first()
    if said["index"] and index is None:
        raise kept_lists.PreviewGoneError
    return index


def _salt(province: Territory) -> str:
    return f"{__name__}.{province.pk}"
