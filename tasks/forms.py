"""Forms that clean and explain; they never write."""

from collections.abc import Mapping
from typing import Any

from django import forms

from papi_portal.fields import ParagraphField, PlainHidden, PlainSelect
from tasks.actions import Recorded
from tasks.models import Progress
from tasks.reports.owed import OwedRow


class ProgressForm(forms.Form):
    """What an officer types in one row."""

    state = forms.ChoiceField(
        label="Tình hình",
        widget=PlainSelect,
        choices=[("", "– chọn –"), *Progress.State.choices],
        error_messages={"required": "Chọn tình hình thực hiện."},
    )
    result = ParagraphField(label="Kết quả thực hiện", required=False, rows=2)
    difficulty = ParagraphField(label="Khó khăn, vướng mắc", required=False, rows=2)
    reason = ParagraphField(label="Lý do tạm hoãn", required=False, rows=2)
    version = forms.IntegerField(widget=PlainHidden, min_value=0)

    def __init__(self, data: Mapping[str, Any] | None = None, *, row: OwedRow) -> None:
        names = ("state", "result", "difficulty", "reason", "version")
        initial = {name: getattr(row, name) for name in names}
        super().__init__(data, initial=initial, auto_id=f"id_{row.assignment_id}_%s")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        suspended = cleaned.get("state") == Progress.State.SUSPENDED
        if suspended and cleaned.get("reason") == "":
            self.add_error("reason", "Nêu lý do tạm hoãn.")
        if "state" in cleaned and not suspended:
            cleaned["reason"] = ""  # it explains a suspension, nothing else
        return cleaned

    def on_top_of(self, row: OwedRow) -> "ProgressForm":
        """Return the form with the same typed text, to be saved on top of what stands now."""
        typed = {name: self.data.get(name, "") for name in self.fields}
        return ProgressForm({**typed, "version": row.version}, row=row)

    @property
    def state_word(self) -> str:
        """The typed state in words."""
        return dict(Progress.State.choices).get(self["state"].value() or "", "")

    @property
    def recorded(self) -> Recorded:
        """What was typed, as a value for the action."""
        data = self.cleaned_data
        return Recorded(data["state"], data["result"], data["difficulty"], data["reason"])
