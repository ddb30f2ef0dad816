"""Prints that are kept by what stands in them."""

import os
import stat
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from papi_portal import kept_prints
from papi_portal.paper import Line, Paper, Part

PAPER = Paper("Phụ lục", "UBND xã Điềm He", (Part((Line("Một"),)),))


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.VAR_DIR = tmp_path
    return tmp_path / "prints"


def test_same_paper_has_the_same_name_and_another_another() -> None:
    same = Paper("Phụ lục", "UBND xã Điềm He", (Part((Line("Một"),)),))

    assert kept_prints.name(same) == kept_prints.name(PAPER)
    assert kept_prints.name(replace(PAPER, is_draft=True)) != kept_prints.name(PAPER)
    assert kept_prints.name(replace(PAPER, parts=(Part((Line("Hai"),)),))) != kept_prints.name(
        PAPER
    )


def test_another_way_of_drawing_gives_another_name(monkeypatch: pytest.MonkeyPatch) -> None:
    before = kept_prints.name(PAPER)
    kept_prints._drawing.cache_clear()
    monkeypatch.setattr(kept_prints, "version", lambda _name: "99")

    assert kept_prints.name(PAPER) != before

    kept_prints._drawing.cache_clear()


def test_what_is_kept_is_found_and_readable_for_nobody_else(folder: Path) -> None:
    assert kept_prints.find("a") is None

    file = kept_prints.keep("a", b"%PDF")

    assert kept_prints.find("a") == file
    assert file.read_bytes() == b"%PDF"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_full_disk_leaves_no_half_print(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)

    with pytest.raises(OSError, match="No space"):
        kept_prints.keep("a", b"%PDF")

    assert list(folder.iterdir()) == []


def test_sweeping_takes_what_nobody_asked_for_and_what_was_never_finished(folder: Path) -> None:
    old, asked_for, fresh = (kept_prints.keep(name, b"%PDF") for name in "abc")
    unfinished = folder / "x.unfinished"
    unfinished.write_bytes(b"")
    for file in (old, asked_for, unfinished):
        os.utime(file, (1000, 1000))
    kept_prints.find("b")

    assert kept_prints.sweep(before=2000) == 2

    assert sorted(folder.iterdir()) == [asked_for, fresh]


def test_broken_print_is_forgotten() -> None:
    kept_prints.keep("a", b"")

    kept_prints.drop("a")
    kept_prints.drop("a")

    assert kept_prints.find("a") is None
