"""Every address, on one page."""

from django.urls import include, path, re_path, register_converter
from django.views.decorators.cache import cache_control
from django.views.generic import RedirectView
from django.views.i18n import JavaScriptCatalog

from annotations.accounts import oidc
from annotations.accounts.views import welcome
from annotations.articles import views as article_list_views
from annotations.assignments import views as recusal_views
from annotations.claims import claimant_views
from annotations.complaints import public as public_complaints
from annotations.complaints import views as complaint_views
from annotations.deskpages import views as desk_page_views
from annotations.discussion import views as discussion_views
from annotations.dossiers import (
    article_views,
    assignment_views,
    carried_views,
    claim_views,
    history_views,
    link_views,
    member_views,
    merge_views,
    publication_views,
    search_views,
    similar_views,
    span_views,
    transition_views,
)
from annotations.evidence import views as evidence_views
from annotations.exports import views as export_views
from annotations.guests import views as guest_views
from annotations.insights import views as insight_views
from annotations.leads import public as public_leads
from annotations.leads import views as lead_views
from annotations.live import presence_views
from annotations.live import views as live_views
from annotations.notifications import stop_page
from annotations.notifications import views as notification_views
from annotations.public import about, cards, factcheck_page, feeds, lists, mistake_form
from annotations.public import article_page as public_article
from annotations.publishing import public_views
from annotations.ratings import views as rating_views
from annotations.redaction import views as redaction_views
from annotations.replies import views as reply_views
from annotations.rest import converters, docs
from annotations.rest.unknown import unknown_address
from annotations.teams import invitation_views, token_views
from annotations.teams import views as team_views
from annotations.verdicts import views as verdict_views
from annotations.workspace import (
    account_page,
    accounting_page,
    activity,
    agreement_page,
    article_details,
    article_page,
    article_work,
    articles,
    claim_page,
    claims,
    claims_work,
    comment_pages,
    complaints,
    desk_pages,
    desks,
    guest_page,
    guests_page,
    home,
    inbox,
    joining,
    members_page,
    new_article,
    new_claim,
    new_desk,
    notification_page,
    offline,
    publish_page,
    queue,
    redactions_page,
    report_pages,
    settings_page,
    settle_page,
    sign_in,
    sources,
    versions,
)

register_converter(converters.OpaqueId, "id")
register_converter(converters.Username, "username")
register_converter(converters.Number, "number")

