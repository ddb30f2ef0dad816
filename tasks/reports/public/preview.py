"""What the administrators of a province see before they switch its public page on."""

from dataclasses import dataclass
from datetime import date

from plans.models import Plan, Publication, Succession, Territory
from tasks.models import Task
from tasks.reports.public import plan_rows, province, shown
from tasks.reports.public.persons import NAMED
from tasks.reports.public.plan_rows import PublicPlan
from tasks.reports.public.province import ProvincePage
from tasks.reports.public.shown import Shown


@dataclass(frozen=True, slots=True)
class Preview:
    """The page as it would be, one plan in full as an example, and which plans are shown or not."""

    page: ProvincePage
    example: PublicPlan | None
    plans: tuple[Plan, ...]
    kept_out: tuple[Plan, ...]
    naming: frozenset[int]
    """The plans in which people seem to be named; their names are left out."""

    @property
    def shown(self) -> Shown:
        return self.page.shown

    @property
    def is_on(self) -> bool:
        return self.shown.publication.is_shown


def build(place: Territory, *, on: date) -> Preview:
    """Return what everybody would see of a province: fourteen queries at most."""
    publication = Publication.objects.filter(territory=place).first()
    publication = publication or Publication(territory=place)
    publication.territory = place
    found = shown.previewed(publication, on=on)
    plans = shown.listed(shown.plans(found))
    kept_out = publication.kept_out.select_related("territory", "issuer") if publication.pk else []
    in_force = [one for one in plans if one.is_issued]
    example = in_force[0] if in_force else None
    texts = Task.objects.filter(plan__in=plans).values_list("plan", "text", "lead_text", "title")
    naming = {plan for plan, *words in texts if any(NAMED.search(one) for one in words)}
    return Preview(
        page=province.find(found, None),
        example=plan_rows.build([example])[0] if example else None,
        plans=tuple(plans),
        kept_out=tuple(kept_out),
        naming=frozenset(naming),
    )


def province_of(plan: Plan, *, on: date) -> Territory:
    """Return the province of today on whose page a plan is, or would be."""
    place = plan.territory.line()[-1]
    after = Succession.objects.filter(predecessor=place).exclude(kind=Succession.Kind.PART)
    link = after.select_related("successor").first()
    return link.successor if link and not place.stands_on(on) else place
