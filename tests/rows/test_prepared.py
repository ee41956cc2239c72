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


def named(keys, role):
    some = Membership.objects.filter(pk__in=keys, role=role).order_by().values_list("pk", "role", "user__username")
    rest = Membership.objects.filter(pk__in=keys).exclude(role=role).order_by().values_list("pk", "role", "user__name")
    return some.union(rest, all=True).order_by("pk")


def test_prepared_takes_lists_of_any_length_for_rows_of_any_kind(cast):
    keys = sorted(Membership.objects.filter(project=cast.desk).values_list("pk", flat=True))
    prepared = Prepared(named, [int], str)
    for some in (keys[:1], keys[:2], keys, keys[::-1], [*keys, *range(10**6, 10**6 + 30)], []):
        for role in ("reviewer", "viewer"):
            assert prepared.all(some, role) == list(named(some, role))
    many = [*keys, *range(10**6, 10**6 + 600)]
    assert prepared.all(many, "editor") == list(named(many, "editor"))
    as_dicts = Prepared(lambda keys: Membership.objects.filter(pk__in=keys).order_by("pk").values("pk", "role"), [int])
    assert as_dicts.all(keys[:3]) == list(
        Membership.objects.filter(pk__in=keys[:3]).order_by("pk").values("pk", "role")
    )
