import django.core.validators
import django.db.models.functions.text
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "username",
                    models.CharField(
                        max_length=64,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[A-Za-z0-9._-]{1,64}\\Z", "Letters, digits, dot, underscore and hyphen, at most 64."
                            )
                        ],
                    ),
                ),
                ("name", models.CharField(blank=True, default="", max_length=200)),
                ("email", models.EmailField(blank=True, default="", max_length=254)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("person", "Person"),
                            ("guest", "Guest"),
                            ("machine", "Machine"),
                            ("imported", "Imported"),
                        ],
                        default="person",
                        max_length=10,
                    ),
                ),
                ("language", models.CharField(blank=True, default="", max_length=10)),
                ("appearance", models.CharField(blank=True, default="", max_length=5)),
                ("is_active", models.BooleanField(default=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("username"), name="user_username_once"
                    ),
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"),
                        condition=models.Q(("email", ""), _negated=True),
                        name="user_email_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["person", "guest", "machine", "imported"])),
                        name="user_kind_known",
                    ),
                ],
            },
        ),
    ]
