"""What is issued stands: a number is withdrawn once, and nothing else of a row ever changes.

The database itself refuses the rest, for signed copies too. SQLite drops triggers with their table,
and Django remakes a table to alter it: a migration that alters one of these two ends with these
operations again (a test tells when one forgot).
"""
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

REFUSED = 'Văn bản đã ban hành và bản đã ký không được sửa hoặc xóa.'
CONTENT = (
    'id, submission_id, version, unit_id, year, number, issued_on, issued_at, issued_by_id,'
    ' amends_id, pdf, pdf_size, pdf_sha256, word, word_size, word_sha256'
)
ISSUED, SIGNED = 'tasks_issuedreport', 'tasks_signedcopy'
BOTH_STAND = 'withdrawn_at IS NULL AND NEW.withdrawn_at IS NULL'
SAME = {
    # As the unique constraints below have it: REPLACE INTO removes whatever is in its way.
    ISSUED: f"""id = NEW.id OR {BOTH_STAND} AND (
        (unit_id, year, number) = (NEW.unit_id, NEW.year, NEW.number)
        OR (submission_id, version) = (NEW.submission_id, NEW.version)
        OR amends_id = NEW.amends_id
        OR submission_id = NEW.submission_id AND amends_id IS NULL AND NEW.amends_id IS NULL
    )""",
    SIGNED: 'id = NEW.id',
}

SQLITE = [
    (table, name, f'{act} ON {table} {condition}')
    for table, name, act, condition in (
        (ISSUED, 'content', f'UPDATE OF {CONTENT}', ''),
        (ISSUED, 'withdrawal', 'UPDATE', 'WHEN OLD.withdrawn_at IS NOT NULL'),
        (SIGNED, 'content', 'UPDATE', ''),
    )
] + [
    one
    for table in (ISSUED, SIGNED)
    for one in (
        (table, 'every_row', f'DELETE ON {table}'),
        # REPLACE INTO removes rows without asking the trigger above.
        (table, 'its_place', f'INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {SAME[table]})'),
    )
]

POSTGRESQL = [
    (ISSUED, 'content', f'UPDATE OF {CONTENT} OR DELETE ON {ISSUED} FOR EACH ROW'),
    (ISSUED, 'withdrawal', f'UPDATE ON {ISSUED} FOR EACH ROW WHEN (OLD.withdrawn_at IS NOT NULL)'),
    (SIGNED, 'content', f'UPDATE OR DELETE ON {SIGNED} FOR EACH ROW'),
    (ISSUED, 'its_table', f'TRUNCATE ON {ISSUED} FOR EACH STATEMENT'),
    (SIGNED, 'its_table', f'TRUNCATE ON {SIGNED} FOR EACH STATEMENT'),
]
FUNCTION = f"""CREATE FUNCTION tasks_issued_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '{REFUSED}' USING ERRCODE = 'restrict_violation';
    END $$"""


def keep(apps, schema_editor):
    """Let the database refuse changes to what was issued."""
    if schema_editor.connection.vendor == 'sqlite':
        for table, name, when in SQLITE:
            # A plain INSERT looks the same, and is told which rule it breaks.
            told = f'UNIQUE: {REFUSED}' if name == 'its_place' else REFUSED
            raised = f"BEGIN SELECT RAISE(ABORT, '{told}'); END"
            schema_editor.execute(f'CREATE TRIGGER {table}_keeps_{name} BEFORE {when} {raised}')
        return
    schema_editor.execute(FUNCTION)
    for table, name, when in POSTGRESQL:
        done = 'EXECUTE FUNCTION tasks_issued_refuse()'
        schema_editor.execute(f'CREATE TRIGGER {table}_keeps_{name} BEFORE {when} {done}')


