"""What can be done to those who said things. Each in one transaction, recorded."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.changes.models import Change
from annotations.changes.record import Entry, record
from annotations.claims.models import Claim, Claimant
from annotations.errors import Conflict, Invalid
from annotations.projects.models import Project
from annotations.rows.models import new_uid
from annotations.text.fold import fold


def words_of(values):
    """What the search of claimants looks in, folded."""
    return fold("\n".join([values["name"], *(values.get("aliases") or [])]))


def find_speakers(project, given, pointers):
    """The claimants that bodies name, and the entries of those made for it: `(claimants, entries)`.

    `given` holds an id, a `{name, type?, url?}` or None each; `pointers` says where each stands in the body. One name
    is one claimant, in whatever spelling; a merged one stands for the one it was merged into. The caller records the
    entries before its own. Raises `Invalid` for an unknown id. At most six statements, however many.
    """
    uids = {one for one in given if isinstance(one, str)}
    found = Claimant.objects.filter(project=project, uid__in=uids).select_related("merged_into") if uids else []
    by_uid = {claimant.uid: claimant.merged_into or claimant for claimant in found}
    wanted = {(fold(one["name"])[:300], one.get("type")) for one in given if isinstance(one, dict)}
    by_name = _find_names(project, {name for name, _ in wanted})
    if wanted - set(by_name):
        # Somebody may make the same one just now: whoever makes claimants does it one after another.
        _lock_names(project)
        by_name = _find_names(project, {name for name, _ in wanted})
    result, made = [], []
    for one, pointer in zip(given, pointers, strict=True):
        if one is None:
            result.append(None)
        elif isinstance(one, str):
            if one not in by_uid:
                raise Invalid((pointer, _("There is no such claimant on this desk.")))
            result.append(by_uid[one])
        else:
            folded = fold(one["name"])[:300]
            claimant = by_name.get((folded, one.get("type")))
            if claimant is None:
                claimant = _new_claimant(project, one)
                made.append(claimant)
                by_name[folded, claimant.type] = claimant
                by_name.setdefault((folded, None), claimant)
            result.append(claimant)
    if made:
        Claimant.objects.bulk_create(made)
    return result, [Entry("create", claimant, data={"name": claimant.name}) for claimant in made]


def _find_names(project, names):
    """{(folded name, type): claimant} of the project, and (folded name, None) for any type; a standing one wins over
    one that was merged away."""
    by_name = {}
    if names:
        found = Claimant.objects.filter(project=project, name_folded__in=names).select_related("merged_into")
        for claimant in sorted(found, key=lambda c: (c.merged_into_id is not None, c.pk)):
            standing = claimant.merged_into or claimant
            by_name.setdefault((claimant.name_folded, claimant.type), standing)
            by_name.setdefault((claimant.name_folded, None), standing)
    return by_name


def _lock_names(project):
    """Waits for whoever makes or renames claimants of this project; until the commit."""
    Project.objects.select_for_update(no_key=True).only("pk").get(pk=project.pk)


def _new_claimant(project, values, uid=None):
    values = {"type": Claimant.Type.PERSON} | values
    return Claimant(
        project=project, uid=uid or new_uid(), name_folded=fold(values["name"])[:300], folded=words_of(values), **values
    )


def _refuse_taken(project, name, type, but=None):
    taken = Claimant.objects.standing().named(name).filter(project=project, type=type)
    if but is not None:
        taken = taken.exclude(pk=but.pk)
    if other := taken.first():
        raise Conflict(_("“%(name)s” is on this desk already.") % {"name": other.name}, id=other.uid)


@transaction.atomic(savepoint=False)
def create_claimant(*, project, actor, uid=None, **fields):
    """The new claimant. Raises `Conflict` when somebody of that name and type is there."""
    uid = Claimant.objects.free_uid(project, uid)
    _lock_names(project)
    _refuse_taken(project, fields["name"], fields.get("type", Claimant.Type.PERSON))
    claimant = _new_claimant(project, fields, uid)
    claimant.save(force_insert=True)
    record("create", claimant, project=project, actor=actor, data={"name": claimant.name})
    return claimant


def claims_of(claimant):
    """Ids of the claims that name this claimant."""
    return list(Claim.objects.alive().filter(claimant=claimant).order_by("pk").values_list("uid", flat=True))


@transaction.atomic(savepoint=False)
def edit_claimant(*, claimant, actor, **values):
    """Writes the changed fields. Raises `Stale`, and `Conflict` for a name that is taken."""
    before = {name: getattr(claimant, name) for name, value in values.items() if getattr(claimant, name) != value}
    if not before:
        return
    after = {name: values[name] for name in before}
    now = {name: getattr(claimant, name) for name in ("name", "aliases", "type")} | after
    if ("name" in after or "type" in after) and claimant.merged_into_id is None:
        _lock_names(claimant.project)
        _refuse_taken(claimant.project, now["name"], now["type"], but=claimant)
    claimant.save_revision(**after, name_folded=fold(now["name"])[:300], folded=words_of(now))
    record(
        "edit",
        claimant,
        project=claimant.project,
        actor=actor,
        claims=claims_of(claimant),
        data={"before": before, "after": after},
    )


@transaction.atomic(savepoint=False)
def merge_claimant(*, claimant, into, actor):
    """Gives the claimant's claims to `into`, and its names as aliases; the data of the change lists what moved."""
    if into is None:
        raise Invalid(("/into", _("There is no such claimant on this desk.")))
    if into.pk == claimant.pk:
        raise Invalid(("/into", _("A claimant cannot be merged into itself.")))
    if claimant.merged_into_id is not None:
        raise Conflict(_("This claimant was merged already."))
    if into.merged_into_id is not None:
        raise Conflict(_("That claimant was merged into another. Merge into that one."))
    claims = Claim.objects.filter(claimant=claimant)
    moved = list(claims.order_by("pk").values_list("uid", flat=True))
    claims.update(claimant=into)
    # Those merged into this one before stand for the same person now.
    followed = list(claimant.merged.order_by("pk").values_list("uid", flat=True))
    claimant.merged.update(merged_into=into)
    known = {fold(name) for name in [into.name, *into.aliases]}
    added = []
    for name in [claimant.name, *claimant.aliases]:
        if fold(name) not in known:
            known.add(fold(name))
            added.append(name)
    aliases = [*into.aliases, *added]
    into.save_revision(aliases=aliases, folded=words_of({"name": into.name, "aliases": aliases}))
    claimant.save_revision(merged_into=into)
    record(
        "merge",
        claimant,
        project=claimant.project,
        actor=actor,
        claims=moved,
        data={"into": into.uid, "claims": moved, "aliases": added, "merged": followed},
    )


