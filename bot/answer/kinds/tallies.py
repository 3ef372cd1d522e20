"""Sections by how much stands below them: “哪几个体系只带一个行动”, “哪个行动下面任务最多”."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from bot.answer.kinds.numbering import NUMERAL
from bot.answer.knowledge import Knowledge
from bot.answer.question.inquiry import Inquiry
from bot.answer.question.lexicon import Lexicon
from bot.answer.question.words import WEAK
from bot.answer.saying.outline import Outline
from bot.answer.saying.reply import plain_reply
from bot.records import Answer, Fact, Section, SectionKind, State
from bot.text.calendar import whole

COUPLES = {"俩": 2, "仨": 3}
TASKS = ("任务", "工作")
# Those that hold the tasks, whatever the plan calls them:
ANY_SECTION = ("方面", "领域", "章节", "章", "节", "块")
NARROWER = ("priority", "deadline", "owner")  # aspects: the tasks that have one are wanted, not all
MEASURE = "[个项条大]"
WHICH = rf"(?:哪(?:几|一|些|两|俩)?{MEASURE}?|几{MEASURE}|有没有)"
HOLDS = r"(?:(?:只|就|光|都)?(?:带|有|含|管|挂|分|设|包含|包括|下设|下面|底下|里面)(?:着|了|出|有|是)?)"
MORE = {"不止": 1, "超过": 1, "多于": 1, "至少": 0}
COUNT = rf"(?P<more>{'|'.join(MORE)})?(?P<n>{NUMERAL}|俩|仨){MEASURE}?"
NONE = r"(?P<none>(?<!有)没有?|不[带含])(?:任何|一个)?"
MOST = r"最(?P<most>多|少)"
END = r"的?(?:呢|有哪些|有哪几个|是哪些|是哪几个|是哪个)?\W*$"


@dataclass(frozen=True)
class Tally:
    """What is counted below each section of a kind, in the words of the question."""

    noun: str  # for the sections among which it is chosen
    counted: str  # the noun for what is counted


class Tallies:
    """Chooses among the sections of a kind by how many of another kind, or tasks, each has."""

    def __init__(self, knowledge: Knowledge, outline: Outline, lexicon: Lexicon) -> None:
        self.knowledge = knowledge
        self._outline = outline
        self._kinds = {noun: SectionKind(kind) for kind, nouns in lexicon.kinds.items() for noun in nouns}

    def answer(self, inquiry: Inquiry) -> Answer | None:
        """Those that have so many, or the most; None when that is not asked."""
        asked = self._asked(inquiry) or self._asked_again(inquiry)
        if asked is None or _counts_some(inquiry):
            return None
        tally, said = asked
        counts = {section: self._count(section, tally.counted) for section in self._among(tally.noun)}
        if len(counts) < 2 or not any(counts.values()):
            return None
        chosen, head = _chosen(counts, tally, said)
        facts = [Fact(s.title, "count", State.STATED, f"{counts[s]}{_measure(tally)}") for s in chosen]
        if chosen:
            several = f"共{len(chosen)}个" if len(chosen) > 1 else ""
            answer = self._outline.listed(f"{head}{several}：", chosen)
            answer = replace(answer, facts=(*answer.facts, *facts))
        else:
            answer = plain_reply(f"计划里找不到{head}。", kind="list", state=State.STATED)
            answer = replace(answer, memory=dict(inquiry.memory))
        return replace(answer, memory={**answer.memory, "tally": asdict(tally)})

    def _asked(self, inquiry: Inquiry) -> tuple[Tally, re.Match[str]] | None:
        """What a question counts, and the part of it that says how many: “只带一个行动”, “任务最多”."""
        text, counted = inquiry.text, _one_of([*self._kinds, *TASKS])
        for noun in sorted([*self._kinds, *ANY_SECTION], key=len, reverse=True):
            name = re.escape(noun)
            if not re.search(rf"{WHICH}{name}|{name}(?:里面|里头|里|中|当中)?[,，]?{WHICH}", text):
                continue
            for form in (
                rf"(?:{HOLDS}|(?={_one_of(MORE)})){COUNT}(?P<of>{counted})",
                rf"{NONE}(?P<of>{counted})",
                rf"(?P<of>{counted})(?:数量?|个数)?(?:是|排|的)?{MOST}",
                rf"{MOST}的?(?P<of>{counted})",
            ):
                said = re.search(form, text)
                if said is None or self._kinds.get(said["of"], said["of"]) == self._kinds.get(noun):
                    continue
                beside = re.sub(rf"{WHICH}|{counted}|{name}", ",", text.replace(said.group(), ","))
                if not any(word.noun and word.weight > WEAK for word in inquiry.words_of(beside)):
                    return Tally(noun, said["of"]), said
        return None

    def _asked_again(self, inquiry: Inquiry) -> tuple[Tally, re.Match[str]] | None:
        """“带俩的呢”, “最少的呢” after such a question."""
        before = inquiry.memory.get("tally")
        if not before:
            return None
        tally, counted = Tally(**before), _one_of([*self._kinds, *TASKS])
        many = rf"(?P<first>{counted})?{MOST}|(?:{HOLDS}?{COUNT}|{NONE})(?P<of>{counted})?"
        said = re.match(rf"(?:那|那么)?(?:{many})(?:的?{re.escape(tally.noun)})?{END}", inquiry.text)
        if said is None:
            return None
        return replace(tally, counted=said["of"] or said["first"] or tally.counted), said

    def _among(self, noun: str) -> list[Section]:
        """The sections that people call so."""
        if noun in ANY_SECTION:
            return [s for s in self._outline.divided() if s.kind is not SectionKind.OVERVIEW]
        return [section for section in self.knowledge.plan.sections if section.kind is self._kinds[noun]]

    def _count(self, section: Section, counted: str) -> int:
        """How many tasks, or sections of the kind that is counted, a section has."""
        within = self.knowledge.within(section.id)
        if counted in TASKS:
            return sum(task.section in within for task in self.knowledge.plan.tasks)
        kind = self._kinds[counted]
        return sum(self.knowledge.sections[s].kind is kind for s in within - {section.id})


def _chosen(
    counts: Mapping[Section, int], tally: Tally, said: re.Match[str]
) -> tuple[Sequence[Section], str]:
    """The sections that have so many, and what they are. The least is that of those that have any."""
    groups, measure = said.groupdict(), _measure(tally)
    if groups.get("none"):
        return [s for s, count in counts.items() if not count], f"没有{tally.counted}的{tally.noun}"
    if most := groups.get("most"):
        number = (max if most == "多" else min)(count for count in counts.values() if count)
        chosen = [section for section, count in counts.items() if count == number]
        each = "各" if len(chosen) > 1 else ""
        return chosen, f"{tally.counted}最{most}的{tally.noun}（{each}{number}{measure}）"
    number, more = COUPLES.get(said["n"]) or whole(said["n"]) or 0, said["more"]
    least = number + MORE.get(more, 0)
    chosen = [s for s, count in counts.items() if (count >= least if more else count == number)]
    return chosen, f"{more or '含'}{number}{measure}{tally.counted}的{tally.noun}"


def _counts_some(inquiry: Inquiry) -> bool:
    """Whether only some of the tasks are to be counted: those of a period, of an owner, the marked ones."""
    narrower = any(inquiry.lexicon.aspects[aspect].search(inquiry.text) for aspect in NARROWER)
    return narrower or bool(inquiry.values("period") or inquiry.asked_owner)


def _measure(tally: Tally) -> str:
    return "项" if tally.counted in TASKS else "个"


def _one_of(words: Sequence[str] | Mapping[str, int]) -> str:
    """An expression for any of some words, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))
