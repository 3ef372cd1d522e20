"""Child processes: each in a group of its own, its output in a log file, and none left behind."""

from __future__ import annotations

import contextlib
import ctypes
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.errors import ServiceError

PATIENCE_SECONDS = 8.0  # how long a child may take to end politely
LOG_TAIL_BYTES = 20_000
_PR_SET_PDEATHSIG = 1  # from <linux/prctl.h>

# What begins a line of Rasa's, Sanic's or Python's logs and tells a reader nothing.
_PREFIX = re.compile(
    r"^(\x1b\[[0-9;]*m|\[?\d{4}-\d\d-\d\d[ T][\d:.,]+( [+-]\d{4})?\]?|\[\d+\]"
    r"|\[?[A-Z]{4,8}\b\]?:?|[a-z_.]+ +- |\s|-)+"
)


@dataclass(frozen=True)
class Child:
    """A running program of ours."""

    name: str  # as a user should read it: 动作服务
    process: subprocess.Popen[bytes]
    log: Path


def start(
    name: str, command: Sequence[str], log: Path, environment: Mapping[str, str], folder: Path
) -> Child:
    """Start `command` in `folder` with its output in `log`; the log of the time before is kept beside it.

    Raises ServiceError when it cannot be started.
    """
    end_with_parent = _end_with_parent() if sys.platform == "linux" else None
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        if log.exists():
            log.replace(log.with_suffix(".1.log"))
        with log.open("ab") as output:  # the program may open it too, and neither writes over the other
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=dict(environment),
                cwd=folder,
                start_new_session=True,  # Ctrl-C reaches the parent alone, which then ends its children
                preexec_fn=end_with_parent,
            )
    except FileNotFoundError as error:
        raise ServiceError(
            f"{name}启动不了：找不到 {error.filename}", "请运行 make run 重建环境。"
        ) from error
    return Child(name, process, log)


def _end_with_parent() -> Callable[[], None]:
    """What a new child calls to be ended by Linux when its parent is killed and cannot do so itself."""
    libc = ctypes.CDLL(None)  # before the fork: a child cannot wait for another thread's lock
    return lambda: libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def stop(children: Iterable[Child], patience: float = PATIENCE_SECONDS) -> None:
    """End all children and what they started: politely first, after `patience` seconds by force."""
    running = list(children)
    for child in running:
        _signal(child, signal.SIGTERM)
    deadline = time.monotonic() + patience
    for child in running:
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.process.wait(max(0.0, deadline - time.monotonic()))
        _signal(child, signal.SIGKILL)  # what is left of its group
        child.process.wait()


def _signal(child: Child, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.process.pid, number)


def last_words(log: Path) -> str:
    """The line of a log that says why a program ended, without time and level; empty when there is none.

    That is the error of the last Python trace, or else the last line that says something.
    """
    try:
        with log.open("rb") as file:
            file.seek(max(0, log.stat().st_size - LOG_TAIL_BYTES))
            lines = file.read().decode("utf-8", "replace").splitlines()
    except OSError:
        return ""
    said = ""
    in_trace = after_trace = False
    for line in lines:
        words = _PREFIX.sub("", line).strip()
        if line.startswith("Traceback ("):
            in_trace = True
        elif in_trace and words and not line[0].isspace():
            in_trace, after_trace = False, True
            said = words
        elif words and not in_trace and not after_trace:
            said = words
    return said[:300]


def died(child: Child) -> ServiceError:
    """The error to raise about a child that ended although nobody told it to."""
    words = last_words(child.log)
    if "No space left" in words or "disk is full" in words:
        return ServiceError(f"{child.name}停了：磁盘已满", "请腾出空间（df -h .）后重新运行。")
    code = child.process.returncode
    reason = words or "没有留下说明"
    if code == -signal.SIGKILL:
        reason = "被系统强行结束，可能是内存不足"
    elif code < 0:
        reason = f"被信号 {-code} 结束；{reason}"
    return ServiceError(f"{child.name}停了：{reason}", f"详情见 {child.log}，修正后重新运行。")
