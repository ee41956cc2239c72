"""Drawing highlights in Chromium: `python -m tests.benchmarks.reading` prints JSON.

Main-thread CPU (not wall time, so that other work on the machine does not count) of the reader alone, on its own
page: starting it on an article that already stands, drawing one new highlight, and a frame of scrolling. Only the
wait between frames is wall time, and tells about the machine as much as about us.
"""

import bisect
import json
import os
import statistics
import sys

import django
from playwright.sync_api import sync_playwright

SIZES = [(3_000, 60), (50_000, 1_000)]
LIMITS = {"load_ms": 150, "new_highlight_ms": 16, "frame_p95_ms": 16.7}
ROUNDS = 3

# Frames in which the article moves by about six lines; each frame's work is what the main thread did in it.
SCROLL = """() => new Promise((done) => {
  const waits = [];
  let last = performance.now();
  let count = 0;
  const step = (now) => {
    waits.push(now - last);
    last = now;
    reader.scroller.scrollTo({ top: reader.scroller.scrollTop + 180, behavior: "instant" });
    count += 1;
    if (count < 150) requestAnimationFrame(step);
    else done(waits.slice(2));
  };
  requestAnimationFrame(step);
})"""


def cpu(session):
    """Milliseconds of CPU that the page's main thread has used."""
    metrics = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    return metrics["TaskDuration"] * 1000


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def frames(trace):
    """CPU milliseconds of the main thread in each frame of a trace."""
    begins = [event for event in trace if event["name"] == "ProxyMain::BeginMainFrame" and "dur" in event]
    thread = (begins[0]["pid"], begins[0]["tid"])
    starts = sorted(event["ts"] for event in begins if (event["pid"], event["tid"]) == thread)
    busy = [0.0] * len(starts)
    for event in trace:
        task = event["name"] == "ThreadControllerImpl::RunTask" and "tdur" in event
        if task and (event["pid"], event["tid"]) == thread:
            frame = bisect.bisect_right(starts, event["ts"] + event["dur"]) - 1
            if frame >= 0:
                busy[frame] += event["tdur"] / 1000
    return busy


def measure_once(browser, site, words, highlights):
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(f"{site}/harness/reader.html?article=long&words={words}&spans={highlights}&hold=1")
    page.wait_for_selector("html[data-held]")
    page.wait_for_timeout(1_000)
    before = cpu(session)
    page.evaluate("go()")
    page.wait_for_selector("html[data-ready]")
    page.wait_for_timeout(500)
    load = cpu(session) - before
    new = []
    for n in range(15):
        before = cpu(session)
        page.evaluate("(at) => { addSpan(at, at + 40, 'false'); }", 200 + n * 30)
        page.wait_for_timeout(100)
        new.append(cpu(session) - before)
    browser.start_tracing(page=page, categories=["toplevel", "devtools.timeline", "cc"])
    waits = page.evaluate(SCROLL)
    busy = frames(json.loads(browser.stop_tracing())["traceEvents"])
    context.close()
    return {
        "load_ms": load,
        "new_highlight_ms": statistics.median(new),
        "frame_p95_ms": percentile(busy, 0.95),
        "wait_between_frames_p95_ms": percentile(waits, 0.95),
    }


def measure():
    """`[{words, highlights, load_ms, new_highlight_ms, frame_p95_ms, …, of_limit}]`, the best of three."""
    from tests.browser.chromium import launch  # noqa: PLC0415
    from tests.browser.reader_harness import serve  # noqa: PLC0415

    server, site = serve()
    results = []
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for words, highlights in SIZES:
            rounds = [measure_once(browser, site, words, highlights) for _ in range(ROUNDS)]
            best = {name: round(min(one[name] for one in rounds), 1) for name in rounds[0]}
            ratios = {name: round(best[name] / limit, 2) for name, limit in LIMITS.items()}
            results.append({"words": words, "highlights": highlights, **best, "of_limit": ratios})
        browser.close()
    server.shutdown()
    server.server_close()
    return results


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
    os.environ.setdefault("SECRET_KEY", "no-secret-is-needed-here")
    django.setup()
    json.dump(measure(), sys.stdout, indent=2)
    print()