@transaction.atomic(savepoint=False)
def unmerge_claimant(*, claimant, actor):
    """Takes a merge back: the claims that moved and were not changed since return. Raises `Conflict` when the name
    was taken meanwhile."""
    into = claimant.merged_into
    if into is None:
        raise Conflict(_("This claimant was not merged."))
    _lock_names(claimant.project)
    _refuse_taken(claimant.project, claimant.name, claimant.type)
    merge = (
        Change.objects.filter(project=claimant.project, object=claimant.uid, verb="merge", kind=Claimant.kind)
        .order_by("-seq")
        .first()
    )
    data = (merge.data if merge else None) or {"claims": [], "aliases": [], "merged": []}
    claims = Claim.objects.filter(project=claimant.project, uid__in=data["claims"], claimant=into)
    moved = list(claims.order_by("pk").values_list("uid", flat=True))
    claims.update(claimant=claimant, updated_at=timezone.now())
    Claimant.objects.filter(project=claimant.project, uid__in=data["merged"], merged_into=into).update(
        merged_into=claimant
    )
    aliases = [name for name in into.aliases if name not in data["aliases"]]
    into.save_revision(aliases=aliases, folded=words_of({"name": into.name, "aliases": aliases}))
    claimant.save_revision(merged_into=None)
    record(
        "unmerge",
        claimant,
        project=claimant.project,
        actor=actor,
        claims=moved,
        data={"from": into.uid, "claims": moved},
    )
