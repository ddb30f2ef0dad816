"""The documents that a plan cites: what it rests on, carries out, continues, replaces, amends."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tasks.reading.folding import CAPITAL
from tasks.reading.values import Citation

KINDS = (
    "Báo cáo",
    "Bộ luật",
    "Chỉ thị",
    "Chương trình hành động",
    "Chương trình",
    "Công điện",
    "Công văn",
    "Đề án",
    "Hiến pháp",
    "Hướng dẫn",
    "Kế hoạch",
    "Kết luận",
    "Luật",
    "Nghị định",
    "Nghị quyết",
    "Pháp lệnh",
    "Quy chế",
    "Quy định",
    "Quyết định",
    "Thông báo",
    "Thông tư liên tịch",
    "Thông tư",
    "Tờ trình",
    "Văn bản",
)
OFFICE = (
    r"(?:[ỦUủu][ỷyỶY] ban nhân dân|UBND|HĐND|Hội đồng nhân dân|Chủ tịch|Sở|Phòng|Ban|Bộ|Văn phòng"
    r"|Công an|Thanh tra|Trung tâm|Chính phủ|Thủ tướng|Quốc hội|Tỉnh ủy|Thành ủy|Huyện ủy|Đảng ủy)"
)

_KIND = "|".join(sorted(KINDS, key=len, reverse=True))
_SIGN = r"[A-ZĐ][A-Za-zĐđ0-9&]*(?![^\W\d_])"
_DASH = r"\s*[-–]\s*"
NUMBER = rf"\d+[a-zđ]?(?:{_DASH}{_SIGN})?(?:\s*/\s*\d{{4}})?(?:\s*/\s*{_SIGN}(?:{_DASH}{_SIGN})*)+"
LAW_NUMBER = r"\d+/\d{4}/[A-Z]+\d*"
DAY = (
    r"ngày\s*(?P<d>\d{1,2})\s*(?:[/.-]|tháng)\s*(?P<m>\d{1,2})\s*(?:[/.-]|năm)"
    r"\s*(?P<y>(?:19|20)\d\d)"
)

_ANY_DAY = re.compile(DAY, re.IGNORECASE)
_NUMBERED = re.compile(
    rf"\b(?P<kind>{_KIND})\s+(?:(?:[^\W\d_A-ZĐ]+\s+){{0,2}}?số\s*:?\s*)?(?P<number>{NUMBER})"
)
_NAMED = re.compile(
    rf"\b(?P<kind>{_KIND})\s+(?=[{CAPITAL}])"
    rf"(?P<name>.*?)\s*(?:số\s+(?P<number>{LAW_NUMBER})|(?=,\s*(?:{_KIND})|\bngày\b|$))"
)
_OF_ISSUER = re.compile(rf"\b(?P<kind>{_KIND})(?=\s+của\b)")
_ISSUED = re.compile(
    rf"[\s,]*{DAY}|[\s,]*ngày[\s./…_\d]*(?:tháng[\s.…_\d]*)?(?:năm[\s.…_]*\d{{0,4}})?",
    re.IGNORECASE,
)
_VERBS = "về|[Vv]/v|ban hành|quy định|phê duyệt|hướng dẫn|sửa đổi|triển khai|thực hiện|công bố"
_ISSUER = re.compile(
    rf"[\s,]*(?:(?:của|số)\s+(?P<of>.+?)|(?P<office>{OFFICE}\b.*?))"
    rf"(?=\s+(?:{_VERBS})\b|[,;:(.]|\s*$)"
)
_ABOUT = re.compile(r"^[\s,]*(?:(?:về việc|về|v/v:?)\s+)?", re.IGNORECASE)

_RELATIONS = (
    ("rests_on", re.compile(r"(?:căn cứ|xét|theo|trên cơ sở)\b", re.IGNORECASE)),
    ("continues", re.compile(r"(?:nhằm |để )?tiếp tục\b", re.IGNORECASE)),
    (
        "carries_out",
        re.compile(
            r"(?:nhằm |để )?(?:tổ chức |nghiêm túc )?(?:triển khai|thực hiện|cụ thể h\w+)\b",
            re.IGNORECASE,
        ),
    ),
)
_ALWAYS_CITED = re.compile(r"(?:căn cứ|xét|theo đề nghị)\b", re.IGNORECASE)
_AND_ANOTHER = re.compile(
    rf"\s*;\s*|\s*,\s+(?=(?:{_KIND})\s+số)|\s+và\s+(?=(?:{_KIND})\s+số[^,;]{{3,30}}ngày)"
)
SENTENCE_END = re.compile(
    r"(?<=\.)(?<!\bTP\.)(?<!\bTp\.)(?<!\bTX\.)(?<!\bTT\.)(?<!\b[PQHTD]\.)"
    r"(?<!\bĐiều \d\.)\s+"
    rf"(?=[“\"]?[{CAPITAL}])"
)
OPENING_CLAUSE = re.compile(
    rf"(?:^|[,;:]\s+)(?P<clause>{OFFICE}\b[^.;:]{{0,120}}?"
    r"\s(?:xây dựng|ban hành|đề ra|triển khai)\s.*)$",
    re.DOTALL,
)
_CHANGES = re.compile(
    r"(?P<act>thay thế|bãi bỏ|h[uủ][ỷy] bỏ|sửa đổi(?:, bổ sung)?|bổ sung)\s+(?:cho\s+|toàn bộ\s+)*"
    rf"(?:một số [^,;.]{{2,30}}? (?:của|tại)\s+)?(?P<what>(?:{_KIND})\s+số.*)$",
    re.IGNORECASE | re.DOTALL,
)
_LAPSES = re.compile(rf"(?P<what>(?:{_KIND})\s+số.{{0,400}}?)\s+(?P<act>hết hiệu lực)", re.DOTALL)
_OF_THIS_DOCUMENT = re.compile(rf"\b(?:{_KIND}) này\b|^\W*Điều \d+\W*$|^\W*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Preamble:
    """What the paragraphs before the first heading cite, and what else they say."""

    citations: tuple[Citation, ...]
    others: tuple[str, ...]
    """The opening sentence and whatever cites nothing, a paragraph each."""


def day_in(text: str) -> date | None:
    """Return the first day that stands whole in the text ("ngày 27/5/2024"), if it exists."""
    found = _ANY_DAY.search(text)
    try:
        return found and date(int(found["y"]), int(found["m"]), int(found["d"]))
    except ValueError:
        return None


def plain_number(written: str) -> str:
    """Return a number as written, without blanks and with plain hyphens: "80/KH-UBND"."""
    return re.sub(r"\s+", "", written).replace("–", "-")


def read(paragraphs: Iterable[str]) -> Preamble:
    """Return the citations of the preamble, in its order, and the sentences that cite nothing."""
    cited: list[Citation] = []
    others: list[str] = []
    relation = ""
    for paragraph in paragraphs:
        left = []
        for sentence in SENTENCE_END.split(paragraph):
            found, rest = _of_sentence(sentence, relation)
            cited += found
            left += rest
            # A list goes on behind a semicolon without saying "Căn cứ" again.
            relation = found[-1].relation if found and sentence.rstrip().endswith(";") else ""
        if left:
            others.append(" ".join(left))
    return Preamble(tuple(cited), tuple(others))


def begins_paragraph(line: str) -> bool:
    """Tell whether a line cannot go on with the one before: it cites, or opens the plan."""
    return bool(_relation(line) or OPENING_CLAUSE.match(line))


def replaced(paragraphs: Iterable[str], subject: str) -> tuple[Citation, ...]:
    """Return the documents that this one says it replaces, rescinds or amends.

    Only where a sentence speaks of this document ("Kế hoạch này thay thế …") or its subject does:
    a task may be to amend something, and a cited law amends another.
    """
    sentences = [one for paragraph in paragraphs for one in SENTENCE_END.split(paragraph)]
    found = [_change(subject, certain=True), *(_change(one) for one in sentences)]
    return tuple(dict.fromkeys(one for one in found if one))


def _of_sentence(sentence: str, before: str) -> tuple[list[Citation], list[str]]:
    relation = _relation(sentence) or (before if _NUMBERED.match(sentence) else "")
    if not relation:
        return [], [sentence]
    clause = OPENING_CLAUSE.search(sentence)
    cited = sentence[: clause.start("clause")] if clause else sentence
    found: list[Citation] = []
    for part in _AND_ANOTHER.split(cited.strip(" ,;")):
        relation = _relation(part) or relation
        citation = cited_in(part.strip(), relation)
        found += [citation] if citation else []
    if not found and not _ALWAYS_CITED.match(sentence):
        return [], [sentence]
    found = found or [Citation(relation, cited.strip(" ,;"))]
    return found, [clause["clause"]] if clause else []


def _relation(sentence: str) -> str:
    opener = sentence.lstrip("-–+•* ")
    return next((name for name, opening in _RELATIONS if opening.match(opener)), "")


def _end_of_relation(part: str) -> int:
    """Return where the words "Căn cứ", "Tiếp tục thực hiện" … end."""
    end = 0
    for _, opening in _RELATIONS * 2:
        said = opening.match(part, end)
        end = said.end() + 1 if said else end
    return end


def cited_in(part: str, relation: str) -> Citation | None:
    """Return the document that a part of a sentence names, with what it says about it.

    Its text is the document as cited, without "Căn cứ" and the like.
    """
    begin = _end_of_relation(part)
    named = _NUMBERED.search(part) or _NAMED.match(part, begin) or _OF_ISSUER.match(part, begin)
    text = part[begin if named and named.start() <= begin else 0 :].strip(" .,;")
    if named is None:
        return Citation(relation, text) if _ALWAYS_CITED.match(part) else None
    said = named.groupdict()
    issued = _ISSUED.match(part, named.end())
    after = issued.end() if issued else named.end()
    issuer = _ISSUER.match(part, after)
    after = issuer.end() if issuer else after
    about = _ABOUT.sub("", part[after:], count=1).strip(" .,;")
    return Citation(
        relation=relation,
        text=text,
        kind=named["kind"],
        number=plain_number(said.get("number") or ""),
        issued_on=day_in(issued[0]) if issued else None,
        issuer=(issuer["of"] or issuer["office"]).strip() if issuer else "",
        subject=said.get("name") or about,
    )


def _change(sentence: str, *, certain: bool = False) -> Citation | None:
    found = _CHANGES.search(sentence) or _LAPSES.search(sentence)
    if found is None or _relation(sentence):
        return None
    certain = certain and not _NUMBERED.search(sentence[: found.start()])
    if not certain and not _OF_THIS_DOCUMENT.search(sentence[: found.start()] or sentence):
        return None
    amends = found["act"].lower().startswith(("sửa", "bổ"))
    return cited_in(found["what"], "amends" if amends else "replaces")
