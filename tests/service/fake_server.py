"""A tiny server that stands for Rasa: fake_server.py PORT [options]

--late: opens its port after a while. --die-after: ends with a Python error. --deaf: ignores SIGTERM.
--unfit: says that it cannot do its work. --child: starts a process of its own that would live on.
"""

from __future__ import annotations

import argparse
import signal
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer


class Handler(BaseHTTPRequestHandler):
    status = 200

    def do_GET(self) -> None:
        self.send_response(Handler.status)
        self.end_headers()
        self.wfile.write(b'{"ready":true}')

    def log_message(self, format: str, *arguments: object) -> None:
        pass


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("port", type=int)
    parser.add_argument("--late", type=float, default=0.0)
    parser.add_argument("--die-after", type=float)
    parser.add_argument("--deaf", action="store_true")
    parser.add_argument("--unfit", action="store_true")
    parser.add_argument("--child", action="store_true")
    options = parser.parse_args()
    if options.deaf:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if options.child:
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        print(f"child {child.pid}", flush=True)
    if options.unfit:
        print("EOFError: the model file is damaged", flush=True)
        Handler.status = 503
    time.sleep(options.late)
    server = HTTPServer(("127.0.0.1", options.port), Handler)
    if options.die_after is None:
        server.serve_forever()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    time.sleep(options.die_after)
    raise ValueError("the model file is damaged")


if __name__ == "__main__":
    main()
