"""The form of one row of a draft: it cleans and explains; it never writes."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from papi_portal.fields import ParagraphField, PlainSelect
from papi_portal.speaking import spoken_choices, spoken_lazily
from plans.models import Plan, PlanSection
from tasks.actions import TypedLinks, TypedParty, TypedRow
from tasks.actions.rows import newest_row
from tasks.forms.plan import LinesField, Typed
from tasks.forms.row_fields import RowFields
from tasks.models import Party, Task
from tasks.parties import Directory, key
from tasks.reading.portal_workbook import NO_SECTION
from tasks.reports.appendix import NOT_PRINTED

NAMES = {Party.Role.LEAD: "leads", Party.Role.SUPPORT: "supports", Party.Role.GUIDE: "guides"}
"""Field of the row's form that holds the names of each role."""

OF_THE_BODY = _("Phần chính của văn bản – không in trong bảng phụ lục")
ONE_EACH_LINE = _("Mỗi đơn vị một dòng. Đơn vị mới được nhận theo tên sau khi lưu.")


class RowForm(RowFields):
    """One row of a draft; `task` is the row as it stands, unsaved for a new one.

    A new row has no version of its own: its form carries the newest row that the person saw.
    """

    names = tuple(NAMES.values())
    field_order = ("version", "section", "label", "title", "text", *names)

    section = forms.ChoiceField(label=_("Thuộc mục"), required=False, widget=PlainSelect)
    lead_text = ParagraphField(label=_("Cơ quan thực hiện, như in trong phụ lục"), required=False)
    support_text = ParagraphField(label=_("Cơ quan phối hợp, như in trong phụ lục"), required=False)
    guide_text = ParagraphField(label=_("Cơ quan hướng dẫn, như in trong phụ lục"), required=False)
    leads = LinesField(
        label=_("Giao chủ trì, thực hiện"), required=False, rows=3, help_text=ONE_EACH_LINE
    )
    supports = LinesField(label=_("Giao phối hợp"), required=False, rows=3, help_text=ONE_EACH_LINE)
    guides = LinesField(
        label=_("Giao hướng dẫn, kiểm tra"), required=False, rows=3, help_text=ONE_EACH_LINE
    )

    def __init__(
        self,
        data: Typed = None,
        *,
        task: Task,
        parties: Iterable[Party],
        directory: Directory,
        components: Iterable[tuple[str, str]],
    ) -> None:
        self.parties, self.directory = list(parties), directory
        super().__init__(data, initial=self._initial(task))
        self._offer_sections(task.plan)
        self.fields["components"].choices = list(components)  # type: ignore[attr-defined]
        for party in self.parties:
            self.fields[meaning_name(party)] = self._meaning(party)

    def _offer_sections(self, plan: Plan) -> None:
        """Offer the headings, those of the body apart: rows under these are not printed."""
        offered: dict[str, list[tuple[str, str]]] = {part: [] for part in PlanSection.Part}
        for one in plan.sections.order_by("position"):
            offered[one.part].append((str(one.pk), str(one)))
        body = offered[PlanSection.Part.BODY]
        apart = [(OF_THE_BODY, body)] if body else []
        field: Any = self.fields["section"]
        field.choices = [
            ("", spoken_lazily(NO_SECTION)),
            *offered[PlanSection.Part.APPENDIX],
            *apart,
        ]
        chosen = self.data.get("section") if self.is_bound else self.initial["section"]
        if chosen in dict(body):
            field.help_text = NOT_PRINTED

    def _initial(self, task: Task) -> dict[str, Any]:
        """Return the row as it stands, in the form's fields."""
        names = [name for name in TypedRow.__dataclass_fields__ if name != "section_id"]
        named = {
            field: "\n".join(one.text for one in self.parties if one.role == role)
            for role, field in NAMES.items()
        }
        about = [str(one.pk) for one in task.components.all()] if task.pk else []
        return {
            **{name: getattr(task, name) for name in names},
            **named,
            "section": str(task.section_id or ""),
            "components": about,
            "version": task.version if task.pk else newest_row(task.plan),
        }

    def _meaning(self, party: Party) -> forms.ChoiceField:
        nobody = _("giữ nguyên chữ") if self.directory.keeps(party.text) else _("chưa xác định")
        units = {unit.pk: unit for unit in [*self.directory.units, *filter(None, [party.unit])]}
        return forms.ChoiceField(
            label=_("“{text}” là").format(text=party.text),
            required=False,
            widget=PlainSelect,
            initial=_stored_meaning(party),
            choices=[
                ("", f"– {nobody} –"),
                (_("Đơn vị"), [(f"unit:{pk}", str(unit)) for pk, unit in units.items()]),
                (
                    _("Nhóm đơn vị"),
                    [
                        (f"group:{value}", word)
                        for value, word in spoken_choices(Party.Group.choices)
                    ],
                ),
            ],
        )

    @property
    def meanings(self) -> list[forms.BoundField]:
        """The fields that say which unit each name means."""
        return [self[name] for name in dict.fromkeys(map(meaning_name, self.parties))]

    @property
    def row(self) -> TypedRow:
        """What was typed in the row; a printed text left empty is made of the names."""
        data = self.cleaned_data
        names = [name for name in TypedRow.__dataclass_fields__ if name != "section_id"]
        typed = {name: data[name] for name in names}
        for role, field in NAMES.items():
            typed[f"{role.value}_text"] = data[f"{role.value}_text"] or "; ".join(data[field])
        return TypedRow(**typed, section_id=int(data["section"]) if data["section"] else None)

    @property
    def links(self) -> TypedLinks:
        """What the row is about and whom it names."""
        data = self.cleaned_data
        return TypedLinks(
            components=tuple(int(key) for key in data["components"]),
            parties=tuple(
                self._typed_party(role, name)
                for role, field in NAMES.items()
                for name in data[field]
            ),
        )

    def _typed_party(self, role: str, name: str) -> TypedParty:
        """Return a name with its meaning: as chosen if it stood here before, else by the name."""
        known = next((one for one in self.parties if (one.role, one.text) == (role, name)), None)
        if known is None:
            found = self.directory.resolve(name)
            return TypedParty(role, name, found.unit.pk if found.unit else None, found.group)
        field = meaning_name(known)
        if field not in self.data:  # named by somebody else since the page was opened
            return TypedParty(role, name, known.unit_id, known.group)
        kind, _, which = self.cleaned_data[field].partition(":")
        return TypedParty(
            role, name, int(which) if kind == "unit" else None, which if kind == "group" else ""
        )


def _stored_meaning(party: Party) -> str:
    if party.unit_id:
        return f"unit:{party.unit_id}"
    return f"group:{party.group}" if party.group else ""


def meaning_name(party: Party) -> str:
    """Return the field that says what a party's name means: the same in every version of a row."""
    return f"{party.role}-{key(party.text).replace(' ', '-')}"
