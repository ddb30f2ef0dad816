from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0010_work_in_the_background'),
    ]

    operations = [
        migrations.AddField(
            model_name='job',
            name='reach',
            field=models.JSONField(blank=True, null=True, verbose_name='quyền khi lập'),
        ),
    ]
