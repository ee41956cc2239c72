from django.core.management import call_command
from django.db import migrations


def create(apps, schema_editor):
    # Attempts to sign in are counted in it (settings.CACHES). Does nothing when the table is there.
    call_command("createcachetable", "cache", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("annotations", "0001_initial")]
    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
