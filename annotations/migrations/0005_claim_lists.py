from django.db import migrations, models
from django.db.models import Q


def create_topics(apps, schema_editor):
    # The filter by topic asks for a part of `topics_folded`; SQLite walks through the claims for it.
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("CREATE INDEX claim_by_topic ON annotations_claim USING gin (topics_folded gin_trgm_ops)")


def drop_topics(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX claim_by_topic")


class Migration(migrations.Migration):
    dependencies = [("annotations", "0004_jobs")]
    operations = [
        migrations.AddIndex(
            "claim", models.Index(fields=["project", "publication_state", "id"], name="claim_by_publication")
        ),
        migrations.AddIndex("claim", models.Index(fields=["project", "updated_at"], name="claim_by_update")),
        migrations.AddIndex(
            "claim",
            models.Index(fields=["claimant", "id"], condition=Q(deleted_at__isnull=True), name="claim_by_claimant"),
        ),
        migrations.RunPython(create_topics, drop_topics),
    ]