# P/: addresses below /api/v1/projects/{slug}/. Keep them in the order of API.md.
project_api = [
    path("members", team_views.Members.as_view()),
    path("members/<username:username>", member_views.Member.as_view()),
    path("invitations", invitation_views.Invitations.as_view()),
    path("invitations/<id:uid>", invitation_views.OneInvitation.as_view()),
    path("ratings", rating_views.Ratings.as_view()),
    path("articles", article_list_views.Articles.as_view()),
    path("articles/<id:uid>", article_views.OneArticle.as_view()),
    path("articles/<id:uid>/restore", article_views.RestoreArticle.as_view()),
    path("articles/<id:uid>/versions", article_list_views.Versions.as_view()),
    path("articles/<id:uid>/versions/<number:number>", article_list_views.OneVersion.as_view()),
    path("articles/<id:uid>/versions/<number:number>/spans", carried_views.CarriedSpans.as_view()),
    path("articles/<id:uid>/spans", span_views.ArticleSpans.as_view()),
    path("spans/<id:uid>", span_views.OneSpan.as_view()),
    path("spans/<id:uid>/restore", span_views.RestoreSpan.as_view()),
    path("claims", claim_views.Claims.as_view()),
    path("claims/batch", claim_views.ClaimBatch.as_view()),
    path("claims/similar", similar_views.SimilarClaims.as_view()),
    path("claims/<id:uid>", claim_views.OneClaim.as_view()),
    path("claims/<id:uid>/restore", claim_views.RestoreClaim.as_view()),
    path("claims/<id:uid>/spans/<id:span>", link_views.ClaimSpan.as_view()),
    path("claims/<id:uid>/appearances", link_views.ClaimAppearances.as_view()),
    path("claims/<id:uid>/appearances/<id:appearance>", link_views.OneAppearance.as_view()),
    path("claims/<id:uid>/appearances/<id:appearance>/file", link_views.AppearanceFile.as_view()),
    path("claims/<id:uid>/transitions", transition_views.Transitions.as_view()),
    path("claims/<id:uid>/history", history_views.ClaimHistory.as_view()),
    path("claims/<id:uid>/merge", merge_views.Merge.as_view()),
    path("claims/<id:uid>/split", merge_views.Split.as_view()),
    path("claimants", claimant_views.Claimants.as_view()),
    path("claimants/<id:uid>", claimant_views.OneClaimant.as_view()),
    path("claimants/<id:uid>/merge", claimant_views.MergeClaimant.as_view()),
    path("claims/<id:uid>/rounds", verdict_views.Rounds.as_view()),
    path("claims/<id:uid>/rounds/<number:number>", verdict_views.OneRound.as_view()),
    path("claims/<id:uid>/verdict", verdict_views.OwnVerdict.as_view()),
    path("claims/<id:uid>/verdicts", verdict_views.Verdicts.as_view()),
    path("claims/<id:uid>/decision", verdict_views.OneDecision.as_view()),
    path("claims/<id:uid>/publication", publication_views.OnePublication.as_view()),
    path("claims/<id:uid>/corrections", publication_views.Corrections.as_view()),
    path("claims/<id:uid>/pictures", publication_views.Pictures.as_view()),
    path("claims/<id:uid>/pictures/<id:picture>", publication_views.OnePicture.as_view()),
    path("claims/<id:uid>/evidence", evidence_views.ClaimEvidence.as_view()),
    path("claims/<id:uid>/evidence/order", evidence_views.EvidenceOrder.as_view()),
    path("evidence/<id:uid>", evidence_views.OneEvidence.as_view()),
    path("evidence/<id:uid>/file", evidence_views.EvidenceFile.as_view()),
    path("evidence/<id:uid>/restore", evidence_views.RestoreEvidence.as_view()),
    path("claims/<id:uid>/comments", discussion_views.ClaimComments.as_view()),
    path("spans/<id:uid>/comments", discussion_views.SpanComments.as_view()),
    path("comments/unread", discussion_views.UnreadComments.as_view()),
    path("comments/<id:uid>", discussion_views.OneComment.as_view()),
    path("comments/<id:uid>/restore", discussion_views.RestoreComment.as_view()),
    path("claims/<id:uid>/replies", reply_views.Replies.as_view()),
    path("claims/<id:uid>/replies/<id:reply>", reply_views.OneReply.as_view()),
    path("sources", evidence_views.Sources.as_view()),
    path("sources/<id:uid>", evidence_views.OneSource.as_view()),
    path("assignments", assignment_views.Assignments.as_view()),
    path("assignments/<id:uid>", assignment_views.OneAssignment.as_view()),
    path("assignments/<id:uid>/restore", assignment_views.RestoreAssignment.as_view()),
    path("recusals", recusal_views.Recusals.as_view()),
    path("recusals/<id:uid>", recusal_views.OneRecusal.as_view()),
    path("presence", presence_views.Presence.as_view()),
    path("complaints", complaint_views.Complaints.as_view()),
    path("complaints/<id:uid>", complaint_views.OneComplaint.as_view()),
    path("notifications", notification_views.Notifications.as_view()),
    path("redactions", redaction_views.Redactions.as_view()),
    path("redactions/<id:uid>", redaction_views.OneRedaction.as_view()),
    path("leads", lead_views.Leads.as_view()),
    path("leads/batch", lead_views.LeadBatch.as_view()),
    path("leads/<id:uid>", lead_views.OneLead.as_view()),
    path("guests", guest_views.Guests.as_view()),
    path("guests/<id:uid>", guest_views.OneGuest.as_view()),
    path("guests/<id:uid>/link", guest_views.GuestLink.as_view()),
    path("desk-pages", desk_page_views.DeskPages.as_view()),
    path("desk-pages/<id:name>", desk_page_views.OneDeskPage.as_view()),
    path("desk-pages/<id:name>/versions", desk_page_views.DeskPageVersions.as_view()),
    path("desk-pages/<id:name>/versions/<number:number>", desk_page_views.OneDeskPageVersion.as_view()),
    path("search", search_views.Search.as_view()),
    path("changes", live_views.Changes.as_view()),
    path("stream", live_views.Stream.as_view()),
    path("agreement", insight_views.Agreement.as_view()),
    path("agreement/units", insight_views.AgreementUnits.as_view()),
    path("agreement/spans", insight_views.AgreementSpans.as_view()),
    path("accounting", insight_views.Accounting.as_view()),
    path("reports", insight_views.Reports.as_view()),
    path("reports/<id:name>", insight_views.OneReport.as_view()),
    path("exports", export_views.Exports.as_view()),
    path("exports/<id:format>", export_views.OneExport.as_view()),
]

