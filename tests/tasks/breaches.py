"""Rows that break a rule of the database, and those of what is issued."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Breach:
    """A good row, what is changed in it (or that it is stored twice), and the answer."""

    constraint: str
    row: str
    sentence: str
    changes: dict[str, Any] = field(default_factory=dict)

    @property
    def is_double(self) -> bool:
        return not self.changes


OF_ISSUED = (
    Breach(
        "tasks_issuedreport_one_per_number",
        "issued",
        "Đơn vị đã có văn bản mang số này trong năm.",
    ),
    Breach("tasks_issuedreport_one_per_version", "issued", "Báo cáo này đã được ban hành."),
    Breach(
        "tasks_issuedreport_one_first",
        "issued",
        "Báo cáo đã ban hành: bản sau phải sửa đổi bản trước.",
    ),
    Breach(
        "tasks_issuedreport_amended_once",
        "amending",
        "Văn bản này đã được sửa đổi bởi một văn bản khác.",
    ),
    Breach(
        "tasks_issuedreport_amends_another",
        "to be issued",
        "Một văn bản không thể sửa đổi chính nó.",
        {"amends_id": 77},
    ),
    Breach(
        "tasks_issuedreport_is_numbered_and_kept",
        "to be issued",
        "Văn bản ban hành phải có số, tệp PDF và tệp Word.",
        {"number": ""},
    ),
    Breach(
        "tasks_issuedreport_withdrawn_for_a_reason",
        "to be issued",
        "Hủy số văn bản phải ghi ai hủy, lúc nào, vì sao.",
        {"withdrawn_for": "Gõ nhầm số"},
    ),
    Breach(
        "tasks_signedcopy_is_kept",
        "to be signed",
        "Bản đã ký phải có tệp và mã băm.",
        {"file": ""},
    ),
    Breach(
        "tasks_signedcopy_withdrawn_for_a_reason",
        "to be signed",
        "Gỡ bản đã ký phải ghi ai gỡ, lúc nào, vì sao.",
        {"withdrawn_for": "Tải nhầm"},
    ),
)
"""Of rows that are not stored yet: the database refuses to change those that are."""
