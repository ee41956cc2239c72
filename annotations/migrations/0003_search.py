from django.db import migrations

from annotations.rows.search import create_indexes, drop_indexes

SEARCHABLE = ("Article", "Claim", "Claimant", "Source")


def create(apps, schema_editor):
    create_indexes(schema_editor, [apps.get_model("annotations", name) for name in SEARCHABLE])


def drop(apps, schema_editor):
    drop_indexes(schema_editor, [apps.get_model("annotations", name) for name in SEARCHABLE])


class Migration(migrations.Migration):
    dependencies = [("annotations", "0002_cache_table")]
    operations = [migrations.RunPython(create, drop)]
