"""Which claims, and what is read with them."""

from django.db.models import F

from annotations.rows.querysets import RowQuerySet
from annotations.text.fold import fold


def fold_topic(topic):
    """A topic as the filter compares it. The bar parts topics in `topics_folded`, so none keeps its own."""
    return fold(topic).replace("|", "/")


def fold_topics(topics):
    """`|topic|topic|`, or nothing."""
    return "".join(f"|{fold_topic(topic)}" for topic in topics) + "|" if topics else ""


class ClaimQuerySet(RowQuerySet):
    """Claims of a project."""

    def loaded(self):
        """With what `present()` needs, in the same statement."""
        return self.select_related("author", "claimant").annotate(
            duplicate_of_uid=F("duplicate_of__uid"), split_from_uid=F("split_from__uid")
        )

    def locked(self):
        """Read for a write: whoever links, merges or judges the same claim waits for the end of the transaction."""
        return self.select_for_update(of=("self",), no_key=True)

    def about(self, topic):
        """Those with this topic, however it is spelt."""
        return self.filter(topics_folded__contains=f"|{fold_topic(topic)}|")


class ClaimantQuerySet(RowQuerySet):
    """Claimants of a project."""

    def named(self, name):
        """Those with this name in any spelling, merged ones too."""
        return self.filter(name_folded=fold(name)[:300])

    def standing(self):
        """Those that were not merged into another."""
        return self.filter(merged_into__isnull=True)
