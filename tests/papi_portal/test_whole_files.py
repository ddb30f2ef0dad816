"""Files are kept as a whole, or not at all."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from papi_portal.whole_files import WholeFileStorage


class Growing(ContentFile):  # type: ignore[type-arg]
    """A file for the second half of which the disk has no place."""

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        yield b"%PDF-"
        raise OSError(28, "No space left on device")


def test_disk_that_fills_up_leaves_no_half_of_a_file(tmp_path: Path) -> None:
    storage = WholeFileStorage(location=tmp_path)

    with pytest.raises(OSError, match="No space left"):
        storage.save("jobs/abc", Growing(b""))

    assert list((tmp_path / "jobs").iterdir()) == []


def test_file_is_kept_under_its_name(tmp_path: Path) -> None:
    storage = WholeFileStorage(location=tmp_path)

    assert storage.save("jobs/abc", ContentFile(b"abc")) == "jobs/abc"
    assert (tmp_path / "jobs/abc").read_bytes() == b"abc"
