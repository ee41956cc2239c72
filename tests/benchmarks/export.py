"""NDJSON of all verdict rows from our server, beside PostgreSQL's own COPY of the same rows as JSON."""

import http.client
import threading
import time

import psycopg
from django.conf import settings
from django.db import connection

from tests.benchmarks.running import memory, server, used

# The row of API.md, built by the database: the same subqueries, no Python.
COPY = """
COPY (
  SELECT json_build_object(
    'claim', json_build_object(
      'id', c.uid, 'text', c.text, 'original_quote', c.original_quote, 'language', c.language,
      'claimant', (SELECT json_build_object('id', m.uid, 'name', m.name, 'type', m.type, 'url', m.url)
                   FROM annotations_claimant m WHERE m.id = c.claimant_id),
      'claimed_on', c.claimed_on, 'location', c.location, 'topics', c.topics, 'types', c.types),
    'rating', json_build_object('slug', r.slug, 'label', r.label, 'value', r.value, 'scale', s.version),
    'explanation', d.explanation, 'method', d.method, 'dissent', d.dissent, 'known_as_of', d.known_as_of,
    'status', c.status, 'publication_state', c.publication_state, 'decided_at', d.created_at,
    'updated_at', c.updated_at, 'published_at', null, 'first_published_at', null, 'version', null,
    'canonical_url', null, 'url', null, 'corrections', '[]'::json,
    'evidence', (
      SELECT coalesce(json_agg(json_build_object(
        'url', o.url, 'citation', o.citation, 'title', o.title, 'publisher', o.publisher,
        'published_on', o.published_on, 'quote', e.quote, 'quote_language', e.quote_language,
        'quote_translation', e.quote_translation, 'stance', e.stance,
        'archive_url', coalesce(e.archive_url, o.archive_url)) ORDER BY e.position, e.id), '[]'::json)
      FROM annotations_evidence e JOIN annotations_source o ON o.id = e.source_id
      WHERE e.claim_id = c.id AND e.deleted_at IS NULL AND e.visibility = 'public'),
    'appearances', (
      SELECT coalesce(json_agg(json_build_object(
        'kind', 'article',
        'article', json_build_object('id', a.uid, 'title', a.title, 'url', a.source_url,
          'publisher', a.publisher, 'published_on', a.published_on),
        'version', v.number, 'sha256', v.sha256, 'fragments', n.fragments) ORDER BY p.id), '[]'::json)
      FROM annotations_appearance p
      JOIN annotations_span x ON x.id = p.span_id
      JOIN annotations_article a ON a.id = x.article_id
      JOIN annotations_anchor n ON n.span_id = x.id
      JOIN annotations_articleversion v ON v.id = n.version_id
      WHERE p.claim_id = c.id AND x.deleted_at IS NULL),
    'stale', c.stale,
    'seq', (SELECT g.seq FROM annotations_changedclaim g
            WHERE g.project_id = c.project_id AND g.claim = c.uid ORDER BY g.seq DESC LIMIT 1))
  FROM annotations_decision d
  JOIN annotations_claim c ON c.id = d.claim_id
  JOIN annotations_rating r ON r.id = d.rating_id
  JOIN annotations_ratingscale s ON s.id = r.scale_id
  WHERE d.project_id = {project} AND d.superseded_at IS NULL AND c.deleted_at IS NULL AND c.status <> 'duplicate'
  ORDER BY c.id
) TO STDOUT
"""


def copy(project):
    """{rows, seconds, rows_a_second} of COPY; None on SQLite."""
    if connection.vendor != "postgresql":
        return None
    database = settings.DATABASES["default"]
    with psycopg.connect(
        dbname=connection.settings_dict["NAME"],
        user=database["USER"],
        host=database["HOST"],
        port=database["PORT"] or None,
        password=database["PASSWORD"] or None,
    ) as direct:
        started, rows = time.perf_counter(), 0
        with direct.cursor().copy(COPY.format(project=project.pk)) as lines:
            for piece in lines:
                rows += bytes(piece).count(b"\n")
        seconds = time.perf_counter() - started
    return {"rows": rows, "seconds": round(seconds, 2), "rows_a_second": round(rows / seconds)}


def ndjson(caller):
    """{rows, seconds, rows_a_second, first_byte_s, above_idle_mb, cpu_s} of verdicts.ndjson over HTTP."""
    with server() as (port, process):
        client = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
        client.request("GET", "/api/v1/projects/desk/claims?limit=1", headers=caller.headers)
        client.getresponse().read()
        idle = peak = memory(process)
        ended = threading.Event()

        def watch():
            nonlocal peak
            while not ended.wait(0.05):
                peak = max(peak, memory(process))

        watcher = threading.Thread(target=watch)
        watcher.start()
        before, started = used(process), time.perf_counter()
        client.request("GET", "/api/v1/projects/desk/exports/verdicts.ndjson", headers=caller.headers)
        response = client.getresponse()
        assert response.status == 200, response.read()[:300]
        response.read(1)
        first, rows = time.perf_counter() - started, 0
        while piece := response.read(1 << 20):
            rows += piece.count(b"\n")
        seconds = time.perf_counter() - started
        spent = used(process) - before
        ended.set()
        watcher.join()
        client.close()
    return {
        "rows": rows,
        "seconds": round(seconds, 2),
        "rows_a_second": round(rows / seconds),
        "first_byte_s": round(first, 3),
        "above_idle_mb": round(peak - idle, 1),
        "cpu_s": round(spent, 2),
    }
