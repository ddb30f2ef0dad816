"""Where files are kept: each as a whole, or not at all."""

from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage


class WholeFileStorage(FileSystemStorage):
    """Leaves no half of a file where the disk is full; Django would, and no row names it.

    Files get random names, so that what stands under a name is what was begun here.
    """

    def _save(self, name: str, content: Any) -> str:
        try:
            saved: str = super()._save(name, content)  # type: ignore[misc]  # the stubs lack it
        except OSError:
            with suppress(OSError):
                Path(self.path(name)).unlink()
            raise
        return saved
