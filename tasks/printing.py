"""The documents of plans and reports that pages and jobs print, by the name of their kind."""

from plans.access import Viewer
from plans.jobs import Kind, Parameters
from plans.models import Plan
from plans.printing import Document, Print
from tasks.reports import appendix

PLAN_APPENDIX = "plan_appendix"


def _plan(viewer: Viewer, parameters: Parameters) -> Plan:
    seen = Plan.objects.visible_to(viewer).select_related("territory", "issuer")
    return seen.get(pk=parameters["plan"])


def _appendix(plan: Plan) -> Document:
    built = appendix.build(plan)
    return Document(title=f"Phụ lục {plan}", rows=len(built.rows), html=appendix.as_html(built))


PRINTS: dict[str, Kind] = {PLAN_APPENDIX: Print(find=_plan, draw=_appendix)}
