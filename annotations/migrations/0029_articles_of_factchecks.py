"""Which articles the fact-checks quote, so that an article's public page finds them."""

from django.db import migrations, models


def fill(apps, schema_editor):
    """As `put_factcheck` does it from now on."""
    articles = apps.get_model("annotations", "Article").objects
    found = apps.get_model("annotations", "FactCheck").objects.exclude(state="void")
    for factcheck in found.filter(current__snapshot__isnull=False).select_related("current").iterator():
        seen = factcheck.current.snapshot["appearances"]
        quoted = {each["article"]["id"] for each in seen if each["article"] and each["fragments"]}
        factcheck.articles.set(articles.filter(project=factcheck.project_id, uid__in=quoted))


class Migration(migrations.Migration):
    dependencies = [("annotations", "0028_reports_read_an_index")]

    operations = [
        migrations.AddField(
            model_name="factcheck",
            name="articles",
            field=models.ManyToManyField(related_name="factchecks", to="annotations.article"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
