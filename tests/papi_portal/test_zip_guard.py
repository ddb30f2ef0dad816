"""No file is opened that could cost the server more than it should, and each hears why."""

import struct
import zipfile
from collections.abc import Callable, Mapping
from hashlib import shake_256
from io import BytesIO

import pytest

from papi_portal import zip_guard
from papi_portal.zip_guard import BadPackageError, links_outside, open_office, open_package
from tests.papi_portal.workbooks import SHEET, ZIP_DEFLATED, ole, package, part, repacked, workbook

BOMB = b"<?xml version='1.0'?><x>" + b" " * (2 * zip_guard.MIB) + b"</x>"
NOISE = b"<x>" + shake_256(b"x").digest(zip_guard.MIB)
"""A part that is large, and not steep: packing does not make it smaller."""
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;">]>'
    b"<lolz>&lol2;</lolz>"
)
DOCTYPE = '<?xml version="1.0"?><!-- {} --><!DOCTYPE a [<!ENTITY b "c">]><a/>'
OUTSIDE = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><x>&e;</x>'


def good() -> bytes:
    return workbook(("Tên", "Loại"), ("Sở Y tế", "sở, ban, ngành"))


def packed_otherwise(method: int) -> bytes:
    file = BytesIO(good())
    with zipfile.ZipFile(file, "a", method) as made:
        made.writestr("xl/data.bin", b"x")
    return file.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    return repacked(good(), {name: content})


def lying() -> bytes:
    """Return a package whose directory says that a large part is small."""
    data = with_part("xl/big.xml", b"<x>" + b"a" * zip_guard.MIB + b"</x>")
    place = data.rindex(b"xl/big.xml") - 46
    size = struct.unpack_from("<I", data, place + 24)[0]
    assert size > zip_guard.MIB
    return data[: place + 24] + struct.pack("<I", 100) + data[place + 28 :]


def encrypted_entry() -> bytes:
    data = bytearray(good())
    place = data.rindex(b"PK\x01\x02")
    data[place + 8] |= 1
    return bytes(data)


