"""A span's place in a version's text, checked on every write (invariant 1)."""

from annotations.errors import Conflict, Invalid
from annotations.rest.told import told
from annotations.spans.models import Anchor
from annotations.text import FragmentsInvalid, FragmentsMismatch
from annotations.text.offsets import check_fragments


def place(version, fragments):
    """The fragments as they are stored, with prefix and suffix from our text.

    Raises `Invalid` (pointers) out of range, unsorted or overlapping; `Conflict` with `found` where other text stands.
    """
    try:
        return check_fragments(version.text, fragments)
    except FragmentsInvalid as error:
        raise Invalid(*((pointer, told(detail)) for pointer, detail in error.errors)) from None
    except FragmentsMismatch as error:
        shown = [{"pointer": pointer, "detail": told(detail)} for pointer, detail in error.errors]
        detail = "; ".join(f"{one['pointer']}: {one['detail']}" for one in shown)
        raise Conflict(detail, found=error.found, errors=shown) from None


def add_anchor(span, version, fragments, state=Anchor.State.ORIGINAL, *, placed_at=None):
    """The new anchor of `span` in `version`, over fragments that `place` gave; `placed_at` when a person chose it."""
    return Anchor.objects.create(
        span=span,
        version=version,
        state=state,
        start=fragments[0]["start"],
        end=fragments[-1]["end"],
        fragments=fragments,
        placed_at=placed_at,
    )


def same_place(version, fragments, *, but=None):
    """Ids of the spans that lie on exactly these fragments of `version`, oldest first."""
    anchors = (
        Anchor.objects.filter(
            version=version,
            start=fragments[0]["start"],
            end=fragments[-1]["end"],
            span__deleted_at__isnull=True,
        )
        .exclude(span=but)
        .order_by("span_id")
        .values_list("span__uid", "fragments")
    )
    return [uid for uid, theirs in anchors if theirs == fragments]
