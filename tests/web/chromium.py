"""Finding Chromium, or installing it where that is allowed."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGES = ("chromium", "fonts-noto-cjk")
ADVICE = "网页测试需要 Chromium 和中文字体，请运行：sudo apt-get install -y " + " ".join(PACKAGES)


def chromium(downloaded: str) -> str:
    """The browser's program: the system's, else the one at `downloaded`, where Playwright puts its own.

    Raises RuntimeError, which says in one line what to install.
    """
    found = _found() or (downloaded if Path(downloaded).exists() else None)
    if not found and os.geteuid() == 0 and shutil.which("apt-get"):
        environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["apt-get", "update"], ["apt-get", "install", "-y", *PACKAGES]):
            subprocess.run(command, env=environ, capture_output=True, timeout=600, check=False)
        found = _found()
    if not found:
        raise RuntimeError(ADVICE)
    return found


def _found() -> str | None:
    return next((path for name in NAMES if (path := shutil.which(name))), None)
