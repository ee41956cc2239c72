"""Where words of people stand: the columns of every row of a desk. A test fails for a model that is left out."""

from django.apps import apps
from django.db import models

# How a row leads to its desk where it has no `project` of its own.
LEADS_TO = {
    "Project": "pk",
    "Anchor": "version__project",
    "Rating": "scale__project",
    "Sighting": "lead__project",
}
# Rows that belong to no desk, or hold words only for a day and are deleted whole.
ELSEWHERE = {"User", "MailChoice", "KeptAnswer"}

# Columns that hold no words of people: ids, digests, times, names that the program gives.
FIXED = {
    "uid",
    "salt",
    "hash",
    "digest",
    "data_digest",
    "sha256",
    "redacted_sha256",
    "slug",
    "rating",
    "language",
    "quote_language",
    "published_on",
    "claimed_on",
    "known_as_of",
    "posted_at",
    "media_type",
    "lease_token",
    "mail_token",
}
FIXED_OF = {
    "Project": {"settings"},
    "Change": {"actor", "verb", "kind", "object", "path", "article"},
    "ChangedClaim": {"claim"},
    "Counter": {"hash"},
    "FactCheckAddress": {"key"},
    "Job": {"name"},
    "LogCursor": {"follower"},
    "Notification": {"key"},
    "Redaction": {"target", "result"},
    "Round": {"candidates"},
    "Unitizing": {"basis"},
}
# Unique columns made of words: a row that loses any of its words gets another key.
KEYS = {
    "Claimant": ("name_folded",),
    "Lead": ("link_key", "text_key"),
    "Source": ("key",),
}


def desk_models():
    """Every model whose rows belong to a desk and have words."""
    for model in apps.get_app_config("annotations").get_models():
        if model.__name__ not in ELSEWHERE and columns(model):
            yield model


def columns(model):
    """The columns of a model in which words of people stand."""
    own = FIXED | FIXED_OF.get(model.__name__, set()) | set(KEYS.get(model.__name__, ()))
    return [
        field
        for field in model._meta.concrete_fields
        if field.name not in own
        and not field.choices
        and isinstance(field, models.CharField | models.TextField | models.JSONField)
    ]


def rows_of(model, project):
    """The rows of a desk, by the plain manager: of some rows no other may change anything."""
    return model._base_manager.filter(**{LEADS_TO.get(model.__name__, "project"): project.pk})


def is_folded(field):
    """Whether the column repeats words as `fold()` gives them."""
    return field.name == "folded" or field.name.endswith("_folded")
