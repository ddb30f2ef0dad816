"""Forms that clean and explain; they never write."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django import forms
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from papi_portal.fields import FigureField, LineField, ParagraphField
from papi_portal.speaking import spoken, spoken_choices
from papi_portal.text import clean
from tasks.actions import Recorded
from tasks.forms.plan import VersionField
from tasks.models import Progress
from tasks.reports.owed_rows import TYPED, OwedRow, fingerprint


def state_options(chosen: str) -> SafeString:
    """Return the states as options of a choice."""
    return _state_options(chosen, get_language())


@cache  # drawn once for each language, because a page repeats them
def _state_options(chosen: str, _language: str) -> SafeString:
    choices = [("", _("– chọn –")), *spoken_choices(Progress.State.choices)]
    drawn = ((value, " selected" if value == chosen else "", word) for value, word in choices)
    return format_html_join("", '<option value="{}"{}>{}</option>', drawn)


class ProgressForm(forms.Form):
    """What an officer types in one row; in a form of many rows names carry the row's prefix."""

    state = forms.ChoiceField(
        label=_("Tình hình"),
        choices=spoken_choices(Progress.State.choices),
        error_messages={"required": _("Chọn tình hình thực hiện.")},
    )
    result = ParagraphField(label=_("Kết quả thực hiện"), required=False)
    figure_done = FigureField(label=_("Số thực hiện"), required=False)
    figure_planned = FigureField(label=_("Số kế hoạch"), required=False)
    figure_unit = LineField(label=_("Đơn vị tính"), required=False, max_length=50)
    difficulty = ParagraphField(label=_("Khó khăn, vướng mắc"), required=False)
    proposal = ParagraphField(label=_("Đề xuất, kiến nghị"), required=False)
    reason = ParagraphField(label=_("Lý do tạm hoãn"), required=False)
    version = VersionField(min_value=0)

    def __init__(self, data: Mapping[str, Any], *, row: OwedRow, in_list: bool = False) -> None:
        super().__init__(data, prefix=row.prefix if in_list else None)
        self.row = row

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        suspended = cleaned.get("state") == Progress.State.SUSPENDED
        if suspended and cleaned.get("reason") == "":
            self.add_error("reason", _("Nêu lý do tạm hoãn."))
        if "state" in cleaned and not suspended:
            cleaned["reason"] = ""  # it explains a suspension, nothing else
        return cleaned

    @property
    def typed(self) -> dict[str, str]:
        """What was typed, as it was sent."""
        return {name: str(self.data.get(self.add_prefix(name), "")) for name in TYPED}

    @property
    def is_touched(self) -> bool:
        """Whether the person changed anything in the row as their page showed it."""
        seen = self.data.get(self.add_prefix("seen"), self.row.seen)
        # A page that lost its version is refused, and what was typed on it shown, not passed over.
        sent = any(self.add_prefix(name) in self.data for name in self.fields)
        stored = {name: clean(text) for name, text in self.typed.items()}
        return bool(sent and fingerprint(stored) != seen)

    @property
    def recorded(self) -> Recorded:
        """What was typed, as a value for the action."""
        return Recorded(**{name: self.cleaned_data[name] for name in TYPED})


LABELS: dict[str, Any] = {name: field.label for name, field in ProgressForm.base_fields.items()}


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the page: what stands in its fields, and why it is not saved."""

    row: OwedRow
    typed: Mapping[str, str]
    version: int
    seen: str
    errors: Mapping[str, list[str]] = field(default_factory=dict)
    refusal: str = ""
    is_conflict: bool = False
    is_unsaved: bool = False

    @classmethod
    def of(cls, row: OwedRow) -> "Entry":
        """Return the row as it stands."""
        return cls(row, row.typed, row.version, row.seen)

    @classmethod
    def unsaved(
        cls, form: ProgressForm, row: OwedRow, *, refusal: str = "", is_conflict: bool = False
    ) -> "Entry":
        """Return the row with what was typed, to be saved again on top of what was seen."""
        labels = form.fields
        errors = {name: [*map(str, told)] for name, told in form.errors.items() if name in labels}
        seen = form.cleaned_data["version"]
        return cls(
            row,
            form.typed,
            seen if 0 <= seen <= row.version else 0,
            str(form.data.get(form.add_prefix("seen"), "")),
            errors=errors,
            refusal=refusal,
            is_conflict=is_conflict,
            is_unsaved=True,
        )

    @property
    def problems(self) -> list[tuple[str, str, str]]:
        """What is wrong: the field, its label, and what is to be done."""
        return [(name, LABELS[name], text) for name, told in self.errors.items() for text in told]

    @property
    def labels(self) -> Mapping[str, str]:
        """What the fields are called."""
        return LABELS

    @property
    def options(self) -> SafeString:
        """The states to choose from, the typed one chosen."""
        known = self.typed["state"] in Progress.State.values
        return state_options(self.typed["state"] if known else "")

    @property
    def state_word(self) -> str:
        """The typed state in words."""
        return spoken(dict(Progress.State.choices).get(self.typed["state"], ""))

    @property
    def replaced(self) -> list[tuple[str, str]]:
        """What is saved in fields that were typed over: their labels and texts."""
        saved = {**self.row.typed, "state": self.row.state and self.row.state_word}
        return [
            (LABELS[name], text)
            for name, text in saved.items()
            if text and clean(self.typed[name]) != self.row.typed[name]
        ]

    @property
    def needs_more(self) -> bool:
        """Whether the fields that few rows need are shown at once."""
        rare = ("difficulty", "proposal", "reason")
        return any(self.typed[name] or name in self.errors for name in rare)

    @property
    def needs_figures(self) -> bool:
        """Whether the figures are shown at once."""
        names = ("figure_done", "figure_planned", "figure_unit")
        return any(self.typed[name] or name in self.errors for name in names)
