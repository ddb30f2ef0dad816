"""A unit's report as the paper that is signed: header, words, signature, table of its rows.

Source of the form: Nghị định 30/2020/NĐ-CP, Phụ lục I.
"""

from dataclasses import dataclass
from datetime import date

from django.template.loader import render_to_string

from plans.models import Membership, Territory, Unit
from tasks.reports.submission import Report
from tasks.standing import in_words

NOTHING = "Không có."
SECTIONS = (
    ("1. Tình hình, kết quả thực hiện", "results"),
    ("2. Tồn tại, hạn chế và nguyên nhân", "limits"),
    ("3. Phương hướng, nhiệm vụ kỳ tới", "next_period"),
    ("4. Đề xuất, kiến nghị", "proposals"),
)
COLUMNS = ("STT", "Tên nhiệm vụ", "Đơn vị chủ trì", "Thời hạn", "Kết quả thực hiện", "Tiến độ")
NOT_RECORDED = "Chưa cập nhật"


@dataclass(frozen=True, slots=True)
class Numbered:
    """The number and day of a paper; of a draft neither is known."""

    number: str = ""
    issued_on: date | None = None
    amends: str = ""


@dataclass(frozen=True, slots=True)
class PaperGroup:
    """The rows of the table about one dimension, in the order of its columns."""

    title: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """The whole report, as it is printed."""

    superior: str
    issuer: tuple[str, ...]
    number: str
    place_and_day: str
    subject: str
    amends: str
    addressed_to: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    authority: str
    post: str
    signatory: str
    attached: str
    data_to: str
    columns: tuple[str, ...]
    groups: tuple[PaperGroup, ...]
    is_draft: bool

    @property
    def rows(self) -> int:
        return sum(len(group.rows) for group in self.groups)


def build(report: Report, numbered: Numbered | None = None) -> Paper:
    """Return a report as paper; without a number it is a draft. One query: the signer's post."""
    given, unit, at = numbered or Numbered(), report.unit, report.unit.territory
    is_committee = unit.kind == Unit.Kind.COMMITTEE
    above = at.parent if is_committee else at
    number = given.number or "     /BC-UBND" if is_committee else given.number or "     /BC"
    day = in_words(given.issued_on) if given.issued_on else "ngày      tháng      năm"
    subject = f"Kết quả thực hiện {report.plan}, {report.period.name}"
    to = f"Ủy ban nhân dân {above.name_inside}" if above else "Sở Nội vụ"
    return Paper(
        superior="" if is_committee else f"ỦY BAN NHÂN DÂN\n{at.name.upper()}",
        issuer=("ỦY BAN NHÂN DÂN", at.name.upper()) if is_committee else (unit.name.upper(),),
        number=f"Số: {number}",
        place_and_day=f"{at.bare_name}, {day}",
        subject=subject,
        amends=given.amends,
        addressed_to=to,
        sections=_sections(report),
        authority="TM. ỦY BAN NHÂN DÂN" if is_committee else "",
        post=_post(report, is_committee=is_committee),
        signatory=_signatory(report),
        attached=f"(Kèm theo Báo cáo số {number.strip()} {day} của {unit.name})",
        data_to=f"Dữ liệu tính đến {in_words(report.period.data_to)}",
        columns=COLUMNS,
        groups=_groups(report),
        is_draft=numbered is None,
    )


def as_html(paper: Paper) -> str:
    """Draw the paper for print: A4 upright, its table on A4 landscape."""
    return render_to_string("print/report.html", {"paper": paper})


def _sections(report: Report) -> tuple[tuple[str, tuple[str, ...]], ...]:
    words = report.words
    done = f"Đã cập nhật {report.reported}/{report.total} nhiệm vụ."
    told = []
    for heading, name in SECTIONS:
        lines = tuple(filter(None, getattr(words, name).splitlines()))
        if name == "results" and not lines:
            lines = (done,)
        told.append((heading, lines or (NOTHING,)))
    return tuple(told)


def _signatory(report: Report) -> str:
    signed = report.submission.submitted_by if report.submission else None
    return signed.full_name if signed else ""


def _post(report: Report, *, is_committee: bool) -> str:
    """Return the post of who signed, as it is written down; the head's where nothing is."""
    signed = report.submission.submitted_by if report.submission else None
    held = Membership.objects.filter(user=signed, unit=report.unit).exclude(title="")
    title = held.values_list("title", flat=True).first() if signed else None
    is_province = report.unit.territory.level == Territory.Level.PROVINCE
    return (title or ("CHỦ TỊCH" if is_committee or not is_province else "GIÁM ĐỐC")).upper()


def _groups(report: Report) -> tuple[PaperGroup, ...]:
    number, groups = 0, []
    for group in report.groups:
        rows = []
        for row in group.rows:
            number += 1
            done = [row.now.result, row.figures] if row.now else []
            rows.append(
                (
                    str(number),
                    row.name,
                    str(row.assignment.unit.name),
                    row.assignment.task.deadline_text,
                    "\n".join(filter(None, done)),
                    row.now.get_state_display().capitalize() if row.now else NOT_RECORDED,
                )
            )
        groups.append(PaperGroup(group.title, tuple(rows)))
    return tuple(groups)