api = [
    path("me", team_views.Me.as_view()),
    path("tokens", token_views.Tokens.as_view()),
    path("tokens/<id:token>", token_views.OneToken.as_view()),
    path("projects", team_views.Desks.as_view()),
    path("projects/<slug:slug>", team_views.Desk.as_view()),
    path("projects/<slug:slug>/", include(project_api)),
    path("public/<slug:slug>/leads", public_leads.PublicLeads.as_view()),
    path("public/<slug:slug>/complaints", public_complaints.PublicComplaints.as_view()),
    path("public/<slug:slug>/factchecks", public_views.FactChecks.as_view()),
    path("public/<slug:slug>/factchecks/<id:uid>", public_views.OneFactCheck.as_view()),
    path("public/<slug:slug>/factchecks/<id:uid>/snapshot", public_views.Snapshot.as_view()),
]

# The address on the page names the language, so that a browser may keep each for a while.
words_of_scripts = cache_control(private=True, max_age=600)(JavaScriptCatalog.as_view(packages=["annotations"]))

# Pages below /d/{slug}/.
pages_of_desk = [
    path("", home.Home.as_view(), name="desk"),
    path("inbox/", inbox.Inbox.as_view(), name="inbox"),
    path("complaints/", complaints.Complaints.as_view(), name="complaints"),
    path("complaints/<id:uid>", complaints.OneComplaint.as_view(), name="complaint"),
    path("queue/", queue.Queue.as_view(), name="queue"),
    path("articles/", articles.Articles.as_view(), name="articles"),
    path("articles/new", new_article.NewArticle.as_view(), name="new_article"),
    path("articles/suggest", new_article.Suggest.as_view(), name="suggest_article"),
    path("articles/<id:uid>", article_page.Workspace.as_view(), name="article"),
    path("articles/<id:uid>/table", article_page.Table.as_view(), name="article-table"),
    path("articles/<id:uid>/rows", article_page.Rows.as_view(), name="article-rows"),
    path("articles/<id:uid>/versions/", versions.Versions.as_view(), name="versions"),
    path("articles/<id:uid>/versions/new", versions.NewVersion.as_view(), name="new_version"),
    path("articles/<id:uid>/versions/<number:number>", article_page.OlderText.as_view(), name="article_version"),
    path("articles/<id:uid>/details", article_details.ArticleDetails.as_view(), name="article_details"),
    path("articles/<id:uid>/work", article_work.ArticleWork.as_view(), name="article_work"),
    path("articles/<id:uid>/delete", article_details.DeleteArticle.as_view(), name="delete_article"),
    path("articles/<id:uid>/restore", article_details.RestoreArticle.as_view(), name="restore_article"),
    path("claims/", claims.Claims.as_view(), name="claims"),
    path("claims/new", new_claim.NewClaim.as_view(), name="new_claim"),
    path("claims/work", claims_work.AssignClaims.as_view(), name="assign_claims"),
    path("claims/work/undo", claims_work.UnassignClaims.as_view(), name="unassign_claims"),
    path("claims/<id:uid>", claim_page.ClaimPage.as_view(), name="claim"),
    path("claims/<id:uid>/settle", settle_page.SettlePage.as_view(), name="settle"),
    path("claims/<id:uid>/publish", publish_page.PublishPage.as_view(), name="publish"),
    path("claims/<id:uid>/card", claim_page.ClaimCard.as_view(), name="claim_card"),
    path("claims/<id:uid>/guests", guests_page.ClaimGuests.as_view(), name="claim_guests"),
    path("claims/<id:uid>/guests/<id:guest>", guests_page.EditGuest.as_view(), name="edit_guest"),
    path("claims/<id:uid>/guests/<id:guest>/renew", guests_page.RenewLink.as_view(), name="renew_guest"),
    path("claims/<id:uid>/guests/<id:guest>/revoke", guests_page.RevokeGuest.as_view(), name="revoke_guest"),
    path("comments/<id:uid>", comment_pages.CommentLink.as_view(), name="comment"),
    path("spans/<id:uid>/discussion", comment_pages.SpanDiscussion.as_view(), name="span_discussion"),
    path("notifications/<id:uid>", notification_page.OpenNotification.as_view(), name="notification"),
    path("sources/", sources.Sources.as_view(), name="sources"),
    path("sources/<id:uid>", sources.SourcePage.as_view(), name="source"),
    path("reports/", report_pages.Reports.as_view(), name="reports"),
    path("reports/accounting", accounting_page.Accounting.as_view(), name="accounting"),
    path("reports/accounting.csv", accounting_page.AccountingTable.as_view(), name="accounting_table"),
    path("reports/agreement", agreement_page.Agreement.as_view(), name="agreement"),
    path("reports/agreement.csv", agreement_page.AgreementTable.as_view(), name="agreement_table"),
    path("reports/agreement/claims", agreement_page.AgreementUnits.as_view(), name="agreement_units"),
    path("reports/agreement/highlights", agreement_page.AgreementSpans.as_view(), name="agreement_spans"),
    path("reports/<id:name>/table.csv", report_pages.ReportTable.as_view(), name="report_table"),
    path("reports/<id:name>/claims", report_pages.ReportClaims.as_view(), name="report_claims"),
    path("activity/", activity.Activity.as_view(), name="activity"),
    path("settings/", settings_page.Settings.as_view(), name="settings"),
    path("settings/desk", settings_page.EditDesk.as_view(), name="edit_desk"),
    path("settings/ratings", settings_page.EditScale.as_view(), name="edit_scale"),
    path("settings/pages/", desk_pages.DeskPages.as_view(), name="desk_pages"),
    path("settings/pages/<id:name>", desk_pages.EditDeskPage.as_view(), name="edit_desk_page"),
    path("settings/pages/<id:name>/versions/<number:number>", desk_pages.Version.as_view(), name="desk_page_version"),
    path("settings/members", members_page.Members.as_view(), name="members"),
    path("settings/members/<username:username>", members_page.EditMember.as_view(), name="edit_member"),
    path("settings/members/<username:username>/remove", members_page.RemoveMember.as_view(), name="remove_member"),
    path("settings/leave", members_page.Leave.as_view(), name="leave_desk"),
    path("settings/redactions", redactions_page.Redactions.as_view(), name="redactions"),
    path("settings/redactions/<id:uid>/confirm", redactions_page.ConfirmRedaction.as_view(), name="confirm_redaction"),
    path(
        "settings/redactions/<id:uid>/withdraw", redactions_page.WithdrawRedaction.as_view(), name="withdraw_redaction"
    ),
    path("settings/invitations", members_page.Invite.as_view(), name="invite"),
    path("settings/invitations/<id:uid>", members_page.WithdrawInvitation.as_view(), name="withdraw_invitation"),
]

