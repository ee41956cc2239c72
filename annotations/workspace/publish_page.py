"""The page on which a claim is published, and what is published is corrected: words, sources, picture, preview."""

from datetime import UTC, timedelta

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from annotations.accounts.two_factor import has_two_factor
from annotations.changes.last_edit import last_edit
from annotations.claims.models import Claim
from annotations.dossiers.claim_loading import find_claim
from annotations.dossiers.guards import Deed
from annotations.dossiers.publishing import (
    correct_claim,
    missing_before,
    missing_by_gate,
    publish_claim,
    rehearse,
    store_picture,
)
from annotations.errors import Invalid, Stale
from annotations.evidence.models import Evidence
from annotations.public.answers import drawn
from annotations.public.cards import card_context
from annotations.public.snapshot import corrections, page_context
from annotations.publishing import actions, public
from annotations.publishing.models import Publication
from annotations.publishing.present import publications_of
from annotations.publishing.serializers import CorrectionInput, PublicationInput
from annotations.publishing.snapshots import default_words, words_of
from annotations.ratings.models import RatingScale
from annotations.replies.models import Reply
from annotations.templatetags.words import CORRECTION
from annotations.verdicts.decisions import current_decision
from annotations.workspace import media_form
from annotations.workspace.choices import language_choices
from annotations.workspace.forms import Form
from annotations.workspace.page import MemberPage
from annotations.workspace.publish_words import (
    before_and_after,
    copies,
    feed_entry,
    media_review_in_words,
    review_in_words,
)

State = Claim.PublicationState
PUBLIC = (State.LIVE, State.CORRECTED, State.VOID)
FIELDS = {"/image/alt": "image_alt", "/image/id": "image", "/image/credit": "image_credit", "/waive": "waive_sources"}
FIELDS |= media_form.POINTERS
TEXTS = ("headline", "summary", "body", "language", "canonical_url", "reply")


