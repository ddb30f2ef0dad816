"""Tell each row the component of its task, where the task has one alone."""

from django.db import migrations
from django.db.models import Count, Min, OuterRef, Subquery

from papi_portal.migrating import unhurried


def tell(apps, schema_editor):
    rows = apps.get_model("tasks", "Assignment").objects.order_by()
    links = apps.get_model("tasks", "Task").components.through.objects.order_by()
    of_task = links.filter(task=OuterRef("task_id")).values("task")
    alone = of_task.annotate(times=Count("pk")).filter(times=1)
    rows.update(component=Subquery(alone.values(only=Min("component"))))


class Migration(migrations.Migration):
    dependencies = [("tasks", "0018_rows_know_what_they_are_about")]

    operations = [unhurried(), migrations.RunPython(tell, migrations.RunPython.noop)]
