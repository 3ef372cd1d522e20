"""What the first set-up says when it cannot go on, with stand-ins for uv and Python."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from itertools import pairwise

import pytest

from bot.settings import ROOT

TOOLS = ("bash", "sh", "cat", "cmp", "cp", "dirname", "grep", "ln", "mkdir", "rm", "sleep", "tail", "true")
UV = """#!/bin/sh
echo "$@" >> "{calls}"
case "$1" in
  --version) exit 0 ;;
  venv) mkdir -p .venv/bin && ln -sf {python} .venv/bin/python; {venv} ;;
  pip) {pip} ;;
esac
"""


@pytest.fixture
def machine(tmp_path):
    """A bare machine with the project's files: machine(pip="exit 1") says what uv does."""
    project, tools = tmp_path / "project", tmp_path / "tools"
    (project / "scripts").mkdir(parents=True)
    tools.mkdir()
    for name in ("scripts/environment.sh", "requirements.lock", "requirements-dev.lock"):
        shutil.copy(ROOT / name, project / name)
    for name in TOOLS:
        if found := shutil.which(name, path="/usr/bin:/bin"):
            (tools / name).symlink_to(found)

    def run(purpose: str = "run", *, venv: str = "true", pip: str = "true"):
        uv = tools / "uv"
        filled = {"calls": tmp_path / "calls", "python": sys.executable}
        uv.write_text(UV.format(venv=venv, pip=pip, **filled))
        uv.chmod(0o755)
        return subprocess.run(
            ["bash", "scripts/environment.sh", purpose],
            cwd=project,
            env={
                "PATH": str(tools),
                "HOME": str(tmp_path / "home"),
                "LC_ALL": os.environ.get("LC_ALL", "C.UTF-8"),
            },
            capture_output=True,
            text=True,
        )

    run.project = project
    run.calls = lambda: (tmp_path / "calls").read_text().splitlines()
    return run


def test_the_lock_is_installed_with_its_hashes(machine):
    done = machine()
    assert done.returncode == 0, done.stderr
    assert machine.calls()[-1] == (
        "pip sync --require-hashes --compile-bytecode --python .venv/bin/python requirements.lock"
    )
    assert "安装依赖" in done.stderr


def test_the_second_time_nothing_is_done(machine):
    machine()
    before = machine.calls()
    done = machine()
    assert (done.returncode, done.stderr) == (0, "")
    assert machine.calls() == before


def test_a_changed_lock_is_installed(machine):
    machine()
    with (machine.project / "requirements.lock").open("a") as lock:
        lock.write("# changed\n")
    assert "更新依赖" in machine().stderr


def test_the_tests_environment_serves_the_bot_too_and_is_kept(machine):
    machine("test")
    before = machine.calls()
    assert machine("run").stderr == ""
    assert machine.calls() == before
    with (machine.project / "requirements-dev.lock").open("a") as lock:
        lock.write("# changed\n")
    machine("run")
    assert machine.calls()[-1].endswith("requirements-dev.lock")


def test_an_unfinished_installation_is_not_taken_for_a_finished_one(machine):
    assert machine(pip="exit 1").returncode == 1
    assert machine().returncode == 0
    assert machine.calls()[-1].startswith("pip sync")


@pytest.mark.parametrize(
    ("step", "said", "words"),
    [
        ("venv", "No interpreter found for Python 3.10 in search path", "没有找到 Python 3.10"),
        ("venv", "Failed to download https://x/python-build-standalone/: dns error", "没有找到 Python 3.10"),
        ("pip", "Failed to fetch: rasa; cause: tcp connect error", "连不上软件源"),
        ("pip", "failed to lookup address: Temporary failure in name resolution", "连不上软件源"),
        ("pip", "invalid peer certificate: UnknownIssuer", "证书不被信任"),
        ("pip", "failed to copy: No space left on device (os error 28)", "磁盘已满"),
        ("pip", "Hash mismatch for rasa==3.6.21", "校验值不符"),
        ("pip", "something nobody thought of", "something nobody thought of"),
    ],
)
def test_a_failure_is_explained(machine, step, said, words):
    done = machine(**{step: f"echo '{said}' >&2; exit 2"})
    assert done.returncode == 1
    assert re.search(rf"^✗ .*{re.escape(words)}.*\n  \S.*。$", done.stderr, re.M)
    assert said in (machine.project / "var" / "log" / "setup.log").read_text()


def test_the_two_locks_agree():
    pins = re.compile(r"^([a-z0-9.-]+)==(\S+)", re.M)
    run, test = (
        dict(pins.findall((ROOT / name).read_text()))
        for name in ("requirements.lock", "requirements-dev.lock")
    )
    assert run.items() <= test.items()


def test_every_pin_has_a_hash():
    for name in ("requirements.lock", "requirements-dev.lock"):
        lines = (ROOT / name).read_text().split("\n")
        for line, following in pairwise(lines):
            if re.match(r"^[a-z0-9]", line):
                assert "--hash=sha256:" in following, line
