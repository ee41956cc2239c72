"""The figures as a table, each beside what is to be reached."""

LISTS = {"claims, first 100", "claims, next 100", "claims, rating=false", "articles, first 100"}


def row(what, value, unit, limit=None, *, least=False):
    """One line; the mark tells whether the limit (the most, or with `least` the least) is kept."""
    if limit is None:
        return f"  {what:<58} {value:>10} {unit}"
    kept = value >= limit if least else value <= limit
    return f"{' ' if kept else '!'} {what:<58} {value:>10} {unit:<8} {'≥' if least else '≤'} {limit}"


def lines(found):
    """The whole table; lines with ! miss what is to be reached."""
    for name in ("sqlite", "postgres"):
        if name in found:
            yield f"\n{name}"
            yield from _database(found[name])
    if "drawing" in found:
        yield "\nChromium"
        for one in found["drawing"]:
            size = f"{one['highlights']} highlights on {one['words']} words"
            yield row(f"{size}: drawing them, main thread", one["load_ms"], "ms", 150)
            yield row(f"{size}: one new highlight", one["new_highlight_ms"], "ms", 16)
            yield row(f"{size}: scrolling, a frame, p95", one["frame_p95_ms"], "ms")


def _database(found):
    if start := found.get("start"):
        yield row("a start", start["start_seconds"], "s")
        yield row("memory when idle", start["idle_mb"], "MB", 150)
    if creates := found.get("creates"):
        yield row("span create: statements", creates["statements"], "", 10)
        for load in creates["load"]:
            who = f"span create, {load['clients']} clients"
            yield row(f"{who}: CPU of the server", load["cpu_ms"], "ms", 7)
            yield row(f"{who}: a second ({load['failed']} failed)", load["a_second"], "/s")
    if stream := found.get("stream"):
        who = f"stream, {stream['readers']} pages, {stream['writes_a_second']} writes/s"
        yield row(f"{who}: delivery p50", stream["p50_ms"], "ms")
        yield row(f"{who}: p95", stream["p95_ms"], "ms")
        yield row(f"{who}: p99", stream["p99_ms"], "ms", 100)
        yield row(f"{who}: missing, twice, failed", stream["missing"] + stream["twice"] + stream["failed"], "", 0)
        yield row(f"{who}: CPU of the server", stream["cpu_cores"], "cores")
        grown = round(stream["memory_mb"]["last_third"] / stream["memory_mb"]["first_third"], 2)
        yield row(f"{who}: memory, last third to first", grown, "", 1.1)
        yield row(f"{who}: connections", stream["connections"], "", 14)
        yield row(f"{who}: a page beside it to idle", stream["page"]["ratio"], "", 2)
    for one in found.get("workspace", []):
        who = f"workspace, {one['spans']} spans"
        yield row(f"{who}: statements", one["statements"], "", 12)
        yield row(f"{who}: CPU", one["cpu_ms"], "ms", 40 if one["spans"] == 1000 else None)
        yield row(f"{who}: kilobytes", one["bytes"] // 1000, "kB")
    for size, lists in found.get("lists", {}).items():
        for what, one in lists.items():
            who = f"{size} claims: {what}"
            if "status" in one:
                yield row(who, one["status"], "(status)")
                continue
            strict = what in LISTS
            yield row(f"{who}: statements", one["statements"], "", 6 if strict else None)
            yield row(f"{who}: CPU", one["cpu_ms"], "ms", 15 if strict else None)
            yield row(f"{who}: wall", one["wall_ms"], "ms")
    if export := found.get("export"):
        ours, copy = export["ndjson"], export["copy"]
        yield row(f"NDJSON of {ours['rows']} rows: a second", ours["rows_a_second"], "/s")
        if copy:
            yield row("COPY of the same: a second", copy["rows_a_second"], "/s")
            yield row(
                "NDJSON as a share of COPY",
                round(ours["rows_a_second"] / copy["rows_a_second"], 2),
                "",
                0.33,
                least=True,
            )
        yield row("NDJSON: first byte", ours["first_byte_s"], "s", 0.5)
        yield row("NDJSON: memory above idle", ours["above_idle_mb"], "MB", 64)
    for what, one in found.get("public", {}).items():
        strict = what in ("page of a fact-check", "page of an article")
        yield row(f"strangers: {what}: statements", one["statements"], "", 6 if strict else None)
        yield row(f"strangers: {what}: CPU", one["cpu_ms"], "ms", 15 if strict else None)
        yield row(f"strangers: {what}: wall", one["wall_ms"], "ms")
    if agreement := found.get("agreement"):
        for query, one in agreement["questions"].items():
            who = f"agreement of {agreement['verdicts']} verdicts, {query}"
            yield row(f"{who}: statements", one["statements"], "")
            yield row(f"{who}: CPU", one["cpu_ms"], "ms", 1000)
            yield row(f"{who}: wall", one["wall_ms"], "ms")
        one = agreement["reports"]
        yield row("page of reports: statements", one["statements"], "")
        yield row("page of reports: CPU", one["cpu_ms"], "ms", 1000)
        yield row("page of reports: wall", one["wall_ms"], "ms")
        taken = agreement["memory_mb"]
        yield row("agreement: memory before anybody asks", taken["idle"], "MB", 150)
        yield row("agreement: after the first answer (numpy is loaded)", taken["first"], "MB")
        yield row(
            "agreement: the most while it answers, above idle", round(taken["later"] - taken["idle"], 1), "MB", 64
        )
