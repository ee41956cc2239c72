"""What we ask of django-allauth."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up by themselves: a desk invites people, or an operator makes them."""

    def is_open_for_signup(self, request):
        return False
