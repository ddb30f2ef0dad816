"""The targets of plan 151/KH-UBND of Lào Cai (16/5/2020) and of Khánh Hòa's plan of 2023."""

from typing import Any

SENTENCE = "Chỉ số nội dung “{name}”: Đạt {points} điểm; thuộc nhóm {group} (tăng {by} điểm)"
WHOLE = "Phấn đấu điểm tổng hợp PAPI năm 2020 đạt từ 46,40 điểm trở lên (tăng 1,34 điểm)"
NINE = {
    "0": ("46,40", "CN", "1,34"),
    "1": ("5,36", "CN", "0,05"),
    "2": ("5,6", "CN", "0,14"),
    "3": ("5,03", "CN", "0,05"),
    "4": ("6,8", "TBC", "0,04"),
    "5": ("7,6", "CN", "0,14"),
    "6": ("7,4", "CN", "0,12"),
    "7": ("4,31", "TBC", "0,74"),
    "8": ("4,3", "CN", "0,08"),
}
"""What is promised by code: points, group, and by how much the points rise."""

LAST_YEAR = {
    "0": "45,06", "1": "5,31", "2": "5,46", "3": "4,98", "4": "6,76", "5": "7,46",
    "6": "7,28", "7": "3,57", "8": "4,22",
}  # fmt: skip
"""The points of 2019 as the appendix of the plan prints them."""


def promises() -> list[dict[str, Any]]:
    """Return what a person types, one target for each promise, in the order of the plan."""
    typed = []
    for code, (points, group, by) in NINE.items():
        text = WHOLE if code == "0" else f"+ Chỉ số nội dung {code}: Đạt {points} điểm; tăng {by}"
        common = {"code": code, "text": text, "year": 2020}
        typed += [
            {**common, "kind": "score_min", "value": points},
            {**common, "kind": "group_min", "group": group},
            {**common, "kind": "change", "value": by},
        ]
    return typed


KHANH_HOA: list[dict[str, Any]] = [
    {
        "code": "0",
        "text": "Chỉ số tổng hợp PAPI năm 2023 đạt từ 45,00 điểm trở lên",
        "year": 2023,
        **promise,
    }
    for promise in (
        {"kind": "score_min", "value": "45,00"},
        {"kind": "change", "value": "1,56"},
        {"kind": "group_min", "group": "CN"},
        {"kind": "steps_up", "value": "1"},
    )
] + [
    {
        "code": "0",
        "text": "08 chỉ số nội dung thuộc nhóm “Trung bình cao” trở lên, ít nhất 03 “Cao”",
        "year": 2023,
        "kind": "count_in_group",
        **promise,
    }
    for promise in ({"group": "TBC", "count": "8"}, {"group": "CN", "count": "3"})
]
"""Seed 004."""
