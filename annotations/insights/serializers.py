"""What agreement gives, for the OpenAPI document."""

from rest_framework import serializers as drf

from annotations.publishing.models import FactCheck, Publication
from annotations.spans.serializers import PlaceOutput

COEFFICIENTS = (
    "percent_agreement",
    "cohen_kappa",
    "fleiss_kappa",
    "alpha_nominal",
    "alpha_ordinal",
    "alpha_unitizing",
)


class IntervalOutput(drf.Serializer):
    low = drf.FloatField()
    high = drf.FloatField()


class FigureOutput(drf.Serializer):
    value = drf.FloatField(allow_null=True)
    interval = IntervalOutput(allow_null=True, help_text="percentile bootstrap")
    units = drf.IntegerField(help_text="rounds; of alpha_unitizing highlights")
    verdicts = drf.IntegerField(help_text="of alpha_unitizing 0")
    coverage = drf.FloatField(allow_null=True, help_text="the share of all units; of alpha_unitizing of all articles")
    reason = drf.CharField(allow_null=True, help_text="why there is no value")
    warnings = drf.ListField(child=drf.CharField())


class FiguresOutput(drf.Serializer):
    percent_agreement = FigureOutput()
    cohen_kappa = FigureOutput()
    fleiss_kappa = FigureOutput()
    alpha_nominal = FigureOutput()
    alpha_ordinal = FigureOutput()
    alpha_unitizing = FigureOutput()


class SelectionOutput(drf.Serializer):
    article = drf.CharField(allow_null=True)
    claimant = drf.CharField(allow_null=True)
    before = drf.DateField(allow_null=True, help_text="the day after the last one that is meant")
    reviewers = drf.ListField(child=drf.CharField(), allow_null=True)
    round = drf.ChoiceField(["all", "first"])

    def get_fields(self):
        # A name that Python keeps for itself.
        return super().get_fields() | {"from": drf.DateField(allow_null=True)}


class PersonOutput(drf.Serializer):
    username = drf.CharField()
    name = drf.CharField()


class JudgeOutput(PersonOutput):
    kind = drf.CharField(help_text="person or guest")
    verdicts = drf.IntegerField()


class CategoryOutput(drf.Serializer):
    slug = drf.CharField()
    label = drf.CharField()
    letter = drf.CharField()
    colour = drf.CharField()
    position = drf.IntegerField(allow_null=True)


class MatrixOutput(drf.Serializer):
    ratings = drf.ListField(child=drf.CharField(), help_text="two slugs, which may be one")
    pairs = drf.IntegerField(help_text="pairs of verdicts on the same unit")


class GroupOutput(drf.Serializer):
    article = drf.DictField(required=False, help_text="{id, title}")
    claimant = drf.DictField(required=False, help_text="{id, name}")
    period = drf.CharField(required=False, help_text="2024-01, 2024-Q1 or 2024")
    reviewers = PersonOutput(many=True, required=False)
    units = drf.IntegerField()
    coefficients = FiguresOutput()


class AgreementOutput(drf.Serializer):
    selection = SelectionOutput()
    units = drf.IntegerField(help_text="revealed blind rounds with a verdict that counts")
    pairable = drf.IntegerField(help_text="those with two or more")
    verdicts = drf.IntegerField()
    people = JudgeOutput(many=True)
    coefficients = FiguresOutput()
    ratings = CategoryOutput(many=True)
    matrix = MatrixOutput(many=True)
    by = drf.CharField(allow_null=True)
    groups = GroupOutput(many=True, allow_null=True)
    level = drf.FloatField()
    resamples = drf.IntegerField()
    pending = drf.BooleanField(help_text="whether the worker still computes alpha_unitizing")
    warnings = drf.ListField(child=drf.CharField())


class UnitClaimOutput(drf.Serializer):
    id = drf.CharField()
    text = drf.CharField()
    language = drf.CharField(allow_null=True)


class UnitVerdictOutput(drf.Serializer):
    id = drf.CharField()
    reviewer = drf.CharField()
    name = drf.CharField()
    rating = drf.CharField()


class UnitOutput(drf.Serializer):
    claim = UnitClaimOutput()
    round = drf.IntegerField()
    revealed_at = drf.DateTimeField()
    agree = drf.BooleanField()
    steps = drf.IntegerField(allow_null=True, help_text="null when a rating lies outside the order")
    verdicts = UnitVerdictOutput(many=True)


class MarkOutput(drf.Serializer):
    id = drf.CharField()
    author = drf.CharField()
    name = drf.CharField()
    checkable = drf.BooleanField()
    fragments = PlaceOutput(many=True)
    also = drf.ListField(child=drf.CharField(), help_text="others whose highlights of the same kind meet it")


class AccountTableOutput(drf.Serializer):
    name = drf.CharField()
    title = drf.CharField()
    note = drf.CharField(allow_blank=True)
    columns = drf.ListField(child=drf.CharField(allow_blank=True))
    rows = drf.ListField(child=drf.ListField(child=drf.CharField(allow_blank=True)))


class AccountSectionOutput(drf.Serializer):
    name = drf.CharField()
    title = drf.CharField()
    tables = AccountTableOutput(many=True)
    attach = drf.ListField(child=drf.CharField(), help_text="what the desk has to add by hand")


class SampledSourceOutput(drf.Serializer):
    title = drf.CharField(allow_null=True)
    publisher = drf.CharField(allow_null=True)
    url = drf.CharField(allow_null=True)


class SampledVersionOutput(drf.Serializer):
    number = drf.IntegerField()
    kind = drf.ChoiceField(choices=Publication.Kind.choices)
    at = drf.DateTimeField()
    reason = drf.CharField(allow_null=True)


class SampledOutput(drf.Serializer):
    id = drf.CharField()
    publication_state = drf.ChoiceField(choices=FactCheck.State.choices)
    text = drf.CharField(allow_null=True, help_text="null when it was withdrawn or erased")
    claimant = drf.CharField(allow_null=True)
    rating = drf.CharField()
    published_at = drf.DateTimeField()
    url = drf.URLField()
    sources = SampledSourceOutput(many=True)
    history = SampledVersionOutput(many=True)


class AccountingOutput(drf.Serializer):
    to = drf.DateField()
    checks = drf.IntegerField(help_text="fact-checks that were first published in the period")
    seed = drf.CharField(help_text="draws the same sample again")
    sections = AccountSectionOutput(many=True)
    sample = SampledOutput(many=True)

    def get_fields(self):
        # `from` is a word of Python.
        return {"from": drf.DateField(help_text="the first day")} | super().get_fields()


class ReportNameOutput(drf.Serializer):
    name = drf.CharField()
    title = drf.CharField()
    about = drf.CharField()
    url = drf.URLField()


class ReportColumnOutput(drf.Serializer):
    key = drf.CharField()
    label = drf.CharField()


class ReportRowOutput(drf.Serializer):
    key = drf.CharField(help_text="a month, an id, a name: by the report")
    label = drf.CharField()
    values = drf.ListField(child=drf.IntegerField(), help_text="one for each column")


class ReportOutput(drf.Serializer):
    name = drf.CharField()
    title = drf.CharField()
    about = drf.CharField()
    columns = ReportColumnOutput(many=True)
    rows = ReportRowOutput(many=True)
