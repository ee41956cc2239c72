"""Who works on an article: given by an editor, taken by a reviewer, ended by whoever has it."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from annotations.assignments.actions import (
    assign,
    delete_assignment,
    edit_assignment,
    find_assignee,
    restore_assignment,
)
from annotations.assignments.balance import next_reviewer
from annotations.assignments.models import Assignment
from annotations.assignments.serializers import AssignmentInput
from annotations.workspace.article_details import ArticleDetails
from annotations.workspace.forms import Form


class ArticleWork(ArticleDetails):
    """POST: `assignee` (empty: the next free reviewer; `me` for oneself) and `due_on`; or `end`, an assignment's id; or
    in the address `?restore=`, one that was taken away."""

    permissions = {"POST": "contribute"}

    def post(self, request, slug, uid):
        form = Form(request.POST)
        with form.attempt():
            if uid_back := request.GET.get("restore"):
                self.restore(uid_back)
            elif form.has("end"):
                self.end(form.text("end") or "")
            else:
                self.give(form)
        if form.failed:
            messages.error(request, form.refusal or next(iter(form.problems.values())))
        return redirect("article_details", slug, uid)

    def give(self, form):
        me, others = self.request.user, self.may("oversee")
        data = {"article": self.article.uid}
        if due := form.text("due_on"):
            data["due_on"] = due
        fields = form.read(AssignmentInput, data)
        chosen = form.text("assignee")
        if chosen == "me" or not others:
            person = me
        elif chosen:
            person = find_assignee(self.project, chosen)
        else:
            person = next_reviewer(self.project, article=self.article)
        assign(
            project=self.project,
            actor=me,
            assignee=person,
            others=others,
            article=self.article,
            due_on=fields.get("due_on"),
        )
        messages.success(self.request, _("This article is the work of %s now.") % person.shown_name)

    def end(self, uid):
        work = Assignment.objects.loaded().find(self.project, uid)
        work.project = self.project
        if work.assignee_id == self.request.user.pk:
            edit_assignment(assignment=work, actor=self.request.user, others=True, status=Assignment.Status.DONE)
            messages.success(self.request, _("Your work on this is done."))
        else:
            delete_assignment(assignment=work, actor=self.request.user, others=self.may("oversee"))
            undo = f"{reverse('article_work', args=[self.project.slug, self.article.uid])}?restore={uid}"
            messages.success(self.request, _("The work is taken away."), extra_tags=undo)

    def restore(self, uid):
        work = Assignment.objects.loaded().find_deleted(self.project, uid)
        work.project = self.project
        restore_assignment(assignment=work, actor=self.request.user, others=self.may("oversee"))
        messages.success(self.request, _("This article is the work of %s now.") % work.assignee.shown_name)
