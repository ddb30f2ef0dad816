"""What stands below the closing words: who receives the document, who signs it and for whom."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tasks.reading.anatomy import FOR_WHOM, RECIPIENTS
from tasks.reading.folding import CAPITAL, SMALL, flat
from tasks.reading.text_lines import SIGNED

_BULLET = re.compile(r"^[-–—+•*]\s*")
_RUN_TOGETHER = re.compile(r"\s*[;.]\s*[-–+]\s+|\s+[-–+]\s+(?=Lưu\b)")
_POST = r"(?:PHÓ |QUYỀN )?(?:CHỦ TỊCH|GIÁM ĐỐC)\b"
# Also parts "DÂN CHỦ TỊCH", which a scan makes of "ỦY BAN NHÂN / DÂN / CHỦ TỊCH".
_NEW_PART = re.compile(
    rf"(?<![.ÓN])\s+(?={_POST})|(?<=DÂN)\s+(?={_POST})|\s+(?=(?:KT|TL|TUQ)\s*\.)"
    rf"|(?<=[{CAPITAL}])\s+(?=[{CAPITAL}][{SMALL}])"
)
_NAME_WORD = rf"[{CAPITAL}][{SMALL}'’]*"
_NAME = re.compile(
    rf"(?:(?:ThS|TS|BS|KS|CN)\.?\s*)?(?P<name>{_NAME_WORD}(?:[\s-]+{_NAME_WORD}){{1,4}})"
)
_NO_NAME = re.compile(
    r"(?:so|phong|ban|uy ban|van phong|cong an|nhu|luu|phu luc|da ky|ky|trang|video|lien ket"
    r"|noi nhan|bang|dang uy|mat tran|hoi|truong|tram|trung tam|chu tich|cong|dai|bao)\b"
)


@dataclass(frozen=True, slots=True)
class Signature:
    """Recipients without their marks, and the block of signature."""

    signed_for: str = ""
    post: str = ""
    name: str = ""
    recipients: tuple[str, ...] = ()


def read(lines: Sequence[str]) -> Signature:
    """Return recipients and signature from the lines below the closing words."""
    recipients, rest = _recipients(lines)
    parts = [
        " ".join(part.split())
        for line in rest
        for part in (_NEW_PART.split(line) if SIGNED.match(line) else [line])
    ]
    signed = [part for part in parts if SIGNED.match(part)]
    posts = [part for part in signed if not FOR_WHOM.match(part)]
    last = max((i for i, part in enumerate(parts) if SIGNED.match(part)), default=len(parts))
    names = [name for part in parts if (name := _name(part))]
    names += [part.title() for part in parts[last + 1 :] if part.isupper() and _name(part.title())]
    return Signature(
        signed_for=", ".join(part for part in signed if FOR_WHOM.match(part)),
        post=posts[-1] if posts else "",
        name=names[-1] if names else "",
        recipients=tuple(recipients),
    )


def _recipients(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return who receives the document, and the lines that are not about that."""
    start = next((i for i, line in enumerate(lines) if RECIPIENTS.match(flat(line))), len(lines))
    if start == len(lines):
        return [], list(lines)
    listed = [lines[start].partition(":")[2]]
    rest = list(lines[:start])
    between = False
    for i, line in enumerate(lines[start + 1 :], start + 1):
        if SIGNED.match(line) or line.isupper() or (_name(line) and not _BULLET.match(line)):
            rest.append(line)  # two columns of a page, line by line
            between = True
        elif _BULLET.match(line) or (not between and _is_recipient(line, listed[-1])):
            listed.append(line)
        else:
            rest += lines[i:]
            break
    return [name for line in listed for name in _names(line)], rest


def _is_recipient(line: str, before: str) -> bool:
    """Tell whether a line without a bullet is of the list: one of several, or going on."""
    return line.endswith((";", ".")) or bool(before and not before.endswith((";", ".")))


def _names(line: str) -> Iterable[str]:
    """Yield the recipients of one line: one, or a list that has run together."""
    bulleted = _RUN_TOGETHER.split(line)
    parts = bulleted if len(bulleted) > 1 or _BULLET.match(line) else line.split(";")
    names = (_BULLET.sub("", part.strip()).strip(" ;.,") for part in parts)
    return [name for name in names if name]


def _name(line: str) -> str:
    """Return a person's name if the line is nothing else."""
    found = None if line.isupper() else _NAME.fullmatch(line.strip(" *_."))
    return found["name"] if found and not _NO_NAME.match(flat(found["name"])) else ""