# Pages for everybody, below /public/{slug}/.
public_pages = [
    path("factchecks", lists.FactCheckList.as_view(), name="public_factchecks"),
    path("factchecks/<id:uid>", factcheck_page.FactCheckPage.as_view(), name="public_factcheck"),
    path("factchecks/<id:uid>/versions/<number:number>", factcheck_page.VersionPage.as_view(), name="public_version"),
    path(
        "factchecks/<id:uid>/claimreview.jsonld",
        factcheck_page.ClaimReviewDocument.as_view(),
        name="public_claimreview",
    ),
    path(
        "factchecks/<id:uid>/mediareview.jsonld",
        factcheck_page.MediaReviewDocument.as_view(),
        name="public_mediareview",
    ),
    path("factchecks/<id:uid>/picture", factcheck_page.Picture.as_view(), name="public_picture"),
    path("factchecks/<id:uid>/card.png", cards.CardPicture.as_view(), name="public_card"),
    path("factchecks/<id:uid>/embed", cards.Embed.as_view(), name="public_embed"),
    path("factchecks/<id:uid>/mistake", mistake_form.MistakeForm.as_view(), name="public_mistake"),
    path("articles/<id:uid>", public_article.ArticlePage.as_view(), name="public_article"),
    path("articles/<id:uid>/card.png", public_article.ArticleCard.as_view(), name="public_article_card"),
    path("corrections", lists.CorrectionList.as_view(), name="public_corrections"),
    path("feed.atom", feeds.AtomFeed.as_view(), name="public_atom"),
    path("feed.json", feeds.JsonFeed.as_view(), name="public_json_feed"),
    path("sitemap.xml", feeds.Sitemap.as_view(), name="public_sitemap"),
]