def macro_type() -> bytes:
    types = part(good(), "[Content_Types].xml").replace(b"sheet.main", b"sheet.macroEnabled.main")
    return with_part("[Content_Types].xml", types)


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", zip_guard.NOT_OFFICE),
    "a PDF": (lambda: b"%PDF-1.7 ...", zip_guard.NOT_OFFICE),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + b"0" * 50, zip_guard.NOT_OFFICE),
    "Office 97": (ole, zip_guard.OLD),
    "a password": (lambda: ole("EncryptionInfo", "EncryptedPackage"), zip_guard.LOCKED),
    "a workbook of 97": (lambda: ole("Workbook"), zip_guard.OLD_EXCEL),
    "a document of 97": (lambda: ole("1Table", "WordDocument"), zip_guard.OLD_WORD),
    "an encrypted part": (encrypted_entry, zip_guard.LOCKED),
    "a plain zip": (lambda: package({"notes.txt": b"x"}), zip_guard.NOT_OFFICE),
    "OpenDocument": (
        lambda: package({"mimetype": b"x", "content.xml": b"<x/>"}),
        zip_guard.NOT_OFFICE,
    ),
    "a path out": (lambda: with_part("../../etc/cron.d/x", b""), zip_guard.STRANGE),
    "a path from the root": (lambda: with_part("/etc/passwd", b""), zip_guard.STRANGE),
    "macros": (lambda: with_part("xl/vbaProject.bin", b"\0"), zip_guard.MACROS),
    "macro sheets": (lambda: with_part("xl/macrosheets/sheet1.xml", b"<x/>"), zip_guard.MACROS),
    "the type of macros": (macro_type, zip_guard.MACROS),
    "a binary workbook": (lambda: with_part("xl/workbook.bin", b"\0"), zip_guard.BINARY),
    "a steep part": (lambda: with_part(SHEET, BOMB), zip_guard.BOMB),
    "many parts": (
        lambda: repacked(good(), {f"xl/part{n}.xml": b"<x/>" for n in range(500)}),
        zip_guard.BOMB,
    ),
    "ten thousand parts": (
        lambda: repacked(good(), {f"xl/part{n}.xml": b"" for n in range(10_000)}),
        zip_guard.BOMB,
    ),
    "billion laughs": (lambda: with_part(SHEET, LAUGHS), zip_guard.DECLARES),
    "an outside entity": (lambda: with_part("docProps/core.xml", OUTSIDE), zip_guard.DECLARES),
    "a DTD under another name": (lambda: with_part("xl/data.bin", LAUGHS), zip_guard.DECLARES),
    "a DTD in UTF-16": (
        lambda: with_part(SHEET, LAUGHS.decode().encode("utf-16")),
        zip_guard.DECLARES,
    ),
    "a DTD across two chunks": (
        lambda: with_part(SHEET, b"<x>" + b"ab1" * 87_380 + b"  <!DOCTYPE x></x>"),
        zip_guard.DECLARES,
    ),
    "another encoding": (
        lambda: with_part(SHEET, b"<?xml version='1.0' encoding='UTF-7'?>+ADwAIQ-DOCTYPE x+AD4-"),
        zip_guard.DECLARES,
    ),
    "another encoding under another name": (
        lambda: with_part("xl/data.bin", b"<?xml version='1.0' encoding='cp037'?><x/>"),
        zip_guard.DECLARES,
    ),
    "EBCDIC": (lambda: with_part(SHEET, "<?xml?>".encode("cp500")), zip_guard.BROKEN),
    "EBCDIC under another name": (
        lambda: with_part("xl/data.bin", "<?xml?>".encode("cp500")),
        zip_guard.BROKEN,
    ),
    "a DTD among the pictures": (
        lambda: with_part("xl/media/sheet.xml", LAUGHS),
        zip_guard.DECLARES,
    ),
    "a DTD in a folder": (lambda: with_part("xl/data/", LAUGHS), zip_guard.DECLARES),
    "types of a megabyte": (
        lambda: with_part("[Content_Types].xml", NOISE + b"macroEnabled"),
        zip_guard.BOMB,
    ),
    "half a file": (lambda: good()[: len(good()) // 2], zip_guard.BROKEN),
    "a lie about sizes": (lying, zip_guard.BROKEN),
    "another way of packing": (
        lambda: packed_otherwise(zipfile.ZIP_LZMA),
        zip_guard.BROKEN,
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_is_refused_with_the_reason(name: str) -> None:
    make, sentence = HOSTILE[name]

    with pytest.raises(BadPackageError) as refused:
        open_office(make())

    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("limit", "value"), [("MOST_PARTS", 5), ("LARGEST_PART", 900), ("LARGEST_TOTAL", 3000)]
)
def test_each_limit_counts(monkeypatch: pytest.MonkeyPatch, limit: str, value: int) -> None:
    monkeypatch.setattr(zip_guard, limit, value)

    with pytest.raises(BadPackageError, match="quá lớn hoặc quá nhiều phần"):
        open_office(good())


def test_two_parts_of_one_name_are_refused() -> None:
    file = BytesIO(good())
    with (
        zipfile.ZipFile(file, "a", ZIP_DEFLATED) as made,
        pytest.warns(UserWarning, match="Duplicate name"),
    ):
        made.writestr(SHEET, b"<x/>")

    with pytest.raises(BadPackageError, match="tên bất thường"):
        open_office(file.getvalue())


def test_upload_that_is_too_large_is_refused_unopened() -> None:
    with pytest.raises(BadPackageError, match="25 MB"):
        open_office(b"PK\x03\x04" + bytes(zip_guard.LARGEST_UPLOAD))


def test_workbook_passes() -> None:
    open_office(good())


def test_picture_in_the_file_may_hold_anything() -> None:
    open_office(with_part("xl/media/image1.svg", b"<!DOCTYPE svg><svg/>"))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_marks_at_the_start_of_a_part_are_no_reason(encoding: str) -> None:
    open_office(with_part("docProps/custom.xml", "<?xml version='1.0'?><x/>".encode(encoding)))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("xl/connections.xml", b"<connections/>"),
        ("xl/queryTables/queryTable1.xml", b"<queryTable/>"),
        ("xl/externalLinks/externalLink1.xml", b'<externalLink><ddeLink ddeService="cmd"/>'),
        ("xl/externalLinks/externalLink1.xml", "<x:oleLink/>".encode("utf-16")),
    ],
)
def test_values_that_come_from_outside_are_refused(name: str, content: bytes) -> None:
    package = open_office(with_part(name, content))

    with pytest.raises(BadPackageError, match="ngắt các liên kết"):
        links_outside(package)


