"""Hands every address to the app."""

from django.urls import include, path

urlpatterns = [path("", include("annotations.urls"))]