class PublishPage(MemberPage):
    """`/d/{slug}/claims/{id}/publish`. POST says in `deed` what is wanted: preview (the page), check (what would be
    public elsewhere, and what a correction would change), copy (the text as it stands in the form), publish, correct or
    take_back."""

    template = "workspace/publish.html"
    section = "claims"
    permissions = {"GET": "oversee", "POST": "oversee"}

    def find(self, request, slug, uid):
        super().find(request, slug)
        self.read_claim(uid)

    def read_claim(self, uid):
        self.claim = find_claim(self.project, uid)
        self.published = publications_of([self.claim]).get(self.claim.pk)
        self.decision = current_decision(self.claim)
        # What was public last, withdrawn or not, as far as it was not erased: with it a correction begins.
        self.standing = None
        if self.claim.publication_state in PUBLIC:
            last = actions.last_standing(list(Publication.objects.versions(self.claim)))
            self.standing = last if last.snapshot else None

    @property
    def number(self):
        return self.published["number"] if self.published else 0

    def get(self, request, slug, uid):
        return self.draw(Form().begin(self.known()))

    def known(self):
        """What the form begins with: what is public, else what stands for it."""
        words = self.published or {}
        if self.standing:
            words = words_of(self.standing.snapshot)
        elif self.decision and self.claim.publication_state in (State.NONE, *PUBLIC):
            words = default_words(self.claim, self.decision)
        image = words.get("image") or {}
        values = {name: words.get(name) or "" for name in TEXTS}
        if not self.published:
            values["reply"] = self.quoted_reply()
        return values | {
            "authors": "\n".join(words.get("authors") or []),
            "image_id": image.get("id", ""),
            "image_alt": image.get("alt", ""),
            "image_credit": image.get("credit") or "",
            "show_dissent": "yes" if words.get("show_dissent") else "",
            "revision": self.number,
            **media_form.texts_of(words.get("media_review")),
        }

    def quoted_reply(self):
        """The words of an answer that the fact-check quotes, as an editor has noted them."""
        rows = Reply.objects.filter(claim=self.claim, quote_used__isnull=False).order_by("-pk")
        return rows.values_list("quote_used", flat=True).first() or ""

    def draw(self, form, status=200, check=None, copies=None):
        claim, state = self.claim, self.claim.publication_state
        evidence = Evidence.objects.alive().filter(claim=claim, visibility=Evidence.Visibility.PUBLIC)
        evidence = list(evidence.select_related("source__file", "author").order_by("position", "pk"))
        deed = Deed(self.request.user, has_two_factor(self.request.user))
        correcting = state in PUBLIC
        withdrawn = state == State.VOID
        scale = self.decision.rating.scale if self.decision else RatingScale.objects.current(self.project)
        return self.show(
            {
                "claim": claim,
                "form": form,
                "decision": self.decision,
                "evidence": evidence,
                "sources": ",".join(row.uid for row in evidence),
                "published": self.published,
                "correcting": correcting,
                "waiting": state == State.SCHEDULED,
                "withdrawn": withdrawn,
                "missing": missing_by_gate(claim, deed) if state == State.NONE else [],
                "blocked": missing_before(claim, deed) if correcting and self.decision else [],
                "two_signatures": self.project.gates["second_signature"],
                "languages": language_choices(form.text("language")),
                "media": media_form.choices(claim),
                "kinds": kinds(withdrawn),
                "ratings": [("", _("As the desk rating stands")), *scale.ratings.values_list("slug", "label")],
                "check": check,
                "copies": copies,
                "kept_as": f"publish:{claim.uid}",
            },
            status=status,
        )

    def post(self, request, slug, uid):
        form, deed = Form(request.POST, request.FILES), request.POST.get("deed", "")
        if deed == "take_back":
            return self.take_back(form)
        # Without a button it was sent by the Enter key, or by the script that asked which of two versions stands.
        deed = deed or "check"
        with form.attempt(FIELDS):
            self.keep_picture(form)
        if not form.failed:
            with form.attempt(FIELDS):
                if form.number("revision") != self.number:
                    raise Stale()
                fields = self.read(form)
                if deed in ("preview", "check", "copy"):
                    made = rehearse(claim=self.claim, actor=request.user, **without_gates(fields))
                else:
                    return self.send(fields)
        # A rehearsal has moved the claim in memory.
        self.read_claim(uid)
        if form.stale:
            theirs = {name: value for name, value in self.known().items() if name != "image_id"}
            form.compare(theirs, last_edit_of(self.claim))
        if form.failed:
            return self.draw(form, status=409 if form.refusal else 400)
        if deed == "preview":
            return self.preview(made)
        if deed == "copy":
            return self.draw(form, copies=self.copies(form, made))
        return self.draw(form, check=self.check(made))

    def keep_picture(self, form):
        """Stores a picture that was chosen, so that the next step of the form has it."""
        upload = form.files.get("image")
        if upload is not None:
            form.values["image_id"] = store_picture(self.project, self.request.user, upload, "/image").uid
        if form.has("no_image"):
            form.values |= {"image_id": "", "image_alt": "", "image_credit": ""}

    def read(self, form):
        """The form in the words of the API, validated."""
        data = {name: form.lines(name) for name in ("summary", "reply")}
        data |= {name: form.text(name) for name in ("language", "canonical_url")}
        data |= {"headline": form.text("headline") or "", "body": form.lines("body") or ""}
        data["authors"] = [line.strip() for line in (form.lines("authors") or "").split("\n") if line.strip()]
        data["show_dissent"] = form.text("show_dissent") is not None
        if form.has("sources"):
            data["sources"] = [uid for uid in form.values["sources"].split(",") if uid]
        image = {"id": form.text("image_id"), "alt": form.text("image_alt") or "", "credit": form.text("image_credit")}
        data["image"] = image if image["id"] else None
        data["media_review"] = media_form.read(form)
        if self.number == 0:
            waive = {gate: form.lines(f"waive_{gate}") for gate in ("sources", "right_of_reply")}
            data["waive"] = {gate: reason for gate, reason in waive.items() if reason}
            data["embargo_until"] = self.read_embargo(form)
            return form.read(PublicationInput, data)
        kind = form.text("kind") or ""
        said = {"kind": kind, "reason": form.lines("reason") or "", "notice": form.lines("notice")}
        if self.request.POST.get("deed") == "copy":
            # The text is wanted, whatever becomes of it.
            kind = "correction"
            said |= {"kind": kind, "reason": said["reason"] or "…"}
        if kind == "void":
            return form.read(CorrectionInput, said)
        rating, why = form.text("rating"), form.lines("explanation")
        if rating:
            said["rating"] = rating
        if why:
            said["explanation"] = why
        return form.read(CorrectionInput, data | said)

    def read_embargo(self, form):
        """The moment that was chosen, RFC 3339, or None: in the reader's time as far as a script has said in `zone` how
        many minutes that lies behind UTC. Raises `Invalid` at `/embargo`."""
        given = form.text("embargo")
        if not given:
            return None
        try:
            moment = parse_datetime(given)
            moment = moment and moment.replace(tzinfo=UTC) + timedelta(minutes=int(form.text("zone") or "0"))
        except (ValueError, OverflowError):
            moment = None
        if moment is None:
            raise Invalid(("/embargo", _("Choose a day and a time.")))
        return moment.isoformat()

    def send(self, fields):
        """Publishes, or corrects; back on the page of the claim it is said."""
        claim = find_claim(self.project, self.claim.uid, locked=True)
        deed = Deed(self.request.user, has_two_factor(self.request.user), fields.pop("waive", None) or {})
        if "kind" in fields:
            correct_claim(claim=claim, deed=deed, **fields)
            said = _("It is withdrawn.") if fields["kind"] == "void" else _("The correction is public.")
        else:
            made = publish_claim(claim=claim, deed=deed, **fields)
            said = _("It waits, and becomes public by itself.") if made.scheduled else _("It is public.")
        messages.success(self.request, said, extra_tags=f"#publish:{claim.uid}")
        return redirect(reverse("claim", args=[self.project.slug, claim.uid]) + "#publication")

    def take_back(self, form):
        with form.attempt():
            claim = find_claim(self.project, self.claim.uid, locked=True)
            actions.unschedule(claim=claim, actor=self.request.user)
            messages.success(self.request, _("Taken back. Nobody has seen it."))
            return redirect("publish", self.project.slug, claim.uid)
        return self.draw(form, status=409)

    def preview(self, made):
        """The public page, as it would be."""
        if made.form == "void":
            context = {"project": self.project, "corrections": corrections(made.snapshot), "hash": made.hash}
            template = "public/gone.html"
        else:
            template = "public/factcheck.html"
            context = page_context(self.project, public.page_of(self.project, made), site=settings.SITE_URL)
            if context["image"]:
                api = f"/api/v1/projects/{self.project.slug}/claims/{self.claim.uid}/pictures/"
                context["image_url"] = api + context["image"]["id"]
        html = drawn(template, context | {"preview": True, "section": "factchecks"})
        return HttpResponse(html, headers={"X-Robots-Tag": "noindex"})

    def check(self, made):
        """What a publication would be, for the last look before it is public: what it changes, its entry in the feed,
        its card on other sites, its ClaimReview."""
        after = public.page_of(self.project, made) if made.form != "void" else None
        before = public.page_of(self.project, self.standing) if after and self.standing else None
        card = card_context(self.project, made, self.claim.uid, gone=after is None)
        return {
            "void": made.form == "void",
            "changes": before_and_after(before, after) if before else [],
            "entry": feed_entry(self.project, made, after),
            "card": drawn("public/embed.html", card | {"preview": True}),
            "review": review_in_words(self.project, after) if after else None,
            "media_review": media_review_in_words(self.project, after) if after else None,
            "notice": made.notice or made.reason,
        }

    def copies(self, form, made):
        """The text as it stands in the form, to take along."""
        shown = public.page_of(self.project, made)
        if self.number and not form.text("kind"):
            # Of what is no correction yet, none is told.
            shown |= {"corrections": shown["corrections"][:-1]}
        return copies(shown)


def kinds(withdrawn):
    """The kinds of correction to choose from: one leads back from a withdrawal."""
    if withdrawn:
        return [("correction", _("Correction: it is public again"))]
    return [("", _("Choose …")), *((kind, str(words)) for kind, words in CORRECTION.items())]


def without_gates(fields):
    return {name: value for name, value in fields.items() if name != "waive"}


def last_edit_of(claim):
    newest = actions.newest(claim)
    return last_edit(claim.project, newest.uid) if newest else {}
