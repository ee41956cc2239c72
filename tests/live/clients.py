"""The browsers of several people without their screens: one node process with the real modules of static/js.

A client begins with the state that the workspace's page embeds, and keeps it up to date by the log, as the page does.
Its requests come back here and go through the real API, as the person.
"""

import difflib
import json
import re
import shutil
import subprocess
from pathlib import Path

from django.test import Client

from annotations.live.frames import read_frames
from tests.cast import Caller

SCRIPT = Path(__file__).parent.parent / "js" / "browser.mjs"
NODE = shutil.which("node")


class Node:
    """The process; `ask(command)` gives its answer, after `answer(question)` for every question it has meanwhile."""

    def __init__(self):
        self.process = subprocess.Popen([NODE, SCRIPT], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, answer=None, **command):
        self._write(command)
        while line := self.process.stdout.readline():
            found = json.loads(line)
            if "ask" in found:
                self._write(answer(found["ask"]))
            elif "error" in found:
                raise AssertionError(found["error"])
            else:
                return found["done"]
        raise AssertionError("node has ended")

    def _write(self, message):
        self.process.stdin.write(json.dumps(message) + "\n")
        self.process.stdin.flush()

    def close(self):
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait(10)


class Screen:
    """One person at the workspace of an article."""

    def __init__(self, node, user, project, article):
        self.node, self.user, self.project, self.article = node, user, project, article
        self.api = Caller(user, project)
        self.pages = Client()
        self.pages.force_login(user)
        self.head = 0
        self.cards = {}

    def open(self):
        """Loads the page, and the card of every claim on it."""
        state = self.state()
        self.head = state["head"]
        self.tell("open", state=state)
        self.cards = {claim["id"]: self.card(claim["id"]) for claim in state["claims"]}

    def state(self):
        """What a fresh page embeds."""
        answer = self.pages.get(f"/d/{self.project.slug}/articles/{self.article}")
        assert answer.status_code == 200, answer.status_code
        return json.loads(re.search(r'<script type="application/json" id="state">(.*?)</script>', whole(answer))[1])

    def card(self, claim):
        """The HTML of a claim's card as it is when nothing else waits; None when the claim is gone."""
        answer = self.pages.get(f"/d/{self.project.slug}/claims/{claim}/card")
        assert answer.status_code in (200, 410), answer.status_code
        if answer.status_code == 410:
            return None
        shown = re.sub(r'data-(head|next|next-article)="[^"]*"', "", whole(answer))
        shown = shown.replace("Submit and next <", "Submit <")  # whether another claim waits is no part of this one
        # Similar claims of the desk are looked up when the card is opened, and stay as they were.
        return re.sub(r'<section[^>]*data-region="priors".*?</section>', "", shown, flags=re.S)

    def look_again(self, claim):
        if claim in self.cards:
            self.cards[claim] = self.card(claim)

    def tell(self, command, **more):
        return self.node.ask(self._serve, command=command, who=self.user.username, **more)

    def _serve(self, question):
        if "rows" in question:
            names = "&".join(f"{kind}={','.join(ids)}" for kind, ids in question["rows"].items())
            answer = self.pages.get(f"/d/{self.project.slug}/articles/{self.article}/rows?{names}")
            return answer.json() if answer.status_code == 200 else {"claims": [], "spans": []}
        answer = self.api.call(
            question["method"], question["path"], question["body"], etag=question["etag"], key=question["key"]
        )
        assert answer.status_code < 500, answer.content
        data = json.loads(answer.content) if answer.content else None
        return {"status": answer.status_code, "data": data, "etag": answer.headers.get("ETag")}

    def catch_up(self, limit=500, *, streamed=False):
        """Takes what is new: by asking, or from at most `limit` frames of the stream as they go out to this person."""
        frames = None
        if streamed:
            found = read_frames(self.project, after=self.head, limit=limit)
            lines = [frame.bytes_for(self.user.username).decode() for frame in found]
            frames = [json.loads(re.search(r"^data: (.*)$", line, re.M)[1]) for line in lines]
        while True:
            told = self.tell("news", frames=frames)
            stale = {*told["claims"], *(self.cards if told["wide"] else ()), *self._said_in(told["said"])}
            self.cards |= {claim: self.card(claim) for claim in sorted(stale)}
            if told["last"] == self.head or streamed:
                break
            self.head = told["last"]
        self.head = told["last"]

    def _said_in(self, said):
        """The cards that show one of these comments, or its passage: `isSaidIn` of the page."""
        marks = [f'data-comment="{comment}"' for comment, _ in said]
        marks += [f'data-{name}="{span}"' for _, span in said if span for name in ("span", "discussion")]
        return [claim for claim, shown in self.cards.items() if shown and any(mark in shown for mark in marks)]

    def differences(self):
        """What this page shows otherwise than a fresh one; empty when it is right."""
        found = [self.tell("compare", state=self.state())]
        for claim, shown in self.cards.items():
            fresh = self.card(claim)
            if shown != fresh:
                lines = difflib.unified_diff((shown or "").splitlines(), (fresh or "").splitlines(), lineterm="", n=0)
                found.append(f"card of {claim}: " + "\n".join(lines))
        return [each for each in found if each]


def whole(answer):
    return answer.content.decode()
