"""The cue words of tasks, owners and priority, compiled once for each lexicon."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.text.lexicon import LEXICON, one_of, read_lexicon

Words = re.Pattern[str]


@dataclass(frozen=True)
class TaskWords:
    """task_cues.yml, owners.yml and priority.yml as expressions; what each holds stands in those files."""

    directory: Path
    # heads of clauses
    strong: Words
    weak: Words
    any_verb: Words  # strong or weak
    adverb: Words
    urging: Words
    modal: Words
    must: Words
    connector: Words
    speaker: Words
    until: Words
    prefix: Words
    holding: Words
    trailing: Words
    disposing: Words
    lead_end: Words
    result_for: Words
    its_own: Words
    its_receiver: Words
    # what is no task
    reported: Words
    statement: Words
    being: Words
    not_is: Words
    past: Words
    past_head: Words
    reporting: Words
    nominal: Words
    done: Words
    explaining: Words
    # owners
    causative: Words
    owner_ends: frozenset[str]
    owner_end: Words
    owner_head: Words
    owner_unnamed: Words
    each: Words
    handed_end: Words
    inside_names: Words
    longest_owner_end: int
    answers: Words  # behind an owner: 是重点, 是第一责任人
    responsible: Words
    charged: Words
    together: Words
    # priority
    priority: Words
    priority_lead: Words


@lru_cache(maxsize=8)
def task_words(directory: Path = LEXICON) -> TaskWords:
    """The words of `directory`."""
    cues, owners, priority = (read_lexicon(name, directory) for name in ("task_cues", "owners", "priority"))

    def cue(name: str, before: str = "", after: str = "") -> Words:
        return re.compile(before + one_of(cues[name]) + after)

    ends = frozenset(owners["ends"])
    by, together = one_of(owners["responsible"]), one_of(owners["together"])
    kinds, bodies = one_of(owners["kinds"]), "|".join(re.escape(end) for end in owners["bodies"])
    return TaskWords(
        directory=directory,
        strong=cue("strong"),
        weak=cue("weak"),
        any_verb=re.compile(one_of([*cues["strong"], *cues["weak"]])),
        adverb=re.compile(one_of([*cues["adverbs"], *cues["modals"]])),
        urging=cue("urging"),
        modal=cue("modals"),
        must=cue("must"),
        connector=cue("connectors"),
        speaker=cue("speakers", after="(?!的)"),
        until=cue("until"),
        prefix=cue("prefixes"),
        holding=cue("holding"),
        trailing=cue("trailing"),
        disposing=cue("disposing"),
        lead_end=cue("lead_ends", after="$"),
        result_for=cue("result_for", before="为.{2,}"),
        its_own=cue("its_own"),
        its_receiver=cue("its_receivers"),
        reported=cue("reported"),
        statement=cue("statements"),
        being=cue("being", before=f"(?!{one_of(cues['not_being'])})"),
        not_is=cue("not_is"),
        past=cue("past"),
        past_head=cue("past_heads"),
        reporting=cue("reporting"),
        nominal=cue("nominal"),
        done=re.compile(r"(?<![除为])了(?![解然])"),
        explaining=cue("explaining"),
        causative=cue("causative"),
        owner_ends=ends,
        owner_end=re.compile(one_of(ends) + "$"),
        owner_head=re.compile(one_of(owners["heads"])),
        owner_unnamed=re.compile(one_of(owners["unnamed"])),
        each=re.compile(one_of(owners["each"])),
        handed_end=re.compile(one_of(owners["handed_ends"]) + "$"),
        inside_names=re.compile(one_of(owners["inside"])),
        longest_owner_end=max(map(len, ends)),
        answers=re.compile(one_of([*owners["responsible_as"], *priority["tail"], *priority["anywhere"]])),
        responsible=re.compile(rf"由([^，。；、由]{{2,20}}?){by}"),
        charged=re.compile(f"({one_of(ends)})负总责"),
        together=re.compile(rf"{together}([^，。；]{{2,40}}?)(?:等?{kinds}|(?<={bodies}))"),
        priority=re.compile(one_of([*priority["anywhere"], *priority["tail"], *priority["lead"]])),
        priority_lead=re.compile(one_of(word for word in priority["lead"] if word.endswith("是"))),
    )
