"""Keeping what strangers look for in step with a claim's newest publication."""

from annotations.articles.models import Article
from annotations.publishing.addresses import digest_of, page_of
from annotations.publishing.models import FactCheck, FactCheckAddress
from annotations.text.fold import fold


def put_factcheck(publication, *, state, seq):
    """The fact-check, with this publication as its current version; `seq` is the change that says so."""
    snapshot, claim = publication.snapshot, publication.claim
    is_void = state == FactCheck.State.VOID
    made = FactCheck.objects.filter(claim=claim).first() or FactCheck(
        project=claim.project, claim=claim, uid=claim.uid, first_published_at=publication.published_at
    )
    made.current, made.state, made.seq = publication, state, seq
    made.updated_at = publication.published_at
    if not is_void:
        made.rating = snapshot["rating"]["slug"]
    made.folded = "" if is_void else words_of(snapshot)
    made.save()
    keys = set() if is_void else {digest_of(url) for url in addresses_of(claim.project, snapshot)}
    FactCheckAddress.objects.filter(factcheck=made).exclude(key__in=keys).delete()
    FactCheckAddress.objects.bulk_create(
        [FactCheckAddress(factcheck=made, project=claim.project, key=key) for key in sorted(keys)],
        ignore_conflicts=True,
    )
    quoted = [] if is_void else articles_of(snapshot)
    made.articles.set(Article.objects.filter(project=claim.project, uid__in=quoted))
    return made


def articles_of(snapshot):
    """Ids of the articles of which the snapshot quotes a passage."""
    return {seen["article"]["id"] for seen in snapshot["appearances"] if seen["article"] and seen["fragments"]}


def words_of(snapshot):
    """What strangers' search looks in, folded: all of it is public."""
    claim = snapshot["claim"]
    claimant = claim["claimant"] or {"name": None}
    names = ("headline", "summary", "body", "explanation")
    words = [claim["text"], claim["original_quote"], claimant["name"], *(snapshot[name] for name in names)]
    return fold("\n".join(filter(None, words)))


def addresses_of(project, snapshot):
    """Its own addresses, and those at which the claim was seen."""
    yield page_of(project, snapshot["claim"]["id"])
    if snapshot["canonical_url"]:
        yield snapshot["canonical_url"]
    for seen in snapshot["appearances"]:
        url = seen["article"]["url"] if seen["article"] else seen["url"]
        if url:
            yield url
