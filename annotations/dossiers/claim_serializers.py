"""What the addresses of claims give: documentation of `claim_loading`, tested equal to it."""

from rest_framework import serializers as drf

from annotations.claims.models import Claim
from annotations.claims.serializers import AppearanceOutput, ClaimColumns
from annotations.evidence.serializers import EvidenceOutput
from annotations.publishing.serializers import PublicationOutput
from annotations.rest.entries import EntryOutput
from annotations.spans.serializers import SpanOutput
from annotations.verdicts.serializers import DecisionOutput, RoundOutput, VerdictOutput


class CountsOutput(drf.Serializer):
    spans = drf.IntegerField()
    evidence = drf.IntegerField()
    comments = drf.IntegerField()


class StancesOutput(drf.Serializer):
    supports = drf.IntegerField()
    refutes = drf.IntegerField()
    context = drf.IntegerField()


class ClaimRowOutput(ClaimColumns):
    """A claim in a list."""

    counts = CountsOutput()
    stances = StancesOutput()
    seen = drf.IntegerField(help_text="in how many articles and posts")
    round = RoundOutput(allow_null=True, help_text="the newest that is listed")


class SimilarOutput(ClaimRowOutput):
    score = drf.FloatField(help_text="likeness, 0 to 1")


class ClaimOutput(ClaimColumns):
    """One claim with what hangs on it."""

    spans = SpanOutput(many=True)
    appearances = AppearanceOutput(many=True)
    evidence = EvidenceOutput(many=True)
    rounds = RoundOutput(many=True)
    my_verdict = VerdictOutput(allow_null=True, help_text="the caller's own in the newest round")
    decision = DecisionOutput(allow_null=True)
    publication = PublicationOutput(allow_null=True)


class StepOutput(drf.Serializer):
    to = drf.ChoiceField(choices=Claim.Status.choices)


class BlockedOutput(StepOutput):
    unmet = drf.ListField(child=drf.CharField())


class TransitionsOutput(drf.Serializer):
    status = drf.ChoiceField(choices=Claim.Status.choices)
    allowed = StepOutput(many=True)
    blocked = BlockedOutput(many=True)


class FieldChangeOutput(drf.Serializer):
    field = drf.CharField()
    before = drf.JSONField()
    after = drf.JSONField()


class HistoryOutput(EntryOutput):
    """A line of a claim's history."""

    changes = FieldChangeOutput(many=True)
    about = drf.DictField()
