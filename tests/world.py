"""A desk with everything in it, built the same way every time, and people who read all of it."""

import re
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

import time_machine
from django.test import Client

from annotations.accounts.models import User
from annotations.articles.models import ArticleVersion
from annotations.assignments.actions import assign
from annotations.assignments.models import Assignment, Recusal
from annotations.assignments.recusals import recuse
from annotations.changes.models import Change
from annotations.claims.models import Appearance, Claimant
from annotations.complaints.models import Complaint
from annotations.deskpages.actions import add_page
from annotations.discussion.actions import comment, edit_comment
from annotations.discussion.models import Comment
from annotations.dossiers.span_actions import highlight
from annotations.evidence.actions import add_evidence
from annotations.evidence.models import Evidence, Source
from annotations.exports.formats import FORMATS
from annotations.guests.actions import invite_guest
from annotations.guests.links import note_opened
from annotations.guests.models import Guest
from annotations.insights.reports import REPORTS
from annotations.jobs.worker import run_pending
from annotations.leads.models import Lead
from annotations.leads.taking import take_in
from annotations.notifications.actions import choose_mail
from annotations.notifications.mail import stop_token
from annotations.notifications.models import Event, Notification
from annotations.redaction.actions import ask_for_redaction
from annotations.redaction.models import Redaction
from annotations.replies.actions import ask
from annotations.replies.models import Reply
from annotations.spans.models import Span
from annotations.teams.actions import add_member, edit_desk
from annotations.teams.invitations import invite
from annotations.verdicts.actions import decide, put_verdict, withdraw_verdict
from annotations.verdicts.guests import put_guest_verdict
from annotations.verdicts.models import Verdict
from annotations.verdicts.rounds import open_round
from tests.cast import make_cast
from tests.making import make_claim, reveal, submit
from tests.walk import addresses, query_names

TEXT = "The harbour was closed for three days. The mayor said so on Monday. Nobody asked the port.\n"


@dataclass(frozen=True)
class Sealed:
    """What alice's verdicts say."""

    rating: str
    explanation: str
    confidence: int


ONE = Sealed("misleading", "MARKERONE.", 1)
TWO = Sealed("not-enough-evidence", "MARKERTWO. " + "At great length, again and again. " * 200, 5)

# Everybody but alice, and the cookies of nobody at all.
READERS = ("rita", "bob", "carol", "dave", "vera", "eve", None)


