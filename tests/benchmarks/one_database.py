"""All measurements on the database of this environment: `python -m tests.benchmarks.one_database OUT --claims N …`."""

import argparse
import json
import sys
from pathlib import Path

import django

SIZES = (1_000, 10_000, 100_000)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--claims", type=int)
    parser.add_argument("--only", action="append")
    options = parser.parse_args()
    django.setup()
    json.dump(measure(options.claims, options.only), options.out.open("w"), indent=2)


def measure(claims, only):
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    from tests.benchmarks import agreement, export, pages, public, running, streaming  # noqa: PLC0415
    from tests.benchmarks.dataset import Desk  # noqa: PLC0415
    from tests.benchmarks.measuring import statements  # noqa: PLC0415
    from tests.cast import Caller  # noqa: PLC0415

    def wanted(name):
        if only and name not in only:
            return False
        print(f"  {connection.vendor}: {name} ...", file=sys.stderr, flush=True)
        return True

    call_command("migrate", verbosity=0)
    desk = Desk()
    caller = Caller(desk.people.alice, desk.project)
    found = {}
    if wanted("start"):
        found["start"] = running.start()
    if wanted("creates"):
        article, version, _ = desk.article(words=3_000)
        places = iter(range(10))

        def create():
            start = next(places)
            body = {"version": 1, "start": start, "end": start + 9, "exact": version.text[start : start + 9]}
            answer = caller.post(f"articles/{article.uid}/spans", body, key=f"statements-{start}")
            assert answer.status_code == 201, answer.content

        create()
        found["creates"] = {
            "statements": statements(create),
            "load": [running.span_creates(caller, article, version, clients=clients) for clients in (1, 8)],
        }
    if wanted("stream"):
        found["stream"] = streaming.measure(desk)
    if wanted("workspace"):
        found["workspace"] = pages.workspace(desk)
    if wanted("lists"):
        found["lists"] = {}
        for size in [size for size in SIZES if size <= claims]:
            desk.grow(size)
            # What autovacuum and the worker do in time.
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
            found["lists"][size] = pages.lists(desk)
    if wanted("export"):
        desk.grow(claims)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")
        # Twice, because the first to read pays for what neither has in its caches.
        found["export"] = {
            "copy": [export.copy(desk.project) for _ in range(2)][-1],
            "ndjson": [export.ndjson(caller) for _ in range(2)][-1],
        }
    if wanted("public"):
        found["public"] = public.measure(desk)
    if wanted("agreement"):
        # Two verdicts on each: 100,000 of them for 50,000 claims.
        desk.grow(claims // 2)
        found["agreement"] = agreement.measure(desk)
    return found


if __name__ == "__main__":
    main()
