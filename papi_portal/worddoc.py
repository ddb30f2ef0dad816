"""The one door to python-docx: a paper drawn as a Word file that an office edits and signs.

Everything is drawn through styles, so that an office changes one style and not each line. Source
of the form: Nghị định 30/2020/NĐ-CP, Phụ lục I.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from io import BytesIO
from itertools import zip_longest
from typing import Any

from django.utils.html import escape
from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.parts.story import StoryPart
from docx.section import Section
from docx.shared import Length, Mm

from papi_portal import pictures
from papi_portal.paper import (
    DRAFT,
    LEFT_OF_HEAD,
    PORTRAIT_WIDTH,
    Heading,
    Letterhead,
    Line,
    Paper,
    Part,
    Picture,
    Signature,
    Table,
)
from papi_portal.pdf import PdfUnavailableError
from papi_portal.text import CONTROLS
from papi_portal.typeface import last_line
from papi_portal.word_styles import CELL_SIDE, FONTS, STYLES

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
"""The content type of a Word file in an answer."""
SHORT, LONG = Mm(210), Mm(297)
TOP, RIGHT, BOTTOM, LEFT = Mm(20), Mm(15), Mm(20), Mm(30)
NUMBER_FROM_EDGE = Mm(10)
PICTURE_WIDTH = Mm(120)
NOT_DRAWN = "Máy chủ chưa vẽ được hình “{title}”; số liệu của hình ở bảng bên dưới."
PAGE_NUMBER = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
COUNTRY, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
MOTTO_POINTS = 14
WHOLE = "<w:trPr><w:cantSplit/></w:trPr>"
"""Keeps a row on one page."""
STYLES_OF_2007 = "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects"
NEEDLESS = (RT.THUMBNAIL, RT.CUSTOM_XML, RT.THEME, RT.EXTENDED_PROPERTIES, STYLES_OF_2007)
"""What python-docx's own empty document carries and ours does not need, as another's name."""


def as_docx(paper: Paper) -> bytes:
    """Return the document as a Word file."""
    document = Document()
    _bare(document)
    core = document.core_properties
    core.title, core.author, core.last_modified_by = paper.title, paper.author, paper.author
    core.comments, core.language = "", "vi-VN"
    core.created = core.modified = datetime.now(UTC)
    body = document.element.body
    for place, part in enumerate(paper.parts):
        section = document.sections[0] if place == 0 else document.add_section(WD_SECTION.NEW_PAGE)
        _page(section, part, draft=DRAFT if paper.is_draft else "")
        # One by one: a picture is numbered after those that stand in the document already.
        for xml in _drawn(part, document.part):
            # The last section's own properties stay the last child of the body.
            body[-1].addprevious(parse_xml(xml))
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _bare(document: Any) -> None:
    """Empty python-docx's template of its styles and of parts that say nothing."""
    styles = document.styles.element
    for child in list(styles):
        styles.remove(child)
    for child in parse_xml(STYLES):
        styles.append(child)
    for rels in (document.part.package.rels, document.part.rels):
        for key in [key for key, rel in rels.items() if rel.reltype in NEEDLESS]:
            del rels[key]
        for rel in rels.values():
            if rel.reltype == RT.FONT_TABLE:
                rel.target_part._blob = FONTS.encode()


def _page(section: Section, part: Part, *, draft: str) -> None:
    """Set paper, margins, and the number of the page, which the first page does not show."""
    wide = part.is_landscape
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (LONG, SHORT) if wide else (SHORT, LONG)
    section.top_margin, section.bottom_margin = TOP, BOTTOM
    section.left_margin, section.right_margin = LEFT, RIGHT
    section.header_distance = NUMBER_FROM_EDGE
    section.different_first_page_header_footer = True
    for old in section._sectPr.findall(f"{{{section._sectPr.nsmap['w']}}}pgNumType"):
        section._sectPr.remove(old)
    # Behind the margins, where the schema has it: Word is stricter than others.
    margins = section._sectPr.find(f"{{{section._sectPr.nsmap['w']}}}pgMar")
    margins.addnext(parse_xml(f'<w:pgNumType {nsdecls("w")} w:start="1"/>'))
    mark = _run(draft, look="DraftMark")
    middle = round(_text_width(wide=wide).twips / 2)
    for header, runs in (
        (section.header, f"{mark}<w:r><w:tab/></w:r>{PAGE_NUMBER}"),
        (section.first_page_header, mark),
    ):
        header.is_linked_to_previous = False
        tabs = f'<w:tabs><w:tab w:val="center" w:pos="{middle}"/></w:tabs>'
        line = parse_xml(_paragraph("Header", runs, extra=tabs))
        header._element.replace(header.paragraphs[0]._element, line)


def _text_width(*, wide: bool) -> Length:
    return Length((LONG if wide else SHORT) - LEFT - RIGHT)


def _drawn(part: Part, story: StoryPart) -> Iterator[str]:
    width = _text_width(wide=part.is_landscape).twips
    for block, after in zip_longest(part.blocks, part.blocks[1:]):
        if isinstance(block, Line):
            yield from _line(block, width, is_kept=isinstance(after, Line) and after.is_closing)
        else:
            yield from _block(block, width, story)


def _line(line: Line, width: int, *, is_kept: bool) -> Iterator[str]:
    """Yield a paragraph; what stands before the last one goes with it to the page of the name."""
    with_next = "<w:keepNext/>" if is_kept else ""
    yield _paragraph(line.look.value, _run(line.text), extra=with_next)
    if line.look == "subject":
        yield _rule("rule", line.rule, width)


