"""Marks of web pages and markdown go, their lines and bullets stay."""

import pytest

from tasks.reading.sources import markup


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ('<ul style="list-style-type: none"> - Một; - Hai. </ul>', "- Một;\n- Hai."),
        ("<ul><li>Một</li><li>- Hai</li></ul>", "- Một\n- Hai"),
        ("<ol>\n<li>Một <li>Hai</ol> hết", "- Một\n- Hai hết"),
        ("<ul> - Quy định của tỉnh - Luật Đất đai </ul>", "- Quy định của tỉnh\n- Luật Đất đai"),
        (
            "<ul> - Công chức Văn hóa - Thông tin, cán bộ - Luật </ul>",
            "- Công chức Văn hóa - Thông tin, cán bộ\n- Luật",
        ),
        ("<ul> - phát triển kinh tế - xã hội", "- phát triển kinh tế - xã hội"),
        ("Một<br/>hai<BR>ba", "Một\nhai\nba"),
        ("<p>Một</p><p>hai</p>", "Một\nhai\n"),
        ("<i>0,81</i> &lt;5%&nbsp;R&amp;D", "0,81 <5%\u00a0R&D"),
        ("dưới <5% và >3, AT&T, <Tên xã>", "dưới <5% và >3, AT&T, <Tên xã>"),
    ],
)
def test_html_becomes_lines(text: str, plain: str) -> None:
    assert markup.without_tags(text).strip("\n") == plain.strip("\n")


@pytest.mark.parametrize(
    ("line", "plain"),
    [
        ("chủ đề “*Siết chặt kỷ cương*”.", "chủ đề “Siết chặt kỷ cương”."),
        ("**Đơn vị**: ***xã***", "Đơn vị: xã"),
        ("(*) Ghi chú (*)", "(*) Ghi chú (*)"),
        ("5 * 3 = 15*1", "5 * 3 = 15*1"),
        ("__Nơi nhận:__ so_thu_tu", "Nơi nhận: so_thu_tu"),
        ("**Chưa đóng", "Chưa đóng"),
        ("[Cổng dịch vụ công](https://dichvucong.gov.vn) 1\\. \\*", "Cổng dịch vụ công 1. *"),
    ],
)
def test_markdown_goes_and_other_asterisks_stay(line: str, plain: str) -> None:
    assert markup.without_marks(line) == plain


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("## **KẾ HOẠCH**", (2, True, "KẾ HOẠCH")),
        ("#### 4. Công chức Tài chính", (4, False, "4. Công chức Tài chính")),
        ("#### ***Nơi nhận:***", (4, True, "Nơi nhận:")),
        ("**CHỦ TỊCH**", (0, True, "CHỦ TỊCH")),
        ("**Đơn vị**: xã", (0, False, "Đơn vị: xã")),
        ("* Tuyên truyền", (0, False, "- Tuyên truyền")),
        ("* Đối với cấp xã:", (0, False, "Đối với cấp xã:")),
        ("#", (0, False, "#")),
    ],
)
def test_headings_keep_their_level(line: str, read: tuple[int, bool, str]) -> None:
    assert markup.heading(line) == read


def test_cell_that_came_as_one_line_gets_its_bullets_back() -> None:
    flat = "Tích cực: - Thực hiện **tốt**; - Giải quyết kinh tế - xã hội. + Con"

    text = markup.cell_text(flat)

    assert text == "Tích cực:\n- Thực hiện tốt;\n- Giải quyết kinh tế - xã hội.\n+ Con"
