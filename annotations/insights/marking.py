"""The unitizing figure: how alike people mark an article, a pair of people, or the desk.

This module needs numpy: see `agreement.py`.
"""

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.insights.figures import FEW, figure
from annotations.insights.models import Unitizing
from annotations.insights.resampling import ratio_interval
from annotations.insights.selection import midnight

# Fewer articles than these say little about a desk.
FEW_ARTICLES = 10


def figures_of_marks(project, selection, by, *, pending):
    """`(the selection's figure, {key of the part: figure})`: parts by article or by pair, none by anything else."""
    rows = Unitizing.objects.filter(project=project)
    if selection.article:
        rows = rows.filter(article=selection.article)
    if selection.begin:
        rows = rows.filter(article__created_at__gte=midnight(selection.begin))
    if selection.end:
        rows = rows.filter(article__created_at__lt=midnight(selection.end))
    everybody = rows.filter(one__isnull=True)
    if selection.pair:
        chosen = rows.filter(one=selection.pair[0], other=selection.pair[1])
    else:
        chosen = everybody
    if selection.claimant:
        whole = none_of_marks(_("Highlights belong to an article, not to whoever said what it claims."))
    else:
        whole = pooled(list(chosen), of=everybody.count(), pending=pending)
    parts = {}
    if by == "pair" and not selection.claimant:
        by_pair = {}
        for row in rows.filter(one__isnull=False):
            by_pair.setdefault((row.one_id, row.other_id), []).append(row)
        of = everybody.count()
        parts = {pair: pooled(own, of=of, pending=pending) for pair, own in by_pair.items()}
    elif by == "article" and not selection.claimant:
        parts = {row.article_id: pooled([row], of=1, pending=pending) for row in chosen}
    return whole, parts


def none_of_marks(reason):
    return figure(None, None, units=0, verdicts=0, of=None, reason=reason)


def pooled(rows, *, of, pending=False):
    """The figure over articles: D_o and D_e of each weighed by its length, resampled by article; of one article its
    own, resampled by paragraph. `units` are highlights, and `coverage` is the share of articles."""
    usable = [row for row in rows if row.value is not None]
    if not usable:
        reason = _("No article has highlights of two people.")
        return none_of_marks(_("This is being computed. Look again in a moment.") if pending else reason)
    if len(usable) == 1:
        (row,) = usable
        value, bounds = row.value, None if row.low is None else (row.low, row.high)
    else:
        lengths, seen, chance = (
            np.array([getattr(row, name) for row in usable], dtype=float) for name in ("length", "observed", "expected")
        )
        value = 1 - (lengths * seen).sum() / (lengths * chance).sum()
        bounds = ratio_interval(lengths * seen, lengths * chance)
    passages = sum(row.passages for row in usable)
    found = figure(value, bounds, units=passages, verdicts=0, of=None, warnings=_doubts(usable, passages, bounds))
    return found | {"coverage": round(len(usable) / of, 6) if of else None}


def _doubts(rows, passages, bounds):
    found = [_("Highlights are not blind: people see each other’s while they mark.")]
    if passages < FEW:
        found.append(
            ngettext(
                "Only %(count)s highlight: too few to rely on.",
                "Only %(count)s highlights: too few to rely on.",
                passages,
            )
            % {"count": passages}
        )
    elif 1 < len(rows) < FEW_ARTICLES:
        found.append(
            ngettext("From %(count)s article only.", "From %(count)s articles only.", len(rows)) % {"count": len(rows)}
        )
    if bounds is None:
        found.append(_("No interval: it takes several articles, or several paragraphs of one."))
    return found
