"""The word lists under data/lexicon/: read once, and matched longest word first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.errors import SettingsError
from bot.settings import ROOT

LEXICON = ROOT / "data" / "lexicon"


@lru_cache(maxsize=64)
def read_lexicon(name: str, directory: Path = LEXICON) -> Mapping[str, Any]:
    """The content of `directory`/`name`.yml. Raises SettingsError, which names the file."""
    path = directory / f"{name}.yml"
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_loader())
    except OSError as error:
        raise SettingsError(f"词表 {path.name} 读不到", f"请检查 {directory} 里有没有这个文件。") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"第 {mark.line + 1} 行第 {mark.column + 1} 列附近" if mark else ""
        raise SettingsError(f"词表 {path.name} {where}的格式不对", "请按 YAML 的写法改正那一处。") from error
    if not isinstance(content, dict):
        raise SettingsError(f"词表 {path.name} 里没有条目", "请按“名称: [词, 词]”的写法补上。")
    return content


def _loader() -> Any:
    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def one_of(words: Iterable[str]) -> str:
    """A regular expression for any of the words, the longest that fits."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word) for word in ordered) + ")" if ordered else "(?!)"
