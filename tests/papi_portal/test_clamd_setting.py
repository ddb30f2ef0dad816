"""Where the virus scanner is, as the environment says it."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from papi_portal import environment
from papi_portal.environment import Clamd


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        ("", None),
        ("unix:///run/clamav/clamd.ctl", Clamd(socket="/run/clamav/clamd.ctl")),
        ("unix:/run/clamav/clamd.ctl", Clamd(socket="/run/clamav/clamd.ctl")),
        (" tcp://127.0.0.1:3311 ", Clamd("127.0.0.1", 3311)),
        ("tcp://scanner.tinh.example/", Clamd("scanner.tinh.example", 3310)),
        ("tcp://[::1]", Clamd("::1", 3310)),
    ],
)
def test_place_is_read_from_one_address(
    monkeypatch: pytest.MonkeyPatch, raw: str, meant: Clamd | None
) -> None:
    monkeypatch.setenv("PAPI_CLAMD", raw)

    assert environment.clamd("PAPI_CLAMD") == meant


@pytest.mark.parametrize(
    "raw",
    [
        "1",
        "yes",
        "127.0.0.1:3310",
        "/run/clamav/clamd.ctl",
        "unix://run/clamav/clamd.ctl",
        "unix:///",
        f"unix:///{'a' * 120}",
        "tcp://",
        "tcp://h:0",
        "tcp://h:99999",
        "tcp://h/other",
        "tcp://user:secret@h",
        "http://h:3310",
        "tcp://[",
    ],
)
def test_what_is_no_scanner_stops_the_portal(monkeypatch: pytest.MonkeyPatch, raw: str) -> None:
    monkeypatch.setenv("PAPI_CLAMD", raw)

    with pytest.raises(ImproperlyConfigured, match=r"^PAPI_CLAMD=.* use unix:///run/clamav"):
        environment.clamd("PAPI_CLAMD")
