"""The service worker, and the page that stands in for one that was not kept."""

import json
import re

from django.contrib.staticfiles.storage import staticfiles_storage


def test_service_worker_names_every_file_of_ours_under_its_hashed_name(client):
    answer = client.get("/service-worker.js")
    assert (answer.status_code, answer["Content-Type"], answer["Cache-Control"]) == (200, "text/javascript", "no-cache")
    shell = json.loads(re.match(r"self\.SHELL = (.*);\n", answer.content.decode())[1])
    assert shell["offline"] == shell["files"][0] == "/offline/"
    for name in ("js/workspace.js", "js/state/outbox.js", "css/base.css", "img/favicon.svg"):
        assert staticfiles_storage.url(name) in shell["files"]
    assert [name for name in shell["files"] if "admin/" in name or "redoc" in name or "service-worker" in name] == []


def test_worker_may_come_from_here_alone(client, as_page, alice):
    policy = as_page(alice).get("")["Content-Security-Policy"]
    assert "worker-src 'self'" in policy


def test_page_says_whom_it_was_made_for(as_page, alice, bob, make_claim):
    claim = make_claim()
    for path in ("", "articles/", f"claims/{claim.uid}", f"claims/{claim.uid}/card"):
        assert [as_page(who).get(path)["Signed-In-As"] for who in (alice, bob)] == ["alice", "bob"]


def test_offline_page_is_the_same_for_everybody(client, as_page, alice):
    nobody, somebody = client.get("/offline/"), as_page(alice).get("/offline/")
    plain = [re.sub(rb'csrf-token" content="[^"]*"', b"", answer.content) for answer in (nobody, somebody)]
    assert plain[0] == plain[1]
    assert b"alice" not in somebody.content.lower()
    assert "Signed-In-As" not in somebody


def test_write_of_a_page_of_somebody_else_is_refused(as_page, alice, bob, make_claim, head):
    claim = make_claim()
    before = head()
    path = f"/api/v1/projects/desk/claims/{claim.uid}"
    client = as_page(bob).client
    refused = client.delete(path, headers={"If-Match": "*", "Signed-In-As": "alice"})
    assert (refused.status_code, head()) == (401, before)
    assert client.get(path, headers={"Signed-In-As": "bob"}).status_code == 200
