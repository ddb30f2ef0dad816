"""Tell each row its plan and whose report covers it, as it was worked out until now."""

from django.db import migrations
from django.db.models import F, OuterRef, Subquery


def tell(apps, schema_editor):
    rows = apps.get_model("tasks", "Assignment").objects.order_by()
    task = apps.get_model("tasks", "Task").objects.filter(pk=OuterRef("task_id")).order_by()
    in_province = {"task__plan__territory__level": "province"}
    rows.update(plan=Subquery(task.values("plan")[:1]))
    rows.filter(**in_province).update(reporter=F("unit"))
    rows.exclude(**in_province).update(reporter=Subquery(task.values("plan__issuer")[:1]))


class Migration(migrations.Migration):
    dependencies = [("tasks", "0013_rows_know_who_reports")]

    operations = [migrations.RunPython(tell, migrations.RunPython.noop)]
