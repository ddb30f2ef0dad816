"""Workbooks that are no list, or more than one, are refused quickly and in a sentence."""

from collections.abc import Callable
from secrets import token_hex

import pytest
from openpyxl import Workbook

from papi_portal.workbook import read_rows, read_strange, reading
from papi_portal.zip_guard import BadPackageError
from tests.papi_portal.unit_columns import COLUMNS, MIDNIGHT, NAME, values
from tests.papi_portal.workbooks import SHEET, part, repacked, saved, workbook

LINK = "xl/externalLinks/externalLink1.xml"


def two_lists() -> bytes:
    book = Workbook()
    book.active.title = "Một"
    for page in (book.active, book.create_sheet("Hai")):
        page.append(("Tên đơn vị", "Loại"))
    return saved(book)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (
            workbook(("Họ và tên", "Tuổi")),
            "Không tìm thấy dòng tiêu đề của danh sách (Tên đơn vị).",
        ),
        (workbook(), "Không tìm thấy dòng tiêu đề"),
        (
            workbook(("Loại", "Điểm")),
            "Trang “Trang 1”, dòng 1: thiếu cột “Tên đơn vị”.",
        ),
        (
            workbook(("Tên đơn vị", "Loại", "loại")),
            "Trang “Trang 1”, dòng 1: cột “Loại” có hai lần (B1, C1).",
        ),
        (two_lists(), "Các trang “Một”, “Hai” đều có danh sách."),
        (b"Ten don vi;Loai\n", "Tệp không phải Excel (.xlsx) hay Word (.docx)."),
        (repacked(workbook(("a",)), {"xl/workbook.xml": b"<x/>"}), "Không tìm thấy dòng tiêu đề"),
        (repacked(workbook(("a",)), {SHEET: b"<x>"}), "Tệp bị hỏng"),
        (repacked(workbook(("a",)), {}, without=("xl/workbook.xml",)), "Tệp bị hỏng"),
        (repacked(workbook(("a",)), {"xl/connections.xml": b"<x/>"}), "Tệp nối tới nguồn dữ liệu"),
        (repacked(workbook(("a",)), {LINK: b"<externalLink/>"}), "Tệp nối tới tệp Excel khác"),
    ],
)
def test_workbook_without_a_list_is_refused_in_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(BadPackageError) as refused:
        read_rows(data, COLUMNS)

    assert sentence in str(refused.value)


@pytest.mark.parametrize("read", [reading.read_grids, reading.read_book, reading.read_meta])
def test_damage_is_told_whatever_is_asked_of_a_workbook(read: Callable[[bytes], object]) -> None:
    broken = repacked(workbook(("a",)), {}, without=("xl/workbook.xml",))

    with pytest.raises(BadPackageError, match="Tệp bị hỏng"):
        read(broken)


def test_link_to_another_workbook_may_be_allowed_and_is_told() -> None:
    data = repacked(workbook(("Tên đơn vị",), ("Sở Y tế",)), {LINK: b"<externalLink/>"})

    table = read_rows(data, [NAME], links=True)

    assert (values(table, "name"), table.linked) == (["Sở Y tế"], True)
    assert not read_rows(workbook(("Tên đơn vị",)), [NAME], links=True).linked


def test_list_of_a_stranger_is_read_in_a_child_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = workbook(("Tên đơn vị", "Từ ngày", "Điểm"), ("Sở Y tế", MIDNIGHT, 4.5), ("#N/A", "x", 1))
    here = read_rows(data, COLUMNS)
    monkeypatch.setattr(reading, "read_rows", lambda *_args: pytest.fail("read in this process"))

    assert read_strange(data, COLUMNS) == here
    with pytest.raises(BadPackageError, match="Không tìm thấy dòng tiêu đề"):
        read_strange(workbook(("Họ và tên", "Tuổi")), COLUMNS)


def rows_of_xml(*rows: str) -> bytes:
    """Return a workbook whose rows are written as XML, with a size that is a lie."""
    data = workbook(("Tên đơn vị",))
    sheet = part(data, SHEET)
    head, rest = sheet.split(b"</sheetData>")
    head = head.replace(b'<dimension ref="A1:A1" />', b'<dimension ref="A1:B2" />')
    return repacked(data, {SHEET: head + "".join(rows).encode() + b"</sheetData>" + rest})


def inline(address: str, text: str) -> str:
    return f'<c r="{address}" t="inlineStr"><is><t>{text}</t></is></c>'


def test_cell_at_the_end_of_the_sheet_is_refused_quickly() -> None:
    far = f'<row r="1048576">{inline("XFD1048576", "x")}{inline("A1048576", "x")}</row>'

    with pytest.raises(BadPackageError, match=r"quá 20\.000 dòng"):
        read_rows(rows_of_xml(far), [NAME])


def test_cell_far_to_the_right_is_not_read() -> None:
    far = f'<row r="2">{inline("A2", "Sở Y tế")}{inline("XFD2", "x")}</row>'

    assert values(read_rows(rows_of_xml(far), [NAME]), "name") == ["Sở Y tế"]


def test_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_ROWS", 3)
    rows = [(f"Sở {n}",) for n in range(4)]

    with pytest.raises(BadPackageError, match=r"quá 20\.000 dòng"):
        read_rows(workbook(("Tên đơn vị",), *rows), [NAME])
    with pytest.raises(BadPackageError, match=r"quá 20\.000 dòng"):
        reading.read_grids(workbook(("Tên đơn vị",), *rows))
    assert len(read_rows(workbook(("Tên đơn vị",), *rows[:3]), [NAME]).rows) == 3


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (SHEET, b"<sheetData>" + b'<row r="1"/>' * 60_100 + b"</sheetData>"),
        (SHEET, b"<sheetData>" + b"<x:row/>" * 60_100 + b"</sheetData>"),
        ("xl/other.bin", b'<c t="s"/>' * 400_100),
        ("xl/styles.xml", b"<xf/>" * 70_100),
        ("xl/sharedStrings.xml", b"<si></si>" * 400_100),
    ],
)
def test_more_elements_than_a_list_can_have_are_refused_unread(name: str, content: bytes) -> None:
    noise = token_hex(60_000)  # keeps the part from being steep
    padded = content + f"<!--{noise}-->".encode()

    data = repacked(workbook(("a",)), {name: padded})

    with pytest.raises(BadPackageError, match="quá nhiều ô"):
        read_rows(data, COLUMNS)


def test_lying_dimension_hides_no_rows() -> None:
    rows = [f'<row r="{n}">{inline(f"A{n}", f"Sở {n}")}</row>' for n in range(2, 9)]

    assert len(read_rows(rows_of_xml(*rows), [NAME]).rows) == 7
