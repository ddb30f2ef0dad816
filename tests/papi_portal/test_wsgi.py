"""The door for gunicorn: a process that has loaded all it needs before the first page is asked."""

import subprocess
import sys

ASK = """
import gc, json, sys
import papi_portal.wsgi
loaded = [name for name in ("tasks.views.reports", "plans.views.lists") if name in sys.modules]
print(json.dumps([gc.get_freeze_count() > 100_000, gc.get_threshold()[0], len(loaded)]))
"""


def test_code_is_loaded_and_the_collector_passes_over_it() -> None:
    done = subprocess.run(  # noqa: S603 - this interpreter, our own module
        [sys.executable, "-c", ASK], check=True, capture_output=True, text=True
    )

    assert done.stdout.strip() == "[true, 5000, 2]"
