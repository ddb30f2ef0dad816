"""What was uploaded and is wanted no more: as values, nothing is removed here."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.apps import apps
from django.core.files.storage import default_storage
from django.db.models import FileField

from plans.models import ListImport
from tasks.models import Intake, SignedCopy

YOUNG = timedelta(days=1)
"""A file is stored before the row that names it is certain: younger ones are left alone."""


class ForeignFolderError(Exception):
    """Raised when the files are hardly those of this database; the text says what to check."""


@dataclass(frozen=True, slots=True)
class Leftovers:
    """Uploads that waited too long, and stored files that no row names."""

    intakes: tuple[Intake, ...]
    lists: tuple[ListImport, ...]
    files: tuple[str, ...]


def build(at: datetime) -> Leftovers:
    """Return what may go at a moment.

    Raises ForeignFolderError when there are files and no row ever named one.
    """
    return Leftovers(
        intakes=tuple(Intake.objects.expired(at).select_related("territory", "uploaded_by")),
        lists=tuple(
            ListImport.objects.expired(at).select_related("uploaded_by").defer("content", "outcome")
        ),
        files=tuple(_orphans(at)),
    )


def _orphans(at: datetime) -> list[str]:
    old = sorted(name for name in _stored() if _stored_at(name) <= at - YOUNG)
    named = _named()
    if old and not named:
        msg = (
            f"Thư mục tệp có {len(old)} tệp, nhưng cơ sở dữ liệu chưa từng ghi nhận tệp nào."
            " Kiểm tra DATABASE_URL và PAPI_VAR_DIR có cùng một cổng không."
        )
        raise ForeignFolderError(msg)
    # What was discarded or withdrawn names its file still, which is gone unless the disk refused.
    gone = Intake.objects.discarded().values_list("file", flat=True)
    withdrawn = SignedCopy.objects.withdrawn().values_list("file", flat=True)
    wanted = named - set(gone) - set(withdrawn)
    return [name for name in old if name not in wanted]


def _named() -> set[str]:
    """Return the files that rows of any model name, so that no new model is forgotten here."""
    fields = [
        field
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, FileField)
    ]
    names = {
        name
        for field in fields
        for name in field.model._base_manager.values_list(field.name, flat=True)
    }
    return names - {"", None}


def _stored(folder: str = "") -> Iterator[str]:
    """Yield the names of all stored files."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    prefix = f"{folder}/" if folder else ""
    yield from (f"{prefix}{file}" for file in files)
    for one in folders:
        yield from _stored(f"{prefix}{one}")


def _stored_at(name: str) -> datetime:
    return default_storage.get_modified_time(name)
