from django.db import migrations, models

from papi_portal.word_index import WordIndex


class Migration(migrations.Migration):

    dependencies = [
        ('tasks', '0009_what_is_issued_stands'),
    ]

    operations = [
        WordIndex('tasks_task', ('title', 'text', 'output')).kept(),
        migrations.AddIndex(
            model_name='task',
            index=models.Index(fields=['label'], name='tasks_task_label'),
        ),
    ]
