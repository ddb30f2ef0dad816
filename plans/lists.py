"""The lists that administrators keep as workbooks: what each is, how it goes out and is read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from papi_portal import kept_lists, workbook, zip_guard
from papi_portal.importing import Outcome
from papi_portal.resources import ListResource
from papi_portal.wording import said
from papi_portal.workbook import Column, Sheet, Table
from papi_portal.zip_guard import BadPackageError
from plans import list_columns
from plans.access import Viewer
from plans.models import ListImport, Membership, Unit, in_force_on
from plans.resources import MembershipResource, PersonResource, UnitResource

VERSION = "1"
EMPTY = said("Danh sách chưa có dòng nào dưới dòng tiêu đề. Hãy điền rồi tải lên lại.")
WORD = said(
    "Tệp là văn bản Word. Ở đây chỉ nhận danh sách bằng tệp Excel (.xlsx) theo mẫu của cổng:"
    " hãy chép danh sách vào tệp mẫu, rồi tải tệp mẫu lên."
)
WORD_TOO = (" hay Word (.docx)", said(" hoặc .docx"))
"""How the sentences of `zip_guard` speak of Word, which brings in plans but no lists."""
WORD_PART = b"word/document.xml"


@dataclass(frozen=True, slots=True)
class ListForm:
    """One kind of list: its columns, and the resources that each take their part of a row."""

    kind: str
    title: str
    columns: tuple[Column, ...]
    steps: Callable[[Viewer], Sequence[ListResource]]
    rows: Callable[[date, str], QuerySet[Any]]
    """What goes out, of one part if the list has parts: only what a list could bring back in."""
    parts: Callable[[], Sequence[str]] = tuple
    """In what parts the list goes out; none goes out as a whole."""
    read: Callable[[bytes], Table] | None = None
    """How a workbook is read if there are other forms than the template, in a child process."""
    help: str = ""
    """What the page of the upload says besides."""


def _unit_steps(by: Viewer) -> list[ListResource]:
    return [UnitResource(on=by.on)]


def _membership_steps(by: Viewer) -> list[ListResource]:
    return [PersonResource(by=by), MembershipResource(by=by, on=by.on)]


def _units(on: date, _part: str) -> QuerySet[Unit]:
    return Unit.objects.filter(in_force_on(on, "territory__")).select_related("territory")


def _memberships(on: date, _part: str) -> QuerySet[Membership]:
    going = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    return (
        Membership.objects.filter(going, in_force_on(on, "unit__territory__"))
        .select_related("user", "unit__territory")
        .order_by("unit__territory__code", "unit", "user__username", "pk")
    )


FORMS = {
    form.kind: form
    for form in (
        ListForm(
            ListImport.Kind.UNITS,
            said("Cơ quan, đơn vị"),
            list_columns.UNITS,
            _unit_steps,
            _units,
        ),
        ListForm(
            ListImport.Kind.MEMBERSHIPS,
            said("Người dùng và vai trò"),
            list_columns.MEMBERSHIPS,
            _membership_steps,
            _memberships,
            help=said(
                "Người mới chưa có mật khẩu cho đến khi quản trị cấp; danh sách không chứa mật"
                " khẩu."
            ),
        ),
    )
}


def register(form: ListForm) -> None:
    """Take in the list of an app above this one."""
    FORMS[form.kind] = form


def read(kind: str, content: bytes) -> Table:
    """Return the rows of an uploaded list, read in a child process.

    Raises BadPackageError, with a sentence, for a file that holds no such list or no row.
    """
    if _is_word(content):
        raise BadPackageError(WORD)
    form = FORMS[kind]
    try:
        table = form.read(content) if form.read else workbook.read_strange(content, form.columns)
    except BadPackageError as error:
        raise BadPackageError(without_word(str(error))) from error
    if not table.rows:
        raise BadPackageError(EMPTY)
    return table


def read_few(reading: Callable[[], Table], *, most: int, too_many: str) -> Table:
    """Return a list of a stranger's file that is short enough to wait in the form of its preview.

    Raises BadPackageError, with a sentence, for a file that holds none or more than so many.
    """
    try:
        table = reading()
    except BadPackageError as error:
        raise BadPackageError(without_word(str(error))) from error
    if not table.rows:
        raise BadPackageError(EMPTY)
    if len(table.rows) > most:
        raise BadPackageError(too_many)
    return kept_lists.plain(table)


def without_word(sentence: str) -> str:
    """Return what is wrong with a file without the advice to save it as a Word document."""
    for words in WORD_TOO:
        sentence = sentence.replace(words, "")
    return sentence


def _is_word(content: bytes) -> bool:
    """Tell whether a file is a Word document, old or new: names of parts are never packed."""
    if content.startswith(zip_guard.OLE):
        return zip_guard.ole_reason(content) == zip_guard.OLD_WORD
    return content.startswith(zip_guard.ZIP) and WORD_PART in content


def blank(kind: str) -> bytes:
    """Return the workbook to fill in, with a sheet that explains its columns."""
    return _written(kind, ())


def present(kind: str, *, by: Viewer, part: str = "") -> bytes:
    """Return the list as it stands, or a part of it, to be changed and brought back."""
    form = FORMS[kind]
    resource = form.steps(by)[-1]
    return _written(kind, resource.export(form.rows(by.on, part)))  # type: ignore[no-untyped-call]


def returned(list_import: ListImport) -> bytes:
    """Return an uploaded list that still waits, with what is wrong in its last column."""
    table = read(list_import.kind, bytes(list_import.content or b""))
    outcome = Outcome.from_json(list_import.outcome)
    return workbook.with_errors(table, outcome.errors, _meta(list_import.kind))


def _written(kind: str, rows: Any) -> bytes:
    form = FORMS[kind]
    sheet = Sheet(form.title, form.columns, rows)
    return workbook.write([sheet, workbook.guide(form.columns)], _meta(kind))


def _meta(kind: str) -> dict[str, str]:
    return {"list": kind, "version": VERSION}
