"""Heroku migrates while the version before still runs: no migration takes away what that one uses.

What is to go goes in two releases: first nothing uses it, then it goes. A new column is nullable or has a
`db_default`, or the version before could add no row. The first migration of an app meets no older version.
"""

import pytest
from django.conf import settings
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState
from django_migration_linter import MigrationLinter
from django_migration_linter.sql_analyser import PostgresqlAnalyser
from django_migration_linter.sql_analyser.analyser import analyse_sql_statements

OURS = [app for app in settings.INSTALLED_APPS if "." not in app and (settings.BASE_DIR / app).is_dir()]

# They are older than the first release, so no version without them meets them.
BEFORE_THE_FIRST_RELEASE = [
    "0002_one_stay_per_form",
    "0003_renditions_made_in_the_background",
    "0003_secrets",
    "0004_amenities",
    "0008_payments_noted_by_mistake",
]


def mistakes(*operations):
    """The codes of what the linter has against `operations` on a table that a release before made."""
    fields = [("id", models.BigAutoField(primary_key=True)), ("name", models.TextField())]
    state = ProjectState()
    migrations.CreateModel("Bed", fields).state_forwards("beds", state)
    with connection.schema_editor(collect_sql=True) as editor:
        for operation in operations:
            before, state = state, state.clone()
            operation.state_forwards("beds", state)
            operation.database_forwards("beds", editor, before, state)
    errors, _, _ = analyse_sql_statements(PostgresqlAnalyser, editor.collected_sql)
    return [error.code for error in errors]


@pytest.mark.django_db
def test_no_migration_breaks_the_version_that_still_runs(capsys):
    linter = MigrationLinter(
        path=str(settings.BASE_DIR),
        include_apps=OURS,
        ignore_initial_migrations=True,
        ignore_name=BEFORE_THE_FIRST_RELEASE,
        no_cache=True,
        quiet=["ignore", "ok", "warning"],
    )
    linter.lint_all_migrations()

    assert linter.nb_total > 200
    assert not linter.has_errors, capsys.readouterr().out


@pytest.mark.parametrize(
    ("operation", "expected"),
    [
        (migrations.RemoveField("bed", "name"), ["DROP_COLUMN"]),
        (migrations.RenameField("bed", "name", "label"), ["RENAME_COLUMN"]),
        (migrations.RenameModel("Bed", "Bunk"), ["RENAME_TABLE"]),
        (migrations.DeleteModel("Bed"), ["DROP_TABLE"]),
        (migrations.AddField("bed", "wide", models.BooleanField(default=False)), ["NOT_NULL"]),
        (migrations.AddField("bed", "wide", models.BooleanField(db_default=False)), []),
        (migrations.AddField("bed", "wide", models.BooleanField(null=True)), []),
        (migrations.AlterField("bed", "name", models.BigIntegerField()), ["ALTER_COLUMN"]),
    ],
)
@pytest.mark.django_db
def test_the_linter_sees(operation, expected):
    assert mistakes(operation) == expected
