"""The log. `Change` names objects by kind and id, never by foreign key: it outlives them."""

from django.db import models

from annotations.projects.models import Project


class Counter(models.Model):
    """The newest number and hash of a project's log: a narrow row of its own, taken last in each transaction."""

    project = models.OneToOneField(Project, on_delete=models.CASCADE, primary_key=True, related_name="counter")
    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    def __str__(self):
        return f"{self.project_id}: {self.seq}"


class Change(models.Model):
    """One write: who did what to which object, when; numbered without gaps, chained by hash.

    `data` holds what changed (no floats: it is hashed as RFC 8785 JSON). Redaction takes `data` and `salt` away and
    leaves `data_digest`, so that the chain still verifies.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="changes")
    seq = models.BigIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=64)
    verb = models.CharField(max_length=40)
    kind = models.CharField(max_length=20)
    object = models.CharField(max_length=64)
    path = models.CharField(max_length=200)
    article = models.CharField(max_length=36, null=True)
    data = models.JSONField(null=True)
    salt = models.CharField(max_length=32, null=True)
    data_digest = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "seq"], name="change_seq_once")]
        indexes = [
            # The history of one object, the activity of one article and of one person, newest first.
            models.Index(fields=["project", "object", "-seq"], name="change_by_object"),
            models.Index(fields=["project", "article", "-seq"], name="change_by_article"),
            models.Index(fields=["project", "actor", "-seq"], name="change_by_actor"),
        ]

    def __str__(self):
        return f"{self.seq} {self.actor} {self.verb} {self.kind} {self.object}"


class ChangedClaim(models.Model):
    """A claim whose verdict row a change alters: what incremental exports ask for."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    seq = models.BigIntegerField()
    claim = models.CharField(max_length=36)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "seq", "claim"], name="changed_claim_once")]
        # The newest change of one claim, and the history of one claim.
        indexes = [models.Index(fields=["project", "claim", "-seq"], name="changed_claim_by_claim")]

    def __str__(self):
        return f"{self.seq} {self.claim}"
