"""What no model says: the table of the cache, and the indexes that find words."""

from django.core.management import call_command
from django.db import migrations

from annotations.rows.search import create_indexes, drop_indexes

SEARCHABLE = ("Article", "Claim", "Claimant", "Source", "FactCheck")


def create_cache(apps, schema_editor):
    # Attempts to sign in are counted in it (settings.CACHES). Does nothing when the table is there.
    call_command("createcachetable", "cache", database=schema_editor.connection.alias, verbosity=0)


def create_search(apps, schema_editor):
    create_indexes(schema_editor, [apps.get_model("annotations", name) for name in SEARCHABLE])


def drop_search(apps, schema_editor):
    drop_indexes(schema_editor, [apps.get_model("annotations", name) for name in SEARCHABLE])


def create_topics(apps, schema_editor):
    # The filter by topic asks for a part of `topics_folded`; SQLite walks through the claims for it.
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("CREATE INDEX claim_by_topic ON annotations_claim USING gin (topics_folded gin_trgm_ops)")


def drop_topics(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX claim_by_topic")


class Migration(migrations.Migration):
    dependencies = [("annotations", "0002_rows")]
    operations = [
        migrations.RunPython(create_cache, migrations.RunPython.noop),
        migrations.RunPython(create_search, drop_search),
        migrations.RunPython(create_topics, drop_topics),
    ]
