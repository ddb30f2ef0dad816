"""What the page of the trail is asked: it cleans and explains; it never writes."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from papi_portal.speaking import spoken_choices
from papi_portal.text import clean_line
from plans.access import Viewer
from plans.models import Territory, User
from plans.trail import EVERYTHING, KINDS, Asked, people


class TrailForm(forms.Form):
    """Words, kind of act, days, territory, person: each narrows the trail, none is needed."""

    q = forms.CharField(
        label=_("Tìm chữ"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    kind = forms.ChoiceField(
        label=_("Loại việc"),
        required=False,
        choices=spoken_choices(
            [*EVERYTHING.items(), *((key, one.words) for key, one in KINDS.items())]
        ),
    )
    since = forms.DateField(label=_("Từ ngày (ngày/tháng/năm)"), required=False)
    until = forms.DateField(label=_("Đến hết ngày"), required=False)
    territory = forms.ModelChoiceField(
        label=_("Địa bàn"),
        queryset=Territory.objects.none(),
        required=False,
        empty_label=_("Mọi địa bàn"),
        error_messages={"invalid_choice": _("Chọn một địa bàn trong danh sách.")},
    )
    person = forms.ModelChoiceField(
        queryset=User.objects.none(),
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": _("Không có người này.")},
    )

    def __init__(self, data: Mapping[str, Any], *, viewer: Viewer) -> None:
        super().__init__(data)
        places = Territory.objects.visible_to(viewer).in_force(viewer.on)
        self.fields["territory"].queryset = places.order_by("-level", "code")  # type: ignore[attr-defined]
        self.fields["person"].queryset = people(viewer)  # type: ignore[attr-defined]

    def clean_q(self) -> str:
        return clean_line(self.cleaned_data["q"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", _("Ngày cuối không được trước ngày đầu."))
        return cleaned

    @property
    def asked(self) -> Asked:
        """What is asked for; what was typed wrongly does not narrow."""
        typed = self.cleaned_data
        return Asked(
            words=typed.get("q", ""),
            kind=typed.get("kind", ""),
            since=typed.get("since"),
            until=typed.get("until"),
            territory=typed.get("territory"),
            person=typed.get("person"),
        )
