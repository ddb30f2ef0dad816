"""A worker as a process of its own, in a hurry, that knows a slow kind of job.

usage: python -m tests.plans.hurried_worker   (with the portal's environment)
"""

import os
import time
from datetime import timedelta
from io import BytesIO

import django


def main() -> None:
    """Work until asked to end; what others would wait half a minute for comes in two seconds."""
    django.setup()
    from django.core.management import call_command

    from plans import background, binding
    from plans.access import Viewer
    from plans.actions import job_runs
    from plans.jobs import KINDS, Made, Parameters, Work
    from plans.management.commands import run_jobs

    class Slow:
        """A kind that takes a tenth of a second for each of its parts."""

        def subject(self, viewer: Viewer, parameters: Parameters, /) -> object:
            return None

        def make(self, work: Work) -> Made:
            parts = work.parameters["parts"]
            for part in range(parts):
                work.step(part, parts)
                time.sleep(0.1)
            return Made("Ai làm.txt", "text/plain", BytesIO(str(os.getpid()).encode()))

    KINDS["test"] = Slow()
    background.BEAT_SECONDS = 0.3
    binding.ROWS_AT_ONCE = 1
    vars(job_runs)["LEASE"] = timedelta(seconds=2)
    run_jobs.LOOK_SECONDS = 0.5
    call_command("run_jobs")


if __name__ == "__main__":
    main()
