"""What can be done to a desk and to who belongs to it. Each in one transaction, recorded."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from annotations.accounts.models import User
from annotations.changes.bell import ring_person
from annotations.changes.models import Counter
from annotations.changes.record import Entry, record, record_all
from annotations.errors import Conflict, Invalid
from annotations.projects.models import DEFAULT_SETTINGS, Membership, Project, Token
from annotations.projects.permissions import Role
from annotations.ratings.actions import add_scale


@transaction.atomic
def create_desk(*, actor, slug, name, description="", language="", settings=None):
    """The new desk: with its log, its first admin (the actor) and the default scale.

    Raises `Conflict` when the slug is taken.
    """
    try:
        with transaction.atomic():
            project = Project.objects.create(
                slug=slug,
                name=name,
                description=description,
                language=language,
                settings=_kept(settings or {}),
            )
    except IntegrityError:
        raise Conflict(_("There is a desk with the slug %(slug)s already.") % {"slug": slug}) from None
    project.counter = Counter.objects.create(project=project)
    data = {"name": name, "description": description, "language": language, "settings": project.settings}
    record("create", project, project=project, actor=actor, data=data)
    add_member(project=project, actor=actor, user=actor, role=Role.ADMIN)
    add_scale(project=project, actor=actor)
    return project


def _kept(settings):
    """What of the settings differs from the defaults, which is all that a desk keeps."""
    return {name: value for name, value in settings.items() if value != DEFAULT_SETTINGS[name]}


@transaction.atomic
def edit_desk(*, project, actor, settings=None, **values):
    """Writes what changed of a desk; `settings` are merged by name. Raises `Stale` when it changed meanwhile."""
    if settings is not None:
        gates = project.gates | settings.get("gates", {})
        settings = project.all_settings | settings | {"gates": gates}
        values["settings"] = _kept(settings)
    before = {name: getattr(project, name) for name, value in values.items() if getattr(project, name) != value}
    if not before:
        return
    after = {name: values[name] for name in before}
    project.save_revision(**after)
    record("edit", project, project=project, actor=actor, data={"before": before, "after": after})
    if "settings" in after and project.setting("require_two_factor"):
        # Whoever lacks it has no right to listen any more.
        for username in project.memberships.values_list("user__username", flat=True):
            ring_person(project.pk, username)


def find_person(username):
    """The person of this name, whatever its case. Raises `Invalid` at `/username`."""
    user = User.objects.filter(username__iexact=username, kind=User.Kind.PERSON, is_active=True).first()
    if user is None:
        raise Invalid(("/username", _("Nobody here is called %(username)s.") % {"username": username}))
    return user


@transaction.atomic
def add_member(*, project, actor, user, role, trainee=False, invitation=None):
    """The new membership, by an admin or by an invitation. Raises `Conflict` when the person is a member already."""
    member, is_new = Membership.objects.get_or_create(
        project=project, user=user, defaults={"role": role, "trainee": trainee}
    )
    if not is_new:
        raise Conflict(_("%(username)s belongs to this desk already.") % {"username": user.username})
    data = {"role": str(role), "trainee": trainee}
    if invitation is None:
        record("add", member, project=project, actor=actor, data=data)
    else:
        data |= {"invitation": invitation.uid, "invited_by": invitation.author.username}
        record("join", member, project=project, actor=actor, data=data)
    return member


@transaction.atomic
def edit_member(*, member, actor, **values):
    """Writes a member's changed role or trainee mark. Raises `Conflict` when no admin would be left."""
    before = {name: getattr(member, name) for name, value in values.items() if getattr(member, name) != value}
    if not before:
        return
    if "role" in before:
        keep_an_admin(member)
    after = {name: values[name] for name in before}
    for name, value in after.items():
        setattr(member, name, value)
    member.save(update_fields=list(after))
    data = {"before": before, "after": after}
    record("edit", member, project=member.project, actor=actor, data=data)
    ring_person(member.project_id, member.user.username)


@transaction.atomic
def remove_member(*, member, actor, work=()):
    """Takes a person off a desk; what they wrote stays, under their name. Raises `Conflict` for the last admin.

    `work` are entries for the log about what they had to do: see `dossiers.leaving`, which comes through here.
    """
    keep_an_admin(member)
    data = {"before": {"role": member.role, "trainee": member.trainee}}
    Membership.objects.filter(pk=member.pk).delete()
    # Tokens for this desk alone do not come back with the person.
    Token.objects.filter(user=member.user, project=member.project_id).delete()
    verb = "leave" if actor.pk == member.user_id else "remove"
    record_all([*work, Entry(verb, member, data=data)], project=member.project, actor=actor)
    ring_person(member.project_id, member.user.username)


def keep_an_admin(member):
    """Raises `Conflict` when `member` is the only admin. Holds the project, so that two admins cannot leave at once."""
    Project.objects.select_for_update().get(pk=member.project_id)
    admins = Membership.objects.filter(project=member.project_id, role=Role.ADMIN)
    if member.role == Role.ADMIN and not admins.exclude(pk=member.pk).exists():
        raise Conflict(_("This is the desk's last admin. Make somebody else an admin first."))
