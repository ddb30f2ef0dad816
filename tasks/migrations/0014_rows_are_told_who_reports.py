"""Tell each row its plan and whose report covers it, as it was worked out until now."""

from django.db import migrations
from django.db.models import F, OuterRef, Subquery


def tell(apps, schema_editor):
    Assignment = apps.get_model("tasks", "Assignment")
    Task = apps.get_model("tasks", "Task")
    task = Task.objects.filter(pk=OuterRef("task_id")).order_by()
    Assignment.objects.update(plan=Subquery(task.values("plan")[:1]))
    in_province = Assignment.objects.filter(task__plan__territory__level="province")
    in_province.update(reporter=F("unit"))
    issuer = Subquery(task.values("plan__issuer")[:1])
    Assignment.objects.filter(reporter=None).update(reporter=issuer)


class Migration(migrations.Migration):
    dependencies = [("tasks", "0013_rows_know_who_reports")]

    operations = [migrations.RunPython(tell, migrations.RunPython.noop)]
