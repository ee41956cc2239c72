"""Jobs that wait, run or have failed; a job that is done is deleted."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from annotations.projects.models import Project


class JobQuerySet(models.QuerySet):
    def due(self, now):
        """Those that a worker may take at this moment, the oldest first."""
        free = Q(lease_until__isnull=True) | Q(lease_until__lt=now)
        return self.filter(free, failed_at__isnull=True, run_at__lte=now).order_by("run_at", "pk")


class Job(models.Model):
    """One call of the handler `name` with `payload` (JSON), not before `run_at`. Whoever holds the lease runs it.

    `attempts` counts the leases; after too many the job is left as it is, with `failed_at` and the last `error`.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, null=True, related_name="+")
    name = models.CharField(max_length=40)
    payload = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    run_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    lease_token = models.CharField(max_length=32, blank=True, default="")
    failed_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True, default="")

    objects = JobQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["run_at", "id"], condition=Q(failed_at__isnull=True), name="job_due")]

    def __str__(self):
        return f"{self.name} {self.payload}"


class LogCursor(models.Model):
    """How far a follower has read the log of a project. Whoever holds the lease reads on.

    `failures` counts the tries of the change behind `seq`; after too many it is passed over.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    follower = models.CharField(max_length=40)
    seq = models.BigIntegerField(default=0)
    failures = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    lease_token = models.CharField(max_length=32, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "follower"], name="log_cursor_once")]

    def __str__(self):
        return f"{self.follower} of {self.project_id}: {self.seq}"
