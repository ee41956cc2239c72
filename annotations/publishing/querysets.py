"""Which publications; and that none is ever changed."""

from annotations.rows.querysets import RowQuerySet


class PublicationQuerySet(RowQuerySet):
    """Publications of a project. They are added, never changed: what was published stays on record."""

    def update(self, **values):
        raise TypeError("A publication is never changed; a correction adds the next one")

    def bulk_update(self, *args, **kwargs):
        raise TypeError("A publication is never changed; a correction adds the next one")

    def delete(self):
        raise TypeError("What was published stays on record")

    def erase(self):
        """Takes snapshot and salt away, for redaction alone; number, kind and hash stay."""
        return super().update(snapshot=None, salt=None, image=None, canonical_url=None)

    def versions(self, claim):
        """All versions of a claim's fact-check, the first one first."""
        return self.filter(claim=claim).order_by("number")


class FactCheckQuerySet(RowQuerySet):
    """Fact-checks of a project that are or were public."""

    def standing(self):
        """Those that were not withdrawn."""
        return self.exclude(state="void")

    def readable(self):
        """Those of which strangers read the words: neither withdrawn nor erased."""
        return self.standing().filter(current__snapshot__isnull=False)
