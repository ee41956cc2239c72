"""What the worker has computed about highlights: thrown away and made anew, so it is in no log."""

from django.db import models
from django.db.models import Q

from annotations.accounts.models import User
from annotations.articles.models import Article
from annotations.projects.models import Project


class Unitizing(models.Model):
    """How alike people mark one article: all who have marked it, or the pair `one`, `other` of them.

    `observed` and `expected` are Krippendorff's D_o and D_e, `value` is 1 − D_o / D_e, null where nothing can be
    expected. `passages` counts highlights, `people` those who made them, `length` is of the text in code points.
    `basis` says on which highlights it rests.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    one = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="+")
    other = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="+")
    basis = models.CharField(max_length=100)
    people = models.PositiveIntegerField()
    passages = models.PositiveIntegerField()
    length = models.PositiveIntegerField()
    observed = models.FloatField(null=True)
    expected = models.FloatField(null=True)
    value = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article"], condition=Q(one__isnull=True), name="unitizing_once"),
            models.UniqueConstraint(
                fields=["article", "one", "other"], condition=Q(one__isnull=False), name="unitizing_pair_once"
            ),
            models.CheckConstraint(
                condition=Q(one__isnull=True, other__isnull=True) | Q(one__lt=models.F("other")),
                name="unitizing_pair_in_order",
            ),
        ]

    def __str__(self):
        return f"{self.article_id}, {self.one_id or 'all'} and {self.other_id or 'all'}: {self.value}"


class MarksRead(models.Model):
    """Up to which number of a desk's log the worker has taken the highlights into account."""

    project = models.OneToOneField(Project, on_delete=models.CASCADE, primary_key=True, related_name="+")
    seq = models.BigIntegerField()

    def __str__(self):
        return f"{self.project_id}: {self.seq}"
