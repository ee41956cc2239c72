"""The filters of the claims list; the exports take the same ones. A value that cannot be meant is 400 at its name."""

from django.utils.translation import gettext as _

from annotations.accounts.models import User
from annotations.articles.models import Article
from annotations.assignments.models import Assignment
from annotations.claims.models import Appearance, Claim, Claimant
from annotations.errors import Invalid
from annotations.ratings.models import Rating
from annotations.rest.filters import choice_filter, time_filter


def filter_claims(claims, request, project):
    """`claims` by `?status, publication_state, claimant, rating, article, assignee, topic, q, updated_after`."""
    claims = choice_filter(claims, request, "status", Claim.Status.values)
    claims = choice_filter(claims, request, "publication_state", Claim.PublicationState.values)
    claims = time_filter(claims, request, "updated_after", "updated_at__gte")
    for name, narrow in FILTERS.items():
        value = request.GET.get(name)
        if value is not None:
            claims = narrow(claims, project, value)
    return claims


def _by_claimant(claims, project, uid):
    claimant = Claimant.objects.filter(project=project, uid=uid).first()
    if claimant is None:
        raise Invalid(("?claimant", _("There is no such claimant on this desk.")))
    return claims.filter(claimant=claimant.merged_into_id or claimant)


def _by_rating(claims, project, slug):
    # Any version of the scale: claims keep the rating they were given.
    if not Rating.objects.filter(scale__project=project, slug=slug).exists():
        raise Invalid(("?rating", _("There is no such rating on this desk.")))
    return claims.filter(rating=slug)


def _by_article(claims, project, uid):
    article = Article.objects.filter(project=project, uid=uid).first()
    if article is None:
        raise Invalid(("?article", _("There is no such article on this desk.")))
    linked = Appearance.objects.filter(span__article=article, span__deleted_at__isnull=True)
    return claims.filter(pk__in=linked.values("claim_id"))


def _by_assignee(claims, project, username):
    user = User.objects.filter(memberships__project=project, username__iexact=username).first()
    if user is None:
        raise Invalid(("?assignee", _("There is nobody of that name on this desk.")))
    return claims.filter(pk__in=Assignment.objects.claims_of(user))


def _by_topic(claims, project, topic):
    return claims.about(topic)


def _by_words(claims, project, words):
    return claims.search(words)


FILTERS = {
    "claimant": _by_claimant,
    "rating": _by_rating,
    "article": _by_article,
    "assignee": _by_assignee,
    "topic": _by_topic,
    "q": _by_words,
}

# For the OpenAPI document.
QUERY = {
    "status": f"one or several of {', '.join(Claim.Status.values)}, with commas",
    "publication_state": f"one or several of {', '.join(Claim.PublicationState.values)}, with commas",
    "claimant": "id",
    "rating": "slug of the desk rating",
    "article": "id of an article in which it was seen",
    "assignee": "username of whoever has it as open work, alone or with its whole article",
    "topic": "one topic, in any spelling",
    "q": "words",
    "updated_after": "time, RFC 3339",
}
