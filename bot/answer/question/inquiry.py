"""A question, made ready to be answered: its words, what it asks, what it leans on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, Protocol

from bot.answer.knowledge import Knowledge
from bot.answer.question.corrections import without_denial
from bot.answer.question.lexicon import Lexicon
from bot.answer.question.matching import Match
from bot.answer.question.reader import is_sound
from bot.answer.question.topic import Topic, topic_from_memory
from bot.answer.question.words import Vocabulary, Word
from bot.records import Entity, Question
from bot.text.plain import plain

LEAST_WEIGHT = 0.35  # words that hold less matter name nothing
LEANING = 0.8  # weight of a question's words below which it leans on what was said
BRIEF = 10  # characters of what completes an earlier question
LAPSE = 30 * 60  # seconds after which a conversation's context no longer counts
POINTING = re.compile(
    r"它|这个|那个|这项|那项|这条|那条|这事|那事|刚才|刚刚|上面|前面|上一[条个项]|这一[节条项]|这一?(?:方面|块|件事|事儿)|该[项条]|其中|此[项事]"
)
LAST_YEAR = re.compile(r"去年|上一?年(?!级)|过去一年")
DOES = re.compile(
    r"(?:这|那)?(?:们|边|里|块|口)?(?:头上|身上|肩上|手上|手里|的(?:任务|工作|职责|责任|活)|在.{2,8}(?:里|中|上)|要|该|得|应|负责|承担|抓|干|做|分到|分的"
    r"|(?:一共|总共|共|都)?有?(?:几|多少)[项个条件](?:任务|工作|事|活)|有(?:哪|啥|什么)|自己(?:要|该|得|来)?(?:干|做|抓|办|管))"
)
EVERYTHING = re.compile(
    r"全年|今年最|今年的?(?:重点|主要|全部|所有)|计划里|全部任务|所有任务|整个计划|哪些任务|哪些工作|全文|整份|通篇"
)
ELLIPSIS = re.compile(
    r"^(?:那|那么|还有|然后)?(?P<what>.{1,14}?)(?:呢|吗|(?<!干)嘛|的|咋样|怎么样|如何)(?:[,，].{1,6})?[?？。!！]*$"
)


def section_of(intent: str) -> str:
    """The id of the section for which an intent stands; the id of none for any other intent."""
    return intent.removeprefix("section_").replace("_", ".")


class Ranking(Protocol):
    """What knows where a plan may speak of a question."""

    knowledge: Knowledge

    def of_inquiry(self, inquiry: Inquiry) -> list[Match]:
        """The clauses by all that speaks for them, best first."""

    def of_words(self, words: Sequence[Word]) -> list[Match]:
        """The clauses by words alone, best first."""


@dataclass(frozen=True)
class Inquiry:
    """One question with everything that is read from it once."""

    question: Question
    lexicon: Lexicon
    vocabulary: Vocabulary
    ranking: Ranking

    @cached_property
    def ranked(self) -> list[Match]:
        """The clauses by all that speaks for them, best first."""
        return self.ranking.of_inquiry(self)

    @cached_property
    def ranked_by_words(self) -> list[Match]:
        """The clauses by the question's words alone, best first."""
        return self.ranking.of_words(self.words)

    @cached_property
    def topic(self) -> Topic | None:
        """The place that was last talked about."""
        return topic_from_memory(self.ranking.knowledge, self.memory.get("topic") or {})

    def words_of(self, text: str) -> list[Word]:
        """The words of a part of the question, without those that only say what is asked."""
        return self.vocabulary.words(self.lexicon.cut.sub(",", text))

    @cached_property
    def text(self) -> str:
        """Folded, a correction's opening words taken off."""
        said = self._put_right[0]
        return f"{said},{self.pending}" if self.pending else said

    @cached_property
    def _put_right(self) -> tuple[str, bool]:
        return without_denial(plain(self.question.text).strip(), self.lexicon)

    @cached_property
    def entities(self) -> list[Entity]:
        """What was read from the message, as far as it is sound, with positions in `text`."""
        folded = plain(self.question.text)
        cut = len(folded.rstrip()) - len(self._put_right[0])  # what is cut off stands before the rest
        moved = (replace(e, start=e.start - cut, end=e.end - cut) for e in self.question.entities)
        return [entity for entity in moved if entity.start >= 0 and is_sound(entity, self.lexicon)]

    @cached_property
    def is_put_right(self) -> bool:
        """Whether it opens with what was not meant (不是审计，我问的是巡察): NLU has read that as well."""
        return self._put_right[1]

    @property
    def corrects(self) -> bool:
        """Whether it says that the answer before was not what was meant (不是，我问的是督学)."""
        return self._put_right[0] != plain(self.question.text).strip()

    @cached_property
    def pending(self) -> str:
        """The earlier question that a few words now complete: “老师的” after “要培训多少”, “哪一项？”."""
        repeats = self.question.text in (self.memory.get("lines") or ())  # a button
        return str(self.memory.get("pending") or "") if repeats or self._only_adds else ""

    @cached_property
    def unsure(self) -> str:
        """The earlier question, answered with what is only likely, that “智慧教育平台的” may complete."""
        return str(self.memory.get("unsure") or "") if self._only_adds and self.asks("completing") else ""

    @property
    def _only_adds(self) -> bool:
        """Whether it is brief and asks for nothing by itself."""
        moves = self.question.intent in ("more", "repeat", "deny")
        return len(self.question.text) <= BRIEF and not self.values("aspect") and not moves

    @cached_property
    def words(self) -> list[Word]:
        return self.vocabulary.words(self._matter)

    @cached_property
    def _matter(self) -> str:
        """The text without the words that only say what is asked."""
        text = self.text
        for entity in self.entities:
            if entity.entity == "today":
                text = f"{text[: entity.start]},{text[entity.end :]}"
        for aspect, pattern in self.lexicon.aspects.items():
            if aspect in ("deadline", "owner", "source"):
                text = pattern.sub(",", text)
        return self.lexicon.cut.sub(",", text)

    @cached_property
    def weight(self) -> float:
        """How much matter the words hold; about 1 for one plain noun."""
        return sum(word.weight for word in self.words)

    @cached_property
    def is_bare(self) -> bool:
        """Whether its words name nothing by themselves: “啥时候建好”, “那时间呢”."""
        if self.weight < LEAST_WEIGHT:
            return True
        known = any(word.known and len(word.surface) > 1 for word in self.words)
        named = known and (self.is_ellipsis or self.is_put_right)
        return not named and not any(word.noun for word in self.words)

    @cached_property
    def aspects(self) -> list[str]:
        """What is asked, most telling first."""
        said = self.values("aspect")
        if self.pending:
            said += [name for name, cues in self.lexicon.aspects.items() if cues.search(self.pending)]
        order = list(self.lexicon.aspects)
        return sorted(dict.fromkeys(said), key=order.index)

    @property
    def aspect(self) -> str | None:
        return self.aspects[0] if self.aspects else None

    @cached_property
    def carried_aspect(self) -> str | None:
        """The aspect; for “义务教育呢” that of the question before."""
        if (
            self.aspect in (None, "measure")
            and (self.is_ellipsis or self.question.intent == "correct")
            and not self.asked_owner
            and not self.asks("more")
            and self.memory.get("aspect")
        ):
            return str(self.memory["aspect"])
        return self.aspect

    @cached_property
    def foreign_share(self) -> float:
        """The share (0 to 1) of the words' weight that is nouns which the plan does not know."""
        foreign = sum(word.weight for word in self.words if not word.known and word.weight >= 0.5)
        return foreign / self.weight if self.weight else 0.0

    @cached_property
    def asked_owner(self) -> str | None:
        """The owner of whom it asks what he is to do, rather than only speaking of him."""
        owner = self._owner
        if owner is None:
            return None
        before = self.text[max(0, owner.start - 3) : owner.start]
        after = self.text[owner.end : owner.end + 8]
        leans = bool(self.memory.get("section")) and after.startswith(("呢", "自己"))
        does = leans or DOES.match(after) or before.endswith(("让", "由", "要求", "点名", "我是"))
        return owner.value if does or self.intends("ask_owner_tasks") else None

    @cached_property
    def _owner(self) -> Entity | None:
        """The owner that is named as a word of its own: not 学校 in 足球学校."""
        for entity in self.entities:
            if entity.entity == "owner" and self.vocabulary.is_word(self.text, entity.start, entity.end):
                return entity
        return None

    @cached_property
    def matter_beside_owner(self) -> float:
        """How much the words weigh that do not name the owner."""
        named = self.text[self._owner.start : self._owner.end] if self._owner else ""
        return sum(word.weight for word in self.words if word.surface not in named)

    def asks(self, manner: str) -> bool:
        """Whether the question is put in this manner (see data/lexicon/manners.yml)."""
        return self.lexicon.phrases[manner].search(self.text) is not None

    def values(self, entity: str) -> list[str]:
        return [e.value for e in self.entities if e.entity == entity]

    @cached_property
    def prior(self) -> dict[str, float]:
        """Section id → the probability that NLU gives to its intent."""
        if self.is_put_right:
            return {}
        ranked = [(self.question.intent, self.question.confidence), *self.question.ranking]
        return {
            section_of(intent): probability
            for intent, probability in reversed(ranked)
            if intent.startswith("section_")
        }

    @property
    def intent(self) -> str:
        return self.question.intent

    def intends(self, *intents: str, at_least: float = 0.4) -> bool:
        return self.question.intent in intents and self.question.confidence >= at_least

    @property
    def today(self) -> date:
        """The day on which it is asked, or which it takes for that day: 假如今天是9月20号."""
        return self.supposed or self.question.today

    @cached_property
    def supposed(self) -> date | None:
        """The day that the question takes for today."""
        return next((date.fromisoformat(day) for day in self.values("today")), None)

    @cached_property
    def memory(self) -> Mapping[str, Any]:
        """What was said before; empty when that is too long ago, or was said of another plan."""
        memory = self.question.memory or {}
        lapsed = self.question.asked_at - float(memory.get("at", 0)) > LAPSE
        return {} if lapsed or memory.get("plan") != self.ranking.knowledge.edition else memory

    @cached_property
    def points_back(self) -> bool:
        return POINTING.search(self.text) is not None

    @cached_property
    def leans_back(self) -> bool:
        """Whether it points to what was said, having no matter of its own: not “优质均衡那个呢”."""
        return self.points_back and self.weight < LEANING

    @property
    def is_of_a_section(self) -> bool:
        """Whether the talk is about a section as a whole, and no place in it."""
        return bool(self.memory.get("section")) and not self.memory.get("topic")

    @cached_property
    def names_year(self) -> bool | None:
        """Whether it names the year before (True) or the plan's own (False); None when neither or both."""
        year = self.ranking.knowledge.plan.year
        back = LAST_YEAR.search(self.text) is not None or (
            year is not None and str(year - 1) in self.values("year")
        )
        ahead = "今年" in self.text or (year is not None and str(year) in self.values("year"))
        return None if back == ahead else back

    @cached_property
    def looks_back(self) -> bool | None:
        """Whether it asks about the past (True) or the plan's year (False); None when it does not say."""
        year = self.ranking.knowledge.plan.year
        if LAST_YEAR.search(self.text) or (year is not None and str(year - 1) in self.values("year")):
            return True
        ahead, back = self.asks("this_year"), self.asks("last_year")
        return None if ahead == back else back

    @cached_property
    def about_everything(self) -> bool:
        """Whether the question means the whole plan, not what was talked about."""
        return EVERYTHING.search(self.text) is not None

    @cached_property
    def is_ellipsis(self) -> bool:
        return ELLIPSIS.match(self.text) is not None
