"""Forms of the plan import: they clean and explain; they never write."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from indicators.models import Component
from papi_portal import attachments, text, zip_guard
from papi_portal.fields import LineField, PlainSelect
from papi_portal.speaking import spoken_choices, spoken_lazily
from plans.models import Plan, Territory
from tasks.actions import Upload
from tasks.forms.plan import LinesField
from tasks.forms.row_fields import RowFields
from tasks.issuing import FIRST_YEAR, LAST_YEAR
from tasks.models import Intake, Party
from tasks.reading import edits, items

Values = dict[str, Any]
LONGEST_PASTE = 2_000_000
PASTED = "Văn bản dán.txt"
WORDS = ("label", "title", "text", "output", "note")
UNKNOWN_TERRITORY = _("Chọn một địa bàn trong danh sách.")


class UploadForm(forms.Form):
    """A document to read: a file, or its text pasted."""

    territory = forms.ModelChoiceField(
        queryset=Territory.objects.none(),
        label=_("Kế hoạch của"),
        required=False,
        empty_label=_("– theo cơ quan ban hành ghi trong văn bản –"),
        widget=PlainSelect,
        error_messages={"invalid_choice": UNKNOWN_TERRITORY},
    )
    file = forms.FileField(
        label=_("Tệp Word, Excel hoặc PDF"),
        required=False,
        help_text=_("Tệp .docx, .xlsx, .pdf có lớp chữ hoặc .txt; không quá 25 MB."),
        widget=forms.FileInput(attrs={"accept": ".docx,.xlsx,.pdf,.txt"}),
        error_messages={"empty": _("Tệp rỗng (0 byte); hãy chọn lại tệp.")},
    )
    pasted = forms.CharField(
        label=_("Hoặc dán văn bản"),
        required=False,
        max_length=LONGEST_PASTE,
        help_text=_("Dán cả văn bản, hoặc chỉ bảng nhiệm vụ chép từ Word hay Excel."),
        widget=forms.Textarea(attrs={"rows": 6}),
        strip=False,
    )
    again = forms.BooleanField(label=_("Vẫn đọc lại tệp này"), required=False)

    def __init__(self, *args: Any, territories: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["territory"], territories)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        file, pasted = cleaned.get("file"), text.clean(cleaned.get("pasted") or "")
        if file and file.size > zip_guard.LARGEST_UPLOAD:
            self.add_error("file", zip_guard.TOO_LARGE)
        elif not file and not pasted and "file" not in self.errors:
            self.add_error("file", _("Chọn một tệp, hoặc dán văn bản vào ô bên dưới."))
        return cleaned

    @property
    def upload(self) -> Upload:
        """The document as a value for the action; a chosen file wins over pasted text."""
        file = self.cleaned_data.get("file")
        if file:
            return Upload(attachments.shown_name(file.name), file.read())
        return Upload(PASTED, self.cleaned_data["pasted"].encode())


def _offer(field: Any, territories: Any) -> None:
    field.queryset = territories
    field.label_from_instance = _territory_word


def _territory_word(territory: Territory) -> str:
    above = f", {territory.parent.name_inside}" if territory.parent else ""
    return f"{territory.name}{above}{territory.end_mark}"


class HeadForm(forms.Form):
    """What the document is, and whose plan."""

    territory = forms.ModelChoiceField(
        queryset=Territory.objects.none(),
        label=_("Kế hoạch của"),
        empty_label=None,
        widget=PlainSelect,
        error_messages={"invalid_choice": UNKNOWN_TERRITORY},
    )
    kind = forms.ChoiceField(
        label=_("Loại văn bản"), choices=spoken_choices(Plan.Kind.choices), widget=PlainSelect
    )
    number = LineField(label=_("Số, ký hiệu"), required=False, max_length=50)
    issued_on = forms.DateField(
        label=_("Ngày ban hành"),
        required=False,
        help_text=_("Ngày/tháng/năm. Để trống nếu chưa ban hành."),
    )
    place = LineField(label=_("Địa danh"), required=False, max_length=100)
    subject = LineField(
        label=_("Trích yếu"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Nêu trích yếu của kế hoạch.")},
    )
    appendix_title = LineField(
        label=_("Tên phụ lục"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    year_from = forms.IntegerField(label=_("Từ năm"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    year_to = forms.IntegerField(label=_("Đến năm"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    signed_for = LineField(label=_("Ký thay mặt"), required=False, max_length=150)
    signatory_post = LineField(label=_("Chức vụ người ký"), required=False, max_length=150)
    signatory = LineField(label=_("Người ký"), required=False, max_length=100)

    @classmethod
    def of(
        cls, intake: Intake, territories: Any, data: Mapping[str, Any] | None = None
    ) -> "HeadForm":
        """Return the form filled with what was read."""
        values = intake.values
        names = set(cls.base_fields) - {"territory", "year_from", "year_to"}
        years = dict(zip(("year_from", "year_to"), values["years"], strict=True))
        initial = {name: values[name] for name in names} | years
        initial |= {"kind": values["kind"] or Plan.Kind.PLAN, "territory": intake.territory_id}
        initial["issued_on"] = _day(values["issued_on"])
        form = cls(data, initial=initial)
        _offer(form.fields["territory"], territories)
        return form

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("year_to", 9999) < cleaned.get("year_from", 0):
            self.add_error("year_to", _("Năm kết thúc không được trước năm bắt đầu."))
        return cleaned

    def apply(self, values: Values) -> Values:
        """Return the values with what was typed; doubts about the document are then settled."""
        typed = {name: one for name, one in self.cleaned_data.items() if name != "territory"}
        years = [typed.pop("year_from"), typed.pop("year_to")]
        typed["issued_on"] = typed["issued_on"] and typed["issued_on"].isoformat()
        settled = {*typed, "years", "issuer"}
        warnings = [doubt for doubt in values["warnings"] if doubt["field"] not in settled]
        return {**values, **typed, "years": years, "warnings": warnings}


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


class RowForm(RowFields):
    """One row of the preview, saved on top of what the person saw of it."""

    names = edits.PARTIES
    field_order = ("version", "label", "title", "text", *names)

    lead = LinesField(
        label=_("Chủ trì, thực hiện"), required=False, rows=2, help_text=_("Mỗi đơn vị một dòng.")
    )
    support = LinesField(
        label=_("Phối hợp"), required=False, rows=2, help_text=_("Mỗi đơn vị một dòng.")
    )
    guide = LinesField(
        label=_("Hướng dẫn, kiểm tra"), required=False, rows=2, help_text=_("Mỗi đơn vị một dòng.")
    )

    @classmethod
    def of(
        cls, row: Values, components: Iterable[Component], data: Mapping[str, Any] | None = None
    ) -> "RowForm":
        """Return the form filled with what was read of a row."""
        deadline = row["deadline"]
        initial = {
            **{name: row[name] for name in WORDS},
            **{name: "\n".join(row[name]) for name in edits.PARTIES},
            "deadline_text": deadline["raw"],
            "deadline_kind": deadline["kind"],
            "starts_on": _day(deadline["start"]),
            "ends_on": _day(deadline["end"]),
            "components": [f"{row['framework']}:{code}" for code in row["components"]],
            "version": edits.version(row),
        }
        form = cls(data, initial=initial, auto_id=f"id_{row['id']}_%s")
        form.fields["label"].widget.attrs["autofocus"] = True
        form.fields["components"].choices = [  # type: ignore[attr-defined]
            (
                f"{one.framework.code}:{one.code}",
                f"{one.framework.index} {one}" if one.framework.territory_id else str(one),
            )
            for one in components
        ]
        return form

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if len({choice.split(":")[0] for choice in cleaned.get("components", [])}) > 1:
            self.add_error("components", _("Chọn các thành phần của cùng một bộ chỉ số."))
        return cleaned

    @property
    def changes(self) -> Values:
        """What was typed, as changes of the row's values."""
        typed = self.cleaned_data
        chosen = [choice.split(":") for choice in typed["components"]]
        return {
            **{name: typed[name] for name in (*WORDS, *edits.PARTIES)},
            **self._party_texts(),
            "items": list(items.split(typed["text"])),
            "framework": chosen[0][0] if chosen else "",
            "components": [code for _, code in chosen],
            "deadline": {
                "raw": typed["deadline_text"],
                "kind": typed["deadline_kind"],
                "start": typed["starts_on"] and typed["starts_on"].isoformat(),
                "end": typed["ends_on"] and typed["ends_on"].isoformat(),
            },
        }

    def _party_texts(self) -> Values:
        """Return the texts of parties whose names were changed; others stay as issued."""
        names = [name for name in edits.PARTIES if name in self.changed_data]
        return {f"{name}_text": "; ".join(self.cleaned_data[name]) for name in names}


