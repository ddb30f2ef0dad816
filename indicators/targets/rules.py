"""What a target must state, whether it is typed or comes in a list: its kind and component say."""

from collections.abc import Iterator
from decimal import Decimal

from indicators.models import Target
from indicators.scores import rules
from papi_portal import figures
from papi_portal.wording import said

Kind = Target.Kind
FIGURES = frozenset({"value", "value_to"})
NEEDS: dict[str, tuple[str, ...]] = {
    Kind.SCORE_MIN: ("value",),
    Kind.PERCENT_MIN: ("value",),
    Kind.GROUP_MIN: ("group",),
    Kind.RANK_RANGE: ("value",),
    Kind.FIRST_IN_REGION: ("region",),
    Kind.STEPS_UP: ("value",),
    Kind.CHANGE: ("value",),
    Kind.COUNT_IN_GROUP: ("group", "count"),
}
"""What each kind cannot be judged without."""
ASKED = {
    "value": said("Hãy ghi giá trị: số điểm, phần trăm, hạng hoặc số bậc."),
    "group": said("Hãy chọn nhóm."),
    "count": said("Hãy ghi số chỉ số nội dung."),
    "region": said("Hãy chọn vùng."),
}
"""What is said where it is missing."""
COUNTED = (Kind.RANK_RANGE, Kind.STEPS_UP)
MOST_RANKS = 99

NOT_USED = said("Loại mục tiêu “{kind}” không dùng ô này; hãy để trống.")
OTHER_YEARS = said("{version} không đo năm {year}. Hãy chọn thành phần của bộ tiêu chí đo năm đó.")
BACKWARDS = said("Giá trị cuối khoảng không được nhỏ hơn giá trị đầu.")
NOT_A_RANK = said("Hạng, số bậc là số nguyên từ 1 đến {most}.")
NOT_A_PERCENT = said("Tỷ lệ nằm trong khoảng từ trên 0 đến 100%.")
TOO_FAR = said(
    "Thang điểm của “{component}” là {low} – {high}, không tăng giảm nhiều như vậy được."
)
TOO_MANY = said("“{component}” có {parts} chỉ số trực thuộc; số lượng phải từ 1 đến {parts}.")
NO_PARTS = said("“{component}” không có chỉ số trực thuộc để đếm. Hãy chọn cả chỉ số.")


def broken(target: Target, *, parts: int) -> Iterator[tuple[str, str]]:
    """Yield what a target breaks: name of the field, and a sentence.

    `parts` is how many components its component has directly below.
    """
    stated = {
        "value": target.value is not None,
        "value_to": target.value_to is not None,
        "group": bool(target.group),
        "count": target.count is not None,
        "region": bool(target.region),
    }
    needed = NEEDS[target.kind]
    allowed = {*needed, *(FIGURES if "value" in needed else ())}
    missing = [name for name in needed if not stated[name]]
    yield from ((name, ASKED[name]) for name in missing)
    for name, is_stated in stated.items():
        if is_stated and name not in allowed:
            yield name, NOT_USED.format(kind=target.get_kind_display())
    version = target.component.framework
    if not version.measures(target.year):
        yield "year", OTHER_YEARS.format(version=version, year=target.year)
    if not missing:
        yield from _figures(target)
        if target.kind == Kind.COUNT_IN_GROUP:
            yield from _counted(target, parts)


def _figures(target: Target) -> Iterator[tuple[str, str]]:
    for name in ("value", "value_to"):
        value = getattr(target, name)
        if value is not None and (sentence := _wrong(target, value)):
            yield name, sentence
    if target.value is not None and target.value_to is not None and target.value_to < target.value:
        yield "value_to", BACKWARDS


def _wrong(target: Target, value: Decimal) -> str:
    """Return what is wrong with a figure for its kind, empty if nothing."""
    component = target.component
    low, high = component.scale_min, component.scale_max
    if target.kind == Kind.SCORE_MIN:
        outside = rules.broken(component, year=target.year, value=value, rank=None, ranked_of=None)
        return next((sentence for _, sentence in outside), "")
    if target.kind == Kind.PERCENT_MIN and not 0 < value <= 100:
        return NOT_A_PERCENT
    if target.kind in COUNTED and (value % 1 or not 1 <= value <= MOST_RANKS):
        return NOT_A_RANK.format(most=MOST_RANKS)
    if target.kind == Kind.CHANGE and abs(value) > high - low:
        said = (figures.written(one) for one in (low, high))
        return TOO_FAR.format(component=component, **dict(zip(("low", "high"), said, strict=True)))
    return ""


def _counted(target: Target, parts: int) -> Iterator[tuple[str, str]]:
    if not parts:
        yield "component", NO_PARTS.format(component=target.component)
    elif target.count is not None and not 1 <= target.count <= parts:
        yield "count", TOO_MANY.format(component=target.component, parts=parts)
