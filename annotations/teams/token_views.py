"""`/api/v1/tokens`: the caller's own."""

from django.utils.translation import gettext as _

from annotations.errors import Missing
from annotations.projects.permissions import Scope
from annotations.rest.views import ApiView
from annotations.teams import tokens
from annotations.teams.present import present_token
from annotations.teams.serializers import NewTokenOutput, TokenInput, TokenOutput
from annotations.teams.views import memberships


class Tokens(ApiView):
    permissions = {"GET": "read", "POST": "read"}
    takes = {"POST": TokenInput}
    gives = {"GET": [TokenOutput], "POST": NewTokenOutput}
    shows_secret = True

    def get(self, request):
        found = tokens.tokens_of(request.user, by=request.auth)
        return self.many(found, lambda rows: [present_token(row) for row in rows])

    def post(self, request):
        fields, by = self.read(TokenInput), request.auth
        slug = fields.pop("project", by.project and by.project.slug if by and "project" not in fields else None)
        token, secret = tokens.create_token(
            user=request.user,
            project=self.find_desk(slug),
            scope=fields.pop("scope", Scope.READ),
            expires_at=fields.pop("expires_at", by.expires_at if by and "expires_at" not in fields else None),
            by=by,
            **fields,
        )
        shown = present_token(token) | {"token": secret}
        return self.one(shown, 1, status=201, location=f"tokens/{token.uid}")

    def find_desk(self, slug):
        """The desk that the new token is limited to. Raises `Missing` for one that the caller does not know."""
        if slug is None:
            return None
        member = memberships(self.request).filter(project__slug=slug).first()
        if member is None:
            raise Missing(_("There is no such project."))
        return member.project


class OneToken(ApiView):
    permissions = {"DELETE": "read"}

    def delete(self, request, token):
        tokens.revoke_token(user=request.user, uid=token, by=request.auth)
        return self.gone()
