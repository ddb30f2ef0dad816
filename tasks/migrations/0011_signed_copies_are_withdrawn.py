"""A signed copy that was sent by mistake is withdrawn, once; nothing else of its row ever changes.

Django remakes a table of SQLite to alter it, and its triggers go: all of them are made again here,
with the two that now let a withdrawal pass (see 0009).
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

TABLE = "tasks_signedcopy"
REFUSED = "Văn bản đã ban hành và bản đã ký không được sửa hoặc xóa."
CONTENT = "UPDATE OF id, issued_id, file, file_name, size, sha256, added_at, added_by_id"
ONCE = "WHEN (OLD.withdrawn_at IS NOT NULL)"
SQLITE_ROWS = {
    "every_row": (f"DELETE ON {TABLE}", REFUSED),
    "its_place": (
        f"INSERT ON {TABLE} WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id)",
        f"UNIQUE: {REFUSED}",
    ),
}
SQLITE = {
    "content": (f"{CONTENT} ON {TABLE}", REFUSED),
    "withdrawal": (f"UPDATE ON {TABLE} {ONCE}", REFUSED),
} | SQLITE_ROWS
SQLITE_BEFORE = {"content": (f"UPDATE ON {TABLE}", REFUSED)} | SQLITE_ROWS
POSTGRESQL = {
    "content": f"{CONTENT} OR DELETE ON {TABLE} FOR EACH ROW",
    "withdrawal": f"UPDATE ON {TABLE} FOR EACH ROW {ONCE}",
}
POSTGRESQL_BEFORE = {"content": f"UPDATE OR DELETE ON {TABLE} FOR EACH ROW"}


def _replace(schema_editor, sqlite, postgresql):
    if schema_editor.connection.vendor == "sqlite":
        for name in SQLITE:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {TABLE}_keeps_{name}")
        for name, (when, told) in sqlite.items():
            raised = f"BEGIN SELECT RAISE(ABORT, '{told}'); END"
            schema_editor.execute(f"CREATE TRIGGER {TABLE}_keeps_{name} BEFORE {when} {raised}")
        return
    for name in POSTGRESQL:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {TABLE}_keeps_{name} ON {TABLE}")
    for name, when in postgresql.items():
        done = "EXECUTE FUNCTION tasks_issued_refuse()"
        schema_editor.execute(f"CREATE TRIGGER {TABLE}_keeps_{name} BEFORE {when} {done}")


def keep(apps, schema_editor):
    """Let the database refuse all changes of a signed copy but a withdrawal, once."""
    _replace(schema_editor, SQLITE, POSTGRESQL)


def let_go(apps, schema_editor):
    """Undo `keep`: the triggers are those of 0009 again."""
    _replace(schema_editor, SQLITE_BEFORE, POSTGRESQL_BEFORE)


class Migration(migrations.Migration):
    dependencies = [
        ("tasks", "0010_tasks_are_found"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # Backwards this comes last, when SQLite has remade the table.
        migrations.RunPython(migrations.RunPython.noop, let_go),
        migrations.AddField(
            model_name="signedcopy",
            name="withdrawn_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="hủy lúc"),
        ),
        migrations.AddField(
            model_name="signedcopy",
            name="withdrawn_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người hủy",
            ),
        ),
        migrations.AddField(
            model_name="signedcopy",
            name="withdrawn_for",
            field=models.TextField(blank=True, verbose_name="lý do hủy"),
        ),
        migrations.AddConstraint(
            model_name="signedcopy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("withdrawn_at__isnull", True),
                        ("withdrawn_by__isnull", True),
                        ("withdrawn_for", ""),
                    ),
                    models.Q(
                        ("withdrawn_at__isnull", False),
                        ("withdrawn_by__isnull", False),
                        models.Q(("withdrawn_for", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="tasks_signedcopy_withdrawn_for_a_reason",
                violation_error_message="Gỡ bản đã ký phải ghi ai gỡ, lúc nào, vì sao.",
            ),
        ),
        migrations.RunPython(keep, let_go),
    ]
