"""A browser test that fails is tried once more, and the end of the run names it with its first failure.

Three of them at once on two cores: a browser, our server and a database take turns there, and now and then one of two
hundred does something before the page is ready for it. Each such test is a fault, mostly of the test: the list is there
to be worked off. What fails twice fails.
"""

import pytest
from _pytest.runner import runtestprotocol

FIRST = "first failure"


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item, nextitem):
    if "chromium" not in getattr(item, "fixturenames", ()):
        return None
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    reports = runtestprotocol(item, nextitem=nextitem, log=False)
    if failed := [report for report in reports if report.failed]:
        reports = runtestprotocol(item, nextitem=nextitem, log=False)
        reports[-1].user_properties.append((FIRST, "\n".join(report.longreprtext for report in failed)))
    for report in reports:
        item.ihook.pytest_runtest_logreport(report=report)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


def pytest_terminal_summary(terminalreporter):
    """Says which were tried twice. Reports come from xdist's workers too."""
    seen = {}
    for reports in terminalreporter.stats.values():
        for report in reports:
            for name, text in getattr(report, "user_properties", ()):
                if name == FIRST:
                    seen[report.nodeid] = text
    if not seen:
        return
    terminalreporter.section(f"{len(seen)} tried twice")
    for nodeid, text in seen.items():
        terminalreporter.write_line(nodeid, yellow=True)
        terminalreporter.write_line(text)
