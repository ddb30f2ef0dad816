"""Files made by code: the few that may be attached, and many that pretend to be such."""

import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import openpyxl
from PIL import Image

CONTENT_TYPES = "[Content_Types].xml"
HTML = b"<!doctype html><html><script>alert(document.domain)</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
EXE = b"MZ\x90\0\3\0\0\0" + b"\0" * 200
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
GPS, MAKER, ORIENTATION = 0x8825, 0x010F, 0x0112


def pdf(*, catalog: str = "", trailer: str = "", extra: bytes = b"") -> bytes:
    """Return a PDF of one empty page, with what is written into its catalog and trailer."""
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
        b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>",
    ]
    made, places = b"%PDF-1.7\n" + extra, []
    for number, content in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(made)
    made += b"xref\n0 5\n0000000000 65535 f \n" + table
    made += f"trailer\n<< /Size 5 /Root 1 0 R {trailer} >>\n".encode()
    return made + b"startxref\n%d\n%%%%EOF\n" % start


def word() -> bytes:
    kept = BytesIO()
    docx.Document().save(kept)
    return kept.getvalue()


def excel() -> bytes:
    kept = BytesIO()
    openpyxl.Workbook().save(kept)
    return kept.getvalue()


def zipped(**parts: bytes) -> bytes:
    """Return a zip of these parts."""
    kept = BytesIO()
    with ZipFile(kept, "w", ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return kept.getvalue()


def office_with(base: bytes, *, comment: bytes = b"", **parts: bytes) -> bytes:
    """Return an Office file in which some parts are added or replaced; `__` in a name is `/`."""
    named = {name.replace("__", "/"): content for name, content in parts.items()}
    kept = BytesIO()
    with ZipFile(BytesIO(base)) as old, ZipFile(kept, "w", ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, named.pop(part, old.read(part)))
        for name, content in named.items():
            new.writestr(name, content)
        new.comment = comment
    return kept.getvalue()


def with_types(base: bytes, old: bytes, new: bytes) -> bytes:
    """Return an Office file that says something else of its parts."""
    with ZipFile(BytesIO(base)) as package:
        types = package.read(CONTENT_TYPES).replace(old, new)
    return office_with(base, **{CONTENT_TYPES: types})


def relation(kind: str, target: str) -> bytes:
    """Return the part of an Office file that names something outside of it."""
    return (
        "<r:Relationships xmlns:r='http://schemas.openxmlformats.org/package/2006/relationships'>"
        "<r:Relationship Id='>' Type='http://schemas.openxmlformats.org/officeDocument/2006/"
        f"relationships/{kind}' Target='{target}' TargetMode='External'/></r:Relationships>"
    ).encode()


def picture(
    kind: str = "JPEG",
    *,
    mode: str = "RGB",
    size: tuple[int, int] = (40, 20),
    orientation: int = 1,
    **options: object,
) -> bytes:
    """Return a picture that says who took it where, red on its left half."""
    made = Image.new(mode, size)
    if mode == "RGB":
        made.paste((255, 0, 0), (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[MAKER], exif[ORIENTATION] = "Máy ảnh của ông A", orientation
    exif[GPS] = {1: "N", 2: (21.0, 51.0, 0.0)}
    kept = BytesIO()
    made.save(kept, kind, exif=exif, **options)
    return kept.getvalue()


def animated() -> bytes:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    kept = BytesIO()
    frames[0].save(kept, "PNG", save_all=True, append_images=frames[1:])
    return kept.getvalue()


def pixel_bomb(width: int = 50_000, height: int = 50_000) -> bytes:
    """Return a PNG of a few bytes that says it is very large."""
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\0\0\0"
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 100)), (b"IEND", b"")]
    chunks = (
        len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")
        for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


JS = "/OpenAction 4 0 R"
TREE = "/Names << /JavaScript << /Names [(a) 4 0 R] >> >>"
LAUNCH = "/OpenAction << /S /Launch /F (cmd.exe) >>"
MACRO = {"word__vbaProject.bin": b"macro"}
TEMPLATE = {
    "word___rels__settings.xml.rels": relation("attachedTemplate", "https://xau.example/a.dotm")
}
SHARE = {"word___rels__settings.xml.rels": relation("attachedTemplate", r"\\xau.example\a.dotm")}
CUT = {"word___rels__more.xml.rels": b"<Relationships>"}
OBJECT = {"word___rels__more.xml.rels": relation("oleObject", "&#x68;ttps://xau.example/a.bin")}


def hostile() -> dict[str, tuple[str, bytes, str]]:
    """Return what must not be kept: a title, then name, bytes and some words of the refusal."""
    sheet = {"xl__connections.xml": b"<connections/>"}
    return {
        "empty": ("a.pdf", b"", "Tệp rỗng"),
        "one byte": ("a.pdf", b"%", "Không nhận ra loại tệp"),
        "too large": ("a.pdf", pdf(extra=b"%" * 2**20 + b"\n"), "cho phép tối đa 1 MB"),
        "plain text": ("a.txt", "Báo cáo".encode(), "Không nhận ra loại tệp"),
        "SVG": ("a.svg", SVG, "Ảnh SVG không được nhận"),
        "SVG after its declaration": ("a.svg", b"<?xml version='1.0'?>" + SVG, "Ảnh SVG"),
        "SVG named .jpg": ("a.jpg", SVG, "Ảnh SVG không được nhận"),
        "SVG in UTF-16": ("a.svg", SVG.decode().encode("utf-16"), "Ảnh SVG"),
        "web page": ("a.html", HTML, "trang web"),
        "web page named .pdf": ("a.pdf", HTML, "trang web"),
        "web page after blanks, named .jpg": ("a.jpg", b" \n\t" + HTML, "trang web"),
        "web page after a mark of its bytes": ("a.docx", b"\xef\xbb\xbf" + HTML, "trang web"),
        "PHP named .jpg": ("a.php.jpg", b"<?php system($_GET[0]);", "chương trình máy tính"),
        "program": ("a.exe", EXE, "chương trình máy tính"),
        "program named .pdf": ("hoa-don.pdf.exe.pdf", EXE, "chương trình máy tính"),
        "shell script named .docx": ("a.docx", b"#!/bin/sh\nrm -rf /", "chương trình máy tính"),
        "GIF that is a script": ("a.gif", b"GIF89a/*" + b"\0" * 9 + b"*/=alert(1)", "Ảnh GIF"),
        "GIF named .png": ("a.png", b"GIF89a" + b"\0" * 20, "Ảnh GIF"),
        "HEIC of a phone": ("IMG_1.heic", b"\0\0\0\x18ftypheic" + b"\0" * 20, "chọn chụp dạng JPG"),
        "TIFF of a scanner": ("a.tif", b"II*\0" + b"\0" * 20, "Ảnh TIFF"),
        "WebP": ("a.webp", b"RIFF\0\0\0\0WEBPVP8 ", "Ảnh WebP"),
        "zip": ("a.zip", zipped(a=b"1"), "Tệp nén không được nhận"),
        "zip named .pdf": ("a.pdf", zipped(a=b"1"), "Tệp nén không được nhận"),
        "RAR named .docx": ("a.docx", b"Rar!\x1a\7\0", "Tệp nén không được nhận"),
        "old Word": ("a.doc", OLE + "WordDocument".encode("utf-16-le"), "Word kiểu cũ"),
        "old Word named .docx": ("a.docx", OLE + "WordDocument".encode("utf-16-le"), "kiểu cũ"),
        "locked workbook": ("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
        "PDF after junk": ("a.pdf", b"\xff\xd8junk" + pdf(), "phần lạ ở đầu"),
        "PDF after a web page": ("a.pdf", HTML + pdf(), "trang web"),
        "PDF named .jpg": ("a.jpg", pdf(), "bên trong là tệp PDF"),
        "PDF named .html": ("a.html", pdf(), "đổi đuôi thành .pdf"),
        "PDF cut short": ("a.pdf", pdf()[:-30], "cắt cụt"),
        "PDF without pages": ("a.pdf", pdf().replace(b"2 0 R", b"(abc)", 1), "hỏng"),
        "PDF before a web page": ("a.pdf", pdf() + HTML, "phần lạ ở cuối"),
        "PDF before a zip": ("a.pdf", pdf() + zipped(a=b"1"), "phần lạ ở cuối"),
        "PDF with a zip whose comment ends it": ("a.pdf", pdf_in_zip(), "kèm một tệp nén"),
        "beginning and end of a PDF": ("a.pdf", b"%PDF-1.4\nstartxref\n0\n%%EOF", "bị hỏng"),
        "PDF with a script": ("a.pdf", pdf(catalog=JS), "mã lệnh tự chạy"),
        "PDF with named scripts": ("a.pdf", pdf(catalog=TREE), "mã lệnh tự chạy"),
        "PDF that starts a program": ("a.pdf", pdf(catalog=LAUNCH), "mã lệnh tự chạy"),
        "PDF locked by an unknown way": ("a.pdf", pdf(trailer=LOCKED), "đặt mật khẩu"),
        "Word with a macro": ("a.docx", office_with(word(), **MACRO), "macro"),
        "Word that says macro": (
            "a.docx",
            with_types(word(), b".main+", b".macroEnabled+"),
            "macro",
        ),
        "Word with a template on the net": ("a.docx", office_with(word(), **TEMPLATE), "trên mạng"),
        "Word with a template on a share": ("a.docx", office_with(word(), **SHARE), "trên mạng"),
        "Word with an object on the net": ("a.docx", office_with(word(), **OBJECT), "trên mạng"),
        "Word with broken links": ("a.docx", office_with(word(), **CUT), "bị hỏng"),
        "Word with an entity": ("a.docx", office_with(word(), **{"word__a.xml": DTD}), "DTD"),
        "Word with a way out": ("a.docx", office_with(word(), **{"..__..__a": b"1"}), "bất thường"),
        "Word before more": ("a.docx", word() + b"\0" * 30, "ghép thêm"),
        "Word with a comment": ("a.docx", office_with(word(), comment=HTML), "ghép thêm"),
        "Word after junk that looks like a zip": ("a.docx", b"PK\3\4" + word(), "ghép thêm"),
        "workbook named .docx": ("a.docx", excel(), "bên trong là loại khác"),
        "zip named .docx": ("a.docx", zipped(a=b"1"), "không phải Excel (.xlsx) hay Word"),
        "zip bomb named .xlsx": ("a.xlsx", office_with(excel(), bomb=b"\0" * 2**21), "quá lớn"),
        "workbook that asks a database": ("a.xlsx", office_with(excel(), **sheet), "nguồn dữ liệu"),
        "pixel bomb": ("a.png", pixel_bomb(), "40 triệu điểm ảnh"),
        "a little too many pixels": ("a.png", pixel_bomb(7000, 6000), "40 triệu điểm ảnh"),
        "moving PNG": ("a.png", animated(), "Ảnh động"),
        "JPEG cut short": ("a.jpg", picture(size=(400, 400))[:900], "bị hỏng"),
        "JPEG of a beginning only": ("a.jpg", b"\xff\xd8\xff\xe0<script>alert(1)", "bị hỏng"),
        "PNG with a false size": ("a.png", pixel_bomb(300, 300), "bị hỏng"),
    }


LOCKED = "/Encrypt << /Filter /Xau /V 9 >> /ID [(a) (a)]"
DTD = b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'


def pdf_in_zip() -> bytes:
    """Return a PDF that unzips, too: the directory's comment is the end of the PDF."""
    whole = pdf()
    body, end = whole[: whole.rindex(b"startxref")], whole[whole.rindex(b"startxref") :]
    directory = bytearray(zipped()[-22:])
    directory[20:22] = len(end).to_bytes(2, "little")
    return body + bytes(directory) + end
