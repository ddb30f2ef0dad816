"""A form with files that nobody could mean is refused before a byte of it is on the disk.

Source: attack UP-3. Django writes files of any size to its temporary folder before a form looks at
them; what the web server in front lets through counts here again.
"""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

from papi_portal.zip_guard import LARGEST_UPLOAD

FILES_IN_A_FORM = 2
"""The most that any page has fields for."""


class BodyLimitHandler(FileUploadHandler):
    """The first of the upload handlers: it looks at the announced size, and passes all else on."""

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *_: Any) -> None:  # noqa: N803
        """Raise RequestDataTooBig for more than the largest files and the longest texts weigh."""
        if content_length > most():
            msg = f"A form of {content_length} bytes was refused."
            raise RequestDataTooBig(msg)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Leave the piece to the next handler."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the next handler."""


def most() -> int:
    """Return how many bytes a form with files may have, all together."""
    largest = max(LARGEST_UPLOAD, settings.EVIDENCE_LARGEST)
    return FILES_IN_A_FORM * largest + settings.DATA_UPLOAD_MAX_MEMORY_SIZE
