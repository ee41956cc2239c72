"""Which scale."""

from django.db import models


class ScaleQuerySet(models.QuerySet):
    def current(self, project):
        """The newest scale of the project with its ratings in order; None before the first."""
        return self.filter(project=project).order_by("-version").prefetch_related("ratings").first()
