"""`P/assignments`: who works on what until when."""

from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.accounts.models import User
from annotations.articles.models import Article
from annotations.assignments import actions
from annotations.assignments.balance import next_reviewer
from annotations.assignments.models import Assignment
from annotations.assignments.present import present
from annotations.assignments.serializers import AssignmentEdit, AssignmentInput, AssignmentOutput
from annotations.claims.models import Claim
from annotations.errors import Invalid
from annotations.rest.filters import choice_filter
from annotations.rest.views import ApiView
from annotations.verdicts.models import Verdict


def judges(claim):
    """Keys of those whose verdict on the claim is in already: they are not the next ones."""
    return list(Verdict.objects.submitted().filter(claim=claim).values_list("reviewer_id", flat=True).distinct())


class AssignmentView(ApiView):
    def find_assignee(self, fields, claim, article, default=None):
        """Takes `assignee` and `next` out of validated `fields`: the person they mean, else `default`."""
        name, wants_next = fields.pop("assignee", None), fields.pop("next", False)
        if wants_next:
            self.check_permission(self.request, "oversee")
            return next_reviewer(self.project, claim=claim, article=article, but=judges(claim) if claim else ())
        return actions.find_assignee(self.project, name) if name else default


class Assignments(AssignmentView):
    """Work that people have. Without `assignee` and `next` a POST takes it for oneself; `on_it` says so for two hours.

    Reviewers take work for themselves, editors give it to anybody.
    """

    permissions = {"GET": "read", "POST": "contribute"}
    takes = {"POST": AssignmentInput}
    gives = {"GET": [AssignmentOutput], "POST": AssignmentOutput}
    query = {
        "assignee": "username",
        "claim": "id",
        "article": "id",
        "status": f"one or several of {', '.join(Assignment.Status.values)}, with commas",
    }

    def get(self, request, slug):
        rows = Assignment.objects.shown().loaded().filter(project=self.project)
        rows = choice_filter(rows, request, "status", Assignment.Status.values)
        for name, lookup, known, detail in (
            ("claim", "claim__uid", Claim.objects, _("There is no such claim on this desk.")),
            ("article", "article__uid", Article.objects, _("There is no such article on this desk.")),
        ):
            if (value := request.GET.get(name)) is not None:
                if not known.filter(project=self.project, uid=value).exists():
                    raise Invalid((f"?{name}", detail))
                rows = rows.filter(**{lookup: value})
        if (username := request.GET.get("assignee")) is not None:
            user = User.objects.filter(username__iexact=username, memberships__project=self.project).first()
            if user is None:
                raise Invalid(("?assignee", _("There is nobody of that name on this desk.")))
            rows = rows.filter(assignee=user)
        return self.many(rows, lambda page: [present(row) for row in page])

    def post(self, request, slug):
        fields = self.read(AssignmentInput)
        fields["uid"] = fields.pop("id", None)
        fields |= self.find_work(fields.pop("claim", None), fields.pop("article", None))
        assignee = self.find_assignee(fields, fields["claim"], fields["article"], request.user)
        if fields.pop("on_it", False):
            fields["expires_at"] = timezone.now() + actions.ON_IT
        made = actions.assign(
            project=self.project, actor=request.user, assignee=assignee, others=self.may("oversee"), **fields
        )
        return self.one(present(made), made.revision, status=201, location=made.path)

    def find_work(self, claim, article):
        """The rows that these ids mean. Raises `Invalid` at the name of one that is not there."""
        found = {"claim": None, "article": None}
        if claim is not None:
            row = Claim.objects.alive().locked().filter(project=self.project, uid=claim).first()
            found["claim"], name, detail = row, "claim", _("There is no such claim on this desk.")
        else:
            row = Article.objects.alive().filter(project=self.project, uid=article).first()
            found["article"], name, detail = row, "article", _("There is no such article on this desk.")
        if row is None:
            raise Invalid((f"/{name}", detail))
        row.project = self.project
        return found


class OneAssignment(AssignmentView):
    permissions = {"GET": "read", "PATCH": "contribute", "DELETE": "contribute"}
    takes = {"PATCH": AssignmentEdit}
    gives = {"GET": AssignmentOutput, "PATCH": AssignmentOutput}
    matches = ("PATCH", "DELETE")

    def find(self, uid):
        row = Assignment.objects.loaded().find(self.project, uid)
        row.project = self.project
        return row

    def get(self, request, slug, uid):
        row = self.find(uid)
        return self.one(present(row), row.revision)

    def patch(self, request, slug, uid):
        fields = self.read(AssignmentEdit, partial=True)
        row = self.find(uid)
        self.need_match(row.revision, lambda: present(row))
        if assignee := self.find_assignee(fields, row.claim, row.article):
            fields["assignee"] = assignee
        actions.edit_assignment(assignment=row, actor=request.user, others=self.may("oversee"), **fields)
        return self.one(present(row), row.revision)

    def delete(self, request, slug, uid):
        row = self.find(uid)
        self.need_match(row.revision, lambda: present(row))
        actions.delete_assignment(assignment=row, actor=request.user, others=self.may("oversee"))
        return self.gone()


class RestoreAssignment(ApiView):
    permissions = {"POST": "contribute"}
    gives = {"POST": AssignmentOutput}
    statuses = {"POST": 200}

    def post(self, request, slug, uid):
        row = Assignment.objects.loaded().find_deleted(self.project, uid)
        row.project = self.project
        actions.restore_assignment(assignment=row, actor=request.user, others=self.may("oversee"))
        return self.one(present(row), row.revision)
