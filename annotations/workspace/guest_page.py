"""The page of a guest: one claim with its context, and a form for a verdict. No account, no session, no CSRF token: the
link itself is the proof, and whoever has it sees nothing else of the desk."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.decorators import method_decorator
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from annotations.accounts.attempts import TooManyAttempts
from annotations.articles.models import ArticleVersion
from annotations.claims.states import CLOSED
from annotations.errors import Invalid
from annotations.evidence.models import Evidence
from annotations.files.actions import open_file
from annotations.guests.links import note_opened, open_link
from annotations.guests.serializers import DeclarationInput
from annotations.publishing.snapshots import SOURCE, in_other_numbers
from annotations.ratings.models import RatingScale
from annotations.rest.downloads import download
from annotations.verdicts.guests import put_guest_verdict, withdraw_guest_verdict
from annotations.verdicts.models import Round, Verdict
from annotations.verdicts.rounds import is_advice
from annotations.verdicts.serializers import VerdictInput
from annotations.workspace import claim_parts
from annotations.workspace.forms import Form

# So many code points on either side of a passage are shown: its context, not the article.
AROUND = 600
HEADERS = {
    "Cache-Control": "private, no-store",
    # The address is a secret: no page that is linked from here learns it, no search engine keeps it.
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}


class ByLink(View):
    """What a guest's link opens: 404 for a made-up one, 410 for one that has ended, 429 after too many made-up ones."""

    def dispatch(self, request, token, **kwargs):
        try:
            self.guest = open_link(token, request.META.get("REMOTE_ADDR", ""))
        except TooManyAttempts:
            return HttpResponse(_("Too many attempts. Wait a minute."), status=429, content_type="text/plain")
        if self.guest is None:
            raise Http404
        self.token = token
        if not self.guest.is_open or self.guest.claim.deleted_at is not None:
            return draw("public/guest_over.html", {"guest": self.guest}, status=410)
        return super().dispatch(request, **kwargs)

    def evidence(self):
        """What this guest sees of the evidence, each with its `number` among that, and the one it has on the desk as
        `desk_number`."""
        hidden = {Evidence.Visibility.CONFIDENTIAL}
        if not self.guest.internal:
            hidden.add(Evidence.Visibility.INTERNAL)
        seen = [row for row in claim_parts.evidence_of(self.guest.claim) if row.visibility not in hidden]
        for number, row in enumerate(seen, 1):
            row.desk_number, row.number = row.number, number
        return seen


def draw(template, context, status=200):
    # Without the request: a context processor would touch the session.
    context |= {"language": get_language(), "bidi": get_language_bidi()}
    return HttpResponse(render_to_string(template, context), status=status, headers=HEADERS)


@method_decorator(csrf_exempt, name="dispatch")
class GuestPage(ByLink):
    """GET shows the claim; POST `act` (`submit`, `keep`, `withdraw`) with `rating, explanation, confidence, interests`
    gives a verdict, keeps a draft, takes it back."""

    http_method_names = ["get", "head", "post"]

    def get(self, request):
        note_opened(self.guest)
        return self.show()

    def post(self, request):
        form = Form(request.POST)
        with form.attempt():
            if form.text("act") == "withdraw":
                withdraw_guest_verdict(guest=self.guest)
            else:
                status = "submitted" if form.text("act") == "submit" else "draft"
                explanation = self.in_desk_numbers(form.lines("explanation") or "")
                said = {"rating": form.text("rating"), "explanation": explanation, "status": status}
                fields = form.read(VerdictInput, said | {"confidence": form.number("confidence")})
                declared = form.read(DeclarationInput, {"interests": form.lines("interests")})
                put_guest_verdict(guest=self.guest, **declared, **fields)
            return redirect("guest", self.token)
        return self.show(form=form, status=409 if form.refusal else 400)

    def in_desk_numbers(self, text):
        """What a guest has written, with the numbers that sources have on the desk. Raises `Invalid` for a number that
        they do not see."""
        if not SOURCE.search(text):
            return text
        numbers = {row.number: row.desk_number for row in self.evidence()}
        for number in SOURCE.findall(text):
            if int(number) not in numbers:
                raise Invalid(("/explanation", _("There is no source [%(number)s].") % {"number": number}))
        return in_other_numbers(text, numbers)

    def show(self, form=None, status=200):
        guest, claim = self.guest, self.guest.claim
        rounds = list(Round.objects.filter(claim=claim).select_related("scale").order_by("-number"))
        own = {
            verdict.round_id: verdict
            for verdict in Verdict.objects.standing()
            .filter(claim=claim, reviewer=guest.user)
            .select_related("rating")
            .order_by("pk")
        }
        newest = rounds[0]
        mine = own.get(newest.pk)
        submitted = mine is not None and mine.status == Verdict.Status.SUBMITTED
        scale = newest.scale or RatingScale.objects.current(guest.project)
        passages, posts = claim_parts.passages_of(claim)
        evidence = self.evidence()
        numbers = {row.desk_number: row.number for row in evidence}
        for verdict in own.values():
            if SOURCE.search(verdict.explanation):
                verdict.explanation = in_other_numbers(verdict.explanation, numbers)
        return draw(
            "public/guest.html",
            {
                "guest": guest,
                "token": self.token,
                "project": guest.project,
                "claim": claim,
                "passages": with_context(passages),
                "posts": posts,
                "evidence": evidence,
                "round": newest,
                "mine": mine,
                "submitted": submitted,
                "earlier": [(each, own[each.pk]) for each in rounds[1:] if each.pk in own],
                "closed": claim.status in CLOSED,
                "counts": mine.counts if submitted else guest.counts and not is_advice(newest, guest.user),
                "ratings": scale.ratings.all(),
                "form": form or Form(known(guest, mine)),
            },
            status=status,
        )


def known(guest, mine):
    """The texts of the form as they stand."""
    found = {"interests": guest.interests or ""}
    if mine is not None:
        found |= {
            "rating": mine.rating.slug if mine.rating else "",
            "explanation": mine.explanation,
            "confidence": str(mine.confidence or ""),
        }
    return found


def with_context(passages):
    """The passages, each with `pieces`: `(text, whether it is marked)`, the passage with what stands around it."""
    versions = ArticleVersion.objects.filter(pk__in={each.anchor.version_id for each in passages})
    texts = dict(versions.values_list("pk", "text"))
    for each in passages:
        each.pieces = pieces(texts[each.anchor.version_id], each.anchor.fragments)
    return passages


def pieces(text, fragments):
    """The words from a little before the first fragment to a little after the last, cut at line ends where there are
    any."""
    start, end = fragments[0]["start"], fragments[-1]["end"]
    begin = max(0, start - AROUND)
    if begin and (line := text.find("\n", begin, start)) != -1:
        begin = line + 1
    finish = min(len(text), end + AROUND)
    if finish < len(text) and (line := text.rfind("\n", end, finish)) != -1:
        finish = line
    found, at = [("… " if begin else "", False)], begin
    for fragment in fragments:
        found += [(text[at : fragment["start"]], False), (text[fragment["start"] : fragment["end"]], True)]
        at = fragment["end"]
    found += [(text[at:finish], False), (" …" if finish < len(text) else "", False)]
    return [piece for piece in found if piece[0]]


class GuestFile(ByLink):
    """The file of a piece of evidence that the guest sees."""

    http_method_names = ["get", "head"]

    def get(self, request, file):
        found = next((row for row in self.evidence() if row.uid == file and row.source.file_id), None)
        if found is None:
            raise Http404
        return download(found.source.file, open_file(found.source.file))
