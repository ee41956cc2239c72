"""Rows for tests, made as the program makes them."""

from annotations.dossiers.claim_actions import create_claims
from annotations.verdicts.actions import decide, put_verdict
from annotations.verdicts.models import Round
from annotations.verdicts.rounds import reveal_round


def make_claim(project, user, text="The bridge was closed for three days in March.", **fields):
    """A claim by `user` with its first round; `fields` as in the API."""
    return create_claims(project=project, actor=user, drafts=[{"text": text, **fields}])[0]


def submit(claim, user, rating="true", explanation="Two logs say so.", confidence=None, **more):
    """The submitted verdict of `user`."""
    said = {"rating": rating, "explanation": explanation, "confidence": confidence, **more}
    return put_verdict(claim=claim, actor=user, status="submitted", **said)[0]


def reveal(claim, editor):
    """The claim's newest round, revealed."""
    newest = Round.objects.newest(claim)
    newest.claim = claim
    return reveal_round(round=newest, actor=editor)


def settle(claim, alice, bob, editor, rating="false", method="adjudication", explanation="The log says open."):
    """A claim with two verdicts, revealed by the second, and the desk rating."""
    submit(claim, alice, rating)
    submit(claim, bob, rating)
    return decide(claim=claim, actor=editor, rating=rating, explanation=explanation, method=method)[0]
