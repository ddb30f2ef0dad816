"""Know the workbook of a plan that the portal gave away, and read what people made of it."""

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from papi_portal import workbook
from papi_portal.text import clean
from papi_portal.wording import said
from papi_portal.workbook import Cell, Column, Table
from papi_portal.workbook.columns import written
from papi_portal.zip_guard import BadPackageError
from tasks.reading import DOOR
from tasks.reading.values import UnreadableError

Read = dict[str, Any]
Texts = dict[str, str]

MARK = "papi-portal-plan-1"
"""What the hidden sheet says in every plan workbook of the portal; the number is the form's."""
PIECE = 30_000
"""Characters of the hidden sheet's cells; a cell holds 32,767."""
MAIN_PART = b"xl/workbook.xml"
"""Stands uncompressed in every workbook, and in no other file that people send."""
MOST_BYTES = 32 * 1024 * 1024
MOST_ROWS = 5_000

SHEET = "Nhiệm vụ"
NO_SECTION = said("(không thuộc mục nào)")
"""What the cell says of a row that stands under no heading; people may pick it."""
CODE = Column(
    "code",
    "Mã dòng",
    9,
    kind="number",
    help="Mã của nhiệm vụ trong cổng: không sửa; để trống ở dòng mới.",
)
SECTION = Column(
    "section",
    "Mục",
    26,
    help=f"Chọn một mục, hoặc “{NO_SECTION}”. Dòng mới để trống thì thuộc mục của dòng trên.",
)
LABEL = Column("label", "Ký hiệu", 9)
TITLE = Column("title", "Nội dung", 26)
TEXT = Column("text", "Nhiệm vụ, giải pháp", 60, required=True, help="Mỗi ý một dòng trong ô.")
BODIES = "Như in trong phụ lục; các đơn vị cách nhau bằng dấu chấm phẩy."
LEAD = Column("lead_text", "Chủ trì", 26, help=BODIES)
SUPPORT = Column("support_text", "Phối hợp", 26, help=BODIES)
GUIDE = Column("guide_text", "Hướng dẫn, kiểm tra", 26, help=BODIES)
DEADLINE = Column(
    "deadline_text",
    "Thời gian thực hiện",
    20,
    help="Sửa chữ ở đây mà để nguyên ba cột bên phải thì cổng đọc lại loại thời hạn và ngày.",
)
KIND = Column("deadline_kind", "Loại thời hạn", 18)
STARTS = Column("starts_on", "Từ ngày", 12, kind="date", help="Ngày/tháng/năm.")
ENDS = Column("ends_on", "Đến ngày", 12, kind="date", help="Ngày/tháng/năm.")
OUTPUT = Column("output", "Sản phẩm", 26)
NOTE = Column("note", "Ghi chú", 20)
COMPONENTS = Column(
    "components",
    "Chỉ số",
    14,
    help="Mã các chỉ số, cách nhau bằng dấu phẩy; tra mã ở trang “Chỉ số”.",
)
COLUMNS = (
    CODE, SECTION, LABEL, TITLE, TEXT, LEAD, SUPPORT, GUIDE,
    DEADLINE, KIND, STARTS, ENDS, OUTPUT, NOTE, COMPONENTS,
)  # fmt: skip
KEYS = tuple(column.key for column in COLUMNS[1:])
"""What a row says, in the order of the columns; its code says which row it is."""
NUMBERED = frozenset({CODE, LABEL, COMPONENTS})
"""Columns in which a number that Excel made of "1.1" gets its dot back."""

CHANGED = said(
    "Trang ẩn của tệp Excel này đã bị sửa hoặc bị xóa bớt, nên không so được với kế hoạch."
    " Hãy tải tệp Excel mới từ trang kế hoạch rồi sửa lại."
)
NO_CODES = said(
    "Tệp không còn cột “Mã dòng”, nên không biết dòng nào là nhiệm vụ nào."
    " Hãy tải tệp Excel mới từ trang kế hoạch và giữ nguyên cột này."
)
NO_PLAN = said(
    "Tệp này do cổng xuất ra nhưng không phải kế hoạch: là bảng việc, báo cáo hoặc phiếu công việc."
    " Bảng Việc của đơn vị đã điền thì tải lên ở trang Dán từ Excel của kỳ."
)
APPENDIX = "plan_appendix"
"""What an appendix that the portal drew as a workbook says that it is."""
TOO_LONG = said("Tệp có quá 5.000 dòng. Hãy xóa các dòng thừa rồi tải lên lại.")