def test_link_to_another_workbook_is_for_the_caller_to_refuse() -> None:
    link = b"<externalLink><externalBook/></externalLink>"

    assert links_outside(open_office(with_part("xl/externalLinks/externalLink1.xml", link)))
    assert not links_outside(open_office(good()))


# Zips of any kind


def refusal(parts: Mapping[str, bytes]) -> str:
    with pytest.raises(BadPackageError) as refused:
        open_package(package(parts))
    return str(refused.value)


def test_usual_package_is_opened() -> None:
    parts = {"a/b.xml": b"<a/>", "media/image.png": bytes(100), "empty": b""}

    assert open_package(package(parts)).namelist() == list(parts)


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({f"{number}.xml": b"" for number in range(501)}, zip_guard.BOMB),
        ({"a.xml": bytes(zip_guard.MIB + 1)}, zip_guard.BOMB),
        ({"/etc/passwd": b""}, zip_guard.STRANGE),
        ({"C:/a.xml": b""}, zip_guard.STRANGE),
        ({"word\\a.xml": b""}, zip_guard.STRANGE),
        ({"word/../../a.xml": b""}, zip_guard.STRANGE),
        ({"a.xml": b"", "A.XML": b""}, zip_guard.STRANGE),
    ],
)
def test_strange_directory_is_refused(parts: dict[str, bytes], reason: str) -> None:
    assert refusal(parts) == reason


def test_one_mebibyte_may_be_packed_as_tightly_as_it_likes() -> None:
    assert open_package(package({"a.bin": bytes(zip_guard.MIB)}))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("padding", [0, 2 * zip_guard.MIB])
def test_declarations_are_found_in_any_encoding_and_however_deep(
    encoding: str, padding: int
) -> None:
    # Letters that zlib cannot shrink a hundredfold, or the ratio would refuse the part.
    comment = "".join(map(str, range(padding // 6)))

    part = DOCTYPE.format(comment).encode(encoding)

    assert refusal({"word/anything.bin": part}) == zip_guard.DECLARES


def test_declaration_across_two_chunks_is_found() -> None:
    start = b"<a>" + bytes(str(list(range(60_000))), "ascii")[: zip_guard.CHUNK - 7]

    assert refusal({"a.xml": start + b"<!DOCTYPE a>"}) == zip_guard.DECLARES


@pytest.mark.parametrize("encoding", ["UTF-8", "utf-16", "us-ascii", "ISO-8859-1", "windows-1252"])
def test_encodings_that_hide_nothing_are_known(encoding: str) -> None:
    part = f'<?xml version="1.0" encoding="{encoding}"?><a/>'.encode()

    assert open_package(package({"a.xml": part}))


def test_size_has_its_limit() -> None:
    zip_guard.check_size(bytes(zip_guard.LARGEST_UPLOAD))

    with pytest.raises(BadPackageError, match="25 MB"):
        zip_guard.check_size(bytes(zip_guard.LARGEST_UPLOAD + 1))


def test_entries_are_counted_before_the_directory_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[object] = []
    monkeypatch.setattr(zip_guard, "ZipFile", read.append)

    with pytest.raises(BadPackageError, match="quá nhiều phần"):
        open_office(zip_guard.ZIP + zip_guard.DIRECTORY_ENTRY * 5001)

    assert read == []
