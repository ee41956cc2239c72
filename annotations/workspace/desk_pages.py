"""What the desk says of itself in public: for every member to read, for editors to write, each version for good."""

from django.contrib import messages
from django.db.models.functions import Length
from django.shortcuts import redirect
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.changes.last_edit import last_edit
from annotations.deskpages.actions import add_page, withdraw_page
from annotations.deskpages.models import DeskPage
from annotations.deskpages.serializers import DeskPageInput
from annotations.errors import Missing
from annotations.text import prose
from annotations.text.changes import changes
from annotations.workspace.forms import Form
from annotations.workspace.page import MemberPage

Name = DeskPage.Name
# What a page is called until the desk calls it otherwise, and what belongs on it.
PAGES = {
    Name.METHOD: (
        gettext_lazy("How we work"),
        gettext_lazy("How claims are chosen, researched, judged and settled."),
    ),
    Name.RATINGS: (
        gettext_lazy("What our ratings mean"),
        gettext_lazy("An introduction; the definitions of the rating scale follow by themselves."),
    ),
    Name.CORRECTIONS: (
        gettext_lazy("Corrections"),
        gettext_lazy("How mistakes are mended and shown, and how to tell the desk of one."),
    ),
    Name.FUNDING: (
        gettext_lazy("Who pays for our work"),
        gettext_lazy("Money, owners, legal form, partners."),
    ),
    Name.STAFF: (
        gettext_lazy("Who we are"),
        gettext_lazy("The people, what they did before, what they have at stake."),
    ),
    Name.CONTACT: (gettext_lazy("Contact"), gettext_lazy("How readers reach the desk.")),
}


class DeskPages(MemberPage):
    """The pages with their newest versions."""

    template = "workspace/desk_pages.html"
    section = "settings"

    def get(self, request, slug):
        written = (
            DeskPage.objects.filter(project=self.project)
            .newest()
            .loaded()
            .annotate(has_text=Length("text"))
            .defer("text")
        )
        written = {page.name: page for page in written}
        any_stands = any(page.has_text for page in written.values())
        rows = [
            {"name": name, "title": title, "about": about, "page": written.get(name)}
            for name, (title, about) in PAGES.items()
        ]
        return self.show({"rows": rows, "any": any_stands})


class EditDeskPage(MemberPage):
    """GET shows the page and its versions, to editors the form; POST `title`, `text`, `revision` with `save` publishes
    the next version, without shows what it would be."""

    template = "workspace/desk_page.html"
    section = "settings"
    permissions = {"GET": "read", "POST": "oversee"}

    def find(self, request, slug, name, **kwargs):
        super().find(request, slug)
        if name not in PAGES:
            raise Missing()
        self.name = name
        self.rows = DeskPage.objects.filter(project=self.project, name=name).loaded().order_by("-number")
        self.newest = self.rows.first()

    def get(self, request, slug, name):
        form = Form().begin(self.known() | {"revision": self.number})
        return self.draw(form)

    @property
    def number(self):
        return self.newest.number if self.newest else 0

    @property
    def last_text(self):
        """The newest version that says something; None when none does."""
        if self.newest is None or not self.newest.withdrawn:
            return self.newest
        return self.rows.all().exclude(text="").first()

    def known(self):
        """The texts of the form as they stand."""
        last = self.last_text
        if last is None:
            return {"title": str(PAGES[self.name][0]), "text": ""}
        return {"title": last.title, "text": last.text}

    def post(self, request, slug, name):
        form = Form(request.POST)
        if form.has("withdraw"):
            return self.withdraw(form)
        preview = None
        with form.attempt():
            fields = form.read(DeskPageInput, {"title": form.text("title") or "", "text": form.lines("text") or ""})
            preview = shown(fields["text"], self.last_text)
            if form.has("save"):
                base = form.number("revision")
                made = add_page(project=self.project, actor=request.user, name=name, base=base, **fields)
                messages.success(request, _("Version %d is public.") % made.number, extra_tags=f"#desk-page-{name}")
                return redirect("edit_desk_page", slug, name)
        if form.stale:
            self.newest = self.rows.all().first()
            form.compare(self.known(), last_edit(self.project, self.newest.uid))
        return self.draw(form, preview, status=409 if form.refusal else 400 if form.problems else 200)

    def withdraw(self, form):
        with form.attempt():
            base = form.number("revision")
            withdraw_page(project=self.project, actor=self.request.user, name=self.name, base=base)
            messages.success(self.request, _("Taken away. Fact-checks keep the version that they link."))
            return redirect("edit_desk_page", self.project.slug, self.name)
        refused = Form().begin(self.known() | {"revision": self.number})
        refused.refusal = form.refusal
        return self.draw(refused, status=409)

    def draw(self, form, preview=None, status=200):
        return self.show(
            {
                "name": self.name,
                "about": PAGES[self.name][1],
                "form": form,
                "page": self.newest,
                "number": self.number + 1,
                "html": mark_safe(prose.render(self.newest.text, highest=2)) if self.newest else "",
                "withdrawn": self.newest is not None and self.newest.withdrawn,
                "preview": preview,
                "versions": self.rows.all().annotate(has_text=Length("text")).defer("text"),
            },
            status=status,
        )


def shown(text, before):
    """How a text reads, and what it changes in the version before; both for people to look over."""
    # The renderer lets no HTML of the writer's through.
    return {"html": mark_safe(prose.render(text, highest=2)), "changes": changes(before.text, text) if before else None}


class Version(EditDeskPage):
    """One version, and what it changed."""

    template = "workspace/desk_page_version.html"
    permissions = {"GET": "read"}

    def get(self, request, slug, name, number):
        # Two rows: this one, and the one before.
        pair = list(self.rows.filter(number__in=[number, number - 1]))
        if not pair or pair[0].number != number:
            raise Missing()
        page, before = pair[0], pair[1] if len(pair) > 1 else None
        return self.show({"name": name, "page": page, "newest": self.newest} | shown(page.text, before))
