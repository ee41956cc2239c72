"""`P/articles/{id}/spans` and `P/spans/{id}`."""

from contextlib import contextmanager

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from annotations.articles.models import Article, ArticleVersion
from annotations.dossiers.placing import ask_again, leave_behind
from annotations.dossiers.span_actions import delete_span, edit_span, highlight, restore_span
from annotations.dossiers.span_loading import present_span, present_spans
from annotations.errors import Conflict, Deleted, Invalid, Missing, NotAllowed
from annotations.rest.views import ApiView
from annotations.rows.prepared import Prepared
from annotations.spans.anchoring import same_place
from annotations.spans.models import Anchor, Span
from annotations.spans.present import FIELDS, present
from annotations.spans.serializers import SpanEdit, SpanInput, SpanOutput

# A version with its article; `taken`: other spans have these outer bounds.
_version = Prepared(
    lambda project, article, number, start, end: (
        ArticleVersion.objects.filter(article__project=project, article__uid=article, number=number)
        .select_related("article")
        .defer("blocks")
        .annotate(
            taken=Exists(
                Anchor.objects.filter(version=OuterRef("pk"), start=start, end=end, span__deleted_at__isnull=True)
            )
        )
    ),
    int,
    str,
    int,
    int,
    int,
)
NOWHERE = (-1, -1)


def read_version(query):
    """`?version=n`, or None. Raises `Invalid` for anything but a number from 1."""
    value = query.get("version")
    if value is None:
        return None
    if not value.isascii() or not value.isdigit() or not 1 <= int(value[:10]) < 2**31 or len(value) > 10:
        raise Invalid(("?version", _("version must be a whole number from 1.")))
    return int(value)


@contextmanager
def pointing_at_single(single):
    """Lets errors point at `/start` instead of `/fragments/0/start` when `start, end, exact` were sent."""
    try:
        yield
    except Invalid as error:
        if not single:
            raise
        raise Invalid(*((at.replace("/fragments/0/", "/"), detail) for at, detail in error.errors)) from None
    except Conflict as error:
        for each in error.more.get("errors", ()) if single else ():
            each["pointer"] = each["pointer"].replace("/fragments/0/", "/")
        raise


class ArticleSpans(ApiView):
    permissions = {"GET": "read", "POST": "contribute"}
    takes = {"POST": SpanInput}
    gives = {"GET": [SpanOutput], "POST": SpanOutput}
    query = {"version": "as they lie in this version"}

    def get(self, request, slug, uid):
        article = Article.objects.find(self.project, uid)
        version = read_version(request.GET)
        spans = Span.objects.alive().filter(article=article)
        if version is not None:
            spans = spans.filter(Exists(Anchor.objects.filter(span=OuterRef("pk"), version__number=version)))
        return self.many(spans.values(*FIELDS), lambda rows: present_spans(rows, version=version))

    def post(self, request, slug, uid):
        fields = self.read(SpanInput)
        fragments = fields.pop("fragments")
        version = self._find_version(uid, fields.pop("version"), fragments)
        article = version.article
        article.project = self.project
        with pointing_at_single("fragments" not in request.data):
            span, anchor = highlight(
                article=article,
                version=version,
                actor=request.user,
                fragments=fragments,
                uid=fields.pop("id", None),
                trainee=self.member.trainee,
                **fields,
            )
        values = {
            "pk": span.pk,
            "uid": span.uid,
            "article__uid": article.uid,
            "article__version": article.version,
            "note": span.note,
            "checkable": span.checkable,
            "accepted": span.accepted,
            "author__username": request.user.username,
            "revision": span.revision,
            "created_at": span.created_at,
            "updated_at": span.updated_at,
        }
        claims = list(dict.fromkeys(fields.get("claims", ())))
        shown = present(values, [(version.number, anchor.state, anchor.fragments, False)], claims)
        if version.taken and (same := same_place(version, anchor.fragments, but=span)):
            shown["same_place_as"] = same
        return self.one(shown, span.revision, status=201, location=span.path)

    def _find_version(self, uid, number, fragments):
        """The version with its article, in one statement; `taken`: other spans have the same outer bounds."""
        # Out-of-range numbers would not fit the column; they cannot be taken either.
        bounds = [f for f in (fragments[0]["start"], fragments[-1]["end"]) if 0 <= f < 2**31] if fragments else []
        version = _version.one(self.project.pk, uid, number, *(bounds if len(bounds) == 2 else NOWHERE))
        if version is None:
            Article.objects.find(self.project, uid)
            raise Invalid(("/version", _("This article has no version %(number)s.") % {"number": number}))
        if version.article.deleted_at is not None:
            raise Deleted()
        return version


class OneSpan(ApiView):
    permissions = {"GET": "read", "PATCH": "contribute", "DELETE": "contribute"}
    takes = {"PATCH": SpanEdit}
    gives = {"GET": SpanOutput, "PATCH": SpanOutput}
    query = {"version": "as it lies in this version"}
    matches = ("PATCH", "DELETE")

    def find(self, uid):
        span = Span.objects.select_related("article").find(self.project, uid)
        span.article.project = span.project = self.project
        return span

    def get(self, request, slug, uid):
        version = read_version(request.GET)
        span = self.find(uid)
        shown = present_span(span, version=version)
        if shown is None:
            raise Missing(_("This highlight has no place in that version."))
        return self.one(shown, span.revision)

    def patch(self, request, slug, uid):
        fields = self.read(SpanEdit, partial=True)
        if "accepted" in fields and (self.member.trainee or not self.may("oversee")):
            raise NotAllowed(_("An editor accepts highlights."))
        span = self.find(uid)
        self.need_match(span.revision, lambda: present_span(span))
        whose = {"span": span, "article": span.article, "actor": request.user, "trainee": self.member.trainee}
        left = fields.pop("left_behind", None)
        with transaction.atomic():
            if left is not None:
                (leave_behind if left else ask_again)(**whose, number=fields.pop("version"))
            with pointing_at_single("fragments" not in request.data):
                edit_span(**whose, **fields)
        return self.one(present_span(span), span.revision)

    def delete(self, request, slug, uid):
        span = self.find(uid)
        self.need_match(span.revision, lambda: present_span(span))
        delete_span(span=span, article=span.article, actor=request.user, others=self.may("oversee"))
        return self.gone()


class RestoreSpan(ApiView):
    permissions = {"POST": "contribute"}
    gives = {"POST": SpanOutput}
    statuses = {"POST": 200}

    def post(self, request, slug, uid):
        span = Span.objects.select_related("article").find_deleted(self.project, uid)
        span.article.project = span.project = self.project
        restore_span(span=span, article=span.article, actor=request.user, others=self.may("oversee"))
        return self.one(present_span(span), span.revision)
