import annotations.guests.models
import annotations.rows.models
import annotations.teams.models
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("account", "0009_emailaddress_unique_primary_email"),
        ("annotations", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("sessions", "0001_initial"),
        ("socialaccount", "0006_alter_socialaccount_extra_data"),
        ("usersessions", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Project",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("revision", models.PositiveIntegerField(default=1)),
                (
                    "slug",
                    models.CharField(
                        max_length=50,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[a-z0-9](?:[a-z0-9-]{0,48}[a-z0-9])?\\Z",
                                "Small letters, digits and hyphens, at most 50.",
                            )
                        ],
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("description", models.TextField(blank=True, default="")),
                ("language", models.CharField(blank=True, default="", max_length=35)),
                ("settings", models.JSONField(default=dict)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("viewer", "Viewer"),
                            ("reviewer", "Reviewer"),
                            ("editor", "Editor"),
                            ("admin", "Admin"),
                        ],
                        max_length=10,
                    ),
                ),
                ("trainee", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["viewer", "reviewer", "editor", "admin"])),
                        name="membership_role_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Article",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.CharField(default=annotations.rows.models.new_uid, editable=False, max_length=36)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("deleted_at", models.DateTimeField(blank=True, null=True)),
                ("folded", models.TextField(default="", editable=False)),
                ("title", models.CharField(max_length=500)),
                ("source_url", models.CharField(max_length=2000, null=True)),
                ("canonical_url", models.CharField(max_length=2000, null=True)),
                ("publisher", models.CharField(max_length=200, null=True)),
                ("byline", models.CharField(max_length=300, null=True)),
                ("language", models.CharField(max_length=35, null=True)),
                ("published_on", models.CharField(max_length=10, null=True)),
                (
                    "status",
                    models.CharField(
                        choices=[("open", "Open"), ("done", "Done"), ("archived", "Archived")],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("defaults", models.JSONField(default=dict)),
                ("version", models.PositiveIntegerField(default=0)),
                ("length", models.PositiveIntegerField(default=0)),
                ("sha256", models.CharField(default="", max_length=64)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "deleted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="articles", to="annotations.project"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["project", "id"], name="article_list")],
                "constraints": [
                    models.UniqueConstraint(fields=("project", "uid"), name="article_uid_once"),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["open", "done", "archived"])), name="article_status_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ArticleVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.CharField(default=annotations.rows.models.new_uid, editable=False, max_length=36)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("number", models.PositiveIntegerField()),
                ("text", models.TextField()),
                ("blocks", models.JSONField(default=list)),
                ("length", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("redacted_sha256", models.CharField(max_length=64, null=True)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("text", "Text"),
                            ("markdown", "Markdown"),
                            ("html", "Html"),
                            ("file", "File"),
                            ("url", "Url"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="annotations.article"
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="annotations.project"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["project", "sha256"], name="version_same_text")],
                "constraints": [
                    models.UniqueConstraint(fields=("article", "number"), name="version_number_once"),
                    models.UniqueConstraint(fields=("project", "uid"), name="version_uid_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Claimant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.CharField(default=annotations.rows.models.new_uid, editable=False, max_length=36)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("folded", models.TextField(default="", editable=False)),
                ("name", models.CharField(max_length=300)),
                ("name_folded", models.CharField(editable=False, max_length=300)),
                ("aliases", models.JSONField(default=list)),
                (
                    "type",
                    models.CharField(
                        choices=[("person", "Person"), ("organization", "Organization")],
                        default="person",
                        max_length=12,
                    ),
                ),
                ("affiliation", models.CharField(max_length=300, null=True)),
                ("country", models.CharField(max_length=100, null=True)),
                ("url", models.CharField(max_length=2000, null=True)),
                (
                    "merged_into",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="annotations.claimant",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="claimants", to="annotations.project"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["project", "id"], name="claimant_list")],
                "constraints": [
                    models.UniqueConstraint(fields=("project", "uid"), name="claimant_uid_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("merged_into__isnull", True)),
                        fields=("project", "type", "name_folded"),
                        name="claimant_name_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.CharField(default=annotations.rows.models.new_uid, editable=False, max_length=36)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("deleted_at", models.DateTimeField(blank=True, null=True)),
                ("folded", models.TextField(default="", editable=False)),
                ("text", models.TextField()),
                ("original_quote", models.TextField(null=True)),
                ("language", models.CharField(max_length=35, null=True)),
                ("claimed_on", models.CharField(max_length=10, null=True)),
                ("location", models.CharField(max_length=300, null=True)),
                ("source_url", models.CharField(max_length=2000, null=True)),
                ("types", models.JSONField(default=list)),
                ("topics", models.JSONField(default=list)),
                ("topics_folded", models.TextField(default="", editable=False)),
                (
                    "priority",
                    models.CharField(
                        choices=[("low", "Low"), ("normal", "Normal"), ("high", "High")],
                        default="normal",
                        max_length=10,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("new", "New"),
                            ("accepted", "Accepted"),
                            ("declined", "Declined"),
                            ("duplicate", "Duplicate"),
                            ("in_review", "In Review"),
                            ("agreed", "Agreed"),
                            ("disputed", "Disputed"),
                            ("adjudicated", "Adjudicated"),
                            ("approved", "Approved"),
                        ],
                        default="new",
                        max_length=12,
                    ),
                ),
                ("declined_reason", models.TextField(null=True)),
                ("waived", models.JSONField(default=dict)),
                ("stale", models.BooleanField(default=False)),
                (
                    "publication_state",
                    models.CharField(
                        choices=[
                            ("none", "None"),
                            ("scheduled", "Scheduled"),
                            ("live", "Live"),
                            ("corrected", "Corrected"),
                            ("void", "Void"),
                        ],
                        default="none",
                        max_length=10,
                    ),
                ),
                ("rating", models.CharField(max_length=50, null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "deleted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "duplicate_of",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duplicates",
                        to="annotations.claim",
                    ),
                ),
                (
                    "split_from",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="annotations.claim",
                    ),
                ),
                (
                    "claimant",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="annotations.claimant",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="claims", to="annotations.project"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("deleted_at__isnull", True), ("stale", True)),
                        fields=["project", "id"],
                        name="claim_stale",
                    ),
                    models.Index(fields=["project", "id"], name="claim_list"),
                    models.Index(fields=["project", "status", "id"], name="claim_by_status"),
                    models.Index(fields=["project", "rating", "id"], name="claim_by_rating"),
                    models.Index(fields=["project", "publication_state", "id"], name="claim_by_publication"),
                    models.Index(fields=["project", "updated_at"], name="claim_by_update"),
                    models.Index(
                        fields=["project", "status", "rating", "claimant", "decided_at", "created_at", "deleted_at"],
                        name="claim_reported",
                    ),
                    models.Index(
                        condition=models.Q(("deleted_at__isnull", True)),
                        fields=["claimant", "id"],
                        name="claim_by_claimant",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("project", "uid"), name="claim_uid_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "new",
                                    "accepted",
                                    "declined",
                                    "duplicate",
                                    "in_review",
                                    "agreed",
                                    "disputed",
                                    "adjudicated",
                                    "approved",
                                ],
                            )
                        ),
                        name="claim_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("duplicate_of__isnull", True),
                            models.Q(("duplicate_of", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="claim_not_its_own_twin",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Counter",
            fields=[
                (
                    "project",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="counter",
                        serialize=False,
                        to="annotations.project",
                    ),
                ),
                ("seq", models.BigIntegerField(default=0)),
                (
                    "hash",
                    models.CharField(
                        default="0000000000000000000000000000000000000000000000000000000000000000", max_length=64
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="MarksRead",
            fields=[
                (
                    "project",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="annotations.project",
                    ),
                ),
                ("seq", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="ChangedClaim",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seq", models.BigIntegerField()),
                ("claim", models.CharField(max_length=36)),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="annotations.project"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["project", "claim", "-seq"], name="changed_claim_by_claim")],
                "constraints": [models.UniqueConstraint(fields=("project", "seq", "claim"), name="changed_claim_once")],
            },
        ),
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seq", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                ("actor", models.CharField(max_length=64)),
                ("verb", models.CharField(max_length=40)),
                ("kind", models.CharField(max_length=20)),
                ("object", models.CharField(max_length=64)),
                ("path", models.CharField(max_length=200)),
                ("article", models.CharField(max_length=36, null=True)),
                ("data", models.JSONField(null=True)),
                ("salt", models.CharField(max_length=32, null=True)),
                ("data_digest", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64)),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="changes", to="annotations.project"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["project", "object", "-seq"], name="change_by_object"),
                    models.Index(fields=["project", "article", "-seq"], name="change_by_article"),
                    models.Index(fields=["project", "actor", "-seq"], name="change_by_actor"),
                ],
                "constraints": [models.UniqueConstraint(fields=("project", "seq"), name="change_seq_once")],
            },
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.CharField(default=annotations.rows.models.new_uid, editable=False, max_length=36)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("deleted_at", models.DateTimeField(blank=True, null=True)),
                ("first_block", models.PositiveIntegerField(null=True)),
                ("last_block", models.PositiveIntegerField(null=True)),
                ("version", models.PositiveIntegerField(null=True)),
                ("due_on", models.DateField(null=True)),
                ("expires_at", models.DateTimeField(null=True)),
                (
                    "status",
                    models.CharField(
                        choices=[("open", "Open"), ("done", "Done"), ("returned", "Returned"), ("expired", "Expired")],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "article",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assignments",
                        to="annotations.article",
                    ),
                ),
                (
                    "assignee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "deleted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assignments",
                        to="annotations.claim",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assignments",
                        to="annotations.project",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["project", "id"], name="assignment_list"),
                    models.Index(
                        condition=models.Q(("deleted_at__isnull", True), ("status", "open")),
                        fields=["assignee", "due_on"],
                        name="assignment_open",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("project", "uid"), name="assignment_uid_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("article__isnull", True), ("claim__isnull", False)),
                            models.Q(("article__isnull", False), ("claim__isnull", True)),
                            _connector="OR",
                        ),
                        name="assignment_claim_or_article",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("first_block__isnull", True), ("last_block__isnull", True)),
                            models.Q(
                                ("article__isnull", False),
                                ("first_block__isnull", False),
                                ("last_block__gte", models.F("first_block")),
                            ),
                            _connector="OR",
                        ),
                        name="assignment_blocks_of_article",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("status", "open")),
                            models.Q(("ended_at__isnull", False), ("status__in", ["done", "returned", "expired"])),
                            _connector="OR",
                        ),
                        name="assignment_open_or_ended",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("claim__isnull", False),
                            ("deleted_at__isnull", True),
                            ("expires_at__isnull", True),
                            ("status", "open"),
                        ),
                        fields=("claim", "assignee"),
                        name="assignment_of_claim_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("claim__isnull", False),
                            ("deleted_at__isnull", True),
                            ("expires_at__isnull", False),
                            ("status", "open"),
                        ),
                        fields=("claim", "assignee"),
                        name="assignment_on_it_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Appearance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.CharField(default=annotations.rows.models.new_uid, editable=False, max_length=36)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("url", models.CharField(max_length=2000, null=True)),
                ("platform", models.CharField(max_length=60, null=True)),
                ("posted_at", models.CharField(max_length=32, null=True)),
                ("transcript", models.TextField(null=True)),
                ("at_seconds", models.PositiveIntegerField(null=True)),
                ("reach", models.PositiveBigIntegerField(null=True)),
                ("archive_url", models.CharField(max_length=2000, null=True)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="appearances", to="annotations.claim"
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="appearances",
                        to="annotations.project",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("project", "uid"), name="appearance_uid_once")],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.CharField(default=annotations.rows.models.new_uid, editable=False, max_length=36)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("deleted_at", models.DateTimeField(blank=True, null=True)),
                ("quote", models.TextField(null=True)),
                ("quote_language", models.CharField(max_length=35, null=True)),
                ("quote_translation", models.TextField(null=True)),
                (
                    "stance",
                    models.CharField(
                        choices=[("supports", "Supports"), ("refutes", "Refutes"), ("context", "Context")],
                        max_length=10,
                    ),
                ),
                (
                    "medium",
                    models.CharField(
                        choices=[
                            ("web-text", "Web Text"),
                            ("pdf", "Pdf"),
                            ("web-table", "Web Table"),
                            ("video", "Video"),
                            ("audio", "Audio"),
                            ("image", "Image"),
                            ("metadata", "Metadata"),
                            ("other", "Other"),
                        ],
                        max_length=20,
                        null=True,
                    ),
                ),
                ("question", models.TextField(null=True)),
                (
                    "answer_type",
                    models.CharField(
                        choices=[
                            ("extractive", "Extractive"),
                            ("abstractive", "Abstractive"),
                            ("boolean", "Boolean"),
                            ("unanswerable", "Unanswerable"),
                        ],
                        max_length=20,
                        null=True,
                    ),
                ),
                ("archive_url", models.CharField(max_length=2000, null=True)),
                ("note", models.TextField(null=True)),
                (
                    "visibility",
                    models.CharField(
                        choices=[("public", "Public"), ("internal", "Internal"), ("confidential", "Confidential")],
                        default="public",
                        max_length=12,
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="evidence", to="annotations.claim"
                    ),
                ),
                (
                    "deleted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="evidence", to="annotations.project"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["claim", "position", "id"], name="evidence_of_claim")],
                "constraints": [
                    models.UniqueConstraint(fields=("project", "uid"), name="evidence_uid_once"),
                    models.CheckConstraint(
                        condition=models.Q(("stance__in", ["supports", "refutes", "context"])),
                        name="evidence_stance_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("visibility__in", ["public", "internal", "confidential"])),
                        name="evidence_visibility_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.CharField(default=annotations.rows.models.new_uid, editable=False, max_length=36)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("deleted_at", models.DateTimeField(blank=True, null=True)),
                ("text", models.TextField()),
                ("mentions", models.JSONField(default=list)),
                ("edited_at", models.DateTimeField(null=True)),
                ("resolved_at", models.DateTimeField(null=True)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comments",
                        to="annotations.claim",
                    ),
                ),
                (
                    "deleted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="annotations.comment",
                    ),
                ),
                (
                    "resolved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "thread",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="replies",
                        to="annotations.comment",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="comments", to="annotations.project"
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comments",
                        to="annotations.evidence",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["claim", "id"], name="comment_list")],
                "constraints": [
                    models.UniqueConstraint(fields=("project", "uid"), name="comment_uid_once"),
                    models.CheckConstraint(
                        condition=models.Q(("resolved_at__isnull", True), ("thread__isnull", True), _connector="OR"),
                        name="comment_resolved_is_first",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FactCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.CharField(default=annotations.rows.models.new_uid, editable=False, max_length=36)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("folded", models.TextField(default="", editable=False)),
                (
                    "state",
                    models.CharField(
                        choices=[("live", "Live"), ("corrected", "Corrected"), ("void", "Void")], max_length=10
                    ),
                ),
                ("rating", models.CharField(max_length=50)),
                ("first_published_at", models.DateTimeField()),
                ("seq", models.BigIntegerField()),
                ("articles", models.ManyToManyField(related_name="factchecks", to="annotations.article")),
                (
                    "claim",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="factcheck", to="annotations.claim"
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="factchecks", to="annotations.project"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["project", "id"], name="factcheck_list"),
                    models.Index(fields=["project", "rating", "id"], name="factcheck_by_rating"),
                    models.Index(fields=["project", "-updated_at"], name="factcheck_by_time"),
                    models.Index(fields=["project", "seq"], name="factcheck_by_change"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("project", "uid"), name="factcheck_uid_once"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["live", "corrected", "void"])), name="factcheck_state_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FactCheckAddress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=64)),
                (
                    "factcheck",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="addresses",
                        to="annotations.factcheck",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="annotations.project"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["project", "key"], name="factcheck_by_address")],
                "constraints": [models.UniqueConstraint(fields=("factcheck", "key"), name="factcheck_address_once")],
            },
        ),
        migrations.CreateModel(
            name="Guest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.CharField(default=annotations.rows.models.new_uid, editable=False, max_length=36)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("deleted_at", models.DateTimeField(blank=True, null=True)),
                ("email", models.EmailField(blank=True, default="", max_length=254)),
                ("affiliation", models.CharField(max_length=200, null=True)),
                ("interests", models.TextField(null=True)),
                ("declared_at", models.DateTimeField(null=True)),
                ("counts", models.BooleanField(default=True)),
                ("internal", models.BooleanField(default=False)),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("expires_at", models.DateTimeField(default=annotations.guests.models.in_two_weeks)),
                ("opened_at", models.DateTimeField(null=True)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="guests", to="annotations.claim"
                    ),
                ),
                (
                    "deleted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="guests", to="annotations.project"
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="guest", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("project", "uid"), name="guest_uid_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("declared_at__isnull", True), ("interests__isnull", False), _connector="OR"
                        ),
                        name="guest_declares_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.CharField(default=annotations.rows.models.new_uid, editable=False, max_length=36)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("email", models.EmailField(blank=True, default="", max_length=254)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("viewer", "Viewer"),
                            ("reviewer", "Reviewer"),
                            ("editor", "Editor"),
                            ("admin", "Admin"),
                        ],
                        max_length=10,
                    ),
                ),
                ("trainee", models.BooleanField(default=False)),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("expires_at", models.DateTimeField(default=annotations.teams.models.in_seven_days)),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="annotations.project",
                    ),
                ),
                (
                    "used_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("project", "uid"), name="invitation_uid_once"),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["viewer", "reviewer", "editor", "admin"])),
                        name="invitation_role_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("used_at__isnull", True), ("used_by__isnull", True)),
                            models.Q(("used_at__isnull", False), ("used_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="invitation_used_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Job",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40)),
                ("payload", models.JSONField(default=dict)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("run_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("lease_until", models.DateTimeField(null=True)),
                ("lease_token", models.CharField(blank=True, default="", max_length=32)),
                ("failed_at", models.DateTimeField(null=True)),
                ("error", models.TextField(blank=True, default="")),
                (
                    "project",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="annotations.project",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("failed_at__isnull", True)), fields=["run_at", "id"], name="job_due"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="KeptAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("method", models.CharField(max_length=10)),
                ("path", models.CharField(max_length=500)),
                ("key", models.CharField(max_length=255)),
                ("digest", models.CharField(max_length=64)),
                ("status", models.PositiveSmallIntegerField(null=True)),
                ("headers", models.JSONField(default=dict)),
                ("body", models.BinaryField(default=b"")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["created_at"], name="kept_answer_age")],
                "constraints": [
                    models.UniqueConstraint(fields=("user", "method", "path", "key"), name="kept_answer_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Lead",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.CharField(default=annotations.rows.models.new_uid, editable=False, max_length=36)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("text", models.TextField(null=True)),
                ("url", models.CharField(max_length=2000, null=True)),
                ("link_key", models.CharField(editable=False, max_length=2100, null=True)),
                ("text_key", models.CharField(editable=False, max_length=64, null=True)),
                ("seen", models.PositiveIntegerField(default=1)),
                ("last_seen_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("new", "New"),
                            ("accepted", "Accepted"),
                            ("declined", "Declined"),
                            ("merged", "Merged"),
                        ],
                        default="new",
                        max_length=10,
                    ),
                ),
                (
                    "priority",
                    models.CharField(
                        choices=[("low", "Low"), ("normal", "Normal"), ("high", "High")],
                        default="normal",
                        max_length=10,
                    ),
                ),
                ("reason", models.TextField(null=True)),
                ("made_claim", models.BooleanField(default=False)),
                (
                    "appearance",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="annotations.appearance",
                    ),
                ),
                (
                    "assignee",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="leads",
                        to="annotations.claim",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="annotations.lead",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="leads", to="annotations.project"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["project", "status", "id"], name="lead_by_status"),
                    models.Index(fields=["project", "text_key"], name="lead_by_text"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("project", "uid"), name="lead_uid_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("link_key__isnull", False)),
                        fields=("project", "link_key"),
                        name="lead_link_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("link_key__isnull", True), ("text_key__isnull", False)),
                        fields=("project", "text_key"),
                        name="lead_text_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text__isnull", False), ("url__isnull", False), _connector="OR"),
                        name="lead_is_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["new", "accepted", "declined", "merged"])),
                        name="lead_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("merged_into__isnull", True),
                            models.Q(("merged_into", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="lead_not_its_own_twin",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LogCursor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("follower", models.CharField(max_length=40)),
                ("seq", models.BigIntegerField(default=0)),
                ("failures", models.PositiveIntegerField(default=0)),
                ("lease_until", models.DateTimeField(null=True)),
                ("lease_token", models.CharField(blank=True, default="", max_length=32)),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="annotations.project"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("project", "follower"), name="log_cursor_once")],
            },
        ),
        migrations.CreateModel(
            name="MailChoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "event",
                    models.CharField(
                        choices=[
                            ("assigned", "Assigned"),
                            ("mentioned", "Mentioned"),
                            ("replied", "Replied"),
                            ("revealed", "Revealed"),
                            ("decided", "Decided"),
                            ("published", "Published"),
                            ("complaint", "Complaint"),
                            ("due_soon", "Due Soon"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "mail",
                    models.CharField(
                        choices=[("at_once", "At Once"), ("daily", "Daily"), ("never", "Never")], max_length=10
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mail_choices",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("user", "event"), name="mail_choice_once")],
            },
        ),
        migrations.AddField(
            model_name="project",
            name="members",
            field=models.ManyToManyField(
                related_name="projects", through="annotations.Membership", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="membership",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="memberships", to="annotations.project"
            ),
        ),
        migrations.AddField(
            model_name="membership",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="memberships", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.CreateModel(
            name="Publication",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.CharField(default=annotations.rows.models.new_uid, editable=False, max_length=36)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("number", models.PositiveIntegerField()),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("first", "First"),
                            ("correction", "Correction"),
                            ("fix", "Fix"),
                            ("update", "Update"),
                            ("void", "Void"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason", models.TextField(null=True)),
                ("notice", models.TextField(null=True)),
                ("canonical_url", models.CharField(max_length=2000, null=True)),
                ("snapshot", models.JSONField(null=True)),
                ("salt", models.CharField(max_length=32, null=True)),
                ("hash", models.CharField(max_length=64)),
                ("published_at", models.DateTimeField()),
                ("scheduled", models.BooleanField(default=False)),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="publications", to="annotations.claim"
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="publications",
                        to="annotations.project",
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("claim", "number"), name="publication_number_once"),
                    models.UniqueConstraint(fields=("project", "uid"), name="publication_uid_once"),
                    models.CheckConstraint(
                        condition=models.Q(("form__in", ["first", "correction", "fix", "update", "void"])),
                        name="publication_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("form", "first"), ("number", 1)),
                            models.Q(models.Q(("form", "first"), _negated=True), ("number__gt", 1)),
                            _connector="OR",
                        ),
                        name="publication_first_is_first",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("form", "first"), ("reason__isnull", False), _connector="OR"),
                        name="publication_correction_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("form", "first"), ("scheduled", False), _connector="OR"),
                        name="publication_only_first_waits",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("salt__isnull", True), ("snapshot__isnull", True)),
                            models.Q(("salt__isnull", False), ("snapshot__isnull", False)),
                            _connector="OR",
                        ),
                        name="publication_salt_with_snapshot",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="factcheck",
            name="current",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="annotations.publication"
            ),
        ),
        migrations.CreateModel(
            name="RatingScale",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.CharField(default=annotations.rows.models.new_uid, editable=False, max_length=36)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("version", models.PositiveIntegerField()),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="scales", to="annotations.project"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("project", "version"), name="scale_version_once")],
            },
        ),
        migrations.CreateModel(
            name="Rating",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.PositiveSmallIntegerField()),
                ("slug", models.CharField(max_length=50)),
                ("label", models.CharField(max_length=60)),
                ("definition", models.CharField(blank=True, default="", max_length=500)),
                ("colour", models.CharField(max_length=20)),
                ("letter", models.CharField(max_length=3)),
                ("position", models.SmallIntegerField(null=True)),
                ("value", models.SmallIntegerField(null=True)),
                ("claimreview", models.CharField(max_length=60, null=True)),
                ("averitec", models.CharField(max_length=60, null=True)),
                (
                    "scale",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ratings",
                        to="annotations.ratingscale",
                    ),
                ),
            ],
            options={
                "ordering": ["place"],
                "constraints": [
                    models.UniqueConstraint(fields=("scale", "slug"), name="rating_slug_once"),
                    models.UniqueConstraint(fields=("scale", "place"), name="rating_place_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="DeskPage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.CharField(default=annotations.rows.models.new_uid, editable=False, max_length=36)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "name",
                    models.CharField(
                        choices=[
                            ("method", "Method"),
                            ("ratings", "Ratings"),
                            ("corrections", "Corrections"),
                            ("funding", "Funding"),
                            ("staff", "Staff"),
                            ("contact", "Contact"),
                        ],
                        max_length=12,
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=200)),
                ("text", models.TextField()),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="desk_pages", to="annotations.project"
                    ),
                ),
                (
                    "scale",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="annotations.ratingscale",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("project", "name", "number"), name="desk_page_number_once"),
                    models.UniqueConstraint(fields=("project", "uid"), name="desk_page_uid_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", "ratings"), ("scale__isnull", False)),
                            models.Q(models.Q(("name", "ratings"), _negated=True), ("scale__isnull", True)),
                            _connector="OR",
                        ),
                        name="desk_page_scale_of_ratings",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReadComment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "comment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="readings", to="annotations.comment"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("user", "comment"), name="comment_read_once")],
            },
        ),
        migrations.CreateModel(
            name="Recusal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.CharField(default=annotations.rows.models.new_uid, editable=False, max_length=36)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("reason", models.TextField(blank=True, default="")),
                (
                    "claim",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="recusals",
                        to="annotations.claim",
                    ),
                ),
                (
                    "claimant",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="recusals",
                        to="annotations.claimant",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="recusals", to="annotations.project"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recusals",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("project", "uid"), name="recusal_uid_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("claim__isnull", False)),
                        fields=("user", "claim"),
                        name="recusal_of_claim_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("claimant__isnull", False)),
                        fields=("user", "claimant"),
                        name="recusal_of_claimant_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("claim__isnull", False), ("claimant__isnull", True)),
                            models.Q(("claim__isnull", True), ("claimant__isnull", False)),
                            _connector="OR",
                        ),
                        name="recusal_claim_or_claimant",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Redaction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.CharField(default=annotations.rows.models.new_uid, editable=False, max_length=36)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("reason", models.TextField()),
                ("target", models.JSONField()),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("result", models.JSONField(null=True)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="redactions", to="annotations.project"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("project", "uid"), name="redaction_uid_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_by__isnull", True),
                            models.Q(("confirmed_by", models.F("author")), _negated=True),
                            _connector="OR",
                        ),
                        name="redaction_of_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_at__isnull", True), ("withdrawn_at__isnull", True), _connector="OR"
                        ),
                        name="redaction_one_end",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reply",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.CharField(default=annotations.rows.models.new_uid, editable=False, max_length=36)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("channel", models.CharField(max_length=100)),
                ("sent_at", models.DateTimeField()),
                ("deadline", models.DateTimeField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("answer", models.TextField(null=True)),
                ("quote_used", models.TextField(null=True)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="replies", to="annotations.claim"
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="replies", to="annotations.project"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("answered_at__isnull", True)),
                        fields=["project", "deadline"],
                        name="reply_waiting",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("project", "uid"), name="reply_uid_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("deadline__isnull", True), ("deadline__gte", models.F("sent_at")), _connector="OR"
                        ),
                        name="reply_deadline_after_asking",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("answer__isnull", True), ("answered_at__isnull", False), _connector="OR"),
                        name="reply_answer_has_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Round",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.CharField(default=annotations.rows.models.new_uid, editable=False, max_length=36)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "form",
                    models.CharField(choices=[("review", "Review"), ("vote", "Vote")], default="review", max_length=10),
                ),
                ("blind", models.BooleanField()),
                ("required", models.PositiveSmallIntegerField()),
                ("tolerance", models.PositiveSmallIntegerField()),
                (
                    "judges",
                    models.CharField(
                        choices=[("anyone", "Anyone"), ("asked", "Asked"), ("editors", "Editors")],
                        default="anyone",
                        max_length=10,
                    ),
                ),
                ("opened_at", models.DateTimeField(null=True)),
                ("revealed_at", models.DateTimeField(null=True)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("agreement", "agreement"),
                            ("majority", "majority"),
                            ("pick", "pick"),
                            ("apart", "apart"),
                            ("incomplete", "incomplete"),
                        ],
                        max_length=12,
                        null=True,
                    ),
                ),
                ("candidates", models.JSONField(default=list)),
                ("asked", models.ManyToManyField(related_name="+", to=settings.AUTH_USER_MODEL)),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rounds", to="annotations.claim"
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rounds", to="annotations.project"
                    ),
                ),
                (
                    "revealed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "scale",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="annotations.ratingscale",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("opened_at__isnull", False), ("revealed_at__isnull", True)),
                        fields=["project", "id"],
                        name="round_running",
                    ),
                    models.Index(
                        condition=models.Q(("revealed_at__isnull", True)),
                        fields=["project", "claim"],
                        name="round_open",
                    ),
                    models.Index(
                        condition=models.Q(("revealed_at__isnull", False)),
                        fields=["project", "revealed_at"],
                        name="round_revealed",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("claim", "number"), name="round_number_once"),
                    models.UniqueConstraint(fields=("project", "uid"), name="round_uid_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("revealed_at__isnull", True)), fields=("claim",), name="round_open_once"
                    ),
                    models.CheckConstraint(condition=models.Q(("required__gte", 1)), name="round_needs_somebody"),
                    models.CheckConstraint(
                        condition=models.Q(("judges__in", ["anyone", "asked", "editors"])), name="round_judges_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("outcome__isnull", True), ("revealed_at__isnull", False), _connector="OR"),
                        name="round_comes_to_nothing_sealed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Notification",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.CharField(default=annotations.rows.models.new_uid, editable=False, max_length=36)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "event",
                    models.CharField(
                        choices=[
                            ("assigned", "Assigned"),
                            ("mentioned", "Mentioned"),
                            ("replied", "Replied"),
                            ("revealed", "Revealed"),
                            ("decided", "Decided"),
                            ("published", "Published"),
                            ("complaint", "Complaint"),
                            ("due_soon", "Due Soon"),
                        ],
                        max_length=10,
                    ),
                ),
                ("key", models.CharField(max_length=120)),
                ("read_at", models.DateTimeField(null=True)),
                ("mailed_at", models.DateTimeField(null=True)),
                ("mail_until", models.DateTimeField(null=True)),
                ("mail_token", models.CharField(blank=True, default="", max_length=32)),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="annotations.article",
                    ),
                ),
                (
                    "assignment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="annotations.assignment",
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="annotations.claim"
                    ),
                ),
                (
                    "comment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="annotations.comment",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="annotations.lead"
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="annotations.project"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notifications",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="annotations.round"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["user", "project", "id"], name="notification_list"),
                    models.Index(
                        condition=models.Q(("mailed_at__isnull", True), ("read_at__isnull", True)),
                        fields=["user"],
                        name="notification_to_mail",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("project", "uid"), name="notification_uid_once"),
                    models.UniqueConstraint(fields=("project", "user", "event", "key"), name="notification_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "event__in",
                                [
                                    "assigned",
                                    "mentioned",
                                    "replied",
                                    "revealed",
                                    "decided",
                                    "published",
                                    "complaint",
                                    "due_soon",
                                ],
                            )
                        ),
                        name="notification_event_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.CharField(default=annotations.rows.models.new_uid, editable=False, max_length=36)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("number", models.PositiveIntegerField()),
                ("explanation", models.TextField(null=True)),
                (
                    "method",
                    models.CharField(
                        choices=[("agreement", "Agreement"), ("vote", "Vote"), ("adjudication", "Adjudication")],
                        max_length=12,
                    ),
                ),
                ("dissent", models.TextField(null=True)),
                ("known_as_of", models.CharField(max_length=10, null=True)),
                ("superseded_at", models.DateTimeField(null=True)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="decisions", to="annotations.claim"
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="decisions", to="annotations.project"
                    ),
                ),
                (
                    "rating",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="annotations.rating"
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="annotations.round"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("project", "uid"), name="decision_uid_once"),
                    models.UniqueConstraint(fields=("claim", "number"), name="decision_number_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("claim",),
                        name="decision_current_once",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="comment",
            name="held_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="held_comments",
                to="annotations.round",
            ),
        ),
        migrations.CreateModel(
            name="Sighting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("channel", models.CharField(choices=[("desk", "Desk"), ("form", "Form")], max_length=10)),
                ("name", models.CharField(blank=True, default="", max_length=200)),
                ("contact", models.CharField(blank=True, default="", max_length=200)),
                ("text", models.TextField(null=True)),
                ("note", models.TextField(blank=True, default="")),
                (
                    "lead",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="sightings", to="annotations.lead"
                    ),
                ),
                (
                    "sender",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.CharField(default=annotations.rows.models.new_uid, editable=False, max_length=36)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("folded", models.TextField(default="", editable=False)),
                ("key", models.CharField(editable=False, max_length=2100)),
                ("url", models.CharField(max_length=2000, null=True)),
                ("citation", models.TextField(null=True)),
                ("title", models.CharField(max_length=500, null=True)),
                ("publisher", models.CharField(max_length=200, null=True)),
                ("published_on", models.CharField(max_length=10, null=True)),
                ("archive_url", models.CharField(max_length=2000, null=True)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="sources", to="annotations.project"
                    ),
                ),
                (
                    "same_origin_as",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="copies",
                        to="annotations.source",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["project", "id"], name="source_list")],
                "constraints": [
                    models.UniqueConstraint(fields=("project", "uid"), name="source_uid_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("same_origin_as__isnull", True),
                            models.Q(("same_origin_as", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="source_not_its_own_origin",
                    ),
                    models.UniqueConstraint(fields=("project", "key"), name="source_once"),
                ],
            },
        ),
        migrations.AddField(
            model_name="evidence",
            name="source",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="evidence", to="annotations.source"
            ),
        ),
        migrations.CreateModel(
            name="Span",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.CharField(default=annotations.rows.models.new_uid, editable=False, max_length=36)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("deleted_at", models.DateTimeField(blank=True, null=True)),
                ("note", models.TextField(blank=True, default="")),
                ("checkable", models.BooleanField(default=True)),
                ("accepted", models.BooleanField(default=True)),
                ("foreign", models.JSONField(null=True)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="spans", to="annotations.article"
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "deleted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="spans", to="annotations.project"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["article", "id"], name="span_list")],
                "constraints": [models.UniqueConstraint(fields=("project", "uid"), name="span_uid_once")],
            },
        ),
        migrations.AddField(
            model_name="comment",
            name="span",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="comments", to="annotations.span"
            ),
        ),
        migrations.AddField(
            model_name="appearance",
            name="span",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="appearances",
                to="annotations.span",
            ),
        ),
        migrations.CreateModel(
            name="Anchor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("original", "Original"),
                            ("unchanged", "Unchanged"),
                            ("moved", "Moved"),
                            ("confirmed", "Confirmed"),
                            ("pending", "Pending"),
                            ("changed", "Changed"),
                            ("removed", "Removed"),
                            ("ambiguous", "Ambiguous"),
                        ],
                        max_length=10,
                    ),
                ),
                ("start", models.PositiveIntegerField(null=True)),
                ("end", models.PositiveIntegerField(null=True)),
                ("fragments", models.JSONField(default=list)),
                ("candidates", models.JSONField(default=list)),
                ("left", models.BooleanField(default=False)),
                ("placed_at", models.DateTimeField(null=True)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="anchors",
                        to="annotations.articleversion",
                    ),
                ),
                (
                    "span",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="anchors", to="annotations.span"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["version", "start", "end"], name="anchor_place")],
                "constraints": [
                    models.UniqueConstraint(fields=("span", "version"), name="anchor_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("end__isnull", True), ("start__isnull", True)),
                            ("end__gt", models.F("start")),
                            _connector="OR",
                        ),
                        name="anchor_not_empty",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("left", False),
                            models.Q(("state__in", ["original", "unchanged", "moved", "confirmed"]), _negated=True),
                            _connector="OR",
                        ),
                        name="anchor_left_is_not_placed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StoredFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.CharField(default=annotations.rows.models.new_uid, editable=False, max_length=36)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("name", models.CharField(max_length=200)),
                ("media_type", models.CharField(max_length=100)),
                ("size", models.BigIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("redacted_at", models.DateTimeField(null=True)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="files", to="annotations.project"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("project", "uid"), name="file_uid_once"),
                    models.UniqueConstraint(fields=("project", "sha256"), name="file_content_once"),
                ],
            },
        ),
        migrations.AddField(
            model_name="source",
            name="file",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sources",
                to="annotations.storedfile",
            ),
        ),
        migrations.AddField(
            model_name="publication",
            name="image",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="annotations.storedfile"
            ),
        ),
        migrations.AddField(
            model_name="appearance",
            name="file",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="annotations.storedfile"
            ),
        ),
        migrations.CreateModel(
            name="Token",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.CharField(default=annotations.rows.models.new_uid, editable=False, max_length=36)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("name", models.CharField(blank=True, default="", max_length=100)),
                (
                    "scope",
                    models.CharField(
                        choices=[
                            ("read:published", "Read Published"),
                            ("read", "Read"),
                            ("write", "Write"),
                            ("admin", "Admin"),
                        ],
                        default="read",
                        max_length=20,
                    ),
                ),
                ("two_factor", models.BooleanField(default=False)),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("expires_at", models.DateTimeField(null=True)),
                ("last_used_at", models.DateTimeField(null=True)),
                (
                    "project",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tokens",
                        to="annotations.project",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tokens", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("uid",), name="token_uid_once"),
                    models.CheckConstraint(
                        condition=models.Q(("scope__in", ["read:published", "read", "write", "admin"])),
                        name="token_scope_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Unitizing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("basis", models.CharField(max_length=100)),
                ("people", models.PositiveIntegerField()),
                ("passages", models.PositiveIntegerField()),
                ("length", models.PositiveIntegerField()),
                ("observed", models.FloatField(null=True)),
                ("expected", models.FloatField(null=True)),
                ("value", models.FloatField(null=True)),
                ("low", models.FloatField(null=True)),
                ("high", models.FloatField(null=True)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="annotations.article"
                    ),
                ),
                (
                    "one",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="annotations.project"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("one__isnull", True)), fields=("article",), name="unitizing_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("one__isnull", False)),
                        fields=("article", "one", "other"),
                        name="unitizing_pair_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("one__isnull", True), ("other__isnull", True)),
                            ("one__lt", models.F("other")),
                            _connector="OR",
                        ),
                        name="unitizing_pair_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Verdict",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.CharField(default=annotations.rows.models.new_uid, editable=False, max_length=36)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("explanation", models.TextField(default="")),
                ("departure", models.TextField(null=True)),
                ("unusual", models.BooleanField(null=True)),
                ("confidence", models.PositiveSmallIntegerField(null=True)),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "Draft"), ("submitted", "Submitted"), ("withdrawn", "Withdrawn")],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("blind", models.BooleanField(default=True)),
                ("counts", models.BooleanField(default=True)),
                ("basis_seq", models.BigIntegerField(null=True)),
                ("submitted_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="verdicts", to="annotations.claim"
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="verdicts", to="annotations.project"
                    ),
                ),
                (
                    "rating",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="annotations.rating",
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="verdicts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="verdicts", to="annotations.round"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["claim", "reviewer"], name="verdict_own"),
                    models.Index(condition=models.Q(("status", "draft")), fields=["reviewer"], name="verdict_draft"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("project", "uid"), name="verdict_uid_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "withdrawn"), _negated=True),
                        fields=("round", "reviewer"),
                        name="verdict_once_per_round",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "submitted"), _negated=True),
                            models.Q(("rating__isnull", False), ("submitted_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="verdict_submitted_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confidence__isnull", True),
                            models.Q(("confidence__gte", 1), ("confidence__lte", 5)),
                            _connector="OR",
                        ),
                        name="verdict_confidence_in_range",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="comment",
            name="verdict",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="comments",
                to="annotations.verdict",
            ),
        ),
        migrations.CreateModel(
            name="Complaint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.CharField(default=annotations.rows.models.new_uid, editable=False, max_length=36)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("number", models.PositiveIntegerField()),
                ("sentence", models.TextField(blank=True, default="")),
                ("text", models.TextField()),
                ("name", models.CharField(blank=True, default="", max_length=200)),
                ("contact", models.CharField(blank=True, default="", max_length=200)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("answered", "Answered"), ("closed", "Closed")],
                        default="open",
                        max_length=10,
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("corrected", "Corrected"),
                            ("partly", "Partly"),
                            ("unfounded", "Unfounded"),
                            ("beside", "Beside"),
                        ],
                        max_length=10,
                        null=True,
                    ),
                ),
                ("answer", models.TextField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("erased_at", models.DateTimeField(null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="complaints", to="annotations.claim"
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sender",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="complaints", to="annotations.project"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["project", "state", "id"], name="complaint_by_state")],
                "constraints": [
                    models.UniqueConstraint(fields=("project", "uid"), name="complaint_uid_once"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "answered", "closed"])), name="complaint_state_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "open"),
                            models.Q(
                                ("answer__isnull", False), ("answered_by__isnull", False), ("outcome__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="complaint_answered_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "closed"), _negated=True),
                            models.Q(
                                ("confirmed_by__isnull", False),
                                models.Q(("confirmed_by", models.F("answered_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="complaint_confirmed_by_another",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(fields=("project", "user"), name="membership_once"),
        ),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("url__isnull", False), ("file__isnull", False), ("citation__isnull", False), _connector="OR"
                ),
                name="source_is_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="appearance",
            constraint=models.UniqueConstraint(
                condition=models.Q(("span__isnull", False)), fields=("claim", "span"), name="appearance_link_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="appearance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("span__isnull", True),
                    models.Q(("file__isnull", True), ("platform__isnull", True), ("url__isnull", True)),
                    _connector="OR",
                ),
                name="appearance_span_or_post",
            ),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=models.Q(("claim__isnull", False), ("span__isnull", False), _connector="OR"),
                name="comment_is_about_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("evidence__isnull", True), ("span__isnull", True)),
                    models.Q(("span__isnull", True), ("verdict__isnull", True)),
                    models.Q(("evidence__isnull", True), ("verdict__isnull", True)),
                    _connector="OR",
                ),
                name="comment_is_about_one_thing",
            ),
        ),
    ]
