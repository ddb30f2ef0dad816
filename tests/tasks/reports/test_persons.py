"""Persons in what plans say: left out where something tells them, else asked about."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tasks.reports.persons import NOBODY, Seen, seen, unnamed

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures"
LISTS = ("territories_before_2025-07.csv", "territories_from_2025-07.csv")
PLANS = sorted(FIXTURES.glob("plan_*.json"))


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("giao ông Nguyễn Văn A chủ trì", "giao ông … chủ trì"),
        ("Đ/c Hoàng Thị Hồng Nhung, Phó Chủ tịch", "Đ/c …, Phó Chủ tịch"),
        ("Ông Sơn theo dõi", "Ông … theo dõi"),
        ("Ông: Nguyễn Văn A", "Ông: …"),
        ("Ông (bà) Nguyễn Thị Hoa", "Ông (bà) …"),
        ("ông, bà Trần B", "ông, bà …"),
        ("ông Nguyễn văn An; ông lò thị kín", "ông …; ông …"),
        ("DO ÔNG NGUYỄN VĂN A PHỤ TRÁCH", "DO ÔNG … PHỤ TRÁCH"),
        ("chị Hoa và cụ Vi Văn Sung", "chị … và cụ …"),
        ("bà H'Yim Kđoh và ông Y Blim Niê", "bà … và ông …"),
        ("bà H’Yim Kđoh", "bà …"),
        ("đồng chí Phó Chủ tịch Trần Văn Bốn lo", "đồng chí Phó Chủ tịch … lo"),
        ("đồng chí Phó Chủ tịch UBND xã Trần Văn Bốn", "đồng chí Phó Chủ tịch UBND xã …"),
        ("các đồng chí: Lò Văn A, Trần Thị B và Lê C", "các đồng chí: …, … và …"),
        ("Công chức VH-XH (Lê Văn An, 0912 345 678)", "Công chức VH-XH (…, …)"),
        ("Công chức VH-XH (H'Yim Kđoh)", "Công chức VH-XH (…)"),
        ("Chủ tịch UBND xã: Nguyễn Văn An", "Chủ tịch UBND xã: …"),
        ("Nguyễn Văn An - Chủ tịch UBND xã", "… - Chủ tịch UBND xã"),
        ("Trưởng thôn Giàng A Páo, TS. Lê An", "Trưởng thôn …, TS. …"),
        ("Công an xã\nNguyễn Văn An", "Công an xã\n…"),
        ("liên hệ Lê An, SĐT: 0912.345.678", "liên hệ …, SĐT: …"),
    ],
)
def test_names_of_persons_are_left_out(said: str, shown: str) -> None:
    assert unnamed(said) == shown


@pytest.mark.parametrize(
    "said",
    [
        "0912345678",
        "0912.345.678",
        "0912 345 678",
        "0912-345-678",
        "(0205) 3812 345",
        "0205.3812.345",
        "024 3812 3456",
        "(025) 3812 345",
        "+84 912 345 678",
        "(+84) 912345678",
        "0084912345678",
        "84912345678",
        "an.nguyen@langson.gov.vn",
        "020092001234",
    ],
)
def test_telephones_and_mail_are_left_out(said: str) -> None:
    assert unnamed(f"gọi {said}, trước ngày 15/3") == "gọi …, trước ngày 15/3"


@pytest.mark.parametrize(
    "said",
    [
        "đồng chí Phó Chủ tịch UBND xã",
        "Đồng chí Bí thư Đảng ủy, các đồng chí Ủy viên",
        "đồng chí PCT UBND",
        "Điện lực Bà Rịa - Vũng Tàu",
        "tuyên truyền cho bà con, bà Mẹ Việt Nam Anh hùng",
        "các ông đến đây đăng ký",
        "học tập tư tưởng, đạo đức, phong cách Hồ Chí Minh",
        "Đoàn TNCS Hồ Chí Minh xã; Chủ tịch Hồ Chí Minh",
        "đồng chí Bí thư Đoàn TNCS Hồ Chí Minh xã",
        "TƯ TƯỞNG HỒ CHÍ MINH",
        "Trường Chính trị Hoàng Văn Thụ, Trường THCS Lê Quý Đôn",
        "Chủ tịch UBND các xã: Hoàng Văn Thụ, Tân Thanh",
        "Giám đốc Sở Y Tế Tỉnh Lạng Sơn",
        "ỦY BAN NHÂN DÂN TỈNH LẠNG SƠN",
        "LÝ LỊCH TƯ PHÁP",
        "Kế hoạch số 12/KH-UBND ngày 01/02/2024, Nghị định số 0912345678/NĐ-CP",
        "01.02.2024-01.03.2024, 05-02-2024 10 giờ, 02 2024 2025",
        "1.250.000.000 đồng, 85,5%, 0,35 điểm, mã 06280",
        "giao …, Hoàng Mai thực hiện",
    ],
)
def test_official_words_stay(said: str) -> None:
    assert unnamed(said) == said


@pytest.mark.parametrize("body", ["Đoàn Thanh niên", "Đoàn Thanh tra", "Đoàn Kiểm tra liên ngành"])
def test_bodies_that_begin_as_a_family_does_are_not_asked_about(body: str) -> None:
    assert seen(f"Phòng Văn hóa - Xã hội, {body}, Công an xã") == NOBODY
    assert seen("Đoàn Thanh, Công an xã").doubtful == ("Đoàn Thanh",)


@pytest.mark.parametrize("name", LISTS)
def test_every_place_keeps_its_name(name: str) -> None:
    with (FIXTURES / name).open() as rows:
        places = [row["name"] for row in csv.DictReader(rows)]

    assert len(places) > 30
    assert [place for place in places if unnamed(place) != place] == []


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.stem)
def test_real_plans_keep_all_but_who_signed(plan: Path) -> None:
    read = json.loads(plan.read_text())
    said = list(_texts(read))

    assert len(said) > 100
    assert {one for one in said if unnamed(one) != one} <= {read.get("signatory")}
    # A name of two words is asked about unless it is that of the plan's own place.
    assert {name for one in said for name in seen(one).doubtful} <= {read.get("place")}


def test_full_name_that_nothing_tells_is_asked_about() -> None:
    assert seen("theo Nguyễn Văn Cừ") == Seen((), ("Nguyễn Văn Cừ",))
    assert seen("Chủ tịch UBND xã Hoàng Văn Thụ") == Seen((), ("Hoàng Văn Thụ",))
    assert seen("đường Nguyễn Văn Cừ, Trường THCS Lê Quý Đôn") == Seen((), ())
    assert seen("giao Lê Nam theo dõi") == Seen((), ("Lê Nam",))
    assert seen("phường Hoàng Mai, phố Lê Lợi, xã Hà Bắc") == Seen((), ())
    assert seen("ông Lò Văn A, 0912 345 678").left_out == ("0912 345 678", "ông Lò Văn A")


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)
