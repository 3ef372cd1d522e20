"""Which place of the plan answers a question: the clause that fits best, or why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from bot.answer.knowledge import Knowledge, Quantity
from bot.answer.question.inquiry import LEAST_WEIGHT, Inquiry, section_of
from bot.answer.question.matching import Match
from bot.answer.question.measures import YUAN, asked_measures
from bot.answer.question.steps import Tell
from bot.answer.question.topic import topic_of
from bot.answer.question.words import WEAK, Word
from bot.answer.saying import phrases, years
from bot.answer.saying.asking import which, which_figure
from bot.answer.saying.reply import plain_reply, quote_listing
from bot.answer.saying.telling import EXACT
from bot.answer.search import deeds
from bot.records import Answer, Fact, FollowUp, State
from bot.text.plain import plain

ENOUGH, NEAR = 0.42, 0.25  # coverage from which a clause is an answer, or a likeness
SURELY_OUT, ALL_BUT = 0.65, 0.9  # what NLU holds for out of scope needs nearly all of its words
FIRM, FIRM_ALONE = 0.6, 0.7  # coverage below which an answer says that it is only the nearest
DOUBTFUL = 0.2  # how much more it takes when NLU or an unknown noun speaks against the plan
FOREIGN = 0.4  # share of a question's words that are nouns which the plan does not know
FULL = 0.95  # coverage of a clause that has all that a question names
LISTED = 0.85  # the same, where several such clauses are asked for
FEW = 8  # clauses that a word of little weight may name
LEAST_NAMED = 0.5  # weight of words that name something to list
KINDS = ("ask_outline", "ask_priorities", "ask_targets", "ask_deadlines", "ask_owner_tasks")
SURE_KIND = 0.7  # confidence of NLU that the plan as a whole is asked
DOUBTED = 0.1  # confidence of NLU in a clause below which it is only the nearest
# The same where NLU is so sure of the section, and the clause so many times likelier than any other.
LEAST_CLEAR, SURE_SECTION, APART = 0.3, 0.95, 5
VAGUE, CLEAR = 1.05, 0.5  # weight of words that name one thing; confidence at which NLU knows which
# Where the best clause is no farther ahead of another sentence's, it is the wrong one in four of ten held-out
# questions; where NLU is as sure of the section as the second number, in none.
CONTESTED, UNRIVALLED = 0.44, 0.99
FEWEST_OF_MATTER = 3  # places from which a mere name (培训的事) is asked back
SURE_CLEAR = 0.9  # confidence of NLU in the section, to believe its clause where one word names several
TIE = 0.97  # share of the best coverage at which another clause is as likely,
BESIDE = 0.6  # how far behind a clause may be that says what is asked, where the best does not
FAVOUR = 0.2  # what a favoured clause of too little coverage may be ahead of one that is covered
NEAR_TIE = 0.08  # if its score is not farther off than this
LISTED_QUOTE = 90  # characters of a quotation that is one of several


class Places:
    """Chooses the place that is told, asks back between several, or says that there is none."""

    def __init__(self, knowledge: Knowledge, tell: Tell, vague: Sequence[str] = ()) -> None:
        """`vague`: amounts that are no figure, like 一批."""
        self.knowledge = knowledge
        self.tell = tell
        self._vague = tuple(plain(word) for word in vague)

    def answer(self, inquiry: Inquiry) -> Answer:
        """The answer from the clause that fits best. Always one: the last in the order of answers."""
        return self.best(inquiry, inquiry.ranked)

    def best(self, inquiry: Inquiry, ranked: Sequence[Match]) -> Answer:
        """The answer from some clauses, best first."""
        clear = self._is_clear(inquiry) and bool(ranked)
        named = self._is_sure_of_section(inquiry) and any(word.known and word.noun for word in inquiry.words)
        if inquiry.weight < LEAST_WEIGHT and not clear and not named:
            if ranked and inquiry.asks("list") and len(ties := self._ties(ranked)) <= FEW:
                return self._several(ties)
            if inquiry.intends("out_of_scope", at_least=0.3):
                return self._not_mentioned(inquiry, ranked)
            asked = plain_reply(
                phrases.WHICH_ONE + "请说出具体工作，例如：", kind="clarify", follow_ups=self.examples
            )
            return which_figure(self.knowledge, inquiry) or replace(asked, memory={"pending": inquiry.text})
        least = self._least(inquiry)
        ranked = years.of_asked(self.knowledge, inquiry, ranked, least)
        top = ranked[0].score if ranked else 0.0
        covered = [m for m in ranked if m.coverage >= least and m.score >= top - FAVOUR]
        ranked = covered or list(ranked)
        if not ranked or ranked[0].coverage < least:
            return self._not_mentioned(inquiry, ranked)
        ranked = self._telling_first(inquiry, ranked)
        ties = self._ties(ranked)
        if len(ties) >= 2 and (inquiry.asks("list") or inquiry.asks("summary")):
            return self._several(ties)
        vague = inquiry.is_bare or (inquiry.weight < 0.8 and inquiry.points_back and len(ranked) > 1)
        several = vague or (len(ties) >= 3 and inquiry.weight < 1.1)
        alone = False
        if several and not clear and not inquiry.memory.get("section"):
            offered = ties if len(ties) > 1 else ranked[:3]
            alone = len({m.unit.task or m.unit.index for m in offered}) == 1
            if not alone:
                return which(self.knowledge, inquiry, offered)
        topic = topic_of(self.knowledge, ranked[0], ranked)
        verbs = deeds.missing(inquiry, plain(topic.source.quote)) if inquiry.aspect == "target" else []
        counted = deeds.counted(self.knowledge, inquiry, verbs) if verbs else None
        if counted:
            topic = topic_of(self.knowledge, Match(counted, 1.0, 1.0), [])
        answer = years.tell(self.tell, inquiry, topic, inquiry.carried_aspect)
        if counted:
            return answer
        if verbs:
            return replace(answer, text=f"{phrases.NEAREST}\n{answer.text}", kind="likely")
        if alone and inquiry.weight < LEAST_NAMED:
            return replace(answer, text=f"{phrases.UNSURE}\n{answer.text}", kind="likely")
        firm = FIRM if self._is_sure_of_section(inquiry) else FIRM_ALONE
        if ranked[0].coverage < firm or self._is_doubtful(inquiry, ranked[0]):
            return replace(answer, text=f"{phrases.NEAREST}\n{answer.text}", kind="likely")
        rival = self._rival(inquiry, ranked)
        if rival is None:
            return answer
        title = topic_of(self.knowledge, rival, []).title
        offer = FollowUp(phrases.short(title, 14), title)
        text = f"{phrases.UNSURE}\n{answer.text}"
        return replace(answer, text=text, kind="likely", follow_ups=(offer, *answer.follow_ups))

    def _telling_first(self, inquiry: Inquiry, ranked: Sequence[Match]) -> Sequence[Match]:
        """The clauses; before one that does not say what is asked, one as well covered that says it."""
        first = ranked[0]
        if self._says(first, inquiry.carried_aspect):
            return ranked
        other = next(
            (
                m
                for m in ranked
                if m.coverage >= TIE * first.coverage
                and m.score >= first.score - BESIDE
                and self.knowledge.is_past(m.unit.section) == self.knowledge.is_past(first.unit.section)
                and self._says(m, inquiry.carried_aspect)
            ),
            None,
        )
        return ranked if other is None else [other, *(m for m in ranked if m is not other)]

    def _says(self, match: Match, aspect: str | None) -> bool:
        """Whether a clause has what is asked, if that is something that a clause may lack."""
        task = self.knowledge.tasks.get(match.unit.task or "")
        if aspect == "deadline":
            return task is not None and task.deadline is not None
        if aspect == "owner":
            return task is not None and any(not owner.inferred for owner in task.owners)
        return aspect != "target" or match.unit.index in self.knowledge.quantities

    def _rival(self, inquiry: Inquiry, ranked: Sequence[Match]) -> Match | None:
        """The best clause of another sentence, if it comes so near to the best that either may be meant."""
        if inquiry.intent.startswith("section_") and inquiry.question.confidence >= UNRIVALLED:
            return None
        second = next((m for m in ranked if m.unit.passage != ranked[0].unit.passage), None)
        return second if second and ranked[0].score - second.score <= CONTESTED else None

    def ask_back(self, inquiry: Inquiry) -> Answer | None:
        """“要培训多少”, “那个大赛啥时候办”: which of those that its one word names? None if that is clear."""
        sure = self._is_clear(inquiry) and inquiry.question.confidence >= SURE_CLEAR
        clear = inquiry.memory.get("section") or sure
        whole = ("list", "summary", "members", *(() if inquiry.aspect == "target" else ("children",)))
        if clear or any(map(inquiry.asks, whole)):  # 几个 asks for an amount as well
            return None
        leans = inquiry.points_back or inquiry.aspect in ("target", "deadline", "owner")
        if inquiry.aspects and not leans:
            return None
        slight = [word for word in inquiry.words if word.known and not word.noun and word.weight <= WEAK]
        words = [word for word in inquiry.words if word not in slight] or inquiry.words  # 建 tells nothing
        if not words or sum(word.weight for word in words) > VAGUE:
            return None
        ranked = inquiry.ranking.of_words(words)
        enough = LISTED if leans else FULL
        fitting = [m for m in ranked if m.coverage >= enough and self._can_tell(m, inquiry, words)]
        fitting = self._in_measure(inquiry, fitting)
        scores = {m.unit.index: m.score for m in inquiry.ranked}
        back = bool(inquiry.looks_back)
        fitting.sort(
            key=lambda m: (self.knowledge.is_past(m.unit.section) != back, -scores.get(m.unit.index, 0.0))
        )
        places: dict[object, Match] = {}
        for match in fitting:  # what is to be done first, if it does not ask of the past; the likelier first
            one = match.unit.index if inquiry.aspect == "target" else match.unit.passage
            places.setdefault(match.unit.task or one, match)
        least = 2 if leans else FEWEST_OF_MATTER
        return which(self.knowledge, inquiry, list(places.values())) if len(places) >= least else None

    def _figures(self, match: Match) -> Sequence[Quantity]:
        return self.knowledge.quantities.get(match.unit.index, ())

    def _is_clear(self, inquiry: Inquiry) -> bool:
        """Whether NLU is sure of one clause, however little the words say."""
        meant, *others = inquiry.question.clauses or (None,)
        if meant is None or not meant.about:
            return False
        if not inquiry.words and meant.intent != inquiry.intent:
            return False  # 归谁管: nothing is named, and NLU is of two minds
        next_best = others[0].confidence if others else 0.0
        sure = inquiry.intent.startswith("section_") and inquiry.question.confidence >= SURE_SECTION
        if sure and meant.confidence >= APART * next_best:
            return meant.confidence >= LEAST_CLEAR
        return meant.confidence >= CLEAR

    def _can_tell(self, match: Match, inquiry: Inquiry, words: Sequence[Word]) -> bool:
        """Whether a clause may have what is asked: an amount, or a deadline of the time that is meant."""
        ahead = inquiry.names_year is None and inquiry.aspect in ("deadline", "owner")
        back = False if ahead else inquiry.names_year
        if back not in (None, self.knowledge.is_past(match.unit.section)):
            return False
        counted = inquiry.aspect != "target" or match.unit.index in self.knowledge.quantities
        return counted or self._counts_vaguely(match.unit.text, words)

    def _counts_vaguely(self, text: str, words: Sequence[Word]) -> bool:
        """Whether the matter is counted without a figure: 一批特色明显的实训基地."""
        after = [text[text.index(vague) :] for vague in self._vague if vague in text]
        return any(form in rest for rest in after for word in words for form in word.forms)

    def _in_measure(self, inquiry: Inquiry, fitting: Sequence[Match]) -> list[Match]:
        """Those that count in the measure that is asked, where it counts one sort of thing: 钱, 人."""
        measures = asked_measures(inquiry.text) & (EXACT | {YUAN})
        counted = [m for m in fitting if any(x in plain(q.raw) for q in self._figures(m) for x in measures)]
        return counted or list(fitting)

    def alike(self, inquiry: Inquiry) -> Answer | None:
        """A list of all that fits a question for several things."""
        ranked = inquiry.ranked_by_words
        whole = inquiry.intends(*KINDS, at_least=SURE_KIND)  # the plan's priorities, outline …, not a matter
        back = inquiry.looks_back
        if back is not None:
            ranked = [m for m in ranked if self.knowledge.is_past(m.unit.section) == back]
        if whole or not inquiry.asks("list") or not ranked or ranked[0].coverage < LISTED:
            return None
        ties = self._ties(ranked)
        if self._is_clear(inquiry) and not self._holds_meant(inquiry, ties):
            return None
        most = len(ties)
        if inquiry.weight < LEAST_NAMED:  # a mere verb, like 出台, names few things or none
            most = 0 if any(word.noun for word in inquiry.words) else FEW
        return self._several(ties) if 2 <= len(ties) <= most else None

    def _holds_meant(self, inquiry: Inquiry, ties: Sequence[Match]) -> bool:
        """Whether the sentence that NLU takes to be meant is among some."""
        meant = inquiry.question.clauses[0]
        units = self.knowledge.units_of(meant.about, section_of(meant.intent))[:1]
        return any(unit.passage == match.unit.passage for unit in units for match in ties)

    def _is_doubtful(self, inquiry: Inquiry, match: Match) -> bool:
        """Whether NLU takes the question to be about another clause, and the words do not settle it."""
        if not inquiry.question.clauses or match.coverage >= FULL:
            return False
        units = {
            unit.index: clause.confidence
            for clause in inquiry.question.clauses
            for unit in self.knowledge.units_of(clause.about, section_of(clause.intent))[:1]
        }
        return units.get(match.unit.index, 0.0) < DOUBTED

    def _several(self, ties: Sequence[Match]) -> Answer:
        """Clauses that answer alike: one quotation for those of one sentence, a list for the others."""
        topics = [topic_of(self.knowledge, match, ties, limit=LISTED_QUOTE) for match in ties]
        apart = list({(topic.units[0].index, topic.units[-1].index): topic for topic in topics}.values())
        return quote_listing("计划里有：", apart, section=ties[0].unit.section)

    def _is_sure_of_section(self, inquiry: Inquiry) -> bool:
        return inquiry.intent.startswith("section_") and inquiry.question.confidence >= 0.6

    def _least(self, inquiry: Inquiry) -> float:
        """The coverage that makes a clause an answer to this question."""
        if self._is_sure_of_section(inquiry):
            return ENOUGH
        if inquiry.intends("out_of_scope", at_least=SURELY_OUT):
            return ALL_BUT
        against = inquiry.intends("out_of_scope", at_least=0.5) or inquiry.foreign_share >= FOREIGN
        return ENOUGH + DOUBTFUL if against else ENOUGH

    def _ties(self, ranked: Sequence[Match]) -> list[Match]:
        """The clauses that answer as well as the best, one for each task, in document order."""
        best, top = max(match.coverage for match in ranked), ranked[0].score
        found: dict[object, Match] = {}
        for match in ranked:
            if match.coverage >= TIE * best and match.score >= top - NEAR_TIE:
                found.setdefault(match.unit.task or match.unit.passage, match)
        return sorted(found.values(), key=lambda m: m.unit.start) or [ranked[0]]

    def _not_mentioned(self, inquiry: Inquiry, ranked: Sequence[Match]) -> Answer:
        near = [m for m in ranked[:8] if m.coverage >= NEAR and m.unit.task]
        topics = list({t.title: t for t in (topic_of(self.knowledge, m, []) for m in near)}.values())[:2]
        text = phrases.NOT_MENTIONED
        if topics:
            text += f"相近的有：{'；'.join(phrases.short(topic.title, 28) for topic in topics)}。"
        facts = (Fact(phrases.short(inquiry.question.text, 40), inquiry.aspect or "measure", State.SILENT),)
        follow_ups = tuple(FollowUp(phrases.short(t.title, 14), t.title) for t in topics) or self.examples
        return Answer(text, State.SILENT, "not_mentioned", facts, tuple(t.source for t in topics), follow_ups)

    @cached_property
    def examples(self) -> tuple[FollowUp, ...]:
        """Questions that this plan can answer, for those who do not know what to ask."""
        tasks = self.knowledge.plan.tasks
        due = next((t for t in tasks if t.deadline and t.deadline.due), None)
        counted = next((t for t in tasks if t.targets), None)
        asked = [f"{phrases.short(due.title, 16)}什么时候完成"] if due else []
        asked += [f"{phrases.short(counted.title, 16)}指标是多少"] if counted else []
        return tuple(FollowUp(text, text) for text in [*asked, "今年的重点任务有哪些"])
