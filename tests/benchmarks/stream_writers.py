"""Highlights at a steady rate from a few connections. Started by streaming.py."""

import http.client
import json
import sys
import threading
import time
import uuid

CONNECTIONS = 6


def main(port, secret, rate, seconds, article, text):
    path = f"/api/v1/projects/desk/articles/{article}/spans"
    began = time.monotonic() + 0.5
    numbers = iter(range(int(rate * seconds)))
    lock = threading.Lock()
    statuses, heads, times = [], [], []

    def work():
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while True:
            with lock:
                number = next(numbers, None)
            if number is None:
                break
            # Each at its own moment: what is late is not made up for by a burst.
            time.sleep(max(0, began + number / rate - time.monotonic()))
            start = (number * 37) % (len(text) - 40)
            body = {"version": 1, "fragments": [{"start": start, "end": start + 24, "exact": text[start : start + 24]}]}
            headers = {
                "Authorization": f"Bearer {secret}",
                "Content-Type": "application/json",
                "Idempotency-Key": f'"{uuid.uuid4()}"',
            }
            clock = time.perf_counter()
            connection.request("POST", path, json.dumps(body), headers)
            response = connection.getresponse()
            response.read()
            times.append((time.perf_counter() - clock) * 1000)
            statuses.append(response.status)
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spent = time.monotonic() - began
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", "/api/v1/projects/desk/changes?limit=1", headers={"Authorization": f"Bearer {secret}"})
    heads.append(json.loads(connection.getresponse().read())["head"])
    connection.close()
    times.sort()
    return {
        "done": len(statuses),
        "failed": sum(status != 201 for status in statuses),
        "seconds": spent,
        "p95_ms": round(times[int(len(times) * 0.95)], 1),
        "last": heads[0],
    }


if __name__ == "__main__":
    print(json.dumps(main(**json.loads(sys.stdin.readline()))))
