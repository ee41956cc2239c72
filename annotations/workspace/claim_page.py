"""The page of a claim, and the same claim as the open card of the workspace: one set of partial templates."""

from urllib.parse import quote

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext

from annotations.accounts.models import User
from annotations.accounts.two_factor import has_two_factor
from annotations.claims.models import Claim
from annotations.claims.states import CLOSED, STEPS, WAIVABLE
from annotations.discussion.holding import holding_passages
from annotations.dossiers.guards import Deed, unmet_by_guard
from annotations.errors import Missing
from annotations.evidence.independence import count_independent
from annotations.evidence.present import present as present_evidence
from annotations.projects.permissions import Role, role_allows
from annotations.publishing.present import publications_of
from annotations.replies.present import present as present_reply
from annotations.templatetags.words import ANSWER_TYPE, GATE, JUDGES, MEDIUM, PRIORITY, STANCE, VISIBILITY
from annotations.verdicts import outcome, precedents
from annotations.workspace import claim_differences, claim_parts, claim_words
from annotations.workspace.claim_discussion import discussion_of, who_can_be_named
from annotations.workspace.claim_history import history_of
from annotations.workspace.next_waiting import next_waiting
from annotations.workspace.page import MemberPage

# The path form is what the tool itself makes of a search; the sentence is one path segment.
FACT_CHECK_EXPLORER = "https://toolbox.google.com/factcheck/explorer/search/"


METHODS = {outcome.AGREEMENT: "agreement", outcome.PICK: "agreement", outcome.MAJORITY: "vote"}


