"""Packages are checked before a parser opens them: size, parts, names, declarations."""

import pytest

from tasks.reading.sources import guard
from tasks.reading.values import UnreadableError
from tests.tasks.reading.sources.made import package

DOCTYPE = '<?xml version="1.0"{}?><!-- {} --><!DOCTYPE a [<!ENTITY b "c">]><a/>'


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableError) as refused:
        guard.open_package(data)
    return str(refused.value)


def test_usual_package_is_opened() -> None:
    parts = {"a/b.xml": b"<a/>", "media/image.png": bytes(3 * guard.MIB)[:100], "empty": b""}

    assert guard.open_package(package(parts)).namelist() == list(parts)


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({f"{number}.xml": b"" for number in range(501)}, guard.BOMB),
        ({"a.xml": bytes(guard.MIB + 1)}, guard.BOMB),
        ({"/etc/passwd": b""}, guard.STRANGE_PATH),
        ({"C:/a.xml": b""}, guard.STRANGE_PATH),
        ({"word\\a.xml": b""}, guard.STRANGE_PATH),
        ({"word/../../a.xml": b""}, guard.STRANGE_PATH),
        ({"a.xml": b"", "A.XML": b""}, guard.STRANGE_PATH),
    ],
)
def test_strange_directory_is_refused(parts: dict[str, bytes], reason: str) -> None:
    assert refusal(package(parts)) == reason


def test_one_mebibyte_may_be_packed_as_tightly_as_it_likes() -> None:
    assert guard.open_package(package({"a.xml": bytes(guard.MIB)}))


@pytest.mark.parametrize("cut", [30, 60])
def test_cut_package_is_broken(cut: int) -> None:
    assert refusal(package({"a.xml": b"<a/>" * 99})[:-cut]) == guard.BROKEN


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("padding", [0, 2 * guard.MIB])
def test_declarations_are_found_in_any_encoding_and_however_deep(
    encoding: str, padding: int
) -> None:
    # Letters that zlib cannot shrink a hundredfold, or the ratio would refuse the part.
    comment = "".join(map(str, range(padding // 6)))

    part = DOCTYPE.format("", comment).encode(encoding)

    assert refusal(package({"word/anything.bin": part})) == guard.DECLARATIONS


def test_declaration_across_two_chunks_is_found() -> None:
    start = b"<a>" + bytes(str(list(range(200_000))), "ascii")[: guard.CHUNK - 7]

    assert refusal(package({"a.xml": start + b"<!DOCTYPE a>"})) == guard.DECLARATIONS


@pytest.mark.parametrize(
    ("encoding", "fits"), [("UTF-8", True), ("utf-7", False), ("cp037", False)]
)
def test_only_encodings_that_hide_nothing_are_known(encoding: str, fits: bool) -> None:
    part = f'<?xml version="1.0" encoding="{encoding}"?><a/>'.encode()

    if fits:
        assert guard.open_package(package({"a.xml": part}))
    else:
        assert refusal(package({"a.xml": part})) == guard.DECLARATIONS


@pytest.mark.parametrize("size", [0, guard.LARGEST_FILE + 1])
def test_size_has_its_limits(size: int) -> None:
    with pytest.raises(UnreadableError):
        guard.check_size(bytes(size))

    guard.check_size(bytes(guard.LARGEST_FILE))
