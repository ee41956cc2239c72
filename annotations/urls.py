"""Every address, on one page."""

from django.urls import include, path, re_path

from annotations.rest.unknown import unknown_address

# P/: addresses below /api/v1/projects/{slug}/. Keep them in the order of API.md.
project_api = []

api = [
    path("projects/<slug:slug>/", include(project_api)),
]

# Pages below /d/{slug}/.
desk_pages = []

urlpatterns = [
    path("api/v1/", include(api)),
    re_path(r"^api/(?P<rest>.*)$", unknown_address),
    path("accounts/", include("allauth.urls")),
    path("d/<slug:slug>/", include(desk_pages)),
]
