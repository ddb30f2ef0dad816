"""What the province prints: letters to those who are late, the quarter's report, the book."""

import subprocess
from io import BytesIO

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from plans.background import run_job
from plans.models import Job
from tests.browser.camera import IMAGES, Camera
from tests.browser.pictures.walk_communes import MENDED, TYPED
from tests.browser.pictures.walk_people import COMMUNES, PERIOD

OTHERS = 62
"""Communes that were given a plan and never issued it."""


def remind(desk: Page, camera: Camera) -> None:
    """See whom to remind, and take the letters to sign."""
    desk.get_by_role("link", name="Nhắc đơn vị chưa nộp").click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text("đơn vị chưa nộp báo cáo")
    camera.take(desk, "walk/23-late")
    paper = downloaded(desk, "Công văn đôn đốc (PDF)")
    assert PERIOD in words_of(paper)
    photograph(paper, camera, "walk/24-letter")


def print_report(desk: Page, camera: Camera) -> None:
    """Take the report of the whole province, with the words of every commune."""
    desk.goto("/reports/rollup/")
    paper = downloaded(desk, "In báo cáo của tỉnh (PDF)")
    words = words_of(paper)
    for place in ("Lạng Sơn", PERIOD):
        assert place in words
    photograph(paper, camera, "walk/26-report")


def print_book(desk: Page, camera: Camera) -> None:
    """Ask for the book of all reports, which is made while one does something else."""
    desk.get_by_role("link", name="Lập sách của tỉnh").click()
    desk.get_by_role("button", name="Lập sách").last.click()
    expect(desk.get_by_text("đang chờ")).to_be_visible()
    run_job.func(str(Job.objects.latest("pk").pk))
    paper = downloaded(desk, "Tải về")
    words = words_of(paper)
    for commune in COMMUNES:
        assert commune.name.upper() in words.upper()
    for said in (MENDED, *(result for _, result in TYPED[1:] if result)):
        assert said in words, said
    photograph(paper, camera, "walk/27-book", page=2)


def downloaded(page: Page, name: str) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("link", name=name, exact=True).click()
    return download.value.path().read_bytes()


def words_of(paper: bytes) -> str:
    """Return the words of a PDF, line breaks as blanks."""
    pages = PdfReader(BytesIO(paper)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def photograph(paper: bytes, camera: Camera, name: str, *, page: int = 1) -> None:
    """Keep a page of a PDF among the pictures, if there are to be any."""
    if camera.on:
        number = ("-f", str(page), "-l", str(page))
        place = str(IMAGES / name)
        command = ("pdftoppm", "-png", "-gray", "-r", "50", *number, "-singlefile", "-", place)
        subprocess.run(command, input=paper, check=True)  # noqa: S603 - no words of strangers
