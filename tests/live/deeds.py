"""What people do on a desk, at random: every kind of write, through the real API, or as a deed of their page.

`DEEDS` maps a name to a function of a `Desk` and two numbers that choose among what is there. A refusal by a rule is
as good as a success; an answer of 500 fails.
"""

import json

from django.db import transaction

from annotations.jobs.worker import run_pending
from tests.cast import Caller

TEXT = (
    "The bridge was closed for three days. The mayor said so on Monday. Nobody asked the port.\n"
    "Bread costs more than last year. The council raised the tariff by 34 per cent. It rained.\n"
)
SENTENCES = [part.strip() + "." for line in TEXT.splitlines() for part in line.split(".") if part.strip()]
RATINGS = ["true", "mostly-true", "half-true", "false"]
PEOPLE = ["alice", "bob", "carol", "dave"]
MADE = ("spans", "claims", "evidence", "comments", "assignments")


class Desk:
    """A desk with one article; knows the ids of all that was made, deleted things included."""

    def __init__(self, project, people, screens=None):
        self.project, self.screens = project, screens or {}
        self.callers = {name: Caller(getattr(people, name), project) for name in PEOPLE}
        self.who = "alice"
        self.spans, self.claims, self.evidence, self.claimants = [], [], [], []
        self.comments, self.assignments = [], []
        self.article = self.callers["carol"].post("articles", {"title": "The bridge", "text": TEXT}).json()["id"]
        self.text, self.version, self.count = TEXT, 1, 0

    def call(self, method, path, body=None, etag="*"):
        # As in a request of its own: what is refused leaves nothing behind.
        with transaction.atomic():
            answer = self.callers[self.who].call(method, path, body, etag=etag)
        assert answer.status_code < 500, answer.content
        self.note(answer)
        return answer

    def note(self, answer):
        if answer.status_code != 201 or not answer.content:
            return
        made = json.loads(answer.content)
        kind = answer.headers.get("Location", "").split("/")[-2:-1]
        tables = {name: getattr(self, name) for name in MADE}
        table = tables.get(*kind or [None])
        if table is not None and "id" in made:
            table.append(made["id"])
        if "claims" in kind and made["claimant"] and made["claimant"]["id"] not in self.claimants:
            self.claimants.append(made["claimant"]["id"])

    def new(self, words):
        self.count += 1
        return f"{words} {self.count}."

    def fragments(self, number, other):
        """One sentence or two of the newest text, as fragments."""
        lines = [line for line in SENTENCES if line in self.text]
        wanted = sorted({number % len(lines), (number + other % 2 * 2) % len(lines)})
        places = [(self.text.index(lines[n]), lines[n]) for n in wanted]
        return [{"start": start, "end": start + len(line), "exact": line} for start, line in places]


def pick(rows, number):
    """One of the rows, or an id that is nobody's."""
    return rows[number % len(rows)] if rows else "none"


def highlight(desk, a, b):
    claims = [pick(desk.claims, b)] if desk.claims and b % 3 == 0 else []
    body = {"version": desk.version, "fragments": desk.fragments(a, b), "note": "Why?" * (b % 2), "claims": claims}
    desk.call("POST", f"articles/{desk.article}/spans", body)


def edit_span(desk, a, b):
    bodies = [
        {"note": desk.new("Note")},
        {"checkable": b % 2 == 0},
        {"version": desk.version, "fragments": desk.fragments(b, a)},
    ]
    desk.call("PATCH", f"spans/{pick(desk.spans, a)}", bodies[b % 3])


