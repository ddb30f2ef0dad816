"""What is far too much, or no answer at all, is told in words and takes nothing along."""

from typing import Any

import pytest

from tasks.models import Evidence, Intake, Progress
from tests.papi_portal import strange_files as made
from tests.tasks import intake_pages, test_progress_save, uploads
from tests.tasks.pasting import PASTED, refused, send
from tests.tasks.report_pages import plain
from tests.tasks.showing import stored
from tests.tasks.test_evidence_list import Facts

pytestmark = pytest.mark.django_db
MIB = 1024 * 1024


@pytest.fixture
def facts(settings: Any, tmp_path: Any) -> Facts:
    settings.MEDIA_ROOT = tmp_path
    return Facts()


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (b"%PDF-1.7\n" + bytes(25 * MIB), "Quét.pdf", "Tệp nặng 25,0 MB, cho phép tối đa 20 MB"),
        (made.zipped(a=b"1"), "Báo cáo.pdf", "Tệp nén không được nhận"),
        (made.SVG, "Ảnh.svg", "Ảnh SVG không được nhận"),
        (made.SVG, "Ảnh.jpg", "Ảnh SVG không được nhận"),
    ],
    ids=["25 MB", "zip named pdf", "svg", "svg named jpg"],
)
def test_file_of_the_wrong_kind_or_size_leaves_nothing(
    facts: Facts, content: bytes, name: str, told: str
) -> None:
    response = facts.upload(content, name)

    assert response.status_code == 422
    assert told in plain(response)
    assert "ãy " in plain(response).partition(told)[2][:200]  # what to do comes after what it is
    assert stored() == []
    assert not Evidence.objects.exists()
    assert Progress.objects.get(pk=facts.progress.pk).result == facts.progress.result


def test_plan_of_26_mb_is_refused_and_what_was_pasted_beside_it_is_kept() -> None:
    facts = intake_pages.Facts()
    large = uploads.file(bytes(26 * MIB))

    response = send(facts.client, file=large, pasted=PASTED)

    assert refused(response, "Tệp nặng hơn 25 MB", "Niêm yết công khai ngân sách xã")
    assert not Intake.objects.exists()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"result": "ạ" * 50_000}, "Nội dung dài 50000 ký tự, cho phép tối đa 10000."),
        ({"figure_done": "120 %"}, "Ghi số, ví dụ 1.200 hoặc 45,5"),
        ({"figure_done": "-1"}, "Số không được âm."),
        ({"figure_planned": "-0,5"}, "Số không được âm."),
    ],
    ids=["50,000 letters", "120 %", "negative", "negative plan"],
)
def test_page_of_all_rows_keeps_what_was_typed_and_saves_none_of_it(
    typed: dict[str, str], told: str
) -> None:
    facts = test_progress_save.Facts(rows=1)
    before = facts.record(0, "Đã họp dân")

    response = facts.client.post(facts.address, facts.form({0: typed}))

    page = response.content.decode()
    assert response.status_code == 422
    assert told in plain(response)
    for name, value in typed.items():
        assert (f"{value}</textarea>" if name == "result" else f'value="{value}"') in page
    kept = Progress.objects.get()
    assert (kept.version, kept.result) == (before.version, "Đã họp dân")
