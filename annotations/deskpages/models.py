"""The desk's public pages, each version for good."""

from django.db import models
from django.db.models import OuterRef, Q, Subquery

from annotations.accounts.models import User
from annotations.projects.models import Project
from annotations.ratings.models import RatingScale
from annotations.rows.models import Row
from annotations.rows.querysets import RowQuerySet


class DeskPageQuerySet(RowQuerySet):
    """Versions of a project's pages."""

    def newest(self):
        """The version of each page that stands now."""
        later = DeskPage.objects.filter(project=OuterRef("project"), name=OuterRef("name")).order_by("-number")
        return self.filter(pk=Subquery(later.values("pk")[:1]))

    def standing(self):
        """The version of each page that stands now, without pages that were withdrawn."""
        return self.newest().exclude(text="")

    def loaded(self):
        """With what `present()` needs, in the same statement."""
        return self.select_related("author", "scale", "project")


class DeskPage(Row):
    """One version of one page, in Markdown; `number` counts from 1 within the page. Never changed: what a fact-check
    links stays as it was. The page of the rating definitions keeps the `scale` that was current. A version without text
    withdraws the page."""

    kind = "desk_page"

    class Name(models.TextChoices):
        """In the order in which readers find them."""

        METHOD = "method"
        RATINGS = "ratings"
        CORRECTIONS = "corrections"
        FUNDING = "funding"
        STAFF = "staff"
        CONTACT = "contact"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="desk_pages")
    name = models.CharField(max_length=12, choices=Name.choices)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    text = models.TextField()
    scale = models.ForeignKey(RatingScale, on_delete=models.PROTECT, null=True, related_name="+")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = DeskPageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "name", "number"], name="desk_page_number_once"),
            models.UniqueConstraint(fields=["project", "uid"], name="desk_page_uid_once"),
            models.CheckConstraint(
                condition=Q(name="ratings", scale__isnull=False) | (~Q(name="ratings") & Q(scale__isnull=True)),
                name="desk_page_scale_of_ratings",
            ),
        ]

    @property
    def withdrawn(self):
        return self.text == ""

    @property
    def path(self):
        return f"desk-pages/{self.name}/versions/{self.number}"


ORDER = {name: place for place, name in enumerate(DeskPage.Name.values)}
