"""What the tests of a province's own sets share: lists, and the way of a list into the portal."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import resolve, reverse

from indicators.models import Component, Framework
from indicators.own_sets.columns import TREE
from tests import factories
from tests.papi_portal.workbooks import workbook
from tests.plans.list_pages import text

ROWS: tuple[dict[str, Any], ...] = (
    {"code": "1", "name": "Chỉ đạo, điều hành", "scale_max": 20},
    {"code": "1.1", "name": "Kế hoạch", "scale_max": "7,5"},
    {"code": "1.2", "name": "Báo cáo", "scale_max": "12,5"},
    {"code": "1.2.1", "name": "Đúng hạn", "scale_max": 5},
    {"code": "2", "name": "Thủ tục hành chính", "scale_max": 80},
    {"code": "TT", "parent": "2", "name": "Trực tuyến", "scale_min": 1, "scale_max": 80},
)
"""A tree of three depths, whose last code says nothing of where it hangs."""
HEAD = {
    "index": "",
    "name": "Bộ chỉ số cải cách hành chính cấp xã",
    "short_name": "CCHC cấp xã",
    "first_year": "2025",
    "last_year": "",
    "source": "Quyết định 12/QĐ-UBND ngày 05/01/2025",
}


def listed(*rows: dict[str, Any]) -> bytes:
    """Return a workbook of these rows."""
    header = [column.title for column in TREE]
    return workbook(header, *([row.get(column.key) for column in TREE] for row in rows))


class Facts:
    """A province with its reviewer, a commune below it, and what they see."""

    def __init__(self, name: str = "Tỉnh Lạng Sơn", code: str = "20") -> None:
        self.province = factories.province(name, code=code)
        self.commune = factories.commune(parent=self.province)
        self.person = factories.reviewer(self.province)
        self.client = factories.signed_in(self.person)

    @property
    def address(self) -> str:
        return reverse("indicators:framework-import", args=[self.province.pk])

    def send(self, content: bytes, file_name: str = "Bộ tiêu chí.xlsx", **head: Any) -> Any:
        file = SimpleUploadedFile(file_name, content)
        return self.client.post(self.address, {**HEAD, **head, "file": file})

    def confirm(self, shown: Any) -> Any:
        """Press the button of a preview."""
        page = text(shown)
        typed = {
            name: page.split(f'name="{name}" value="')[1].partition('"')[0]
            for name in ("table", "seen")
        }
        return self.client.post(self.address, typed)

    def take_in(self, *rows: dict[str, Any], **head: Any) -> Framework:
        """Bring a list in; a version of an index that is there needs no name."""
        if head.get("index"):
            head = {"name": "", "short_name": "", **head}
        answer = self.confirm(self.send(listed(*(rows or ROWS)), **head))
        assert answer.status_code == 302, text(answer)
        found = resolve(answer["Location"])
        return Framework.objects.get(code=found.kwargs["code"])


def tree(framework: Framework) -> list[tuple[str, str, int, str]]:
    """Return the components of a version: code, code above, depth, code of the dimension."""
    found = framework.components.select_related("parent", "dimension").order_by("position")
    return [
        (
            one.code,
            one.parent.code if one.parent else "",
            one.depth,
            one.dimension.code if one.dimension else "",
        )
        for one in found
    ]


def component(framework: Framework, code: str) -> Component:
    return framework.components.get(code=code)
