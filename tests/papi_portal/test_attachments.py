"""Only what is wanted comes through the door, and of a picture only its pixels."""

from io import BytesIO

import pytest
from PIL import Image, ImageFile

from papi_portal import attachments
from papi_portal.attachments.refusals import BadAttachmentError
from tests.papi_portal import strange_files as made
from tests.papi_portal.doors import hurried, near

HOSTILE = made.hostile()
MIB = 1024 * 1024
REAL_DOOR = attachments.DOOR


@pytest.fixture(autouse=True)
def _without_children(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look inside files in this process; there WeasyPrint may have told Pillow to mind less."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", False)
    monkeypatch.setattr(attachments, "DOOR", near(REAL_DOOR))


def accepted(name: str, data: bytes) -> attachments.Attachment:
    return attachments.accept(name, data, largest=MIB)


def opened(found: attachments.Attachment) -> Image.Image:
    return Image.open(BytesIO(found.content))


@pytest.mark.parametrize("case", HOSTILE)
def test_what_is_not_wanted_is_refused_with_what_to_do(case: str) -> None:
    name, data, told = HOSTILE[case]

    with pytest.raises(BadAttachmentError) as refusal:
        accepted(name, data)

    assert told in str(refusal.value)
    assert "Hãy" in str(refusal.value) or "hãy" in str(refusal.value)


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("Báo cáo.PDF", made.pdf(), "application/pdf"),
        ("a.pdf", made.pdf() + b"\n\0\0\r\n", "application/pdf"),
        ("Kế hoạch.docx", made.word(), attachments.WORD.media_type),
        ("Số liệu.xlsx", made.excel(), attachments.EXCEL.media_type),
    ],
)
def test_document_is_kept_byte_for_byte(name: str, data: bytes, media_type: str) -> None:
    found = accepted(name, data)

    assert (found.name, found.media_type, found.content) == (name, media_type, data)
    assert len(found.sha256) == 64


def test_template_on_the_writers_own_disk_is_no_danger() -> None:
    link = made.relation("attachedTemplate", "file:///C:\\Users\\A\\Normal.dotm")
    data = made.office_with(made.word(), **{"word___rels__settings.xml.rels": link})

    assert accepted("a.docx", data).content == data


@pytest.mark.parametrize("target", ["https://lang-son.example/a", "#muc-1"])
def test_hyperlinks_are_no_danger(target: str) -> None:
    link = made.relation("hyperlink", target)
    data = made.office_with(made.word(), **{"word___rels__a.xml.rels": link})

    assert accepted("a.docx", data).content == data


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_of_a_picture_nothing_but_pixels_is_kept(kind: str) -> None:
    data = made.picture(kind) + made.HTML
    assert b"ng A" in data

    found = accepted("Ảnh.jpg" if kind == "JPEG" else "Ảnh.png", data)

    assert b"script" not in found.content
    assert b"ng A" not in found.content
    assert not opened(found).getexif()
    assert opened(found).size == (40, 20)
    assert opened(found).format == kind


def test_picture_taken_sideways_stands_upright() -> None:
    picture = opened(accepted("a.jpg", made.picture(orientation=6)))

    assert picture.size == (20, 40)
    assert picture.convert("RGB").getpixel((10, 5)) > (200, 0, 0)  # type: ignore[operator]


@pytest.mark.parametrize(
    ("kind", "mode", "kept"),
    [
        ("JPEG", "CMYK", "RGB"),
        ("JPEG", "L", "L"),
        ("PNG", "RGBA", "RGBA"),
        ("PNG", "P", "RGB"),
        ("PNG", "1", "1"),
        ("PNG", "I;16", "I;16"),
    ],
)
def test_colours_are_kept_as_far_as_every_browser_shows_them(
    kind: str, mode: str, kept: str
) -> None:
    found = accepted(f"a.{kind.lower()}", made.picture(kind, mode=mode))

    assert opened(found).mode == kept


def test_second_picture_that_phones_hide_is_left_out() -> None:
    frames = [Image.new("RGB", (16, 16), colour) for colour in ("red", "blue")]
    photo = BytesIO()
    frames[0].save(photo, "MPO", save_all=True, append_images=frames[1:])

    found = accepted("a.jpg", photo.getvalue())

    assert opened(found).format == "JPEG"
    assert found.content.count(b"\xff\xd8\xff") == 1


@pytest.mark.parametrize(
    ("name", "shown"), [("a.png", "a.jpg"), ("image", "image.jpg"), ("IMG.JPEG", "IMG.JPEG")]
)
def test_picture_gets_the_ending_that_it_is(name: str, shown: str) -> None:
    assert accepted(name, made.picture()).name == shown


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/x.pdf", "x.pdf"),
        (r"C:\Users\A\x.pdf", "x.pdf"),
        ("x\0y.pdf", "xy.pdf"),
        ("x\r\nSet-Cookie: a.pdf", "x Set-Cookie: a.pdf"),
        ("x\u202efdp.exe", "xfdp.exe"),
        ("CON.pdf", "_CON.pdf"),
        ("lpt1", "_lpt1"),
        (".pdf", "pdf"),
        ("Ảnh 😀.jpg", "Ảnh 😀.jpg"),
        ("Ba\u0301o ca\u0301o.pdf", "Báo cáo.pdf"),
        (f"{'ạ' * 300}.pdf", f"{'ạ' * 196}.pdf"),
        ("\u200b", "tệp không tên"),
    ],
)
def test_names_are_cleaned_and_kept_readable(name: str, shown: str) -> None:
    assert attachments.shown_name(name) == shown


def test_size_is_told_in_the_manner_of_the_office() -> None:
    with pytest.raises(BadAttachmentError, match="Tệp nặng 25,5 MB, cho phép tối đa 20 MB"):
        attachments.check_size(int(25.5 * MIB), 20 * MIB)


def test_picture_that_breaks_its_reader_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments, "DOOR", hurried(REAL_DOOR))

    with pytest.raises(BadAttachmentError, match="quá nặng hoặc quá phức tạp"):
        accepted("a.png", made.picture("PNG"))


@pytest.mark.parametrize(
    ("name", "data"), [("a.pdf", made.pdf()), ("a.docx", made.word()), ("a.jpg", made.picture())]
)
def test_each_kind_is_looked_into_by_a_child(
    monkeypatch: pytest.MonkeyPatch, name: str, data: bytes
) -> None:
    near_by = accepted(name, data)
    monkeypatch.setattr(attachments, "DOOR", REAL_DOOR)

    assert accepted(name, data) == near_by