class NamesForm(forms.Form):
    """What the names mean that no certain unit was found for."""

    def __init__(self, *args: Any, names: Sequence[Any], units: Sequence[Any], **kwargs: Any):
        super().__init__(*args, **kwargs)
        groups = [(f"group:{value}", word) for value, word in spoken_choices(Party.Group.choices)]
        self.keys = {_field_name(name.key): name.key for name in names}
        for field_name, name in zip(self.keys, names, strict=True):
            fitting = [(_("Có thể là"), list(name.candidates))] if name.candidates else []
            others = [unit for unit in units if unit not in name.candidates]
            self.fields[field_name] = forms.ChoiceField(
                label=name.name,
                help_text=spoken_lazily(name.seen),
                required=False,
                widget=PlainSelect,
                initial=name.choice,
                choices=[
                    ("", _("– chưa chọn –")),
                    ("keep:", _("Giữ nguyên chữ, không gắn đơn vị")),
                    ("add:", _("Thêm đơn vị mới mang tên này")),
                    *fitting,
                    (_("Đơn vị"), others),
                    (_("Nhóm đơn vị"), groups),
                ],
            )

    @property
    def choices(self) -> dict[str, str]:
        """The choices by folded name, of the names that were asked about."""
        asked = {name: key for name, key in self.keys.items() if name in self.data}
        return {key: self.cleaned_data[name] for name, key in asked.items()}


def _field_name(key: str) -> str:
    """Return a name that stays with the key, however the rows change in another tab."""
    return f"name-{sha256(key.encode()).hexdigest()[:12]}"
