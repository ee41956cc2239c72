"""Work on blocks says of which version they are; until now they were the newest one's."""

from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def fill(apps, schema_editor):
    Assignment, Article = apps.get_model("annotations", "Assignment"), apps.get_model("annotations", "Article")
    newest = Article.objects.filter(pk=OuterRef("article")).values("version")
    Assignment.objects.filter(first_block__isnull=False).update(version=Subquery(newest))


class Migration(migrations.Migration):
    dependencies = [("annotations", "0018_gates")]

    operations = [
        migrations.AddField(
            model_name="assignment", name="version", field=models.PositiveIntegerField(null=True)
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
