"""Tell each row its plan and whose report covers it, as it was worked out until now."""

from django.db import migrations
from django.db.models import Case, F, OuterRef, Subquery, When

from papi_portal.migrating import unhurried


def tell(apps, schema_editor):
    rows = apps.get_model("tasks", "Assignment").objects.order_by()
    task = apps.get_model("tasks", "Task").objects.filter(pk=OuterRef("task_id")).order_by()
    reporter = Case(
        When(plan__territory__level="province", then=OuterRef("unit_id")),
        default=F("plan__issuer_id"),
    )
    rows.update(
        plan=Subquery(task.values("plan")[:1]), reporter=Subquery(task.values(who=reporter)[:1])
    )


class Migration(migrations.Migration):
    dependencies = [("tasks", "0013_rows_know_who_reports")]

    operations = [unhurried(), migrations.RunPython(tell, migrations.RunPython.noop)]
