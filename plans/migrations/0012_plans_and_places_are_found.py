from django.db import migrations

from papi_portal.word_index import WordIndex


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0011_jobs_know_under_which_rights'),
    ]

    operations = [
        WordIndex('plans_plan', ('number', 'subject')).kept(),
        WordIndex('plans_unit', ('name',), lists=('aliases',)).kept(),
        WordIndex('plans_territory', ('name', 'code')).kept(),
    ]
