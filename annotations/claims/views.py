"""What the views of a claim's rounds, verdicts and replies have in common."""

from annotations.claims.models import Claim
from annotations.rest.views import ApiView


class ClaimView(ApiView):
    """An address below a claim."""

    def find_claim(self, uid):
        claim = Claim.objects.find(self.project, uid)
        claim.project = self.project
        return claim
