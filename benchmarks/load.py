"""Ask one address many times, by several visitors at once, and keep what each answer took."""

import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection

from benchmarks.server import Server

AT_ONCE = 8
REQUESTS = 160
WARM_UP = 16


@dataclass(frozen=True)
class Load:
    """What a number of requests to one page cost."""

    cpu_ms: float  # per request, over all processes of the server
    median_ms: float
    p95_ms: float
    per_second: float
    bytes: int
    status: int


def ask(server: Server, path: str, cookie: str, times: int) -> tuple[list[float], int, int]:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=30)
    took, size, status = [], 0, 0
    for _ in range(times):
        began = time.perf_counter()
        connection.request("GET", path, headers={"Cookie": cookie, "Host": "localhost"})
        answer = connection.getresponse()
        size, status = len(answer.read()), answer.status
        took.append((time.perf_counter() - began) * 1000)
    connection.close()
    return took, size, status


def load(server: Server, path: str, cookie: str) -> Load:
    ask(server, path, cookie, WARM_UP)
    cpu, began = server.cpu_seconds(), time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        share = REQUESTS // AT_ONCE
        answers = list(pool.map(lambda _: ask(server, path, cookie, share), range(AT_ONCE)))
    seconds = time.perf_counter() - began
    cpu = server.cpu_seconds() - cpu
    took = [each for answer in answers for each in answer[0]]
    return Load(
        cpu_ms=cpu * 1000 / len(took),
        median_ms=statistics.median(took),
        p95_ms=statistics.quantiles(took, n=20)[-1],
        per_second=len(took) / seconds,
        bytes=answers[0][1],
        status=answers[0][2],
    )
