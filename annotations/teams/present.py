"""Desks, members and tokens as every caller gets them."""

from annotations.rows.times import timestamp


def present_listed(project, role):
    """A desk in a list, as a member with this role sees it."""
    return {
        "slug": project.slug,
        "name": project.name,
        "description": project.description,
        "language": project.language or None,
        "role": role,
    }


def present(member, *, settings=True):
    """One desk as its member sees it; `settings` is null for who may read published things only."""
    project = member.project
    return present_listed(project, member.role) | {
        "settings": project.all_settings if settings else None,
        "revision": project.revision,
        "created_at": timestamp(project.created_at),
        "updated_at": timestamp(project.updated_at),
    }


def present_member(member):
    """A membership; `user` must be loaded."""
    return {
        "username": member.user.username,
        "name": member.user.name,
        "role": member.role,
        "trainee": member.trainee,
        "created_at": timestamp(member.created_at),
    }


def present_invitation(invitation):
    """An invitation without its secret; `author` and `used_by` must be loaded."""
    return {
        "id": invitation.uid,
        "email": invitation.email or None,
        "role": invitation.role,
        "trainee": invitation.trainee,
        "author": invitation.author.username,
        "created_at": timestamp(invitation.created_at),
        "expires_at": timestamp(invitation.expires_at),
        "used_at": timestamp(invitation.used_at),
        "used_by": invitation.used_by.username if invitation.used_by else None,
    }


def present_token(token):
    """A token without its secret."""
    return {
        "id": token.uid,
        "name": token.name,
        "project": token.project.slug if token.project else None,
        "scope": token.scope,
        "created_at": timestamp(token.created_at),
        "expires_at": timestamp(token.expires_at),
        "last_used_at": timestamp(token.last_used_at),
    }
