"""schema.org MediaReview of a published fact-check: what the picture or the recording is (FORMATS, 2).

A document of its own: beside the ClaimReview in one script, search engines take neither.
"""

from annotations.exports.claimreview import given

SCHEMA_TYPE = {"video": "VideoObject", "image": "ImageObject", "audio": "AudioObject"}


def media_review(row, context):
    """The MediaReview of a row of `publishing.public.page_of`, or None where the desk says nothing of media."""
    said = row["media_review"]
    if not said:
        return None
    return given(
        {
            "@context": "https://schema.org",
            "@type": "MediaReview",
            "url": row["url"],
            "identifier": row["claim"]["id"],
            "inLanguage": row["language"],
            "datePublished": row["first_published_at"],
            "dateModified": row["updated_at"],
            "author": {"@type": "Organization", "name": context.desk, "url": context.site},
            "mediaAuthenticityCategory": {
                "@id": f"http://schema.org/{said['authenticity']}",
                "@type": "MediaManipulationRatingEnumeration",
            },
            "originalMediaContextDescription": said["context"],
            "originalMediaLink": said["original_url"],
            "itemReviewed": {
                "@type": "MediaReviewItem",
                "mediaItemAppearance": [
                    appearance(item, row, said["medium"]) for item in row["appearances"] if item["article"] is None
                ],
            },
            "associatedClaimReview": {"@type": "ClaimReview", "url": row["url"], "identifier": row["claim"]["id"]},
        }
    )


def appearance(item, row, medium):
    """A post as a media object."""
    return given(
        {
            "@type": SCHEMA_TYPE[medium],
            "name": item["platform"],
            "description": row["claim"]["text"],
            "url": item["url"],
            "uploadDate": item["posted_at"],
            "archivedAt": item["archive_url"],
            # A picture has none.
            "transcript": item["transcript"] if medium != "image" else None,
        }
    )
