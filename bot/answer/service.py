"""Question in, answer out. The order in which kinds of answers are tried stands here."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from bot.answer import wording
from bot.answer.among import Among
from bot.answer.compare import SideBySide
from bot.answer.context import Context
from bot.answer.dialogue import Dialogue
from bot.answer.document import Document
from bot.answer.evidence import Evidence
from bot.answer.figures import Figures
from bot.answer.guard import check
from bot.answer.horizons import Horizons
from bot.answer.inquiry import Inquiry
from bot.answer.knowledge import Knowledge
from bot.answer.lexicon import Lexicon
from bot.answer.lists import FindTasks, Lists
from bot.answer.matching import Matcher
from bot.answer.memory import remembered
from bot.answer.names import Names
from bot.answer.numbering import Numbering
from bot.answer.outline import Outline
from bot.answer.outside import Outside
from bot.answer.overview import Overview
from bot.answer.places import Places
from bot.answer.regimes import Regimes
from bot.answer.reply import plain_reply
from bot.answer.search import Search, Turn
from bot.answer.sections import Titles
from bot.answer.thread import Thread
from bot.answer.wholes import Wholes
from bot.answer.words import Wording
from bot.errors import UnsupportedFact
from bot.records import Answer, Plan, Question
from bot.text.lexicon import read_lexicon

logger = logging.getLogger(__name__)
LONGEST = 400  # characters of a question
MARKUP = re.compile(r"<\s*/?\s*\w+[^>]*>")
SAYS_SOMETHING = re.compile(r"[㐀-鿿\d]")
Step = Callable[[Turn], "Answer | None"]


class PlanAnswers:
    """Answers questions about one loaded plan. Built once, used for every question; holds no state."""

    def __init__(self, plan: Plan, lexicon: Lexicon, lexicon_dir: Path, find: FindTasks) -> None:
        self.knowledge = Knowledge(plan)
        self.lexicon = lexicon
        self.wording = Wording(self.knowledge, lexicon)
        vague = read_lexicon("vague_amounts", lexicon_dir)["words"]
        periods = read_lexicon("deadlines", lexicon_dir)["periods"]
        self.places = Places(self.knowledge, vague)
        matcher = Matcher(self.knowledge)
        evidence = Evidence(self.knowledge, matcher.past, lexicon.marks)
        horizons = Horizons(self.knowledge, periods)
        self.search = Search(self.knowledge, matcher, evidence, horizons)
        self._steps = self._order(find, vague)

    def _order(self, find: FindTasks, vague: Sequence[str]) -> dict[str, Step]:
        """The kinds of answers in the order in which they are tried; the first that answers is taken."""
        knowledge, search, places = self.knowledge, self.search, self.places
        matcher = search.matcher
        titles = Titles(knowledge, matcher)
        outline = Outline(knowledge)
        numbering = Numbering(knowledge, titles, outline)
        dialogue = Dialogue(knowledge, outline, places.tell)
        outside = Outside(knowledge, places.examples)
        regimes = Regimes(knowledge, matcher)
        names = Names(knowledge, titles, outline, numbering)
        context = Context(knowledge, matcher, outline, places, regimes)
        wholes = Wholes(search, titles, outline, places)
        among = Among(knowledge, matcher)
        document = Document(knowledge)
        thread = Thread(knowledge, matcher, search.evidence, places)
        figures = Figures(knowledge, search.horizons, places.tell)
        sides = SideBySide(search, titles, outline, places)
        lists = Lists(knowledge, titles, find, vague, places.tell)
        overview = Overview(knowledge, outline)
        return {
            "of the list just given": lambda turn: among.answer(turn.inquiry),
            "again, more, the n-th": lambda turn: dialogue.answer(turn.inquiry),
            "another year": lambda turn: outside.year(turn.inquiry, turn.ranked),
            "another place": lambda turn: outside.place(turn.inquiry),
            "the document": lambda turn: document.answer(turn.inquiry),
            "a number in the plan": lambda turn: numbering.answer(turn.inquiry),
            "a regime's clock": lambda turn: regimes.answer(turn.inquiry, turn.ranked),
            "a number-name": lambda turn: dialogue.nth(turn.inquiry, names.answer(turn.inquiry)),
            "the other year of the matter": lambda turn: thread.answer(turn.inquiry),
            "a figure by its name": lambda turn: figures.answer(turn.inquiry),
            "the same matter": lambda turn: context.same(turn.inquiry),
            "what was quoted": lambda turn: context.quoted(turn.inquiry, turn.ranked),
            "within a section": lambda turn: wholes.confined(turn.inquiry, turn.ranked),
            "both years": lambda turn: sides.years(turn.inquiry, turn.ranked),
            "two matters": lambda turn: sides.answer(turn.inquiry),
            "a figure by its measure": lambda turn: places.counted(turn.inquiry, turn.ranked),
            "a list of tasks": lambda turn: lists.answer(turn.inquiry),
            "the plan as a whole": lambda turn: overview.answer(turn.inquiry),
            "one of those offered": lambda turn: context.offered(turn.inquiry),
            "a section": lambda turn: dialogue.nth(turn.inquiry, wholes.answer(turn.inquiry, turn.ranked)),
            "which is meant": lambda turn: places.ask_back(turn.inquiry, turn.alone),
            "all that fit": lambda turn: places.alike(turn.inquiry, turn.alone),
            "one place": lambda turn: places.answer(turn.inquiry, turn.ranked),
        }

    def reply(self, question: Question) -> Answer:
        """The answer, checked, with what the next turn needs to know in its memory."""
        inquiry = Inquiry(question, self.lexicon, self.wording)
        answer = self._answer(inquiry)
        if answer.kind != "repeat":  # checked when it was said first
            answer = self._checked(inquiry, answer)
        return replace(answer, memory=remembered(self.knowledge, inquiry, answer))

    def _answer(self, inquiry: Inquiry) -> Answer:
        if len(inquiry.question.text) > LONGEST:
            return plain_reply(wording.TOO_LONG, kind="not_understood")
        if not SAYS_SOMETHING.search(inquiry.text) or MARKUP.search(inquiry.text):
            return plain_reply(wording.NOT_UNDERSTOOD, kind="not_understood", follow_ups=self.places.examples)
        turn = Turn(inquiry, self.search)
        for name, step in self._steps.items():
            if (answer := step(turn)) is not None:
                logger.debug("%r: %s", inquiry.text, name)
                return answer
        raise AssertionError("the last step answers every question")

    def _checked(self, inquiry: Inquiry, answer: Answer) -> Answer:
        """The answer, or the plan's own words for it: what is not supported is not said."""
        question = inquiry.question
        try:
            check(answer, asked=f"{question.text} {question.typed}", year=self.knowledge.plan.year)
        except UnsupportedFact as fault:
            logger.error("Not said, since unsupported: %r to %r: %s", answer.text, question.text, fault)
            return replace(answer, text=wording.only_quotes(answer.sources))
        return answer
