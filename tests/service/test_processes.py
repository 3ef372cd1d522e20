from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from bot.service.processes import Child, died, last_words

TRACE = """2026-11-24 11:41:21 INFO     rasa.core.processor  - Loading model models/plan.tar.gz...
Traceback (most recent call last):
  File "x.py", line 1, in <module>
    raise ModelNotFound("No model")
rasa.exceptions.ModelNotFound: No model
"""


@pytest.mark.parametrize(
    ("log", "words"),
    [
        ("", ""),
        ("\n\n", ""),
        ("2026-11-24 11:41:21 ERROR    rasa.core.agent  - Could not load model\n\n", "Could not load model"),
        ("[2026-11-24 11:41:21 +0000] [77] [ERROR] Address in use\n", "Address in use"),
        (TRACE, "rasa.exceptions.ModelNotFound: No model"),
        (TRACE + "Goodbye\n", "rasa.exceptions.ModelNotFound: No model"),
        (TRACE + TRACE.replace("No model", "Old model"), "rasa.exceptions.ModelNotFound: Old model"),
        ("x" * 900, "x" * 300),
    ],
)
def test_the_line_that_says_why(tmp_path, log, words):
    file = tmp_path / "a.log"
    file.write_text(log, encoding="utf-8")
    assert last_words(file) == words


def test_a_log_that_is_not_there_says_nothing(tmp_path):
    assert last_words(tmp_path / "none.log") == ""


@pytest.mark.parametrize(
    ("end", "log", "problem"),
    [
        ("exit(3)", "Address in use\n", "对话服务停了：Address in use"),
        ("exit(0)", "", "对话服务停了：没有留下说明"),
        ("exit(1)", "OSError: [Errno 28] No space left on device\n", "对话服务停了：磁盘已满"),
        (f"os.kill(os.getpid(), {signal.SIGKILL})", "busy\n", "对话服务停了：被系统强行结束，可能是内存不足"),
        (f"os.kill(os.getpid(), {signal.SIGTERM})", "busy\n", "对话服务停了：被信号 15 结束；busy"),
    ],
)
def test_a_death_is_explained(tmp_path, end, log, problem):
    file = tmp_path / "a.log"
    file.write_text(log, encoding="utf-8")
    process = subprocess.Popen([sys.executable, "-c", f"import os; {end}"])
    process.wait()
    error = died(Child("对话服务", process, file))
    assert str(error) == problem
    assert error.advice
