"""Take what a row is about into the index from which a period is counted."""

from django.db import migrations, models

from papi_portal.migrating import unhurried


class Migration(migrations.Migration):
    dependencies = [("tasks", "0019_rows_are_told_what_they_are_about")]

    operations = [
        unhurried(),
        migrations.RemoveIndex(model_name="assignment", name="tasks_assignment_owed"),
        migrations.AddIndex(
            model_name="assignment",
            index=models.Index(
                condition=models.Q(("reports", True)),
                fields=[
                    "plan",
                    "reporter",
                    "unit",
                    "component",
                    "task",
                    "handed_over_on",
                    "reports",
                    "id",
                ],
                name="tasks_assignment_owed",
            ),
        ),
    ]
