"""One request in a thread, and what the event loop learns of it."""

import logging
from contextlib import suppress

from factcheck.spool import ClientGone, Spool

log = logging.getLogger(__name__)


class Refused(Exception):
    """This request is answered with an error before Django sees it; `unread`: more of its body may come."""

    def __init__(self, status, unread=False):
        super().__init__(status)
        self.status = status
        self.unread = unread


class Exchange:
    """One request in a thread: its head as a future, its body whole or through a spool."""

    def __init__(self, loop):
        self._loop = loop
        self.head = loop.create_future()
        self.spool = Spool(loop)

    def run(self, wsgi, environ):
        """The whole life of the request in the thread; never raises."""
        started = []

        def start_response(status, headers, _exc_info=None):
            # Django's cookies come with a space in front, which h11 rightly refuses.
            pairs = [(name.lower().encode("latin1"), value.strip().encode("latin1")) for name, value in headers]
            started[:] = int(status.split(" ", 1)[0]), pairs

        body = None
        try:
            body = wsgi(environ, start_response)
            if getattr(body, "streaming", True):
                # A generator calls start_response only when it is asked for its first piece.
                told = bool(started) and self._tell(*started, None)
                for chunk in body:
                    told = told or self._tell(*started, None)
                    if chunk:
                        self.spool.write(chunk)
                told or self._tell(*started, None)
                self.spool.finish()
            else:
                self._tell(*started, b"".join(body))
        except ClientGone:
            pass
        except BaseException as error:
            log.exception("An answer broke off")
            self.spool.finish(ClientGone(error))
            self._call(self._fail)
        finally:
            # Also ends a generator that stands in the middle, and sends Django's request_finished.
            with suppress(Exception):
                getattr(body, "close", lambda: None)()

    def _tell(self, status, headers, whole):
        self._call(self._resolve, (status, headers, whole))
        return True

    def _call(self, function, *arguments):
        # A closed loop: the server has ended without this thread.
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(function, *arguments)

    def _resolve(self, result):
        if not self.head.done():
            self.head.set_result(result)

    def _fail(self):
        if not self.head.done():
            self.head.set_exception(Refused(500))
