"""Read a plan document (Word, Excel, PDF, text) into plain values: no models, no HTTP."""

from tasks.reading.values import FrameworkNames, ReadPlan, UnreadableError

__all__ = ["ReadPlan", "UnreadableError", "read", "read_strange"]


def read(name: str, data: bytes, frameworks: tuple[FrameworkNames, ...]) -> ReadPlan:
    """Read a file by its content; raise UnreadableError with what to do when that is impossible.

    Memory and time have no limit here: for what strangers upload there is `read_strange`.
    """
    # Imported here, so that asking for a value does not load the parsers of three file formats.
    from tasks.reading import assemble, sources

    return assemble.plan(sources.open_file(name, data), frameworks)


def read_strange(name: str, data: bytes, frameworks: tuple[FrameworkNames, ...]) -> ReadPlan:
    """Read a stranger's file the same way, in a child process with limits."""
    from tasks.reading import child

    plan: ReadPlan = child.run("plan", name, data, frameworks=frameworks)
    return plan
