"""A prepared query gives what the same queryset gives, every time and in every thread."""

from django.db import connection
from django.db.models import Exists, OuterRef
from django.test.utils import CaptureQueriesContext

from annotations.projects.models import Membership
from annotations.rows.prepared import Prepared


def members(slug, least):
    return (
        Membership.objects.filter(project__slug=slug, pk__gt=least, role="reviewer")
        .select_related("project", "user")
        .annotate(shared=Exists(Membership.objects.filter(project__slug=slug, user=OuterRef("user"))))
        .order_by("pk")
    )


def test_prepared_gives_the_rows_for_other_values_each_time(desk):
    prepared = Prepared(members, str, int)
    first = next(iter(members(desk.slug, 0)))
    for values in ((desk.slug, 0), (desk.slug, first.pk), ("no-such-desk", 0), (desk.slug, 0)):
        assert prepared.all(*values) == list(members(*values))
    assert prepared.one(desk.slug, 0) == first
    assert prepared.one("no-such-desk", 0) is None


def test_prepared_fills_in_related_rows_and_annotations(desk):
    with CaptureQueriesContext(connection) as captured:
        member = Prepared(members, str, int).one(desk.slug, 0)
        assert (member.project, member.user.username, member.shared) == (desk, "alice", True)
    assert len(captured) == 1
