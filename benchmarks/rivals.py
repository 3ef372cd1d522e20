"""The two bots that are measured side by side: ours, and what `rasa init` makes with one custom action."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from benchmarks.load import REST, resident_megabytes
from benchmarks.stage import settle
from bot.service import processes, programs
from bot.service.network import fetch
from bot.service.processes import Child
from bot.service.programs import Program
from bot.settings import ROOT

OUR_PORT, STOCK_PORT = 5611, 5621  # and the action server's, one more
ACTION = """\
from rasa_sdk import Action


class ActionAnswer(Action):
    def name(self):
        return "action_answer"

    def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(text="I am a bot, powered by Rasa.")
        return []
"""


@dataclass
class Rival:
    """A bot, trained. `servers` begin with the Rasa server; `messages` all lead to its custom action."""

    name: str
    port: int
    messages: Sequence[str]
    training: float  # seconds, with the start of Python and all imports
    servers: Sequence[Program]
    environment: dict[str, str]
    folder: Path
    children: Sequence[Child] = ()
    starting: float = 0.0  # seconds until the first answer

    @property
    def pids(self) -> list[int]:
        return [child.process.pid for child in self.children]

    @property
    def megabytes(self) -> float:
        """Memory of the Rasa server."""
        return resident_megabytes(self.pids[0])

    def start(self, stack: ExitStack, patience: float = 180.0) -> None:
        """Start the servers, which end with `stack`. Raises TimeoutError when no answer comes."""
        began = time.perf_counter()
        self.children = [
            processes.start(server.name, server.command, server.log, self.environment, self.folder)
            for server in self.servers
        ]
        stack.callback(processes.stop, self.children)
        while time.perf_counter() - began < patience:
            try:
                message = {"sender": "first", "message": self.messages[0]}
                status, said = fetch("127.0.0.1", self.port, REST, message, timeout=60)
            except OSError:
                status, said = 0, ""
            if status == 200 and "text" in said:
                self.starting = time.perf_counter() - began
                return
            time.sleep(0.1)
        raise TimeoutError(f"{self.name}: no answer in {patience:.0f} s, see {self.servers[0].log}")


def ours(folder: Path, messages: Sequence[str]) -> Rival:
    """This program, with the default plan. Raises CalledProcessError."""
    settings = settle(folder)
    environment = {
        **programs.environment(settings),
        "PORT": str(OUR_PORT),
        "ACTION_PORT": str(OUR_PORT + 1),
    }
    model = folder / "model.tar.gz"
    run([sys.executable, "-m", "bot", "load", str(settings.plan)], environment, ROOT, folder / "load.log")
    seconds = run(programs.trainer(settings, model).command, environment, ROOT, folder / "train.log")
    servers = [
        Program(
            "ours", [sys.executable, "-m", "bot.channels.server", "--model", str(model)], folder / "rasa.log"
        ),
        Program("ours", [sys.executable, "-m", "actions"], folder / "actions.log"),
    ]
    return Rival("ours", OUR_PORT, messages, seconds, servers, environment, ROOT)


def stock(folder: Path) -> Rival:
    """`rasa init`, with its answer to `are you a bot?` given by an action. Raises CalledProcessError."""
    from rasa.cli.scaffold import create_initial_project

    folder.mkdir(parents=True)
    create_initial_project(str(folder))
    (folder / "actions" / "actions.py").write_text(ACTION, encoding="utf-8")
    replace(folder / "domain.yml", "responses:\n", "actions:\n  - action_answer\n\nresponses:\n")
    replace(folder / "data" / "rules.yml", "utter_iamabot", "action_answer")
    endpoint = f"action_endpoint:\n  url: http://127.0.0.1:{STOCK_PORT + 1}/webhook\n"
    (folder / "endpoints.yml").write_text(endpoint, encoding="utf-8")
    (folder / "credentials.yml").write_text("rest:\n", encoding="utf-8")
    environment = {**programs.environment(settle(folder / "settings")), "SANIC_HOST": "127.0.0.1"}
    del environment["PYTHONPATH"]
    rasa = [sys.executable, "-m", "rasa"]
    seconds = run([*rasa, "train"], environment, folder, folder / "train.log")
    servers = [
        Program("stock", [*rasa, "run", "-i", "127.0.0.1", "-p", str(STOCK_PORT)], folder / "rasa.log"),
        Program("stock", [*rasa, "run", "actions", "-p", str(STOCK_PORT + 1)], folder / "actions.log"),
    ]
    return Rival(
        "rasa init", STOCK_PORT, ["are you a bot?", "are you a human?"], seconds, servers, environment, folder
    )


def replace(file: Path, old: str, new: str) -> None:
    """Raises ValueError when `old` is not in the file: Rasa's project looks otherwise than expected."""
    text = file.read_text(encoding="utf-8")
    if old not in text:
        raise ValueError(f"{old!r} is not in {file.name}")
    file.write_text(text.replace(old, new), encoding="utf-8")


def run(command: Sequence[str], environment: dict[str, str], folder: Path, log: Path) -> float:
    """Run a command to its end, with its output in `log`. Returns seconds. Raises CalledProcessError."""
    began = time.perf_counter()
    with log.open("wb") as output:
        subprocess.run(
            command, env=environment, cwd=folder, stdout=output, stderr=subprocess.STDOUT, check=True
        )
    return time.perf_counter() - began
