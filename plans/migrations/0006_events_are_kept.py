"""The trail only grows: the database itself refuses to change or remove an entry.

SQLite drops triggers with their table, and Django remakes a table to alter it: a migration that
alters plans_event ends with these operations again (a test tells when one forgot).
"""

from django.db import migrations

REFUSED = 'Nhật ký chỉ được ghi thêm, không được sửa hoặc xóa.'

SQLITE = [
    f"""CREATE TRIGGER plans_event_keeps_{name} BEFORE {act} ON plans_event {condition}
        BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"""
    for name, act, condition in (
        ('what_stands', 'UPDATE', ''),
        ('every_entry', 'DELETE', ''),
        # REPLACE INTO removes rows without asking the trigger above.
        ('its_place', 'INSERT', 'WHEN EXISTS (SELECT 1 FROM plans_event WHERE id = NEW.id)'),
    )
]
SQLITE_UNDONE = [
    'DROP TRIGGER plans_event_keeps_what_stands',
    'DROP TRIGGER plans_event_keeps_every_entry',
    'DROP TRIGGER plans_event_keeps_its_place',
]

POSTGRESQL = [
    f"""CREATE FUNCTION plans_event_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '{REFUSED}' USING ERRCODE = 'restrict_violation';
        END $$""",
    """CREATE TRIGGER plans_event_keeps_every_entry BEFORE UPDATE OR DELETE ON plans_event
        FOR EACH ROW EXECUTE FUNCTION plans_event_refuse()""",
    """CREATE TRIGGER plans_event_keeps_its_table BEFORE TRUNCATE ON plans_event
        FOR EACH STATEMENT EXECUTE FUNCTION plans_event_refuse()""",
]
POSTGRESQL_UNDONE = [
    'DROP TRIGGER plans_event_keeps_every_entry ON plans_event',
    'DROP TRIGGER plans_event_keeps_its_table ON plans_event',
    'DROP FUNCTION plans_event_refuse()',
]


def keep(apps, schema_editor):
    """Let the database refuse changes to the trail."""
    _run(schema_editor, SQLITE if schema_editor.connection.vendor == 'sqlite' else POSTGRESQL)


def let_go(apps, schema_editor):
    """Undo `keep`."""
    _run(
        schema_editor,
        SQLITE_UNDONE if schema_editor.connection.vendor == 'sqlite' else POSTGRESQL_UNDONE,
    )


def _run(schema_editor, statements):
    for statement in statements:
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0005_events_are_searched'),
    ]

    operations = [
        migrations.RunPython(keep, let_go),
    ]