urlpatterns = [
    path("api/v1/", include(api)),
    path("api/v1/openapi.json", docs.OpenAPIDocument.as_view(), name="openapi"),
    path("api/docs", docs.Swagger.as_view(), name="api_docs"),
    path("api/docs/redoc", docs.Redoc.as_view(), name="api_redoc"),
    re_path(r"^api/(?P<rest>.*)$", unknown_address),
    path("service-worker.js", offline.ServiceWorker.as_view(), name="service_worker"),
    path("offline/", offline.Offline.as_view(), name="offline"),
    path("", desks.Start.as_view(), name="home"),
    path("desks/", desks.Desks.as_view(), name="desks"),
    path("desks/new", new_desk.NewDesk.as_view(), name="new_desk"),
    path("account/", account_page.Account.as_view(), name="account"),
    path("account/tokens", account_page.NewToken.as_view(), name="new_token"),
    path("account/tokens/<id:token>/revoke", account_page.RevokeToken.as_view(), name="revoke_token"),
    path("account/sessions/end", account_page.EndOtherSessions.as_view(), name="end_other_sessions"),
    path("account/sessions/<id:name>/end", account_page.EndSession.as_view(), name="end_session"),
    path("account/mail", account_page.MailChoices.as_view(), name="mail_choices"),
    path("stop-mail/<str:token>", stop_page.stop, name="stop_mail"),
    path("account/language", sign_in.Language.as_view(), name="set_language"),
    path("jsi18n/", words_of_scripts, name="jsi18n"),
    path("accounts/login/", sign_in.SignIn.as_view(), name="account_login"),
    path("accounts/demo/", sign_in.DemoSignIn.as_view(), name="demo_sign_in"),
    path("accounts/invitation/<id:uid>/<str:secret>/", joining.Invitation.as_view(), name="invitation"),
    path("accounts/welcome/<username:username>/<str:token>/", welcome, name="welcome"),
    path("accounts/oidc/<slug:provider_id>/login/", oidc.login, name="oidc_login"),
    path("accounts/oidc/<slug:provider_id>/login/callback/", oidc.callback, name="oidc_callback"),
    # Sessions are listed on the account's page.
    path("accounts/sessions/", RedirectView.as_view(pattern_name="account"), name="usersessions_list"),
    path("accounts/", include("allauth.urls")),
    path("public/<slug:slug>/leads", public_leads.PublicForm.as_view(), name="lead_form"),
    path("public/<slug:slug>/about/", about.About.as_view(), name="public_desk_pages"),
    path("public/<slug:slug>/about/<id:name>", about.Page.as_view(), name="public_desk_page"),
    path(
        "public/<slug:slug>/about/<id:name>/<number:number>",
        about.Page.as_view(),
        name="public_desk_page_version",
    ),
    path("public/<slug:slug>/", include(public_pages)),
    path("public/oembed", cards.OEmbed.as_view(), name="public_oembed"),
    path("robots.txt", feeds.Robots.as_view(), name="robots"),
    path("g/<str:token>", guest_page.GuestPage.as_view(), name="guest"),
    path("g/<str:token>/files/<id:file>", guest_page.GuestFile.as_view(), name="guest_file"),
    path("d/<slug:slug>/", include(pages_of_desk)),
]
