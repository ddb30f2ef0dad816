"""Let each row know what its task is about, where that is one component."""

import django.db.models.deletion
from django.db import migrations, models

from papi_portal.migrating import unhurried


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0007_records_stand_by_key"),
        ("tasks", "0017_rows_stand_by_plan_key"),
    ]

    operations = [
        unhurried(),
        migrations.AddField(
            model_name="assignment",
            name="component",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="assignments",
                to="indicators.component",
                verbose_name="chỉ số thành phần duy nhất",
            ),
        ),
    ]
