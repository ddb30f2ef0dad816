"""Who plans: territories, units, people, plans, periods and the trail."""

from plans.models.events import Event
from plans.models.extensions import Extension, MoreTime, may_still
from plans.models.jobs import Job, JobWorker
from plans.models.lasting import Lasting, LastingQuerySet, in_force_on
from plans.models.letterheads import Letterhead
from plans.models.list_imports import ListImport
from plans.models.people import Language, Membership, User
from plans.models.periods import Period
from plans.models.plans import Plan, PlanBasis, PlanSection, plan_visible_to
from plans.models.publications import Publication
from plans.models.reminders import CalendarFeed, Digest
from plans.models.territories import Succession, Territory
from plans.models.units import Unit

__all__ = [
    "CalendarFeed",
    "Digest",
    "Event",
    "Extension",
    "Job",
    "JobWorker",
    "Language",
    "Lasting",
    "LastingQuerySet",
    "Letterhead",
    "ListImport",
    "Membership",
    "MoreTime",
    "Period",
    "Plan",
    "PlanBasis",
    "PlanSection",
    "Publication",
    "Succession",
    "Territory",
    "Unit",
    "User",
    "in_force_on",
    "may_still",
    "plan_visible_to",
]
