"""The widgets drawn without templates: the same elements as Django's own, and as safe."""

import re
from typing import Any

import pytest
from django import forms

from papi_portal.fields import PlainHidden, PlainSelect, PlainTextarea

HOSTILE = '"><script>alert(1)</script>&amp;'
CHOICES = [("", "– chọn –"), ("a", "Có <b>"), ("b", "Không & có")]
GROUPS = [
    ("", "– chọn –"),
    ("Đơn vị", [("unit:1", "Công an xã"), ("unit:2", HOSTILE)]),
    (HOSTILE, (("group:posts", "các công chức"),)),
    ("Không có gì", []),
]


def attributes(html: str) -> set[str]:
    """Return what stands in the first tag, in any order."""
    return set(html[html.index("<") + 1 : html.index(">")].split())


def without_blanks(html: str) -> str:
    return re.sub(r">\s+<", "><", html)


def options(html: str) -> list[str]:
    return without_blanks(html).split("<option")[1:]


@pytest.mark.parametrize("value", [None, "", "Đã họp\nba lần", HOSTILE])
@pytest.mark.parametrize(
    ("ours", "djangos"),
    [
        (PlainTextarea(attrs={"rows": 2}), forms.Textarea(attrs={"rows": 2})),
        (PlainHidden(), forms.HiddenInput()),
    ],
)
def test_text_is_drawn_as_django_draws_it(
    ours: forms.Widget, djangos: forms.Widget, value: str | None
) -> None:
    attrs: dict[str, Any] = {"id": "id_1", "aria-invalid": "true", "disabled": False}

    drawn, model = (widget.render("text", value, attrs) for widget in (ours, djangos))

    assert attributes(drawn) == attributes(model)
    assert drawn[drawn.index(">") :].split() == model[model.index(">") :].split()


@pytest.mark.parametrize("value", ["", None, "a", "b", "unknown"])
def test_choice_is_drawn_as_django_draws_it(value: str | None) -> None:
    ours, djangos = PlainSelect(choices=CHOICES), forms.Select(choices=CHOICES)

    drawn, model = (widget.render("state", value, {"id": "id_1"}) for widget in (ours, djangos))

    assert attributes(drawn) == attributes(model)
    assert options(drawn) == options(model)


@pytest.mark.parametrize("value", ["", None, "unit:2", "group:posts", "unknown"])
def test_groups_of_options_are_drawn_as_django_draws_them(value: str | None) -> None:
    ours, djangos = PlainSelect(choices=GROUPS), forms.Select(choices=GROUPS)

    drawn, model = (widget.render("unit", value, {"id": "id_1"}) for widget in (ours, djangos))

    assert attributes(drawn) == attributes(model)
    inside, of_djangos = (without_blanks(one).partition(">")[2] for one in (drawn, model))
    assert inside == of_djangos


def test_option_of_a_group_is_chosen_and_no_other() -> None:
    drawn = PlainSelect(choices=GROUPS).render("unit", "unit:1")

    assert drawn.count("selected") == 1
    assert '<option value="unit:1" selected>Công an xã</option>' in drawn


def test_hostile_name_of_a_group_stays_text() -> None:
    drawn = PlainSelect(choices=GROUPS).render("unit", "")

    assert "<script>" not in drawn
    assert '<optgroup label="&quot;&gt;&lt;script&gt;' in drawn


def test_hostile_text_stays_text() -> None:
    drawn = PlainTextarea().render("text", HOSTILE)

    assert "<script>" not in drawn
    assert "&lt;script&gt;" in drawn
