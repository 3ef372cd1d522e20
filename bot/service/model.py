"""The trained model: which one fits what is there now, and making it when none does."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from bot.errors import ModelMissing
from bot.service import processes, programs
from bot.settings import ROOT, Settings

# Everything in the repository that a model is made from. The plan itself comes from the database.
TRAINED_FROM = (
    "config.yml",
    "domain.yml",
    "requirements.lock",
    "data/nlu",
    "data/rules",
    "data/stories",
    "data/lexicon",
    "bot/nlu",
    "bot/training",
    "bot/answer",
    "bot/text",
    "bot/records.py",
)


def fingerprint(plans: Iterable[str], root: Path = ROOT, parts: Iterable[str] = TRAINED_FROM) -> str:
    """One hexadecimal number over all that training depends on; `plans` is the content of loaded plans."""
    digest = hashlib.sha256()
    for part in parts:
        for file in _files(root / part):
            digest.update(f"\0{file.relative_to(root).as_posix()}\0".encode())
            digest.update(file.read_bytes())
    for plan in plans:
        digest.update(b"\0plan\0" + plan.encode())
    return digest.hexdigest()


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    elif path.is_dir():
        for file in sorted(path.rglob("*")):
            if file.is_file() and file.suffix != ".pyc":
                yield file


def model_path(settings: Settings, mark: str) -> Path:
    """Where the model that was trained from what has the fingerprint `mark` is, or will be."""
    return settings.models / f"plan-{mark[:16]}.tar.gz"


def trained_model(settings: Settings, mark: str) -> Path:
    """The model that fits the fingerprint `mark`. Raises ModelMissing."""
    model = model_path(settings, mark)
    if not model.is_file():
        raise ModelMissing("还没有与当前计划相符的模型", "请运行 make train，或直接运行 make run。")
    return model


def train(settings: Settings, mark: str) -> Path:
    """Train the model for the fingerprint `mark` in a process of its own, and drop older ones.

    Raises ServiceError with the trainer's last words when it fails.
    """
    model = model_path(settings, mark)
    model.parent.mkdir(parents=True, exist_ok=True)
    program = programs.trainer(settings, model)
    child = processes.start(program.name, program.command, program.log, programs.environment(settings), ROOT)
    try:
        child.process.wait()
    finally:
        processes.stop([child])
    if not model.is_file():
        raise processes.died(child)
    for older in model.parent.glob("*.tar.gz"):
        if older != model:
            older.unlink(missing_ok=True)
    return model