def make_claim(desk, a, b):
    body = {"text": desk.new("It is said"), "spans": [pick(desk.spans, a)] if desk.spans else []}
    if b % 2:
        body["claimant"] = {"name": ["The mayor", "The port"][b % 4 // 2], "type": "person"}
    desk.call("POST", "claims", body)


def edit_claim(desk, a, b):
    body = [{"text": desk.new("It is rather said")}, {"topics": ["harbour"]}, {"claimant": {"name": "A witness"}}]
    desk.call("PATCH", f"claims/{pick(desk.claims, a)}", body[b % 3])


def add_evidence(desk, a, b):
    stance = ["supports", "refutes", "context"][b % 3]
    body = {"url": f"https://source{b % 4}.example/", "stance": stance}
    desk.call("POST", f"claims/{pick(desk.claims, a)}/evidence", body)


def edit_evidence(desk, a, b):
    body = [{"quote": desk.new("It says")}, {"title": desk.new("Title")}, {"stance": "context"}][b % 3]
    desk.call("PATCH", f"evidence/{pick(desk.evidence, a)}", body)


def order_evidence(desk, a, b):
    path = f"claims/{pick(desk.claims, a)}"
    answer = desk.call("GET", path)
    if answer.status_code == 200:
        desk.call("PUT", f"{path}/evidence/order", [row["id"] for row in answer.json()["evidence"]][::-1])


def judge(desk, a, b):
    body = {"rating": RATINGS[b % 4], "explanation": desk.new("Because"), "status": ["draft", "submitted"][b % 5 > 0]}
    desk.call("PUT", f"claims/{pick(desk.claims, a)}/verdict", body)
    if desk.who in desk.screens:
        # A draft is no change: the page on which it is written shows it, and no other does.
        desk.screens[desk.who].look_again(pick(desk.claims, a))


def comment(desk, a, b):
    """On a claim or what stands on it; what somebody says who has submitted is held back."""
    uid = pick(desk.claims, a)
    about = [("claim", uid), ("span", pick(desk.spans, b)), ("evidence", pick(desk.evidence, b))][b % 3]
    body = {"about": dict(zip(("type", "id"), about, strict=True)), "text": desk.new("What about @bob")}
    desk.call("POST", f"claims/{uid}/comments", body)


def comment_on_span(desk, a, b):
    desk.call("POST", f"spans/{pick(desk.spans, a)}/comments", {"text": desk.new("Is this checkable")})


def reply(desk, a, b):
    body = {"text": desk.new("Yes"), "parent": pick(desk.comments, b)}
    desk.call("POST", f"claims/{pick(desk.claims, a)}/comments", body)


def edit_comment(desk, a, b):
    body = [{"text": desk.new("Rather")}, {"resolved": True}, {"resolved": False}][b % 3]
    desk.call("PATCH", f"comments/{pick(desk.comments, a)}", body)


def open_round(desk, a, b):
    desk.call("POST", f"claims/{pick(desk.claims, a)}/rounds", {"required": 1 + b % 2, "blind": b % 3 > 0})


def reveal(desk, a, b):
    desk.call("PATCH", f"claims/{pick(desk.claims, a)}/rounds/{1 + b % 2}", {"revealed": True})


def ask(desk, a, b):
    desk.call("PATCH", f"claims/{pick(desk.claims, a)}/rounds/{1 + b % 2}", {"asked": [PEOPLE[b % 4]]})


def decide(desk, a, b):
    body = {"rating": RATINGS[b % 4], "explanation": desk.new("All in all"), "method": "adjudication"}
    desk.call("PUT", f"claims/{pick(desk.claims, a)}/decision", body)


def move(desk, a, b):
    to = ["declined", "accepted", "new", "in_review", "approved"][b % 5]
    desk.call("POST", f"claims/{pick(desk.claims, a)}/transitions", {"to": to, "reason": "So."})


def split(desk, a, b):
    path = f"claims/{pick(desk.claims, a)}"
    answer = desk.call("GET", path)
    if answer.status_code == 200:
        whole = answer.json()
        given = {kind: [row["id"] for row in whole[kind]][: b % 3] for kind in ("spans", "evidence")}
        desk.call("POST", f"{path}/split", {"text": desk.new("A part of it"), **given})


def assign(desk, a, b):
    about = {"article": desk.article} if b % 3 == 0 else {"claim": pick(desk.claims, a)}
    body = about | {"assignee": PEOPLE[b % 4]}
    if b % 2:
        body["due_on"] = "2030-01-26"
    desk.call("POST", "assignments", body)


def edit_assignment(desk, a, b):
    body = [{"status": "done"}, {"due_on": "2031-01-26"}, {"status": "returned"}, {"status": "open"}][b % 4]
    desk.call("PATCH", f"assignments/{pick(desk.assignments, a)}", body)


def edit_article(desk, a, b):
    body = [{"title": desk.new("The bridge")}, {"publisher": "Herald"}, {"status": ["open", "done"][a % 2]}][b % 3]
    desk.call("PATCH", f"articles/{desk.article}", body)


def new_version(desk, a, b):
    text = TEXT.replace("three days", f"{a % 7 + 2} days") if b % 2 else TEXT.replace("It rained.", "")
    if desk.call("POST", f"articles/{desk.article}/versions", {"text": text}).status_code == 201:
        desk.text, desk.version = text, desk.version + 1
        run_pending()


def edit_member(desk, a, b):
    username, role = ["bob", "vera", "rita"][a % 3], ["reviewer", "viewer", "editor"][b % 3]
    # Whom one cannot open the page as is no reader any more: only rita comes and goes.
    if username == "rita" and b % 2:
        desk.call("POST", "members", {"username": "rita", "role": role})
    elif username == "rita":
        desk.call("DELETE", "members/rita")
    else:
        desk.call("PATCH", f"members/{username}", {"role": role})


def edit_scale(desk, a, b):
    found = desk.call("GET", "ratings").json()["ratings"]
    found[a % len(found)]["label"] = desk.new("Label")
    desk.call("PUT", "ratings", {"ratings": found[: 4 + b % 4]})


def on_claim(method, rest=""):
    return lambda desk, a, b: desk.call(method, f"claims/{pick(desk.claims, a)}{rest}")


def on_link(method):
    return lambda desk, a, b: desk.call(method, f"claims/{pick(desk.claims, a)}/spans/{pick(desk.spans, b)}")


def on_two(kind, rest):
    """A write on one thing that names another."""

    def deed(desk, a, b):
        rows = getattr(desk, kind)
        desk.call("POST", f"{kind}/{pick(rows, a)}/{rest}", {"into": pick(rows, b)})

    return deed


def on_page(name, *choose):
    """A deed of the person's own page, on what that page shows."""

    def deed(desk, a, b):
        screen = desk.screens.get(desk.who)
        if screen is None:
            return
        seen = screen.tell("seen")
        args = [make(desk, seen, number) for make, number in zip(choose, (a, b), strict=False)]
        if None not in args:
            with transaction.atomic():
                screen.tell("deed", name=name, args=args)
            for kind in ("spans", "claims"):
                table = getattr(desk, kind)
                table += [uid for uid in screen.tell("seen")[kind] if uid not in table]

    return deed


def a_span(desk, seen, number):
    return pick(seen["spans"], number) if seen["spans"] else None


def a_claim(desk, seen, number):
    return pick(seen["claims"], number) if seen["claims"] else None


def a_place(desk, seen, number):
    return desk.fragments(number, 0) if desk.version == 1 else None


def a_note(desk, seen, number):
    return {"note": desk.new("Noted here")}


def some_fields(desk, seen, number):
    return {"text": desk.new("Somebody says")}


def a_passage(desk, seen, number):
    if seen["spans"] and number % 3:
        return {"spanId": pick(seen["spans"], number)}
    return {"fragments": desk.fragments(number, 0)} if desk.version == 1 else None


def a_row(desk, seen, number):
    answer = desk.call("GET", f"claims/{pick(desk.claims, number)}")
    return answer.json() if answer.status_code == 200 else None


DEEDS = {
    "highlight": highlight,
    "edit span": edit_span,
    "delete span": lambda desk, a, b: desk.call("DELETE", f"spans/{pick(desk.spans, a)}"),
    "restore span": lambda desk, a, b: desk.call("POST", f"spans/{pick(desk.spans, a)}/restore"),
    "make claim": make_claim,
    "edit claim": edit_claim,
    "delete claim": on_claim("DELETE"),
    "restore claim": on_claim("POST", "/restore"),
    "link": on_link("PUT"),
    "unlink": on_link("DELETE"),
    "post": lambda desk, a, b: desk.call(
        "POST", f"claims/{pick(desk.claims, a)}/appearances", {"platform": "radio", "url": f"https://post.example/{b}"}
    ),
    "add evidence": add_evidence,
    "edit evidence": edit_evidence,
    "order evidence": order_evidence,
    "delete evidence": lambda desk, a, b: desk.call("DELETE", f"evidence/{pick(desk.evidence, a)}"),
    "restore evidence": lambda desk, a, b: desk.call("POST", f"evidence/{pick(desk.evidence, a)}/restore"),
    "comment": comment,
    "comment on span": comment_on_span,
    "reply": reply,
    "edit comment": edit_comment,
    "delete comment": lambda desk, a, b: desk.call("DELETE", f"comments/{pick(desk.comments, a)}"),
    "restore comment": lambda desk, a, b: desk.call("POST", f"comments/{pick(desk.comments, a)}/restore"),
    "judge": judge,
    "withdraw": on_claim("DELETE", "/verdict"),
    "open round": open_round,
    "reveal": reveal,
    "ask": ask,
    "decide": decide,
    "move": move,
    "merge": on_two("claims", "merge"),
    "unmerge": on_claim("DELETE", "/merge"),
    "split": split,
    "unsplit": on_claim("DELETE", "/split"),
    "edit claimant": lambda desk, a, b: desk.call(
        "PATCH", f"claimants/{pick(desk.claimants, a)}", {"name": desk.new("Somebody")}
    ),
    "merge claimants": on_two("claimants", "merge"),
    "unmerge claimants": lambda desk, a, b: desk.call("DELETE", f"claimants/{pick(desk.claimants, a)}/merge"),
    "assign": assign,
    "edit assignment": edit_assignment,
    "delete assignment": lambda desk, a, b: desk.call("DELETE", f"assignments/{pick(desk.assignments, a)}"),
    "restore assignment": lambda desk, a, b: desk.call("POST", f"assignments/{pick(desk.assignments, a)}/restore"),
    "edit article": edit_article,
    "new version": new_version,
    "edit member": edit_member,
    "edit scale": edit_scale,
    "edit desk": lambda desk, a, b: desk.call(
        "PATCH", "", {"name": desk.new("The desk")} if b % 2 else {"settings": {"required": 2 + a % 2}}
    ),
    "here: highlight": on_page("highlight", a_place),
    "here: note": on_page("editSpan", a_span, a_note),
    "here: delete span": on_page("deleteSpan", a_span),
    "here: new claim": on_page("newClaim", some_fields, a_passage),
    "here: link": on_page("link", a_row, a_passage),
    "here: unlink": on_page("unlink", a_claim, a_span),
    "here: delete claim": on_page("deleteClaim", a_claim),
    "here: undo": on_page("undo"),
    "here: redo": on_page("redo"),
}
