from django.db import migrations

from papi_portal.word_index import WordIndex


class Migration(migrations.Migration):

    dependencies = [
        ('indicators', '0003_scores_come_alive'),
    ]

    operations = [
        WordIndex('indicators_component', ('code', 'name', 'short_name')).kept(),
    ]