class ClaimPage(MemberPage):
    """`/d/{slug}/claims/{id}`. A deleted claim is shown with *Restore* to members, and answers 410."""

    template = "claims/page.html"
    section = "claims"
    card = False

    def find(self, request, slug, uid):
        super().find(request, slug)
        self.claim = (
            Claim.objects.filter(project=self.project, uid=uid)
            .select_related("claimant", "author", "duplicate_of", "split_from", "deleted_by")
            .first()
        )
        if self.claim is None:
            raise Missing()

    def get(self, request, slug, uid):
        if self.claim.deleted_at is not None:
            return self.show({"claim": self.claim, "gone": True}, status=410)
        return self.show(self.parts())

    def context(self):
        return super().context() | {
            "card": self.card,
            "part": "part" if self.card else "block",
            "level": 3 if self.card else 2,
            "head": self.head,
            "api": f"/api/v1/projects/{self.project.slug}",
        }

    def parts(self):
        """What the templates show of the claim; see `claim_parts` for where it comes from."""
        claim, me = self.claim, self.request.user
        passages, posts = claim_parts.passages_of(claim)
        evidence = claim_parts.evidence_of(claim)
        rounds = claim_parts.rounds_of(claim, me)
        decision, earlier = claim_parts.decisions_of(claim)
        newest = rounds[0] if rounds else None
        open_round = newest if newest is not None and newest.revealed_at is None else None
        mine = open_round.mine if open_round else None
        submitted = mine is not None and mine.status == mine.Status.SUBMITTED
        work = claim_parts.work_on(claim, me)
        closed = claim.status in CLOSED
        may_judge = self.may("contribute") and open_round is not None and not (closed or submitted or work["recused"])
        may_judge = may_judge and self.is_among_judges(open_round)
        # Where somebody in particular is asked, others may judge too, but nobody waits for them.
        awaited = may_judge and (not open_round.asked_people or me in open_round.asked_people)
        may_decide = self.may("oversee") and not closed and newest is not None and newest.revealed_at is not None
        may_decide = may_decide and not work["recused"]
        priors = precedents.priors_of(claim)
        cases = precedents.cases_of(claim, priors)
        threads = discussion_of(claim, self.member, evidence=evidence, passages=passages)
        gates = self.project.gates
        replies = claim_parts.replies_of(claim)
        checklist = claim_words.checklist(
            claim,
            evidence=evidence,
            seen=len(passages) + len(posts),
            hosts=count_independent(evidence)[1],
            wanted=gates["sources"],
            round_=newest,
            gates=gates,
            replies=replies,
            decision=decision,
        )
        sign_off = self.sign_off()
        given = [each for each in work["work"] if each.expires_at is None]
        for each in rounds:
            each.seal = self.seal(each, awaited, given)
            if each.readable is not None:
                each.apart = claim_words.apart(each.readable)
                each.came_to = claim_differences.outcome_in_words(each)
                each.scale_steps = steps(each)
        return work | {
            "claim": claim,
            "seen": len(passages) + len(posts),
            "original_quote": original_quote(claim, passages),
            "rating": decision.rating if decision else None,
            "passages": passages,
            "posts": posts,
            "evidence": evidence,
            "sources_said": claim_words.sources(evidence),
            "rounds": rounds,
            "newest": newest,
            "open_round": open_round,
            "revealed": [each for each in rounds if each.readable is not None],
            "mine": mine,
            "submitted": submitted,
            "may_judge": may_judge,
            "decision": decision,
            "said_there": said_there(rounds, decision),
            "suggested_method": METHODS.get(newest.outcome if newest else None, "adjudication"),
            "suggested_rating": suggested_rating(newest, decision),
            "earlier": earlier,
            "closed": closed,
            "may_decide": may_decide,
            "may_delete": self.may("oversee") or (self.may("contribute") and claim.author_id == me.pk),
            "reviewers": self.reviewers(work["recusals"]) if self.may("oversee") else [],
            "languages": [(code, gettext(name)) for code, name in settings.LANGUAGES],
            "priors": priors,
            "cases": cases,
            "usual": precedents.usual_ratings(cases),
            "threads": threads,
            "said": sum(len(thread.comments) for thread in threads),
            "history": history_of(claim, labels_of(rounds)),
            "replies": replies,
            "guests": claim_parts.guests_of(claim),
            "sign_off": sign_off,
            "publication": publications_of([claim]).get(claim.pk),
            "may_publish": self.may_publish(decision),
            "complaints": claim_parts.complaints_of(claim),
            "exceptions": exceptions(claim),
            "checklist": checklist,
            "step": claim_words.next_step(
                claim,
                checklist,
                may_contribute=self.may("contribute"),
                may_decide=may_decide,
                awaited=awaited,
                evidence=evidence,
                settle=reverse("settle", args=[self.project.slug, claim.uid]),
                round_=newest,
                decision=decision,
                sign_off=sign_off,
                publish=reverse("publish", args=[self.project.slug, claim.uid]) if self.may_publish(decision) else None,
            ),
            "explorer": FACT_CHECK_EXPLORER + quote(claim.text, safe=""),
            "tables": {"stance": STANCE, "medium": MEDIUM, "answer": ANSWER_TYPE, "visibility": VISIBILITY},
            "priorities": PRIORITY,
            "judges": JUDGES,
            "next": next_waiting(claim, me, [each.article for each in passages]) if self.may("contribute") else None,
            "data": self.data(evidence, replies, open_round, mine, decision)
            | {"held_passages": holding_passages(me, [each.span_id for each in passages])},
        }

    def reviewers(self, recusals):
        """The members who can be asked for a verdict: not those who keep out of the claim."""
        roles = [role for role in Role if role_allows(role, "contribute")]
        members = User.objects.filter(memberships__project=self.project, memberships__role__in=roles)
        out = {each.user_id for each in recusals}
        return [user for user in members.order_by("username") if user.pk not in out]

    def is_among_judges(self, round_):
        """Whether the terms of a round let this reader judge."""
        if round_.judges == round_.Judges.EDITORS:
            return self.may("oversee")
        return round_.judges != round_.Judges.ASKED or self.request.user in round_.asked_people

    def seal(self, round_, awaited, work):
        if round_.revealed_at is not None:
            return claim_words.opened(round_.readable)
        return claim_words.sealed(round_, round_.submitted, me=self.request.user, awaited=awaited, work=work)

    def sign_off(self):
        """What is missing before this reader may sign off, `[{guard, gate, text}]`, `gate` being what a written
        exception can be put in its place of; None where signing off is not theirs, or not the next step."""
        step = STEPS.get((self.claim.status, Claim.Status.APPROVED))
        if step is None or not self.may(step.permission):
            return None
        self.claim.project = self.project
        deed = Deed(self.request.user, has_two_factor(self.request.user))
        gates = {guard: gate for gate, guard in WAIVABLE.items()}
        missing = unmet_by_guard(step, self.claim, deed)
        return [{"guard": guard, "gate": gates.get(guard), "text": text} for guard, text in missing.items()]

    def may_publish(self, decision):
        """Whether the reader could publish the claim, or correct what is published, as far as it has come."""
        if not self.may("oversee") or decision is None or self.claim.status in CLOSED:
            return False
        published = self.claim.publication_state != Claim.PublicationState.NONE
        return published or self.claim.status in ("agreed", "adjudicated", "approved")

    def data(self, evidence, replies, round_, mine, decision):
        """What the scripts need to fill forms: the rows that this reader may edit, with their revisions."""
        claim = self.claim
        return {
            "me": self.request.user.username,
            "people": who_can_be_named(self.member),
            "evidence": [present_evidence(row) for row in evidence],
            "replies": [present_reply(row) for row in replies],
            "claim": {
                "id": claim.uid,
                "revision": claim.revision,
                "text": claim.text,
                "original_quote": claim.original_quote,
                "language": claim.language,
                "claimant": claim.claimant
                and {"id": claim.claimant.uid, "name": claim.claimant.name, "type": claim.claimant.type},
                "claimed_on": claim.claimed_on,
                "location": claim.location,
                "source_url": claim.source_url,
                "types": claim.types,
                "topics": claim.topics,
                "priority": claim.priority,
                "status": claim.status,
            },
            "round": round_
            and {
                "number": round_.number,
                "required": round_.required,
                # What I say now is heard at the reveal.
                "holds": round_.blind and mine is not None and mine.status == mine.Status.SUBMITTED,
            },
            "verdict": mine
            and {
                "rating": mine.rating.slug if mine.rating else None,
                "explanation": mine.explanation,
                "departure": mine.departure,
                "confidence": mine.confidence,
                "status": mine.status,
            },
            "decision": decision and {"revision": decision.number},
        }


