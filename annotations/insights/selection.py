"""What agreement is asked about: the whole desk, or an article, a claimant, a period, a pair of reviewers."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.utils.translation import gettext as _

from annotations.accounts.models import User
from annotations.articles.models import Article
from annotations.claims.models import Appearance, Claimant
from annotations.errors import Invalid
from annotations.rest.told import told
from annotations.text import dates
from annotations.verdicts.models import Verdict

# For the OpenAPI document.
QUERY = {
    "article": "id: claims that were seen in it",
    "claimant": "id: claims of this person or organization",
    "from": "2024, 2024-03 or 2024-03-05 (UTC): rounds revealed since",
    "to": "the same: rounds revealed up to its last day",
    "reviewers": "two usernames with a comma: what both have judged",
    "round": "first: only first rounds, in which nobody can know an earlier verdict",
}

# Machines judge too, later; what was imported was not given here. Guests count when an editor has admitted them.
JUDGES = (User.Kind.PERSON, User.Kind.GUEST)


@dataclass(frozen=True)
class Selection:
    """The filters. `begin` and `end` are days, `end` the first one that is no longer meant."""

    article: Article | None = None
    claimant: Claimant | None = None
    begin: date | None = None
    end: date | None = None
    pair: tuple[User, ...] = ()
    first: bool = False

    def verdicts(self, project):
        """The verdicts that count: given blind, by persons and admitted guests, no trainees, in revealed rounds of
        claims that stand (ARCHITECTURE, invariant 4: nothing sealed is in any figure)."""
        found = Verdict.objects.counting().filter(
            project=project,
            blind=True,
            round__revealed_at__isnull=False,
            reviewer__kind__in=JUDGES,
            claim__deleted_at__isnull=True,
        )
        if self.article:
            linked = Appearance.objects.filter(span__article=self.article, span__deleted_at__isnull=True)
            found = found.filter(claim__in=linked.values("claim"))
        if self.claimant:
            found = found.filter(claim__claimant=self.claimant)
        if self.begin:
            found = found.filter(round__revealed_at__gte=midnight(self.begin))
        if self.end:
            found = found.filter(round__revealed_at__lt=midnight(self.end))
        if self.pair:
            found = found.filter(reviewer__in=self.pair)
        if self.first:
            found = found.filter(round__number=1)
        return found


def midnight(day):
    """When a day begins, in UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def read_selection(query, project):
    """The `Selection` of a request's query. Raises `Invalid` at the name of what cannot be meant."""
    return Selection(
        article=_article(query.get("article"), project),
        claimant=_claimant(query.get("claimant"), project),
        begin=read_day("from", query.get("from")),
        end=read_day("to", query.get("to"), last=True),
        pair=_pair(query.get("reviewers"), project),
        first=_first(query.get("round")),
    )


def _article(uid, project):
    if not uid:
        return None
    article = Article.objects.alive().filter(project=project, uid=uid).first()
    if article is None:
        raise Invalid(("?article", _("There is no such article on this desk.")))
    return article


def _claimant(uid, project):
    if not uid:
        return None
    claimant = Claimant.objects.filter(project=project, uid=uid).select_related("merged_into").first()
    if claimant is None:
        raise Invalid(("?claimant", _("There is no such claimant on this desk.")))
    return claimant.merged_into or claimant


def read_day(name, value, last=False):
    """The first day of what a query names, `last`: the day after its last one; None for nothing. Raises `Invalid`."""
    if not value:
        return None
    try:
        first, precision = dates.parse(value)
    except ValueError as error:
        raise Invalid((f"?{name}", told(error.args[0]))) from None
    try:
        return _after(first, precision) if last else first
    except (ValueError, OverflowError):
        raise Invalid((f"?{name}", _("There is no day after this one."))) from None


def _after(first, precision):
    """The day after the year, month or day that begins with `first`."""
    if precision == dates.YEAR:
        return date(first.year + 1, 1, 1)
    if precision == dates.MONTH:
        return date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return first + timedelta(days=1)


def _pair(value, project):
    if not value:
        return ()
    names = value.split(",")
    if len(names) != 2 or names[0].casefold() == names[1].casefold():
        raise Invalid(("?reviewers", _("Name two different people, with a comma between them.")))
    # Whoever has left the desk has still judged.
    judges = User.objects.filter(pk__in=Verdict.objects.submitted().filter(project=project).values("reviewer"))
    members = User.objects.filter(memberships__project=project)
    found = []
    for name in names:
        user = members.filter(username__iexact=name).first() or judges.filter(username__iexact=name).first()
        if user is None:
            raise Invalid(("?reviewers", _("There is nobody called %(name)s on this desk.") % {"name": name}))
        found.append(user)
    return tuple(sorted(found, key=lambda user: user.pk))


def _first(value):
    if value not in (None, "", "all", "first"):
        raise Invalid(("?round", _("round must be first or all.")))
    return value == "first"
