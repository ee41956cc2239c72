"""Whether the database is up to date."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def pending_migrations():
    """The names of the migrations that `manage.py migrate` would apply, as `app.name`."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]