def original_quote(claim, passages):
    """The claim's original words where no passage shows them already."""
    shown = {" … ".join(each.quotes).strip() for each in passages}
    return claim.original_quote if (claim.original_quote or "").strip() not in shown | {""} else None


def exceptions(claim):
    """`[(gate in words, reason)]` with which a claim stands signed off."""
    if claim.status != Claim.Status.APPROVED:
        return []
    return [(GATE.get(gate, gate), reason) for gate, reason in claim.waived.items()]


def said_there(rounds, decision):
    """What the reader said in the round on which the desk's rating rests, with `distance` to it; None for nothing."""
    if decision is None:
        return None
    round_ = next((each for each in rounds if each.pk == decision.round_id), None)
    own = round_.mine if round_ is not None and round_.readable is not None else None
    if own is None or own.status != own.Status.SUBMITTED:
        return None
    own.distance = claim_differences.distance(own.rating, decision.rating)
    return own


def suggested_rating(newest, decision):
    """The slug with which the form of the desk's rating begins: what stands, else what the round leaves."""
    if decision is not None and newest is not None and decision.round_id == newest.pk:
        return decision.rating.slug
    return newest.candidates[0] if newest is not None and len(newest.candidates) == 1 else None


def labels_of(rounds):
    """The words of all ratings on the scales of these rounds, by slug; the newest scale's count."""
    return {rating.slug: rating.label for round_ in reversed(rounds) for rating in round_.ratings}


def steps(round_):
    """The ratings of a round's scale, each with the `people` who gave it: `{rating, people}`."""
    by_rating = {}
    for verdict in round_.readable:
        by_rating.setdefault(verdict.rating.slug, []).append(verdict.reviewer)
    return [{"rating": rating, "people": by_rating.get(rating.slug, [])} for rating in round_.ratings]


class ClaimCard(ClaimPage):
    """`/d/{slug}/claims/{id}/card`: the parts of the page for the open card of the workspace, without a frame."""

    template = "claims/card.html"
    card = True
