"""What rounds, verdicts and decisions take and give."""

from django.utils.translation import gettext as _
from rest_framework import serializers as drf

from annotations.guests.serializers import SignatureOutput
from annotations.rest.serializers import Boolean, Choice, Input, Integer, List, Name, PartialDate, Text
from annotations.verdicts.models import Decision, Round, Verdict
from annotations.verdicts.outcome import OUTCOMES

MAX_EXPLANATION = 20_000


class RoundInput(Input):
    """A further round; the desk's settings stand for what is left out."""

    kind = Choice(choices=Round.Kind.choices, required=False)
    blind = Boolean(required=False)
    required = Integer(min_value=1, max_value=20, required=False)
    tolerance = Integer(min_value=0, max_value=10, required=False)
    judges = Choice(choices=Round.Judges.choices, required=False)
    asked = List(child=Name(max_length=64), max_length=100, required=False)

    def validate_asked(self, asked):
        return list(dict.fromkeys(asked))


class RoundEdit(RoundInput):
    kind = None
    revealed = Boolean(required=False)

    def validate_revealed(self, revealed):
        if not revealed:
            raise drf.ValidationError(_("A reveal cannot be taken back."))
        return revealed

    def validate(self, data):
        if "revealed" in data and len(data) > 1:
            raise drf.ValidationError({"revealed": [_("Reveal in a request of its own.")]})
        return data


class VerdictInput(Input):
    """The whole verdict: what is left out is empty. It is a draft unless `status` says `submitted`."""

    rating = Name(max_length=50, allow_null=True, default=None)
    explanation = Text(max_length=MAX_EXPLANATION, allow_blank=True, default="")
    departure = Text(max_length=2_000, allow_null=True, default=None)
    confidence = Integer(min_value=1, max_value=5, allow_null=True, default=None)
    status = Choice(choices=["draft", "submitted"], default="draft")


class DecisionInput(Input):
    rating = Name(max_length=50)
    explanation = Text(max_length=MAX_EXPLANATION)
    method = Choice(choices=Decision.Method.choices)
    dissent = Text(max_length=MAX_EXPLANATION, allow_null=True, default=None)
    known_as_of = PartialDate(allow_null=True, required=False)


class RoundOutput(drf.Serializer):
    claim = drf.CharField()
    number = drf.IntegerField()
    kind = drf.ChoiceField(choices=Round.Kind.choices)
    blind = drf.BooleanField()
    required = drf.IntegerField()
    tolerance = drf.IntegerField()
    judges = drf.ChoiceField(choices=Round.Judges.choices)
    scale = drf.IntegerField(allow_null=True)
    asked = drf.ListField(child=drf.CharField())
    submitted = drf.ListField(child=drf.CharField())
    trainees = drf.ListField(child=drf.CharField(), help_text="those who have submitted what does not count")
    withdrawn = drf.ListField(child=drf.CharField(), help_text="those who have taken theirs back, and given no other")
    opened_at = drf.DateTimeField(allow_null=True)
    revealed_at = drf.DateTimeField(allow_null=True)
    outcome = drf.ChoiceField(choices=OUTCOMES, allow_null=True, help_text="what it came to; null until the reveal")
    candidates = drf.ListField(
        child=drf.CharField(), help_text="the rating on which it has settled, or the two to pick from"
    )


class VerdictOutput(drf.Serializer):
    id = drf.CharField()
    claim = drf.CharField()
    round = drf.IntegerField()
    reviewer = drf.CharField()
    guest = SignatureOutput(allow_null=True, help_text="who has signed it, when that is a guest")
    rating = drf.CharField(allow_null=True)
    explanation = drf.CharField(allow_blank=True)
    departure = drf.CharField(allow_null=True, help_text="why otherwise than the desk has rated the like")
    unusual = drf.BooleanField(
        allow_null=True,
        help_text="whether the desk had rated the like otherwise at submission; null for a draft, and for a guest",
    )
    confidence = drf.IntegerField(allow_null=True)
    status = drf.ChoiceField(choices=Verdict.Status.choices)
    counts = drf.BooleanField(help_text="false for a trainee's, and for advice of a guest")
    submitted_at = drf.DateTimeField(allow_null=True)


class DecisionOutput(drf.Serializer):
    id = drf.CharField()
    claim = drf.CharField()
    number = drf.IntegerField()
    round = drf.IntegerField()
    rating = drf.CharField()
    scale = drf.IntegerField()
    explanation = drf.CharField(allow_null=True)
    method = drf.ChoiceField(choices=Decision.Method.choices)
    dissent = drf.CharField(allow_null=True)
    known_as_of = drf.CharField(allow_null=True)
    author = drf.CharField()
    decided_at = drf.DateTimeField()
