"""Say in full who added published scores up: "Nguồn: Cổng cộng từ …" read like a slip."""
from django.db import migrations

BEFORE = 'Cổng cộng từ các thành phần đã công bố'
SINCE = 'Cổng theo dõi PAPI tính tổng từ các thành phần đã công bố'


def rename(apps, schema_editor, old=BEFORE, new=SINCE):
    """Give the sums that the portal made the source by which they are found and made anew."""
    scores = apps.get_model('indicators', 'Score').objects.using(schema_editor.connection.alias)
    scores.filter(is_computed=True, source=old).update(source=new)


def undo(apps, schema_editor):
    """Give them the words of before."""
    rename(apps, schema_editor, old=SINCE, new=BEFORE)


class Migration(migrations.Migration):

    dependencies = [('indicators', '0004_components_are_found')]

    operations = [migrations.RunPython(rename, undo)]
