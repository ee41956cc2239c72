"""The objects that changes name, as they are now and as the caller sees them: one batch loader for each kind.

A loader takes the caller's membership and ids, and gives `{id: state}` with a few statements however many ids there
are. The state is what a GET of the object's address answers, except that a version comes without its text and blocks.
What is deleted is GONE; what the caller may not see is HIDDEN; so is what no loader knows.
"""

from annotations.articles.models import Article, ArticleVersion
from annotations.articles.present import present as present_article
from annotations.articles.present import present_version
from annotations.assignments.models import Assignment, Recusal
from annotations.assignments.present import present as present_assignment
from annotations.assignments.present import present_recusal
from annotations.claims.claimant_views import present_claimants
from annotations.claims.models import Appearance, Claim, Claimant
from annotations.complaints.models import Complaint
from annotations.complaints.present import present as present_complaint
from annotations.deskpages.models import DeskPage
from annotations.deskpages.present import present as present_desk_page
from annotations.discussion.models import Comment
from annotations.discussion.present import present as present_comment
from annotations.dossiers.claim_loading import present_appearances, present_whole
from annotations.dossiers.span_loading import present_spans
from annotations.evidence.models import Evidence, Source
from annotations.evidence.present import present as present_evidence
from annotations.evidence.present import present_source
from annotations.guests.models import Guest
from annotations.guests.present import present as present_guest
from annotations.leads.models import Lead
from annotations.leads.present import present as present_lead
from annotations.projects.models import Membership
from annotations.publishing.models import Publication
from annotations.publishing.present import publications_of
from annotations.ratings.models import RatingScale
from annotations.ratings.present import present_scale
from annotations.redaction.present import present as present_redaction
from annotations.redaction.views import redactions_of
from annotations.replies.models import Reply
from annotations.replies.present import present as present_reply
from annotations.spans.models import Span
from annotations.spans.present import FIELDS
from annotations.teams.models import Invitation
from annotations.teams.present import present as present_desk
from annotations.teams.present import present_invitation, present_member
from annotations.verdicts.loading import WHOLE_DECISION, WHOLE_VERDICT, present_rounds
from annotations.verdicts.models import Decision, Round, Verdict
from annotations.verdicts.present import ROUND_FIELDS, present_decision, present_verdict

GONE, HIDDEN = "gone", "hidden"


def load_states(member, wanted):
    """`{kind: {id: state}}` for `wanted`, `{kind: ids}`; every id asked for is there, GONE and HIDDEN included."""
    found = {}
    for kind, uids in wanted.items():
        loader = LOADERS.get(kind)
        if loader is None:
            found[kind] = dict.fromkeys(uids, HIDDEN)
        else:
            # An object that was recorded and is no more was deleted for good, as links and members are.
            found[kind] = dict.fromkeys(uids, GONE) | loader(member, uids)
    return found


def _articles(member, uids):
    rows = Article.objects.alive().filter(project=member.project, uid__in=uids).select_related("author")
    return {row.uid: present_article(row) for row in rows}


def _versions(member, uids):
    rows = (
        ArticleVersion.objects.filter(project=member.project, uid__in=uids, article__deleted_at__isnull=True)
        .select_related("author", "article")
        .defer("text", "blocks")
    )
    return {row.uid: present_version(row, whole=False) for row in rows}


def _spans(member, uids):
    rows = Span.objects.alive().filter(project=member.project, uid__in=uids).values(*FIELDS)
    return {shown["id"]: shown for shown in present_spans(rows)}


def _claims(member, uids):
    rows = list(Claim.objects.loaded().alive().filter(project=member.project, uid__in=uids))
    return {shown["id"]: shown for shown in present_whole(rows, member.user)}


def _claimants(member, uids):
    rows = Claimant.objects.filter(project=member.project, uid__in=uids).select_related("merged_into")
    return {shown["id"]: shown for shown in present_claimants(list(rows))}


def _appearances(member, uids):
    rows = Appearance.objects.filter(project=member.project, uid__in=uids, claim__deleted_at__isnull=True)
    return {shown["id"]: shown for shown in present_appearances(rows)}


def _evidence(member, uids):
    rows = (
        Evidence.objects.alive()
        .filter(project=member.project, uid__in=uids)
        .select_related("claim", "author", "source__file")
    )
    return {row.uid: present_evidence(row) for row in rows}


def _sources(member, uids):
    rows = Source.objects.filter(project=member.project, uid__in=uids).select_related("file", "same_origin_as")
    return {row.uid: present_source(row) for row in rows}


def _members(member, usernames):
    rows = Membership.objects.filter(project=member.project, user__username__in=usernames).select_related("user")
    return {row.user.username: present_member(row) for row in rows}


