"""The styles of a Word file in the form of Nghị định 30/2020/NĐ-CP, Phụ lục I, as WordprocessingML.

Users have Times New Roman; where it is missing, Liberation Serif has the same widths.
"""

from typing import NamedTuple

from docx.oxml.ns import nsdecls
from docx.shared import Mm

FACE = "Times New Roman"
FONTS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    f'<w:fonts {nsdecls("w")}><w:font w:name="{FACE}"><w:altName w:val="Liberation Serif"/>'
    '<w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font></w:fonts>'
)


class Style(NamedTuple):
    """One paragraph style: sizes and spaces in points, indents in millimetres."""

    id: str
    name: str
    size: float = 14
    marks: str = ""
    """b bold, i italic, k on one page, n with the next, r a rule above."""
    align: str = "left"
    first: float = 0
    before: float = 0
    after: float = 0
    side: float = 0
    """Indent on both sides."""
    level: int = 0


PARAGRAPHS = (
    Style("kind", "Tên loại văn bản", marks="bn", align="center", level=1),
    Style("subject", "Trích yếu", marks="bn", align="center"),
    Style("title", "Tên phụ lục", marks="bn", align="center"),
    Style("rule", "Nét kẻ dưới trích yếu", 4, marks="rn", before=3, after=12),
    Style("attached", "Kèm theo", marks="i", align="center", after=12),
    Style("addressee", "Kính gửi", align="center", before=12, after=12),
    Style("ground", "Căn cứ ban hành", marks="i", align="both", first=12.7, after=6),
    Style("addressees", "Kính gửi nhiều nơi", before=12, after=12, side=38),
    Style("heading", "Mục", marks="bn", align="both", first=12.7, after=6, level=2),
    Style("point", "Điểm", marks="in", align="both", first=12.7, after=6),
    Style("body", "Thân văn bản", align="both", first=12.7, after=6),
    Style("closing", "Đoạn kết", marks="kn", align="both", first=12.7, after=12),
    Style("note", "Ghi chú bảng", 13, marks="i", align="right", after=6),
    Style("picture", "Hình", marks="n", align="center", before=6, after=9),
    Style("superior", "Cơ quan chủ quản", 13, align="center"),
    Style("issuer", "Cơ quan ban hành", 13, marks="b", align="center"),
    Style("ruleissuer", "Nét kẻ dưới cơ quan", 4, marks="r", before=2, after=3),
    Style("number", "Số, ký hiệu", 13, align="center"),
    Style("about", "Trích yếu công văn", 13, align="center", before=6),
    Style("country", "Quốc hiệu", 12.5, marks="b", align="center"),
    Style("motto", "Tiêu ngữ", marks="b", align="center"),
    Style("rulemotto", "Nét kẻ dưới tiêu ngữ", 4, marks="r", before=2, after=3),
    Style("day", "Địa danh, ngày tháng", 13, marks="i", align="center"),
    Style("gap", "Khoảng sau phần đầu", 6, after=6),
    Style("to", "Nơi nhận", 12, marks="bi"),
    Style("recipient", "Danh sách nơi nhận", 11),
    Style("signed", "Quyền hạn, chức vụ người ký", marks="b", align="center"),
    Style("signatory", "Họ tên người ký", marks="b", align="center", before=78),
    Style("columntitle", "Tên cột", 13, marks="b", align="center"),
    Style("band", "Mục trong bảng", 13, marks="bn"),
    Style("cell", "Ô bảng", 13, align="both"),
    Style("cellnarrow", "Ô bảng hẹp", 13),
    Style("cellcentred", "Ô bảng giữa", 13, align="center"),
    Style("Header", "header", 13),
    Style("Trailer", "Dòng sau bảng", 2, after=8),
)


def _style(one: Style) -> str:
    rule = '<w:pBdr><w:top w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>'
    indent = f'w:left="{Mm(one.side).twips}" w:right="{Mm(one.side).twips}"'
    keep = "<w:keepLines/>" if "k" in one.marks else ""
    bold = "<w:b/><w:bCs/>" if "b" in one.marks else ""
    italic = "<w:i/><w:iCs/>" if "i" in one.marks else ""
    outline = f'<w:outlineLvl w:val="{one.level - 1}"/>' if one.level else ""
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{one.id}">'
        f'<w:name w:val="{one.name}"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>'
        f"{'<w:keepNext/>' if 'n' in one.marks else ''}{keep}{rule if 'r' in one.marks else ''}"
        f'<w:spacing w:before="{one.before * 20:.0f}" w:after="{one.after * 20:.0f}"/>'
        f'<w:ind {indent} w:firstLine="{Mm(one.first).twips}"/><w:jc w:val="{one.align}"/>'
        f"{outline}</w:pPr><w:rPr>{bold}{italic}"
        f'<w:sz w:val="{one.size * 2:.0f}"/><w:szCs w:val="{one.size * 2:.0f}"/></w:rPr></w:style>'
    )


EDGES = "".join(
    f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
)
CELL_SIDE = 80
"""Twips between a cell's edge and its text; old Words hang a table out by as much."""
MARGINS = (
    f'<w:tblCellMar><w:top w:w="60" w:type="dxa"/><w:left w:w="{CELL_SIDE}" w:type="dxa"/>'
    f'<w:bottom w:w="60" w:type="dxa"/><w:right w:w="{CELL_SIDE}" w:type="dxa"/></w:tblCellMar>'
)
NO_MARGINS = (
    '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
)
STYLES = (
    f"<w:styles {nsdecls('w')}><w:docDefaults><w:rPrDefault><w:rPr>"
    f'<w:rFonts w:ascii="{FACE}" w:hAnsi="{FACE}" w:cs="{FACE}" w:eastAsia="{FACE}"/>'
    '<w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault>'
    '<w:pPrDefault><w:pPr><w:spacing w:after="0" w:line="264" w:lineRule="auto"/></w:pPr>'
    "</w:pPrDefault></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    "<w:qFormat/></w:style>"
    f"{''.join(map(_style, PARAGRAPHS))}"
    '<w:style w:type="character" w:customStyle="1" w:styleId="DraftMark">'
    '<w:name w:val="Dự thảo"/><w:rPr><w:b/><w:bCs/></w:rPr></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
    f'<w:name w:val="Normal Table"/><w:tblPr>{NO_MARGINS}</w:tblPr></w:style>'
    '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/>'
    '<w:basedOn w:val="TableNormal"/><w:tblPr>'
    f"<w:tblBorders>{EDGES}</w:tblBorders>{MARGINS}</w:tblPr></w:style>"
    '<w:style w:type="table" w:customStyle="1" w:styleId="Pair"><w:name w:val="Hai cột"/>'
    f'<w:basedOn w:val="TableNormal"/><w:tblPr>{NO_MARGINS}</w:tblPr></w:style></w:styles>'
)
"""The whole of styles.xml; a line of a table stands closer than one of the text."""
