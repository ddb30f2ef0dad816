"""The form by which a person says which plans in the portal the bases of a plan are."""

from collections.abc import Collection
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

from papi_portal.fields import PlainHidden, PlainSelect
from papi_portal.speaking import spoken_choices
from papi_portal.text import cut
from plans.models import Plan, PlanBasis
from plans.models.plans import PlanRelation
from tasks.actions import Link
from tasks.actions.bases import stands
from tasks.cited import TAKING_PLACE
from tasks.forms.plan import Typed

LONGEST_CHOICE = 110
NOT_HERE = ("", _("– chưa liên kết –"))


class BasisFields(NamedTuple):
    """One basis with its two fields, and what stood there when the page was drawn."""

    basis: PlanBasis
    relation: forms.BoundField
    document: forms.BoundField
    stood: forms.BoundField


class BasesForm(forms.Form):
    """For each basis its relation and the plan in the portal that it means, if any."""

    def __init__(
        self,
        data: Typed = None,
        *,
        bases: Collection[PlanBasis],
        plans: Collection[Plan],
        is_draft: bool,
    ) -> None:
        super().__init__(data)
        self.bases = bases
        self.relations = spoken_choices(
            (one.value, one.label) for one in PlanRelation if is_draft or one not in TAKING_PLACE
        )
        self.plans = [(str(one.pk), _said(one)) for one in plans]
        for number, basis in enumerate(bases, start=1):
            self._add(number, basis)

    def _add(self, number: int, basis: PlanBasis) -> None:
        kept = str(basis.document_id or "")
        known = {key for key, _ in (NOT_HERE, *self.plans)}
        unseen = (
            []
            if kept in known
            else [(kept, _("Giữ kế hoạch đang liên kết (tài khoản này không xem được)"))]
        )
        self.fields[f"relation_{basis.pk}"] = forms.ChoiceField(
            label=_("Quan hệ của căn cứ {number}").format(number=number),
            choices=self.relations,
            initial=basis.relation,
            widget=PlainSelect,
        )
        self.fields[f"document_{basis.pk}"] = forms.ChoiceField(
            label=_("Kế hoạch trong cổng của căn cứ {number}").format(number=number),
            choices=[NOT_HERE, *unseen, *self.plans],
            initial=kept,
            required=False,
            widget=PlainSelect,
        )
        self.fields[f"stood_{basis.pk}"] = forms.CharField(
            initial=stands(basis), widget=PlainHidden
        )

    @property
    def rows(self) -> list[BasisFields]:
        """The bases in their order, each with its fields."""
        return [
            BasisFields(
                basis,
                self[f"relation_{basis.pk}"],
                self[f"document_{basis.pk}"],
                self[f"stood_{basis.pk}"],
            )
            for basis in self.bases
        ]

    @property
    def links(self) -> list[Link]:
        """What was chosen, for the action."""
        typed: dict[str, Any] = self.cleaned_data
        return [
            Link(
                basis_id=basis.pk,
                relation=typed[f"relation_{basis.pk}"],
                document_id=int(typed[f"document_{basis.pk}"] or 0) or None,
                stood=typed[f"stood_{basis.pk}"],
            )
            for basis in self.bases
        ]


def _said(plan: Plan) -> str:
    """Return a plan as it is chosen: number, day and body, then what it is about."""
    day = _(" ngày {day:%d/%m/%Y}").format(day=plan.issued_on) if plan.issued_on else ""
    return cut(f"{plan}{day}, {plan.issuer}: {plan.subject}", LONGEST_CHOICE)
