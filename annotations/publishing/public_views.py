"""`/api/v1/public/{slug}/factchecks`: what is published, for everybody. No account, no session, no CSRF.

Answers may lie in a CDN: they say for how long, and carry an ETag; they never tell the head of the desk's log.
"""

import orjson
from django.utils.translation import gettext as _
from rest_framework.response import Response

from annotations.errors import Invalid, Missing
from annotations.projects.models import Project
from annotations.publishing import public
from annotations.publishing.addresses import digest_of
from annotations.publishing.serializers import FactCheckOutput, SnapshotOutput
from annotations.ratings.models import Rating
from annotations.rest import etags, lists
from annotations.rest.filters import refuse_nul, time_filter
from annotations.rest.told import told
from annotations.rest.views import ApiView
from annotations.text.web import check_url

# Seconds: a correction is seen everywhere after this.
FRESH = 60
HEADERS = {"Cache-Control": f"public, max-age={FRESH}", "Access-Control-Allow-Origin": "*"}


class PublicView(ApiView):
    """An address for everybody, below a desk."""

    authentication_classes = []

    def initial(self, request, *args, **kwargs):
        self.format_kwarg = None
        request.accepted_renderer, request.accepted_media_type = self.perform_content_negotiation(request)
        request.project = None
        if request.method not in ("GET", "HEAD", "OPTIONS"):
            self.http_method_not_allowed(request)
        refuse_nul(request.GET)
        request.project = Project.objects.filter(slug=kwargs["slug"]).first()
        if request.project is None:
            raise Missing(_("There is no such desk."))
        self.desk = request.project

    def shown(self, data, revision, more=None):
        """The answer with its ETag; 304 when the client has it already."""
        tag = etags.etag(revision, data)
        headers = HEADERS | {"ETag": tag} | (more or {})
        wanted = self.request.headers.get("If-None-Match")
        if wanted and etags.none_match(wanted, tag):
            return Response(None, 304, headers=headers)
        return Response(orjson.dumps(data), headers=headers)


class FactChecks(PublicView):
    """The desk's fact-checks as they were published, in the order in which they first were; not the withdrawn ones."""

    permissions = {"GET": None}
    gives = {"GET": [FactCheckOutput]}
    query = {
        "updated_after": "time, RFC 3339: published or corrected since",
        "rating": "slug",
        "q": "words",
        "url": "the address of a fact-check, or one at which the claim was seen",
    }

    def get(self, request, slug):
        found = time_filter(public.live(self.desk), request, "updated_after", "updated_at__gte")
        if (rating := request.GET.get("rating")) is not None:
            if not Rating.objects.filter(scale__project=self.desk, slug=rating).exists():
                raise Invalid(("?rating", _("There is no such rating on this desk.")))
            found = found.filter(rating=rating)
        if (url := request.GET.get("url")) is not None:
            try:
                check_url(url)
            except ValueError as error:
                raise Invalid(("?url", told(error.args[0]))) from None
            found = found.filter(addresses__key=digest_of(url))
        if (words := request.GET.get("q")) is not None:
            found = found.search(words)
        rows, following = lists.page(found, request)
        results = [public.row(self.desk, each.current.snapshot) for each in rows]
        more = {"Link": f'<{following}>; rel="next"'} if following else None
        return self.shown({"results": results, "next": following}, 0, more)


class OneFactCheck(PublicView):
    """One fact-check; 410 with the notice when it was withdrawn."""

    permissions = {"GET": None}
    gives = {"GET": FactCheckOutput}

    def get(self, request, slug, uid):
        found = public.fact_check(self.desk, uid)
        return self.shown(public.row(self.desk, found.current.snapshot), found.current.number)


class Snapshot(PublicView):
    """What was published, with its salt and its hash, so that everybody can see that it was not changed since."""

    permissions = {"GET": None}
    gives = {"GET": SnapshotOutput}
    query = {"version": "an earlier version; without it the current one"}

    def get(self, request, slug, uid):
        found = public.fact_check(self.desk, uid).current
        if (version := request.GET.get("version")) is not None:
            if not version.isascii() or not version.isdigit() or len(version) > 6:
                raise Invalid(("?version", _("version must be a number from 1.")))
            found = public.version(found.claim_id, int(version))
        names = ("number", "hash", "salt", "snapshot")
        return self.shown({name: getattr(found, name) for name in names}, found.number)
