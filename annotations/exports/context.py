"""What formats know beside the rows."""

from dataclasses import dataclass, field

from annotations.ratings.models import Rating


@dataclass
class Context:
    """`desk` and `site` name the publisher; `names` is `{(scale version, slug): what a ClaimReview calls it}`,
    `bounds` `{scale version: (least value, greatest value)}`; `table` is one of the CSV tables."""

    desk: str
    site: str
    names: dict = field(default_factory=dict)
    bounds: dict = field(default_factory=dict)
    table: str = "verdicts"


def load_context(project, *, site, table="verdicts"):
    """The context of an export of this desk."""
    context = Context(project.name, site, table=table)
    ratings = Rating.objects.filter(scale__project=project).values_list(
        "scale__version", "slug", "label", "claimreview", "value"
    )
    values = {}
    for version, slug, label, claimreview, value in ratings:
        context.names[version, slug] = claimreview or label
        if value is not None:
            values.setdefault(version, []).append(value)
    context.bounds = {version: (min(found), max(found)) for version, found in values.items()}
    return context
