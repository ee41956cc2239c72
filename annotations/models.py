"""The index of models, for Django alone; everybody else imports from the concept's own package."""

from annotations.accounts.models import User
from annotations.articles.models import Article, ArticleVersion
from annotations.assignments.models import Assignment, Recusal
from annotations.changes.models import Change, ChangedClaim, Counter
from annotations.claims.models import Appearance, Claim, Claimant
from annotations.complaints.models import Complaint
from annotations.deskpages.models import DeskPage
from annotations.discussion.models import Comment, ReadComment
from annotations.evidence.models import Evidence, Source
from annotations.files.models import StoredFile
from annotations.guests.models import Guest
from annotations.insights.models import MarksRead, Unitizing
from annotations.jobs.models import Job, LogCursor
from annotations.leads.models import Lead, Sighting
from annotations.notifications.models import MailChoice, Notification
from annotations.projects.models import Membership, Project, Token
from annotations.publishing.models import FactCheck, FactCheckAddress, Publication
from annotations.ratings.models import Rating, RatingScale
from annotations.redaction.models import Redaction
from annotations.replies.models import Reply
from annotations.rest.models import KeptAnswer
from annotations.spans.models import Anchor, Span
from annotations.teams.models import Invitation
from annotations.verdicts.models import Decision, Round, Verdict

__all__ = [
    "Anchor",
    "Appearance",
    "Article",
    "ArticleVersion",
    "Assignment",
    "Change",
    "ChangedClaim",
    "Claim",
    "Claimant",
    "Comment",
    "Complaint",
    "Counter",
    "Decision",
    "DeskPage",
    "Evidence",
    "FactCheck",
    "FactCheckAddress",
    "Guest",
    "Invitation",
    "Job",
    "KeptAnswer",
    "Lead",
    "LogCursor",
    "MailChoice",
    "MarksRead",
    "Membership",
    "Notification",
    "Project",
    "Publication",
    "Rating",
    "RatingScale",
    "ReadComment",
    "Recusal",
    "Redaction",
    "Reply",
    "Round",
    "Sighting",
    "Source",
    "Span",
    "StoredFile",
    "Token",
    "Unitizing",
    "User",
    "Verdict",
]
