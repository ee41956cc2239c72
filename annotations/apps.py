"""Tells Django about the app; the only place where lower packages learn of upper ones."""

from django.apps import AppConfig


class AnnotationsConfig(AppConfig):
    name = "annotations"
    verbose_name = "Factcheck"

    def ready(self):
        # Models are there from now on. These are the only inversions: lower packages call what upper ones do.
        from allauth.mfa.signals import authenticator_added, authenticator_removed  # noqa: PLC0415
        from django.contrib.auth.signals import user_logged_in, user_logged_out  # noqa: PLC0415
        from django.contrib.sessions.models import Session  # noqa: PLC0415
        from django.db.models.signals import post_delete  # noqa: PLC0415

        from annotations.accounts.sessions import on_sign_in, on_sign_out  # noqa: PLC0415
        from annotations.accounts.two_factor import on_added  # noqa: PLC0415
        from annotations.articles.carrying import JOB as REANCHOR  # noqa: PLC0415
        from annotations.assignments.actions import CHECK  # noqa: PLC0415
        from annotations.assignments.checking import check_assignment  # noqa: PLC0415
        from annotations.changes import bell, record  # noqa: PLC0415
        from annotations.discussion.actions import reveal_held  # noqa: PLC0415
        from annotations.dossiers.leaving import on_leaving  # noqa: PLC0415
        from annotations.dossiers.reanchoring import reanchor  # noqa: PLC0415
        from annotations.insights import marks  # noqa: PLC0415
        from annotations.jobs.following import follower  # noqa: PLC0415
        from annotations.jobs.queue import handler  # noqa: PLC0415
        from annotations.leads.leaving import hand_over_leads  # noqa: PLC0415
        from annotations.live.admission import ring_ended  # noqa: PLC0415
        from annotations.notifications import actions as notifying  # noqa: PLC0415
        from annotations.notifications import mail, noticing  # noqa: PLC0415
        from annotations.projects.entering import on_removed  # noqa: PLC0415
        from annotations.publishing.actions import GO_LIVE, go_live  # noqa: PLC0415
        from annotations.replies.actions import DUE as REPLY_DUE  # noqa: PLC0415
        from annotations.verdicts.rounds import on_reveal  # noqa: PLC0415

        handler(REANCHOR, reanchor)
        handler(REPLY_DUE, noticing.remind_of_reply)
        handler(CHECK, check_assignment)
        handler(marks.JOB, marks.compute)
        handler(GO_LIVE, go_live)
        on_reveal(reveal_held)
        on_leaving(hand_over_leads)
        follower(noticing.FOLLOWER, noticing.notice)
        handler(noticing.DUE_SOON, noticing.remind)
        handler(notifying.AT_ONCE, mail.send_at_once)
        handler(notifying.DIGEST, mail.send_digest)
        record.on_recorded(lambda project_id, head: bell.announce(bell.Ring(project_id)))
        post_delete.connect(ring_ended, sender=Session)
        user_logged_in.connect(on_sign_in)
        user_logged_out.connect(on_sign_out)
        authenticator_added.connect(on_added)
        authenticator_removed.connect(on_removed)
