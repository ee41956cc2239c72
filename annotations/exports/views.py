"""`P/exports`."""

from django.conf import settings
from django.http import HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes

from annotations.claims.models import Claim
from annotations.dossiers.claim_filters import filter_claims
from annotations.errors import Invalid, Missing, NotAllowed
from annotations.exports.formats import FORMATS
from annotations.exports.published import filter_published
from annotations.exports.running import Busy, RunningExport
from annotations.exports.selection import Selection
from annotations.exports.serializers import ExportOutput
from annotations.exports.verdicts_csv import TABLES
from annotations.rest.negotiation import IgnoreAccept
from annotations.rest.problems import Problem
from annotations.rest.views import ApiView


class Exports(ApiView):
    """The formats in which a desk's work can be taken away."""

    permissions = {"GET": "read"}
    gives = {"GET": [ExportOutput]}
    paged = False

    def get(self, request, slug):
        return self.listed(
            [
                {
                    "format": name,
                    "about": each.about,
                    "media_type": each.media_type,
                    "url": self.url(f"exports/{name}"),
                }
                for name, each in FORMATS.items()
            ]
        )


def read_flag(query, name, default=False):
    """`?name=true` or `false`. Raises `Invalid` for anything else."""
    value = query.get(name)
    if value is None:
        return default
    if value not in ("true", "false"):
        raise Invalid((f"?{name}", _("%(name)s must be true or false.") % {"name": name}))
    return value == "true"


def read_after(query):
    """The number in `?after=`, or None. Raises `Invalid` for anything but a whole number."""
    value = query.get("after")
    if value is None:
        return None
    if not value.isascii() or not value.isdigit() or len(value) > 18:
        raise Invalid(("?after", _("after must be the number of a change, or 0.")))
    return int(value)


class OneExport(ApiView):
    """One row for each claim with a desk rating; individual verdicts are in none."""

    permissions = {"GET": "published"}
    content_negotiation_class = IgnoreAccept
    gives = {"GET": {each.media_type.partition(";")[0]: OpenApiTypes.BINARY for each in FORMATS.values()}}
    query = {
        "after": "the number of the last change you have: only rows that changed since, and those that ceased",
        "published": "true: only what is published, from its snapshot",
        "internal": "true: evidence that is not public too, for members",
        "table": "of the CSV: verdicts, evidence or appearances",
    }

    def get(self, request, slug, format):
        if format not in FORMATS:
            raise Missing(_("There is no such export."))
        table = request.GET.get("table", TABLES[0])
        if table not in TABLES:
            raise Invalid(("?table", _("table must be one of %(values)s.") % {"values": ", ".join(TABLES)}))
        selection = self.select(request)
        try:
            export = RunningExport(
                project=self.project,
                format=FORMATS[format],
                selection=selection,
                site=settings.SITE_URL,
                table=table,
            )
        except Busy:
            busy = _("Two exports are running. Try again in a moment.")
            raise Problem(503, busy, headers={"Retry-After": "5"}) from None
        headers = {
            "Changes-Head": str(export.head),
            "Content-Disposition": f'attachment; filename="{self.project.slug}-{format}"',
            "Cache-Control": "no-store",
        }
        if request.method == "HEAD":
            export.close()
            return HttpResponse(content_type=FORMATS[format].media_type, headers=headers)
        return StreamingHttpResponse(export, content_type=FORMATS[format].media_type, headers=headers)

    def select(self, request):
        """What was asked for, by the query and by what the caller may."""
        whole = self.may("read")
        internal = read_flag(request.GET, "internal")
        if internal and not whole:
            raise NotAllowed(_("The scope of this token covers published things only."))
        # What is published is all there is for this scope, whatever it asks.
        if not whole or read_flag(request.GET, "published"):
            read_flag(request.GET, "published")
            factchecks, takes = filter_published(request, self.project, whole)
            return Selection(published=True, after=read_after(request.GET), factchecks=factchecks, takes=takes)
        claims = Claim.objects.alive().filter(project=self.project)
        filtered = filter_claims(claims, request, self.project)
        return Selection(
            claims=None if filtered is claims else filtered, internal=internal, after=read_after(request.GET)
        )