def let_go(apps, schema_editor):
    """Undo `keep`."""
    if schema_editor.connection.vendor == 'sqlite':
        for table, name, _ in SQLITE:
            schema_editor.execute(f'DROP TRIGGER {table}_keeps_{name}')
        return
    for table, name, _ in POSTGRESQL:
        schema_editor.execute(f'DROP TRIGGER {table}_keeps_{name} ON {table}')
    schema_editor.execute('DROP FUNCTION tasks_issued_refuse()')


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0010_work_in_the_background'),
        ('tasks', '0008_issued_reports_are_kept'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SignedCopy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(upload_to='signed', verbose_name='tệp')),
                ('file_name', models.CharField(max_length=255, verbose_name='tên tệp')),
                ('size', models.PositiveBigIntegerField(verbose_name='dung lượng (byte)')),
                ('sha256', models.CharField(max_length=64, verbose_name='mã băm SHA-256')),
                ('added_at', models.DateTimeField(verbose_name='tải lên lúc')),
            ],
            options={
                'verbose_name': 'bản đã ký',
                'verbose_name_plural': 'bản đã ký',
                'ordering': ('-pk',),
            },
        ),
        migrations.RemoveConstraint(
            model_name='issuedreport',
            name='tasks_issuedreport_one_per_number',
        ),
        migrations.RemoveConstraint(
            model_name='issuedreport',
            name='tasks_issuedreport_one_per_version',
        ),
        migrations.RemoveConstraint(
            model_name='issuedreport',
            name='tasks_issuedreport_one_first',
        ),
        migrations.AddField(
            model_name='issuedreport',
            name='withdrawn_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='hủy lúc'),
        ),
        migrations.AddField(
            model_name='issuedreport',
            name='withdrawn_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người hủy'),
        ),
        migrations.AddField(
            model_name='issuedreport',
            name='withdrawn_for',
            field=models.TextField(blank=True, verbose_name='lý do hủy'),
        ),
        migrations.AlterField(
            model_name='issuedreport',
            name='amends',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='amended_by', to='tasks.issuedreport', verbose_name='sửa đổi văn bản'),
        ),
        migrations.AddConstraint(
            model_name='issuedreport',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at__isnull', True)), fields=('unit', 'year', 'number'), name='tasks_issuedreport_one_per_number', violation_error_message='Đơn vị đã có văn bản mang số này trong năm.'),
        ),
        migrations.AddConstraint(
            model_name='issuedreport',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at__isnull', True)), fields=('submission', 'version'), name='tasks_issuedreport_one_per_version', violation_error_message='Báo cáo này đã được ban hành.'),
        ),
        migrations.AddConstraint(
            model_name='issuedreport',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at__isnull', True), ('amends__isnull', True)), fields=('submission',), name='tasks_issuedreport_one_first', violation_error_message='Báo cáo đã ban hành: bản sau phải sửa đổi bản trước.'),
        ),
        migrations.AddConstraint(
            model_name='issuedreport',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at__isnull', True)), fields=('amends',), name='tasks_issuedreport_amended_once', violation_error_message='Văn bản này đã được sửa đổi bởi một văn bản khác.'),
        ),
        migrations.AddConstraint(
            model_name='issuedreport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at__isnull', True), ('withdrawn_by__isnull', True), ('withdrawn_for', '')), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False), models.Q(('withdrawn_for', ''), _negated=True)), _connector='OR'), name='tasks_issuedreport_withdrawn_for_a_reason', violation_error_message='Hủy số văn bản phải ghi ai hủy, lúc nào, vì sao.'),
        ),
        migrations.AddField(
            model_name='signedcopy',
            name='added_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người tải lên'),
        ),
        migrations.AddField(
            model_name='signedcopy',
            name='issued',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signed', to='tasks.issuedreport', verbose_name='văn bản'),
        ),
        migrations.AddConstraint(
            model_name='signedcopy',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('file', ''), _negated=True), models.Q(('sha256', ''), _negated=True)), name='tasks_signedcopy_is_kept', violation_error_message='Bản đã ký phải có tệp và mã băm.'),
        ),
        migrations.RunPython(keep, let_go),
    ]
