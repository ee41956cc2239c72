"""Open streams in one event loop: when which change came to each of them. Started by streaming.py."""

import asyncio
import json
import re
import sys
import time
from datetime import datetime

NUMBER = re.compile(rb"\nid: (\d+)\n")
ENTRY = re.compile(rb'\nid: (\d+)\ndata: \{"seq":\d+,"at":"([^"]+)"')


class Reader:
    def __init__(self):
        self.arrived = []  # (number, seconds)
        self.tail = b""

    async def open(self, port, secret):
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 20)
        head = f"GET /api/v1/projects/desk/stream HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {secret}\r\n\r\n"
        writer.write(head.encode())
        assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 200")
        self.reader, self.writer = reader, writer

    async def read(self, recorded):
        while data := await self.reader.read(1 << 18):
            now = time.time()
            text = self.tail + data
            # What ends in the middle of an event is looked at with the rest of it.
            end = text.rfind(b"\n\n") + 2
            self.tail = text[end:]
            if recorded is None:
                self.arrived += [(int(number), now) for number in NUMBER.findall(text[:end])]
            else:
                for number, at in ENTRY.findall(text[:end]):
                    self.arrived.append((int(number), now))
                    recorded[int(number)] = datetime.fromisoformat(at.decode()).timestamp()


async def main(port, secrets, seconds):
    readers = [Reader() for _ in secrets]
    for start in range(0, len(readers), 20):
        group = zip(readers[start : start + 20], secrets[start : start + 20], strict=True)
        await asyncio.gather(*(reader.open(port, secret) for reader, secret in group))
    recorded = {}
    tasks = [
        asyncio.create_task(reader.read(recorded if number == 0 else None)) for number, reader in enumerate(readers)
    ]
    print("ready", flush=True)
    async with asyncio.timeout(seconds + 60):
        last = int(await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline))
    until = time.monotonic() + 15
    while time.monotonic() < until and any(not r.arrived or r.arrived[-1][0] < last for r in readers):
        await asyncio.sleep(0.2)
    for task in tasks:
        task.cancel()
    return told(readers, recorded, last)


def told(readers, recorded, last):
    first = min(recorded)
    wanted = list(range(first, last + 1))
    delays, missing, twice = [], 0, 0
    for reader in readers:
        numbers = [number for number, _ in reader.arrived]
        missing += len(set(wanted) - set(numbers))
        twice += len(numbers) - len(set(numbers))
        delays += [(at - recorded[number]) * 1000 for number, at in reader.arrived if number in recorded]
    delays.sort()
    share = lambda part: round(delays[min(len(delays) - 1, int(len(delays) * part))], 1)  # noqa: E731
    return {
        "changes": len(wanted),
        "missing": missing,
        "twice": twice,
        "p50_ms": share(0.5),
        "p95_ms": share(0.95),
        "p99_ms": share(0.99),
        "most_ms": round(delays[-1], 1),
    }


if __name__ == "__main__":
    options = json.loads(sys.stdin.readline())
    print(json.dumps(asyncio.run(main(**options))))