def _picture(picture: Picture, story: StoryPart) -> str:
    """Return a drawing as dots; on a machine that cannot draw, the words that say so."""
    try:
        png = pictures.as_png(picture.svg, width=picture.width, height=picture.height)
    except PdfUnavailableError:
        return _paragraph("note", _run(NOT_DRAWN.format(title=picture.title)))
    inline = story.new_pic_inline(BytesIO(png), width=PICTURE_WIDTH)
    inline.docPr.set("name", picture.title)
    inline.docPr.set("descr", picture.description)
    return _paragraph("picture", f"<w:r><w:drawing>{inline.xml}</w:drawing></w:r>")


def _block(
    block: Letterhead | Signature | Table | Picture, width: int, story: StoryPart
) -> list[str]:
    if isinstance(block, Table):
        # A section ends with a paragraph; behind a table it must be there.
        return [_table(block, width), _paragraph("Trailer", "")]
    if isinstance(block, Picture):
        return [_picture(block, story)]
    if isinstance(block, Letterhead):
        return [_letterhead(block, width), _paragraph("gap", "")]
    return [_signature(block, width)]


def _letterhead(head: Letterhead, width: int) -> str:
    left = [("superior", head.superior)] if head.superior else []
    left += [("issuer", head.issuer)]
    below = [("number", head.number)]
    below += [("about", head.about)] if head.about else []
    first = width * LEFT_OF_HEAD
    issuer = _rule("ruleissuer", head.rule, first)
    beside = PORTRAIT_WIDTH * (1 - LEFT_OF_HEAD)
    whole = 100 * last_line(MOTTO, beside, points=MOTTO_POINTS) / beside
    motto = _rule("rulemotto", whole, width - first)
    rows = (
        (_lines(left) + issuer, _lines([("country", COUNTRY), ("motto", MOTTO)]) + motto),
        (_lines(below), _lines([("day", head.place_and_day)])),
    )
    return _pairs(rows, width, share=LEFT_OF_HEAD)


def _lines(lines: Iterable[tuple[str, str]]) -> str:
    return "".join(_paragraph(style, _run(text)) for style, text in lines)


def _rule(style: str, percent: float, width: float) -> str:
    """Return a rule in the middle that takes so much of a width in twips."""
    side = round(width * (100 - percent) / 200)
    return _paragraph(style, "", extra=f'<w:ind w:left="{side}" w:right="{side}"/>')


def _signature(block: Signature, width: int) -> str:
    left = [("to", "Nơi nhận:"), *(("recipient", line) for line in block.recipients)]
    right = [("signed", line) for line in (*block.signed_for, block.post) if line]
    right += [("signatory", block.name)]
    sides = (_lines(left), _lines(right))
    return _pairs([sides], width, share=0.45)


def _pairs(rows: Sequence[tuple[str, str]], width: int, *, share: float) -> str:
    """Return paragraphs in two columns beside each other, without rules."""
    widths = (round(width * share), width - round(width * share))
    drawn = "".join(f"<w:tr>{WHOLE}{''.join(map(_cell, sides, widths))}</w:tr>" for sides in rows)
    return _framed("Pair", widths, drawn)


def _table(table: Table, width: int) -> str:
    whole = sum(column.width for column in table.columns)
    widths = [round(width * column.width / whole) for column in table.columns]
    titles = "".join(
        _cell(_paragraph("columntitle", _run(column.title)), wide, middle=True)
        for column, wide in zip(table.columns, widths, strict=True)
    )
    rows = [f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{titles}</w:tr>"]
    for is_tall, across, cells in table.printed:
        rows.append(_across(across, widths) if across else _row(cells, widths, may_break=is_tall))
    return _framed("TableGrid", widths, "".join(rows))


def _row(
    cells: Sequence[tuple[Heading, tuple[str, ...]]], widths: Sequence[int], *, may_break: bool
) -> str:
    drawn = "".join(
        _cell("".join(_paragraph(_cell_style(column), _run(line)) for line in lines), wide)
        for (column, lines), wide in zip(cells, widths, strict=True)
    )
    return f"<w:tr>{'' if may_break else WHOLE}{drawn}</w:tr>"


def _cell_style(column: Heading) -> str:
    if column.is_centred:
        return "cellcentred"
    return "cellnarrow" if column.is_narrow else "cell"


def _across(text: str, widths: Sequence[int]) -> str:
    cell = _cell(_paragraph("band", _run(text)), sum(widths), span=len(widths))
    return f"<w:tr>{WHOLE}{cell}</w:tr>"


def _framed(style: str, widths: Sequence[int], rows: str) -> str:
    inset = CELL_SIDE if style == "TableGrid" else 0
    grid = "".join(f'<w:gridCol w:w="{wide}"/>' for wide in widths)
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="{style}"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblInd w:w="{inset}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _cell(content: str, width: int, *, span: int = 1, middle: bool = False) -> str:
    across = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    down = '<w:vAlign w:val="center"/>' if middle else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{across}{down}</w:tcPr>{content}</w:tc>'
    )


def _paragraph(style: str, runs: str, *, extra: str = "") -> str:
    about = f'<w:pPr><w:pStyle w:val="{style}"/>{extra}</w:pPr>'
    return f"<w:p {nsdecls('w')}>{about}{runs}</w:p>"


def _run(text: str, *, look: str = "") -> str:
    """Return the text as a run: its lines below each other, marks that no XML may hold left out."""
    lines = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line)}</w:t>'
        for line in CONTROLS.sub("", text).split("\n")
    )
    about = f'<w:rPr><w:rStyle w:val="{look}"/></w:rPr>' if look else ""
    return f"<w:r>{about}{lines}</w:r>" if text else ""
