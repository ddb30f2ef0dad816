"""What waited is scanned: clean it opens to all, infected it goes, and the rest is named."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from plans.models import Event
from tasks import actions
from tasks.models import Evidence
from tests import factories
from tests.papi_portal.clamd import EICAR, VIRUS, FakeClamd
from tests.tasks.showing import CITED, Facts, attachment, kept, stored, stored_as

pytestmark = pytest.mark.django_db
Scan = Callable[..., str]


@pytest.fixture
def facts(settings: Any, tmp_path: Path) -> Facts:
    settings.MEDIA_ROOT = tmp_path
    return Facts()


@pytest.fixture
def scan(django_capture_on_commit_callbacks: Any) -> Scan:
    def run(*words: str) -> str:
        said = StringIO()
        with django_capture_on_commit_callbacks(execute=True):
            call_command("scan_evidence", *words, stdout=said)
        return said.getvalue()

    return run


def waiting(
    facts: Facts, content: bytes = b"%PDF", name: str = "Báo cáo.pdf", **to: Any
) -> Evidence:
    """Return a file that came in while the scanner did not answer."""
    with override_settings(CLAMD=None):
        added = facts.add(attachment(content, name), **to)
    added.scan = Evidence.Scan.WAITING
    added.save()
    return added


def scans() -> list[str]:
    return list(Evidence.objects.order_by("pk").values_list("scan", flat=True))


def test_clean_files_open_to_all(facts: Facts, clamd: FakeClamd, scan: Scan) -> None:
    waiting(facts, b"1")
    waiting(facts, b"2")
    facts.add(CITED)

    assert scan() == "2 files clean.\n0 files infected and removed.\n"
    assert scans() == ["clean", "clean", "none"]
    assert len(clamd.heard) == 2


def test_infected_file_is_gone_and_its_row_says_so(
    facts: Facts, clamd: FakeClamd, scan: Scan, caplog: pytest.LogCaptureFixture
) -> None:
    added = waiting(facts, EICAR, "Hóa đơn.pdf")

    said = scan()

    added.refresh_from_db()
    assert (added.scan, added.file.name, added.file_name) == ("infected", "", "Hóa đơn.pdf")
    assert stored() == []
    assert f"evidence {added.pk}, Hóa đơn.pdf: {VIRUS}" in said
    assert "papi.security" in {line.name for line in caplog.records}
    event = Event.objects.latest("pk")
    assert event.sentence == (
        f"gỡ tệp nhiễm mã độc ({VIRUS}) “Hóa đơn.pdf” khỏi tiến độ Quý IV/2026 – 1) Nhiệm vụ 1"
    )
    assert (event.actor, event.verb) == (None, "evidence.infected")


def test_all_rows_of_one_file_go_together(facts: Facts, clamd: FakeClamd, scan: Scan) -> None:
    first = waiting(facts, EICAR, period=facts.before)
    facts.reuse(first)
    again = Evidence.objects.latest("pk")
    again.pk, again.file.name, again.scan = None, "evidence/another", "none"
    again.save()
    clean = waiting(facts, b"clean")

    said = scan()

    assert "1 files infected" in said
    assert scans() == ["infected", "infected", "infected", "clean"]
    assert stored() == [stored_as(clean)]
    assert Event.objects.filter(verb="evidence.infected").count() == 3
    assert len(clamd.heard) == 2


def test_handed_in_or_not_an_infected_file_goes(facts: Facts, clamd: FakeClamd, scan: Scan) -> None:
    waiting(facts, EICAR)
    factories.submission(facts.plan, facts.period, state="accepted")

    scan()

    assert scans() == ["infected"]
    assert stored() == []


def test_what_came_in_before_the_scanner_is_scanned_when_asked(
    facts: Facts, clamd: FakeClamd, scan: Scan
) -> None:
    waiting(facts, b"old")
    waiting(facts, EICAR)
    Evidence.objects.update(scan="none")

    assert scan() == "0 files clean.\n0 files infected and removed.\n"
    assert "1 files clean." in scan("--all")
    assert scans() == ["clean", "infected"]


def test_second_run_finds_nothing_to_do(facts: Facts, clamd: FakeClamd, scan: Scan) -> None:
    waiting(facts, EICAR)
    scan()
    events = Event.objects.count()

    assert scan("--all") == "0 files clean.\n0 files infected and removed.\n"
    assert Event.objects.count() == events


def test_what_could_not_be_scanned_is_named_and_the_others_are(
    facts: Facts, clamd: FakeClamd, scan: Scan
) -> None:
    large = waiting(facts, b"x" * 1000, "Nặng.pdf")
    lost = waiting(facts, b"lost", "Mất.pdf")
    Path(lost.file.path).unlink()
    waiting(facts, b"ok")
    clamd.longest = 100

    with pytest.raises(CommandError) as told:
        scan()

    assert f"evidence {large.pk}, Nặng.pdf: the file is larger than StreamMax" in str(told.value)
    assert f"evidence {lost.pk}, Mất.pdf: the stored file is missing" in str(told.value)
    assert scans() == ["waiting", "waiting", "clean"]


def test_scanner_that_is_down_fails_at_once(facts: Facts, clamd: FakeClamd, scan: Scan) -> None:
    added = waiting(facts)
    clamd.stop()

    with pytest.raises(CommandError, match="does not answer, 1 pieces wait: 127"):
        scan()
    assert scans() == ["waiting"]
    assert kept(added)


def test_without_a_scanner_it_says_what_to_set(scan: Scan) -> None:
    with pytest.raises(CommandError, match="PAPI_CLAMD is not set"):
        scan()


def test_file_found_infected_in_this_moment_is_not_reused(
    facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = facts.add(period=facts.before)

    def found_now(*_: Any, **__: Any) -> Any:
        Evidence.objects.filter(pk=first.pk).update(scan="infected", file="")
        return facts.progress

    monkeypatch.setattr("tasks.actions.evidence._held", found_now)
    with pytest.raises(actions.EvidenceRefusedError, match="hãy chọn lại"):
        facts.reuse(first)