def _invitations(member, uids):
    rows = Invitation.objects.filter(project=member.project, uid__in=uids).select_related("author", "used_by")
    return {row.uid: present_invitation(row) if member.may("administer") else HIDDEN for row in rows}


def _project(member, slugs):
    return {member.project.slug: present_desk(member)}


def _ratings(member, uids):
    rows = RatingScale.objects.filter(project=member.project, uid__in=uids).prefetch_related("ratings")
    return {row.uid: present_scale(row) for row in rows}


def _rounds(member, uids):
    rounds = Round.objects.filter(project=member.project, uid__in=uids, claim__deleted_at__isnull=True)
    rows = list(rounds.values(*ROUND_FIELDS))
    # Round 1 can be edited before it is listed; until then there is nothing to see.
    return {
        row["uid"]: shown if row["opened_at"] else HIDDEN for row, shown in zip(rows, present_rounds(rows), strict=True)
    }


def _verdicts(member, uids):
    verdicts = Verdict.objects.standing().filter(project=member.project, uid__in=uids, claim__deleted_at__isnull=True)
    sealed = dict.fromkeys(verdicts.values_list("uid", flat=True), HIDDEN)
    shown = verdicts.visible_to(member.user).select_related(*WHOLE_VERDICT)
    return sealed | {row.uid: present_verdict(row) for row in shown}


def _decisions(member, uids):
    rows = Decision.objects.filter(project=member.project, uid__in=uids, claim__deleted_at__isnull=True)
    return {row.uid: present_decision(row) for row in rows.select_related(*WHOLE_DECISION)}


def _assignments(member, uids):
    rows = Assignment.objects.shown().loaded().filter(project=member.project, uid__in=uids)
    return {row.uid: present_assignment(row) for row in rows}


def _recusals(member, uids):
    rows = Recusal.objects.filter(project=member.project, uid__in=uids).select_related("user", "claim", "claimant")
    return {row.uid: present_recusal(row) for row in rows}


def _comments(member, uids):
    comments = Comment.objects.filter(project=member.project, uid__in=uids)
    # A comment that is held back is HIDDEN even when it was deleted: that there was one is nobody's business.
    hidden = dict.fromkeys(comments.hidden_from(member.user).values_list("uid", flat=True), HIDDEN)
    alive = comments.alive().visible_to(member.user).exclude(claim__deleted_at__isnull=False).whole()
    return hidden | {row.uid: present_comment(row) for row in alive}


def _replies(member, uids):
    rows = Reply.objects.loaded().filter(project=member.project, uid__in=uids, claim__deleted_at__isnull=True)
    return {row.uid: present_reply(row) for row in rows}


def _desk_pages(member, uids):
    rows = DeskPage.objects.loaded().filter(project=member.project, uid__in=uids)
    return {row.uid: present_desk_page(row) for row in rows}


def _guests(member, uids):
    rows = Guest.objects.loaded().alive().filter(project=member.project, uid__in=uids, claim__deleted_at__isnull=True)
    return {row.uid: present_guest(row) for row in rows}


def _publications(member, uids):
    """The claim's publication as it stands, whichever of its versions is asked for; one taken back is no more."""
    rows = Publication.objects.filter(project=member.project, uid__in=uids).values_list("uid", "claim__uid")
    of_claims = dict(rows)
    claims = Claim.objects.filter(project=member.project, uid__in=set(of_claims.values()))
    shown = {row["claim"]: row for row in publications_of(list(claims)).values()}
    return {uid: shown[claim] for uid, claim in of_claims.items() if claim in shown}


def _leads(member, uids):
    return {row.uid: present_lead(row) for row in Lead.objects.loaded().filter(project=member.project, uid__in=uids)}


def _complaints(member, uids):
    rows = Complaint.objects.loaded().filter(project=member.project, uid__in=uids)
    return {row.uid: present_complaint(row) for row in rows}


def _redactions(member, uids):
    rows = redactions_of(member.project).filter(uid__in=uids)
    return {row.uid: present_redaction(row) if member.may("oversee") else HIDDEN for row in rows}


LOADERS = {
    "article": _articles,
    "version": _versions,
    "span": _spans,
    "claim": _claims,
    "claimant": _claimants,
    "appearance": _appearances,
    "evidence": _evidence,
    "source": _sources,
    "round": _rounds,
    "verdict": _verdicts,
    "decision": _decisions,
    "assignment": _assignments,
    "recusal": _recusals,
    "desk_page": _desk_pages,
    "guest": _guests,
    "lead": _leads,
    "complaint": _complaints,
    "reply": _replies,
    "publication": _publications,
    "comment": _comments,
    "redaction": _redactions,
    "member": _members,
    "invitation": _invitations,
    "project": _project,
    "ratings": _ratings,
}
