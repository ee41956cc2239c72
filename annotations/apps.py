"""Tells Django about the app; the only place where lower packages learn of upper ones."""

from django.apps import AppConfig


class AnnotationsConfig(AppConfig):
    name = "annotations"
    verbose_name = "Factcheck"
