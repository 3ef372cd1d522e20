"""A load on Rasa's REST channel, and what it costs the servers."""

from __future__ import annotations

import http.client
import json
import os
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

REST = "/webhooks/rest/webhook"
TURNS = 4  # messages in one conversation
TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass
class Measured:
    """Several rounds of messages."""

    seconds: list[float] = field(default_factory=list)  # of each message
    rates: list[float] = field(default_factory=list)  # messages per second, of each round
    work: list[float] = field(
        default_factory=list
    )  # processor seconds per message over all servers, of each round

    @property
    def milliseconds(self) -> float:
        """The median of a message."""
        return 1000 * median(self.seconds)

    @property
    def rate(self) -> float:
        return median(self.rates)

    @property
    def work_milliseconds(self) -> float:
        return 1000 * median(self.work)


def load(
    port: int, messages: Sequence[str], count: int, jobs: int, pids: Sequence[int], into: Measured
) -> None:
    """Send `count` messages, `jobs` at a time, in talks of TURNS. Raises ValueError at an empty answer."""
    seconds: list[float] = []
    failed: list[str] = []
    busy, began = processor_seconds(pids), time.perf_counter()

    def talk(job: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        for number in range(count // jobs):
            text = messages[(job + number) % len(messages)]
            body = {"sender": f"{began}-{job}-{number // TURNS}", "message": text}
            sent = time.perf_counter()
            connection.request("POST", REST, json.dumps(body), {"Content-Type": "application/json"})
            said = json.loads(connection.getresponse().read())
            seconds.append(time.perf_counter() - sent)
            if not any(reply.get("text") for reply in said):
                failed.append(text)
        connection.close()

    threads = [threading.Thread(target=talk, args=(job,)) for job in range(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed or len(seconds) < count // jobs * jobs:
        raise ValueError(f"no answer to {failed or 'some messages'}")
    into.seconds += seconds
    into.rates.append(len(seconds) / (time.perf_counter() - began))
    into.work.append((processor_seconds(pids) - busy) / len(seconds))


def processor_seconds(pids: Sequence[int]) -> float:
    """Of the processes so far."""
    total = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        total += int(fields[11]) + int(fields[12])
    return total / TICKS


def resident_megabytes(pid: int) -> float:
    """Memory of a process, in units of 10⁶ bytes."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE / 1e6
