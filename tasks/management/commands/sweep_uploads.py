"""Discard uploads that nobody decided about in time, and files that no row names."""

from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from tasks import actions, leftovers
from tasks.models import Intake

SHOWN = 20


class Command(BaseCommand):
    """Remove uploads that waited too long and files that nothing names; run it once a day."""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would be removed, and remove nothing"
        )

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        at = timezone.now()
        try:
            found = leftovers.build(at)
            if not dry_run:
                found = actions.sweep_uploads(leftovers=found, at=at)
        except leftovers.ForeignFolderError as error:
            msg = f"{error} Chưa xóa gì."
            raise CommandError(msg) from error
        except OSError as error:
            msg = f"Tệp {error.filename} không đọc hoặc không xóa được: {error.strerror}."
            raise CommandError(msg) from error
        if dry_run:
            self.stdout.write("Xem trước, chưa xóa gì:")
        self._tell(
            f"Văn bản chờ xác nhận quá {settings.UPLOADS_KEPT_DAYS} ngày",
            (_described(one) for one in found.intakes),
        )
        self._tell(
            "Danh mục chờ xác nhận quá 24 giờ",
            (f"{one.file_name} ({one.uploaded_by.full_name})" for one in found.lists),
        )
        self._tell("Tệp không còn được ghi nhận trong cơ sở dữ liệu", found.files)

    def _tell(self, what: str, which: Iterable[str]) -> None:
        names = list(which)
        self.stdout.write(f"{what}: {len(names)}.")
        for name in names[:SHOWN]:
            self.stdout.write(f"  {name}")
        if len(names) > SHOWN:
            self.stdout.write(f"  … và {len(names) - SHOWN} mục nữa.")


def _described(intake: Intake) -> str:
    day = timezone.localtime(intake.uploaded_at).strftime("%d/%m/%Y")
    who = intake.uploaded_by.full_name
    return f"{intake.file_name} ({intake.territory}, {who} tải lên ngày {day})"
