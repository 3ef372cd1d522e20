"""What could not be answered, put together by likeness, and as examples for a person to review."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from rapidfuzz import fuzz, process

from bot.store.log import Message
from bot.text.folding import fold

ALIKE = 70.0  # per cent of characters that two wordings of one question share, at least
NO_GUESS = "nlu_fallback"
_PUNCTUATION = str.maketrans("", "", " \t\n，。？！、,.?!~～…")


@dataclass(frozen=True)
class Group:
    """Questions that read alike."""

    texts: tuple[tuple[str, int], ...]  # each wording with how often it came, most frequent first
    times: int
    guessed: str  # the intent that NLU thought of most often
    reasons: tuple[str, ...]  # most frequent first
    last: datetime


def grouped(messages: Iterable[Message]) -> list[Group]:
    """The groups of the messages, the most frequent first, then the most recent."""
    members: dict[str, list[Message]] = {}  # by the group's first wording, folded
    for message in messages:
        key = fold(message.text).text.casefold().translate(_PUNCTUATION) or message.text
        if key not in members:
            near = process.extractOne(key, members.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE)
            key = near[0] if near else key
        members.setdefault(key, []).append(message)
    groups = [_group(alike) for alike in members.values()]
    return sorted(groups, key=lambda group: (group.times, group.last), reverse=True)


def _group(messages: Sequence[Message]) -> Group:
    texts = Counter(" ".join(message.text.split()) for message in messages)
    guessed = Counter(message.guessed or NO_GUESS for message in messages)
    reasons = Counter(message.reason for message in messages if message.reason)
    return Group(
        texts=tuple(texts.most_common()),
        times=len(messages),
        guessed=guessed.most_common(1)[0][0],
        reasons=tuple(reason for reason, _ in reasons.most_common()),
        last=max(message.at for message in messages),
    )


def as_examples(groups: Iterable[Group]) -> str:
    """The groups as a file of NLU examples under the guessed intents, for a person to correct and to move."""
    lines = [
        "# 没有答上的问题，按机器人猜的意图排列，供人工核对：改正 intent，删去不要的，",
        "# 再把例句移到 data/nlu/ 的文件里，运行 make train。本文件不会被自动用于训练。",
        'version: "3.1"',
        "nlu:",
    ]
    for group in groups:
        lines += [f"  # {group.times} 次", f"  - intent: {group.guessed}", "    examples: |"]
        lines += [f"      - {_plain(text)}" for text, _ in group.texts]
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    """Without the brackets that would be an entity's annotation."""
    return text.translate(str.maketrans("[]{}()", "［］｛｝（）"))
