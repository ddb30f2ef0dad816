"""Children wait their turn for a place on the machine, but not for ever."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from papi_portal import child
from papi_portal.slots import taken
from tests.papi_portal.doors import DOOR, RefusedError, hurried


@pytest.fixture
def places(settings: Any, tmp_path: Path) -> Path:
    """Leave room for one reader at a time."""
    settings.VAR_DIR, settings.READERS_AT_ONCE = tmp_path, 1
    return tmp_path / "readers"


def test_a_file_without_a_place_is_refused_in_a_sentence(
    places: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child, "WAIT_SECONDS", 0.1)

    with (
        taken(places, count=1, wait=0),
        pytest.raises(RefusedError, match=r"đang có nhiều tệp được đọc.*thử lại sau ít phút"),
    ):
        DOOR.run("echo", b"")

    assert DOOR.run("echo", b"a") == ("a", None)


def test_whoever_waits_is_served_in_turn(places: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "WAIT_SECONDS", 60)

    with ThreadPoolExecutor(3) as pool:
        said = list(pool.map(lambda number: DOOR.run("echo", b"", value=number), range(3)))

    assert said == [("", 0), ("", 1), ("", 2)]
    assert [one.name for one in places.iterdir()] == ["place-1"]


def test_a_child_that_is_ended_gives_its_place_back(places: Path) -> None:
    with pytest.raises(RefusedError, match="Quá nặng"):
        hurried(DOOR).run("echo", b"")

    with taken(places, count=1, wait=0):
        pass
