"""The table of Lào Cai 2019 as its plan prints it comes in, with a warning where it contradicts."""

import csv
import re
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.urls import reverse

from indicators.models import Score
from plans.models import Territory
from tests import factories
from tests.indicators import published

pytestmark = pytest.mark.django_db
SEEDS = Path(settings.BASE_DIR).parent / "shared" / "seeds"
DIMENSION = re.compile(r"\| ([1-8]) \| .+ \| ([0-9],[0-9]{1,2}) \| (Cao nhất|Trung bình \w+) \|")
PART = re.compile(r"\| - \| .+ \| (?:<i>)?([0-9],[0-9]{2})(?:</i>|\*)? \| +\|")


def printed() -> list[list[str]]:
    """Return the table as rows of the list of scores; the plan prints sub-indicators in order."""
    (seed,) = SEEDS.glob("003_*.txt")
    text = seed.read_text(encoding="utf-8").replace("*", "").replace("<i>", "").replace("</i>", "")
    whole = re.search(r"\| 2019 \| (13) \| (45,06) \|", text)
    assert whole
    rows = [["0", whole[2], "Cao nhất", whole[1], "63"]]
    for line in text.partition("2. Chi tiết điểm số")[2].splitlines():
        if dimension := DIMENSION.match(line):
            number, points, group = dimension.groups()
            rows.append([number, points, group, "", ""])
            count = 0
        elif part := PART.match(line):
            count += 1
            rows.append([f"{number}.{count}", part[1], "", "", ""])
    return rows


@pytest.fixture
def lao_cai(tmp_path: Path) -> tuple[Territory, str]:
    """Load the table by the command; return the province and what the command says."""
    published.load_papi()
    place = factories.province("Tỉnh Lào Cai", code="10")
    file, said = tmp_path / "lao-cai-2019.csv", StringIO()
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(
            ["Năm", "Mã tỉnh", "Mã thành phần", "Điểm", "Nhóm", "Xếp hạng", "Trên tổng số"]
        )
        writer.writerows([["2019", "10", *row] for row in printed()])
    call_command("load_scores", file, source="Kế hoạch 151/KH-UBND", stdout=said)
    return place, said.getvalue()


def test_loader_takes_the_table_and_tells_each_difference(lao_cai: tuple[Territory, str]) -> None:
    _, said = lao_cai

    assert said.startswith("38 scores created, 0 corrected, 0 unchanged.")
    told = re.findall(
        r"“(.+?)” công bố (\S+), các thành phần cộng lại được (\S+), lệch (\S+)\.", said
    )
    assert told == [
        (
            "Chỉ số Hiệu quả quản trị và hành chính công cấp tỉnh",
            "45,06",
            "45,04",
            "0,02",
        ),
        ("6. Cung ứng dịch vụ công", "7,28", "7,29", "0,01"),
        ("7. Quản trị môi trường", "3,57", "3,58", "0,01"),
        ("8. Quản trị điện tử", "4,22", "4,31", "0,09"),
    ]


def test_published_figures_stay_beside_their_sums(lao_cai: tuple[Territory, str]) -> None:
    place, _ = lao_cai
    client = factories.signed_in(factories.reviewer(place))

    page = client.get(reverse("indicators:standing", args=[place.pk])).content.decode()
    page = " ".join(page.split())

    assert not Score.objects.filter(is_computed=True).exists()
    assert "<b>45,06</b> điểm năm 2019, thứ 13/63, nhóm Cao nhất" in page
    assert 'class="message message--warning"' in page
    assert "công bố <b>45,06</b>, cộng lại được <b>45,04</b>, lệch 0,02 </li>" in page
    assert "công bố <b>4,22</b>, cộng lại được <b>4,31</b>, lệch 0,09 </li>" in page
    rounding = '<span class="quiet">(có thể do làm tròn)</span>'
    assert f"công bố <b>7,28</b>, cộng lại được <b>7,29</b>, lệch 0,01 {rounding}" in page
    assert '45,06 <br><span class="score-entry__differs">cộng lại: 45,04</span>' in page
    assert '7,28 <br><span class="quiet">cộng lại: 7,29</span>' in page
