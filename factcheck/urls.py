"""Hands every address to the app, and Django's own failures to the handlers that answer in the caller's language."""

from django.urls import include, path

urlpatterns = [path("", include("annotations.urls"))]

handler400 = "annotations.rest.problems.bad_request"
handler403 = "annotations.rest.problems.permission_denied"
handler404 = "annotations.rest.problems.not_found"
handler500 = "annotations.rest.problems.server_error"
