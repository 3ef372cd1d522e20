"""The cue words of tasks, owners and priority, compiled once for each lexicon."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.text.lexicon import LEXICON, one_of, read_lexicon


@dataclass(frozen=True)
class TaskWords:
    """task_cues.yml, owners.yml and priority.yml as regular expressions that match at a place."""

    strong: re.Pattern[str]
    weak: re.Pattern[str]
    any_verb: re.Pattern[str]
    adverb: re.Pattern[str]
    urging: re.Pattern[str]
    modal: re.Pattern[str]
    connector: re.Pattern[str]
    must: re.Pattern[str]
    responsible_as: re.Pattern[str]
    speaker: re.Pattern[str]
    prefix: re.Pattern[str]
    statement: re.Pattern[str]
    reported: re.Pattern[str]
    causative: re.Pattern[str]
    explaining: re.Pattern[str]
    owner_ends: frozenset[str]
    owner_end: re.Pattern[str]
    owner_head: re.Pattern[str]
    longest_owner_end: int
    responsible: re.Pattern[str]
    together: re.Pattern[str]
    priority: re.Pattern[str]
    priority_lead: re.Pattern[str]
    priority_tail: re.Pattern[str]


@lru_cache(maxsize=8)
def task_words(directory: Path = LEXICON) -> TaskWords:
    """The words of `directory`."""
    cues, owners, priority = (read_lexicon(name, directory) for name in ("task_cues", "owners", "priority"))
    ends = frozenset(owners["ends"])
    return TaskWords(
        strong=re.compile(one_of(cues["strong"])),
        weak=re.compile(one_of(cues["weak"])),
        any_verb=re.compile(one_of([*cues["strong"], *cues["weak"]])),
        adverb=re.compile(one_of([*cues["adverbs"], *cues["modals"]])),
        urging=re.compile(one_of(cues["urging"])),
        modal=re.compile(one_of(cues["modals"])),
        connector=re.compile(one_of(cues["connectors"])),
        must=re.compile(one_of(cues["must"])),
        responsible_as=re.compile(one_of(owners["responsible_as"])),
        speaker=re.compile(one_of(cues["speakers"]) + "(?!的)"),
        prefix=re.compile(one_of(cues["prefixes"])),
        statement=re.compile(one_of(cues["statements"])),
        reported=re.compile(one_of(cues["reported"])),
        causative=re.compile(one_of(cues["causative"])),
        explaining=re.compile(one_of(cues["explaining"])),
        owner_ends=ends,
        owner_end=re.compile(one_of(ends) + "$"),
        owner_head=re.compile(one_of(owners["heads"])),
        longest_owner_end=max(map(len, ends)),
        responsible=re.compile(rf"由([^，。；、由]{{2,20}}?){one_of(owners['responsible'])}"),
        together=re.compile(rf"{one_of(owners['together'])}([^，。；]{{2,40}}?)(?:等?(?:部门|单位|机构|方面)|(?<=局|委|办|厅|会))"),
        priority=re.compile(one_of([*priority["anywhere"], *priority["tail"], *priority["lead"]])),
        priority_lead=re.compile(one_of(word for word in priority["lead"] if word.endswith("是"))),
        priority_tail=re.compile(one_of([*priority["tail"], *priority["anywhere"]])),
    )
