"""`claimreview.jsonld`: an array of schema.org ClaimReview (FORMATS, 2a).

`url` and `datePublished` are left out while the fact-check is not published. A rating outside the order has no
numbers: "unproven" has no place on a scale.
"""

from annotations.exports.verdicts_json import array

SCHEMA_TYPE = {"person": "Person", "organization": "Organization"}


def render(rows, context):
    """Yields the bytes of the array. What ceased stays as `verdicts.*` shows it."""
    return array(row if "withdrawn" in row else claim_review(row, context) for row in rows)


def claim_review(row, context):
    """The ClaimReview that a row stands for."""
    claim = row["claim"]
    return given(
        {
            "@context": "https://schema.org",
            "@type": "ClaimReview",
            "url": row["url"],
            "identifier": claim["id"],
            "inLanguage": claim["language"],
            "claimReviewed": claim["text"],
            "datePublished": row["first_published_at"],
            "dateModified": row["updated_at"],
            "author": {"@type": "Organization", "name": context.desk, "url": context.site},
            "reviewBody": row["explanation"],
            "reviewRating": review_rating(row["rating"], context),
            "itemReviewed": item_reviewed(claim, row["appearances"]),
            "citation": [citation(item) for item in row["evidence"]],
        }
    )


def given(members):
    """Without what is null or empty: JSON-LD leaves out what is not known."""
    return {name: value for name, value in members.items() if value not in (None, [], {})}


def review_rating(rating, context):
    shown = {"@type": "Rating", "alternateName": context.names.get((rating["scale"], rating["slug"]), rating["label"])}
    worst, best = context.bounds.get(rating["scale"], (None, None))
    # One value alone is no scale: worst must be less than best.
    if rating["value"] is not None and worst != best:
        shown |= {"ratingValue": rating["value"], "bestRating": best, "worstRating": worst}
    return shown


def item_reviewed(claim, appearances):
    claimant = claim["claimant"]
    return given(
        {
            "@type": "Claim",
            "name": claim["text"],
            "author": claimant
            and given(
                {"@type": SCHEMA_TYPE[claimant["type"]], "name": claimant["name"], "sameAs": claimant["url"]},
            ),
            "datePublished": claim["claimed_on"],
            "appearance": [appearance(item) for item in appearances if where(item)],
        }
    )


def where(item):
    """The address at which a claim was seen, or None."""
    return item["article"]["url"] if item["article"] else item["url"]


def appearance(item):
    if item["article"] is None:
        return given({"@type": "CreativeWork", "url": item["url"], "datePublished": item["posted_at"]})
    article = item["article"]
    publisher = article["publisher"] and {"@type": "Organization", "name": article["publisher"]}
    return given(
        {
            "@type": "Article",
            "url": article["url"],
            "headline": article["title"],
            "datePublished": article["published_on"],
            "publisher": publisher,
        }
    )


def citation(item):
    """A piece of evidence as a work that the review cites."""
    publisher = item["publisher"] and {"@type": "Organization", "name": item["publisher"]}
    return given(
        {
            "@type": "CreativeWork",
            "url": item["url"],
            "name": item["title"] or item["citation"],
            "publisher": publisher,
            "datePublished": item["published_on"],
            "archivedAt": item["archive_url"],
        }
    )
