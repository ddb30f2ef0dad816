from django.db import migrations, models

from papi_portal.text import fold


def fill_words(apps, schema_editor):
    """Give the entries of before the words they are found by, as actions do for new ones."""
    events = apps.get_model('plans', 'Event').objects
    for pk, actor_text, sentence in events.values_list('pk', 'actor_text', 'sentence').iterator():
        events.filter(pk=pk).update(words=fold(f'{actor_text} {sentence}'))


class Migration(migrations.Migration):

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('plans', '0004_reporting_cycle'),
    ]

    operations = [
        migrations.AddField(
            model_name='event',
            name='words',
            field=models.TextField(blank=True, verbose_name='chữ để tìm'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(fields=['at'], name='plans_event_moment'),
        ),
        migrations.RunPython(fill_words, migrations.RunPython.noop, elidable=True),
    ]
