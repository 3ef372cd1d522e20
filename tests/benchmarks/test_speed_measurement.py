"""The speed measurement: that it counts what it says, and sees an aim that is missed."""

from __future__ import annotations

import json
import os
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import pytest

from benchmarks.load import Measured, load, processor_seconds, resident_megabytes
from benchmarks.speed import rows


@pytest.fixture
def server():
    """A REST channel that echoes, but has nothing to say to `silence`."""
    seen: list[dict] = []

    class Echo(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self):
            message = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            seen.append(message)
            body = json.dumps(
                [] if message["message"] == "silence" else [{"text": message["message"]}]
            ).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments):
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    threading.Thread(target=http.serve_forever, daemon=True).start()
    yield SimpleNamespace(port=http.server_port, seen=seen)
    http.shutdown()
    http.server_close()


def test_every_message_is_sent_and_timed(server):
    measured = Measured()
    load(server.port, ["一", "二"], 24, 3, [os.getpid()], measured)
    assert len(server.seen) == len(measured.seconds) == 24
    assert {message["message"] for message in server.seen} == {"一", "二"}
    assert (
        len({message["sender"] for message in server.seen}) == 6
    )  # 3 at a time, 8 messages each, 4 in a talk
    assert measured.rate > 0 and measured.milliseconds > 0


def test_silence_is_no_answer(server):
    with pytest.raises(ValueError, match="silence"):
        load(server.port, ["silence"], 4, 1, [], Measured())


def test_what_a_process_costs_is_read():
    assert processor_seconds([os.getpid()]) > 0
    assert 10 < resident_megabytes(os.getpid()) < 100_000


def rival(name: str, milliseconds: float, rate: float, **more: float):
    measured = [Measured([milliseconds / 1000], [rate], [0.01]) for _ in range(2)]
    return SimpleNamespace(
        **{"name": name, "training": 20, "starting": 10, "megabytes": 600, **more}
    ), measured


MISSED = [
    ({"milliseconds": 12.0}, "逐条"),
    ({"rate": 60.0}, "同时"),
    ({"training": 31}, "训练"),
    ({"starting": 21}, "启动"),
    ({"megabytes": 701}, "内存"),
]


@pytest.mark.parametrize(("worse", "what"), MISSED)
def test_a_missed_aim_is_seen(worse, what):
    other, others = rival("stock", 40.0, 14.0)
    good, goods = rival("ours", 8.0, 120.0)
    assert all(row.reached for row in rows(good, other, {"ours": goods, "stock": others}))
    bad, bads = rival("ours", **{"milliseconds": 8.0, "rate": 120.0, **worse})
    missed = [row.what for row in rows(bad, other, {"ours": bads, "stock": others}) if not row.reached]
    assert len(missed) == 1 and what in missed[0]
