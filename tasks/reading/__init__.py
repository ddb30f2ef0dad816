"""Read a plan document (Word, Excel, PDF, text) into plain values: no models, no HTTP."""

from papi_portal.child import Door
from papi_portal.wording import said
from tasks.reading import values
from tasks.reading.values import FrameworkNames, ReadPlan, UnreadableError

__all__ = ["DOOR", "ReadPlan", "UnreadableError", "read", "read_strange"]

DOOR = Door(
    place=f"{__name__}:DOOR",
    jobs={"plan": "tasks.reading:read", "changes": "tasks.reading.portal_workbook:read"},
    values=tuple(
        one
        for one in vars(values).values()
        if getattr(one, "__module__", "") == values.__name__ and one is not UnreadableError
    ),
    refusal=UnreadableError,
    heavy=said(
        "Tệp quá nặng hoặc hỏng, không đọc được trong giới hạn cho phép; hãy mở bằng Word hoặc"
        " Excel, lưu thành tệp mới, bỏ hình ảnh và phần thừa rồi tải lại."
    ),
)
"""What a child may do with a stranger's file."""


def read(name: str, data: bytes, frameworks: tuple[FrameworkNames, ...]) -> ReadPlan:
    """Read a file by its content; raise UnreadableError with what to do when that is impossible.

    Memory and time have no limit here: for what strangers upload there is `read_strange`.
    """
    # Imported here, so that asking for a value does not load the parsers of three file formats,
    # and a refusal, which is most of what hostile files get, not all that understands plans.
    from tasks.reading import sources

    document = sources.open_file(name, data)
    from tasks.reading import assemble

    return assemble.plan(document, frameworks)


def read_strange(name: str, data: bytes, frameworks: tuple[FrameworkNames, ...]) -> ReadPlan:
    """Read a stranger's file the same way, in a child process with limits."""
    plan: ReadPlan = DOOR.run("plan", data, name=name, frameworks=frameworks)
    return plan
