"""The whole bot as people run it: Rasa's server with its channels, and the action server, as processes."""

from __future__ import annotations

import shutil
from contextlib import ExitStack
from pathlib import Path

from bot.service import programs
from bot.service.servers import Servers
from bot.settings import ROOT, read_settings

from .conftest import free_port

TODAY = "2022-09-20"


class RealBot:
    """Both servers with a copy of the plan's database. Rasa's can be stopped and started again."""

    def __init__(self, folder: Path, database: Path, model: Path) -> None:
        shutil.copy(database, folder / "plans.db")
        ports = {"PORT": str(free_port()), "ACTION_PORT": str(free_port())}
        self.settings = read_settings({"VAR": str(folder), "TODAY": TODAY, **ports})
        self.url = f"http://127.0.0.1:{self.settings.port}"
        self._model = model
        self._actions = ExitStack()
        self._rasa = ExitStack()

    def start(self) -> None:
        both = (self._run(self._actions, programs.action_server(self.settings)), self._start_rasa())
        for servers in both:
            servers.wait_until_ready()

    def stop(self) -> None:
        self.stop_rasa()
        self._actions.close()

    def start_rasa(self) -> None:
        self._start_rasa().wait_until_ready()

    def stop_rasa(self) -> None:
        self._rasa.close()

    def _start_rasa(self) -> Servers:
        return self._run(self._rasa, programs.rasa_server(self.settings, self._model))

    def _run(self, stack: ExitStack, program: programs.Program) -> Servers:
        environ = {**programs.environment(self.settings), "TODAY": TODAY}
        return stack.enter_context(Servers((program,), environ, ROOT))