class World:
    """A desk with verdicts of alice that are sealed in every state a claim can be in.

    rita is a reviewer nobody has asked, bob one with a draft of his own, carol an editor who has submitted herself.
    """

    def __init__(self, sealed):
        self.clock = time_machine.travel("2024-01-26T10:00:00Z", tick=False)
        self.sealed = sealed

    def tick(self):
        self.traveller.shift(60)

    def build(self):
        self.traveller = self.clock.start()
        self.desk, self.people = make_cast()
        self.people.rita = User.objects.create_user("rita", name="Rita")
        add_member(project=self.desk, actor=self.people.dave, user=self.people.rita, role="reviewer")
        edit_desk(project=self.desk, actor=self.people.dave, settings={"required": 3})
        self.write()
        self.share_out()
        self.present_itself()
        self.judge()
        for name in ("alice", "bob", "carol", "rita"):
            user = getattr(self.people, name)
            user.email = f"{name}@example.org"
            user.save()
            choose_mail(user=user, **dict.fromkeys(Event.values, "at_once"))
        run_pending()
        self.invitation = invite(project=self.desk, actor=self.people.dave, role="viewer")[0].uid
        self.clients = {name: Client() for name in (*READERS, "alice")}
        for name, client in self.clients.items():
            if name is not None:
                client.force_login(getattr(self.people, name))
        self.paths = [path for address in addresses() for path in address.paths(self.known)]
        return self

    def write(self):
        people = self.people
        alice = Client()
        alice.force_login(people.alice)
        body = {"title": "Harbour", "text": TEXT, "source_url": "https://news.example.org/harbour"}
        made = alice.post(f"/api/v1/projects/{self.desk.slug}/articles", body, content_type="application/json")
        self.article = made.json()["id"]
        version = ArticleVersion.objects.select_related("article").get(article__uid=self.article)
        version.article.project = self.desk
        self.spans = []
        for start, end in ((0, 38), (39, 67), (68, 90)):
            self.tick()
            fragments = [{"start": start, "end": end, "exact": TEXT[start:end]}]
            span, _ = highlight(
                article=version.article, version=version, actor=people.alice, fragments=fragments, note="A note."
            )
            self.spans.append(span.uid)
        claimant = {"name": "The mayor", "type": "person"}
        names = ("plain", "again", "declined", "merged", "deleted", "withdrawn", "untouched")
        self.claims = {}
        for number, name in enumerate(names):
            self.tick()
            spans = [self.spans[number % 3]]
            self.claims[name] = make_claim(
                self.desk,
                people.alice,
                f"The harbour was closed for {number} days.",
                claimant=claimant,
                spans=spans,
                topics=["harbour"],
            )
            add_evidence(
                claim=self.claims[name], actor=people.bob, url=f"https://port.example.org/{name}", stance="refutes"
            )

    def present_itself(self):
        """A public page, in two versions."""
        for base, text in enumerate(("Blind, then together.", "Blind, then together, with *two* sources.")):
            add_page(
                project=self.desk, actor=self.people.carol, name="method", title="How we work", text=text, base=base
            )

    def share_out(self):
        """Who has which claim: alice's ends when her verdict is in, which is no secret; bob's does not."""
        people, plain = self.people, self.claims["plain"]
        for assignee in (people.alice, people.bob):
            self.tick()
            assign(project=self.desk, actor=people.carol, assignee=assignee, others=True, claim=plain)
        ask(claim=plain, actor=people.bob, channel="mail", answer="No comment.")
        take_in(project=self.desk, actor=people.alice, text="The port is empty.", url="https://port.example.org/x")
        # As if its fact-check had been public: whether it is does not matter to who may read a complaint.
        Complaint.objects.create(project=self.desk, claim=self.claims["untouched"], number=1, text="It was two days.")
        recuse(project=self.desk, actor=people.alice, claim=self.claims["untouched"], reason="A cousin.")
        ask_for_redaction(project=self.desk, actor=people.dave, reason="An order.", target={"words": ["Nobody"]})

    def ask_guests(self):
        """One guest with a link who has said nothing yet, one whose advice is sealed as alice's verdict is."""
        people, plain = self.people, self.claims["plain"]
        guest, link = invite_guest(claim=plain, actor=people.carol, name="Gia", email="gia@example.org", internal=True)
        note_opened(guest)
        self.guest_token = link.rpartition("/")[2]
        adviser, _ = invite_guest(claim=plain, actor=people.carol, name="Gus", counts=False)
        self.tick()
        says = {"rating": self.sealed.rating, "explanation": self.sealed.explanation}
        put_guest_verdict(
            guest=adviser, interests="None.", status="submitted", confidence=self.sealed.confidence, **says
        )

    def alice_says(self, name, **more):
        self.tick()
        says = self.sealed.rating, self.sealed.explanation, self.sealed.confidence
        return submit(self.claims[name], self.people.alice, *says, departure=self.sealed.explanation[:2000])

    def alice_comments(self, name):
        """On everything that belongs to the claim, after she has submitted: held back until the reveal."""
        claim = self.claims[name]
        said = {"project": self.desk, "actor": self.people.alice, "claim": claim}
        span = Span.objects.filter(appearances__claim=claim).select_related("article").first()
        about = (
            {},
            {"span": span},
            {"evidence": Evidence.objects.get(claim=claim)},
            {
                "verdict": Verdict.objects.submitted().get(
                    claim=claim, reviewer=self.people.alice, round__revealed_at=None
                )
            },
        )
        # What was said beside it comes out with the round; what was said under a verdict that is withdrawn never does.
        for each in about if name != "withdrawn" else about[-1:]:
            self.tick()
            comment(text=f"{self.sealed.explanation} @bob, is it {self.sealed.rating}?", **said, **each)
        self.tick()
        if thread := Comment.objects.filter(claim=claim, author=self.people.bob).whole().first():
            comment(text=self.sealed.explanation, parent=thread, **said)
        edit_comment(
            comment=Comment.objects.whole().filter(claim=claim, author=self.people.alice).order_by("pk").last(),
            actor=self.people.alice,
            text=f"{self.sealed.explanation} @carol",
        )

    def judge(self):
        people, claims = self.people, self.claims
        for name in ("plain", "again"):
            self.tick()
            comment(project=self.desk, actor=people.bob, claim=claims[name], text="Open to all, @alice.")
        # A first round that everybody may read, then a second one that is sealed, beside a desk rating.
        submit(claims["again"], people.alice, "true", "The first time.", 3)
        submit(claims["again"], people.bob, "false", "The first time too.", 3)
        reveal(claims["again"], people.carol)
        decide(claim=claims["again"], actor=people.carol, rating="half-true", explanation="Both.", method="vote")
        open_round(claim=claims["again"], actor=people.carol, required=3, asked=["dave"])
        for name in ("plain", "again", "declined", "merged", "deleted", "withdrawn"):
            self.alice_says(name)
        for name in ("plain", "again", "merged", "withdrawn"):
            self.alice_comments(name)
        self.tick()
        submit(claims["plain"], people.carol, "false", "What carol says.", 2)
        self.ask_guests()
        withdraw_verdict(claim=claims["withdrawn"], actor=people.alice)
        submit(claims["withdrawn"], people.carol, "true", "Carol alone.", 2)
        put_verdict(claim=claims["plain"], actor=people.bob, rating="true", explanation="Bob is not sure.")
        self.call("carol", "POST", f"claims/{claims['declined'].uid}/transitions", {"to": "declined", "reason": "No."})
        self.call("carol", "POST", f"claims/{claims['merged'].uid}/merge", {"into": claims["untouched"].uid})
        self.call("carol", "DELETE", f"claims/{claims['deleted'].uid}", None, HTTP_IF_MATCH="*")

    def call(self, name, method, path, body, **headers):
        """A write that must succeed, through the API."""
        self.tick()
        client = Client()
        client.force_login(getattr(self.people, name))
        more = {"data": body, "content_type": "application/json"} if body is not None else {}
        answer = getattr(client, method.lower())(f"/api/v1/projects/{self.desk.slug}/{path}", **more, **headers)
        assert answer.status_code < 300, answer.content

    @cached_property
    def known(self):
        """The values of every parameter in an address, once all is built."""
        claims = [claim.uid for claim in self.claims.values()]
        uids = {
            model: list(model.objects.filter(project=self.desk).order_by("pk").values_list("uid", flat=True))
            for model in (Claimant, Evidence, Source, Assignment, Recusal, Lead, Guest, Redaction, Complaint)
        }
        return {
            ("projects", "slug"): [self.desk.slug],
            ("d", "slug"): [self.desk.slug],
            ("members", "username"): ["bob"],
            ("invitations", "uid"): [self.invitation],
            ("articles", "uid"): [self.article],
            ("versions", "number"): [1],
            ("spans", "uid"): self.spans[:1],
            ("claims", "uid"): claims,
            ("spans", "span"): self.spans[:1],
            ("rounds", "number"): [1, 2],
            ("appearances", "appearance"): {
                uid: list(Appearance.objects.filter(claim__uid=uid).values_list("uid", flat=True)) for uid in claims
            },
            ("claimants", "uid"): uids[Claimant],
            ("evidence", "uid"): uids[Evidence][:1],
            ("sources", "uid"): uids[Source][:1],
            ("comments", "uid"): [
                *Comment.objects.filter(author=self.people.bob).order_by("pk").values_list("uid", flat=True),
                *Comment.objects.filter(author=self.people.alice).order_by("pk").values_list("uid", flat=True),
            ],
            ("exports", "format"): sorted(FORMATS),
            ("reports", "name"): sorted(REPORTS),
            ("notifications", "uid"): list(
                Notification.objects.filter(project=self.desk).order_by("pk").values_list("uid", flat=True)
            ),
            ("stop-mail", "token"): [stop_token(self.people.bob), "none"],
            ("tokens", "token"): ["none"],
            ("sessions", "name"): ["none"],
            ("assignments", "uid"): uids[Assignment],
            ("recusals", "uid"): uids[Recusal],
            ("leads", "uid"): uids[Lead],
            ("complaints", "uid"): uids[Complaint],
            ("redactions", "uid"): uids[Redaction],
            ("replies", "reply"): {
                uid: list(Reply.objects.filter(claim__uid=uid).values_list("uid", flat=True)) for uid in claims
            },
            ("guests", "uid"): uids[Guest],
            ("guests", "guest"): {
                uid: list(Guest.objects.filter(claim__uid=uid).values_list("uid", flat=True)) for uid in claims
            },
            ("g", "token"): [self.guest_token, "none"],
            ("desk-pages", "name"): ["method"],
            ("pages", "name"): ["method", "funding"],
            ("about", "name"): ["method"],
            ("<id:name>", "number"): [1],
            ("files", "file"): uids[Evidence][:1],
            ("public", "slug"): [self.desk.slug],
            ("factchecks", "uid"): claims,
            ("pictures", "picture"): ["none"],
        }

    @cached_property
    def queries(self):
        """Values worth trying for every name that some view reads from the query."""
        ratings = [ONE.rating, TWO.rating, "half-true"]
        return {
            "q": ["MARKERONE", "MARKERTWO", "harbour", ONE.rating],
            "rating": ratings,
            "state": ["answered", "closed"],
            "status": ["in_review", "new", "declined", "open"],
            "publication_state": ["none"],
            "claim": [self.claims["plain"].uid],
            "claimant": [Claimant.objects.get(project=self.desk).uid],
            "article": [self.article],
            "assignee": ["alice", "bob"],
            "actor": ["alice", "carol"],
            "topic": ["harbour"],
            "updated_after": ["2024-01-26T10:20:00Z", "2024-01-26T10:24:00Z"],
            "published_after": ["2023"],
            "type": ["person"],
            "kind": ["mentioned", "replied,revealed"],
            "version": ["1"],
            "text": ["The harbour was closed for 2 days.", "MARKERONE At great length, again and again."],
            "but": [self.claims["plain"].uid],
            "claims": [",".join(claim.uid for claim in self.claims.values())],
            "spans": [",".join(self.spans)],
            "from": ["2024-01-26"],
            "to": ["2024-01-26"],
            "seed": ["7"],
            "change": ["40"],
            "restore": ["none"],
            "work": [Assignment.objects.filter(project=self.desk, claim__isnull=False).earliest("pk").uid],
            "after": ["0", "30", "45"],
            "before": ["40"],
            "limit": ["1", "500"],
            "order": ["-created"],
            "cursor": ["x"],
            "url": ["https://port.example.org/log"],
            "published": ["true"],
            "internal": ["true"],
            "table": ["evidence", "appearances"],
            "row": ["2024-01", "alice"],
            "column": ["half-true", ONE.rating],
            "by": ["pair", "article", "month"],
            "reviewers": ["alice,bob"],
            "one": ["alice"],
            "other": ["bob"],
            "round": ["first"],
            "agree": ["false"],
            "ratings": ["true,false", f"{ONE.rating},{TWO.rating}"],
        }

    def read(self, name, path):
        """What `name` gets at `path`: status, headers but cookies, body."""
        answer = self.clients[name].get(path)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        headers = {key: value for key, value in answer.headers.items() if key not in ("Set-Cookie", "Vary")}
        return answer.status_code, headers, body

    def everything(self, readers=READERS):
        """`{(reader, path): answer}` for every address without a query."""
        return {(name, path): self.read(name, path) for name in readers for path in self.paths}

    def around(self, *names, readers):
        """`everything` but what is under other claims than these."""
        others = [claim.uid for name, claim in self.claims.items() if name not in names]
        talk = Comment.objects.filter(claim__uid__in=others).values_list("uid", flat=True)
        elsewhere = re.compile("|".join(f"/{uid}" for uid in [*others, *talk]))
        return {
            (name, path): self.read(name, path) for name in readers for path in self.paths if not elsewhere.search(path)
        }

    def asked_for(self, among, name="carol"):
        """The same with each of these queries, at the addresses that read one."""
        found = {}
        for path, keys in self.listings().items():
            for key in [key for key in keys if key in among]:
                for value in self.queries[key]:
                    address = f"{path}?{key}={quote(value)}"
                    found[name, address] = self.read(name, address)
        return found

    def filtered(self, name="carol"):
        """The same with every query, at the addresses that read one; pages' own links are followed too."""
        found = self.asked_for(self.queries, name)
        for link in sorted({link for path in self.pages() for link in self.links(self.read(name, path)[2])}):
            found[name, link] = self.read(name, link)
        return found

    def listings(self):
        """`{path: names that it reads from the query}` for the addresses that show many things, one of each kind."""
        found = {}
        for address in addresses():
            keys = query_names(address)
            if keys and "GET" in address.methods:
                found[address.paths(self.known)[0]] = keys
        return found

    def pages(self):
        return [address.paths(self.known)[0] for address in addresses() if address.is_desk_page]

    def links(self, body):
        """Links with a query on a page."""
        return [
            link.replace("&amp;", "&")
            for link in re.findall(r'(?:href|action|data-url)="(/[^"]*\?[^"]*)"', body.decode())
            if not link.startswith(("/static/", "/jsi18n/", "/accounts/"))
        ]

    def changes(self):
        """The rows of the log, without keys of the database."""
        rows = Change.objects.filter(project=self.desk).order_by("seq").values()
        return [{name: value for name, value in row.items() if name not in ("id", "project_id")} for row in rows]
