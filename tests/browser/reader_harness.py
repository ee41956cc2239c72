"""A small web server for the reader alone: the static files of the program and the pages in harness/."""

import functools
import http.server
import threading
from pathlib import Path

from annotations.templatetags.icons import icon_templates

ROOT = Path(__file__).resolve().parents[2]
HARNESS = Path(__file__).parent / "harness"
PLACE = """([quote, side]) => {
  const { index } = reader;
  const unit = index.text.indexOf(quote);
  if (unit < 0) throw new Error(`not in the text: ${quote}`);
  const start = index.toCodePoints(unit);
  const end = start + [...quote].length;
  const at = side === "start" ? index.toRange(start, start + 1) : index.toRange(end - 1, end);
  const box = at.getBoundingClientRect();
  const rtl = getComputedStyle(at.startContainer.parentElement).direction === "rtl";
  const left = (side === "start") !== rtl;
  return [left ? box.left + 1 : box.right - 1, (box.top + box.bottom) / 2];
}"""


def place_of(page, quote, side):
    """Where on the screen a quote of the article begins or ends: [x, y], just inside it."""
    return page.evaluate(PLACE, [quote, side])


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves /static/… and /harness/… from the tree, icons put into the page."""

    extensions_map = {**http.server.SimpleHTTPRequestHandler.extensions_map, ".js": "text/javascript"}

    def do_GET(self):
        if self.path.split("?")[0] != "/harness/reader.html":
            super().do_GET()
            return
        page = (HARNESS / "reader.html").read_text().replace("<!-- icons -->", icon_templates())
        body = page.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def translate_path(self, path):
        path = path.split("?")[0]
        if path.startswith("/harness/"):
            return str(HARNESS / path.removeprefix("/harness/"))
        return str(ROOT / path.lstrip("/"))

    def end_headers(self):
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *args):
        pass


def serve(port=0):
    """A running server as (server, address); `server.shutdown()` ends it."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), functools.partial(Handler, directory=str(ROOT)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_address[1]}"
