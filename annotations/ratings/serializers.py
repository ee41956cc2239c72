"""What scales take and give."""

from itertools import pairwise

from django.utils.translation import gettext as _
from rest_framework import serializers as drf

from annotations.projects.models import SLUG
from annotations.ratings.default_scale import AVERITEC_LABELS
from annotations.ratings.models import Rating
from annotations.rest.serializers import Choice, Input, Integer, List, Name, Text

MOST_RATINGS = 20


class RatingInput(Input):
    """One rating. With `position` it stands in the order, without it outside, and then it has no `value`."""

    slug = Text(max_length=50, validators=[SLUG])
    label = Name(max_length=60)
    definition = Text(max_length=500, allow_blank=True, default="")
    colour = Choice(choices=Rating.COLOURS)
    letter = Name(max_length=3)
    position = Integer(min_value=0, max_value=MOST_RATINGS, allow_null=True, default=None)
    value = Integer(min_value=1, max_value=100, allow_null=True, default=None)
    claimreview = Name(max_length=60, allow_null=True, default=None)
    averitec = Choice(choices=AVERITEC_LABELS, allow_null=True, default=None)

    def validate(self, data):
        if data["position"] is None and data["value"] is not None:
            raise drf.ValidationError({"value": [_("A rating outside the order (position null) has no value.")]})
        return data


class ScaleInput(Input):
    """A whole scale. `version` may be sent back as it was read; If-Match is what counts."""

    version = Integer(required=False)
    ratings = List(child=RatingInput(), min_length=2, max_length=MOST_RATINGS)

    def validate_ratings(self, ratings):
        errors = {}
        for name, what in (("slug", "slug"), ("label", "label"), ("letter", "letter")):
            seen = set()
            for index, rating in enumerate(ratings):
                if rating[name] in seen:
                    errors.setdefault(index, {})[name] = [
                        _("Another rating has this %(what)s already.") % {"what": what}
                    ]
                seen.add(rating[name])
        ordered = [(index, rating) for index, rating in enumerate(ratings) if rating["position"] is not None]
        ordered.sort(key=lambda item: item[1]["position"])
        for expected, (index, rating) in enumerate(ordered):
            if rating["position"] != expected:
                errors.setdefault(index, {})["position"] = [_("Positions count from 0, without gaps, each once.")]
        falling = [(index, rating["value"]) for index, rating in ordered if rating["value"] is not None]
        for (_index, before), (index, value) in pairwise(falling):
            if value >= before:
                errors.setdefault(index, {})["value"] = [_("Values fall along the order: the truest has the highest.")]
        if errors:
            raise drf.ValidationError(errors)
        return ratings


class RatingOutput(drf.Serializer):
    slug = drf.CharField()
    label = drf.CharField()
    definition = drf.CharField()
    colour = drf.ChoiceField(choices=Rating.COLOURS)
    letter = drf.CharField()
    position = drf.IntegerField(allow_null=True)
    value = drf.IntegerField(allow_null=True)
    claimreview = drf.CharField(allow_null=True)
    averitec = drf.ChoiceField(choices=AVERITEC_LABELS, allow_null=True)


class ScaleOutput(drf.Serializer):
    version = drf.IntegerField()
    ratings = RatingOutput(many=True)
