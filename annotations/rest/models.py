"""Answers that are kept for a day, so that a request can be sent twice and happen once."""

from django.db import models
from django.utils import timezone

from annotations.accounts.models import User


class KeptAnswer(models.Model):
    """The answer to a write that came with an Idempotency-Key; `status` is null while the write runs."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    method = models.CharField(max_length=10)
    path = models.CharField(max_length=500)
    key = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    headers = models.JSONField(default=dict)
    body = models.BinaryField(default=b"")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "method", "path", "key"], name="kept_answer_once")]
        indexes = [models.Index(fields=["created_at"], name="kept_answer_age")]

    def __str__(self):
        return f"{self.method} {self.path} {self.key}"