def meta(*, plan: int, exported_at: str, rows: Mapping[int, Texts], seal: str) -> dict[str, str]:
    """Return what the hidden sheet says: of which plan, when, and what each row said then."""
    packed = b64encode(zlib.compress(json.dumps(rows).encode(), 9)).decode()
    pieces = [packed[at : at + PIECE] for at in range(0, len(packed), PIECE)]
    return {
        "portal": MARK,
        "plan": str(plan),
        "exported_at": exported_at,
        "seal": seal,
        **{f"rows-{number}": piece for number, piece in enumerate(pieces)},
    }


def read_strange(data: bytes) -> Read | None:
    """Read a stranger's file as `read` does, in a child process with limits."""
    found: Read | None = DOOR.run("changes", data) if MAIN_PART in data else None
    return found


def read(data: bytes) -> Read | None:
    """Return what a plan workbook of the portal says as JSON values, None for any other file.

    `before` has the texts of each row (key: its code) at the moment of export, `rows` those of the
    file: {"number": row of the sheet, "cells": {column: {"at", "text", "problem"}}}, only columns
    that are there; `linked` whether it refers to other workbooks. Of an appendix `came_from` says
    which plan's it is. Raises UnreadableError for a workbook of the portal that cannot be used.
    """
    try:
        said = workbook.read_meta(data)
    except BadPackageError:
        return None  # whoever reads the file as a document says what is wrong with it
    if said.get("document"):
        return _came_from(said)
    if said.get("portal") != MARK:
        return None
    try:
        table = workbook.read_rows(data, COLUMNS, links=True)
    except BadPackageError as error:
        raise UnreadableError(str(error)) from error
    if CODE not in table.columns:
        raise UnreadableError(NO_CODES)
    if len(table.rows) > MOST_ROWS:
        raise UnreadableError(TOO_LONG)
    return {**_told(said), "columns": _present(table), "linked": table.linked, **_rows(table)}


def _came_from(said: Mapping[str, str]) -> Read | None:
    """Return of which plan a workbook is the appendix, which is read as a document."""
    if said["document"] != APPENDIX:
        raise UnreadableError(NO_PLAN)
    plan = said.get("plan", "")
    if not (plan.isascii() and plan.isdecimal() and len(plan) < 10):
        return None
    told = {key: said.get(key, "") for key in ("exported_at", "index")}
    return {"came_from": {"plan": int(plan), **told}}


def _told(said: Mapping[str, str]) -> Read:
    try:
        packed = "".join(piece for key, piece in said.items() if key.startswith("rows-"))
        unpacking = zlib.decompressobj()
        told = unpacking.decompress(b64decode(packed, validate=True), MOST_BYTES)
        rows = json.loads(told if unpacking.eof else b"")
        before = {
            str(int(code)): {key: str(row[key]) for key in KEYS} for code, row in rows.items()
        }
        plan = int(said["plan"])
    except (
        AttributeError,
        LookupError,
        RecursionError,
        TypeError,
        ValueError,
        zlib.error,
    ) as error:
        raise UnreadableError(CHANGED) from error
    return {
        "plan": plan,
        "exported_at": said.get("exported_at", ""),
        "seal": said.get("seal", ""),
        "before": before,
    }


def _present(table: Table) -> list[str]:
    return [column.key for column in table.columns if column]


def _rows(table: Table) -> Read:
    titled = {column.key: column for column in table.columns if column}
    rows = []
    for row in table.rows:
        cells = {key: _cell(cell, titled[key]) for key, cell in row.cells.items()}
        if any(cell["text"] or cell["problem"] for cell in cells.values()):
            rows.append({"number": row.number, "cells": cells})
    return {"rows": rows, "unknown": list(dict.fromkeys(_unknown(table)))}


def _unknown(table: Table) -> Iterator[str]:
    """Yield the titles of columns that hold something and are not read."""
    for place, (title, column) in enumerate(zip(table.titles, table.columns, strict=True)):
        if column is None and title and any(row.values[place] is not None for row in table.rows):
            yield title


def _cell(cell: Cell, column: Column) -> Texts:
    return {"at": cell.address, "text": clean(_text(cell, column)), "problem": cell.problem}


def _text(cell: Cell, column: Column) -> str:
    value = cell.value
    if isinstance(value, float) and column in NUMBERED:
        return f"{value:.15g}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return written(value)
