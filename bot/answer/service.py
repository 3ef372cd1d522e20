"""Question in, answer out. The order in which kinds of answers are tried stands here."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from bot.answer.guard import check
from bot.answer.kinds.compare import SideBySide
from bot.answer.kinds.document import Document
from bot.answer.kinds.figures import Figures
from bot.answer.kinds.goals import Goals
from bot.answer.kinds.issuing import Issuing
from bot.answer.kinds.lists import FindTasks, Lists
from bot.answer.kinds.measured import Measured
from bot.answer.kinds.names import Names
from bot.answer.kinds.numbering import Numbering
from bot.answer.kinds.outside import Outside
from bot.answer.kinds.overview import Overview
from bot.answer.kinds.places import Places
from bot.answer.kinds.regimes import Regimes
from bot.answer.kinds.tables import Tables
from bot.answer.kinds.tallies import Tallies
from bot.answer.kinds.term_names import TermNames
from bot.answer.kinds.wholes import Wholes
from bot.answer.knowledge import Knowledge
from bot.answer.question.inquiry import Inquiry
from bot.answer.question.lexicon import Lexicon
from bot.answer.question.matching import Matcher
from bot.answer.question.reader import Reader
from bot.answer.question.steps import Step
from bot.answer.question.words import Vocabulary
from bot.answer.saying import phrases
from bot.answer.saying.outline import Outline
from bot.answer.saying.reply import plain_reply
from bot.answer.saying.telling import Teller
from bot.answer.search.evidence import Evidence
from bot.answer.search.horizons import Horizons
from bot.answer.search.search import Search
from bot.answer.search.sections import Titles
from bot.answer.talk.among import Among
from bot.answer.talk.choosing import Choosing
from bot.answer.talk.claims import Claims
from bot.answer.talk.completing import Completing
from bot.answer.talk.context import Context
from bot.answer.talk.dialogue import Dialogue
from bot.answer.talk.enumerated import Enumerated
from bot.answer.talk.membership import Membership
from bot.answer.talk.memory import remembered
from bot.answer.talk.picking import Picking
from bot.answer.talk.thread import Thread
from bot.answer.talk.twofold import Twofold
from bot.errors import UnsupportedFact
from bot.records import Answer, Plan, Question
from bot.text.lexicon import read_lexicon

logger = logging.getLogger(__name__)
LONGEST = 400  # characters of a question
MARKUP = re.compile(r"<\s*/?\s*\w+[^>]*>")
SAYS_SOMETHING = re.compile(r"[㐀-鿿\d]")


class PlanAnswers:
    """Answers questions about one loaded plan. Built once, used for every question; holds no state."""

    def __init__(self, plan: Plan, lexicon: Lexicon, lexicon_dir: Path, find: FindTasks) -> None:
        self.knowledge = Knowledge(plan)
        self._lexicon = lexicon
        self.vocabulary = Vocabulary(self.knowledge, lexicon)
        vague = read_lexicon("vague_amounts", lexicon_dir)["words"]
        periods = read_lexicon("deadlines", lexicon_dir)["periods"]
        self._places = Places(self.knowledge, Teller(self.knowledge, vague).tell, vague)
        matcher = Matcher(self.knowledge)
        evidence = Evidence(self.knowledge, matcher.past, lexicon.marks)
        horizons = Horizons(self.knowledge, periods)
        self._search = Search(self.knowledge, matcher, evidence, horizons)
        documents = read_lexicon("documents", lexicon_dir)
        self._steps = self._order(find, vague, documents)
        self._twofold = Twofold(Reader(plan, lexicon), self._one)

    def _order(
        self, find: FindTasks, vague: Sequence[str], documents: Mapping[str, Sequence[str]]
    ) -> dict[str, Step]:
        """The kinds of answers in the order in which they are tried; the first that answers is taken."""
        knowledge, search, places = self.knowledge, self._search, self._places
        matcher = search.matcher
        titles = Titles(knowledge, matcher)
        outline = Outline(knowledge)
        numbering = Numbering(knowledge, titles, outline)
        dialogue = Dialogue(knowledge, outline)
        outside = Outside(knowledge, places.examples)
        regimes = Regimes(knowledge, matcher)
        terms = TermNames(knowledge, self._lexicon)
        names = Names(knowledge, titles, outline, numbering, terms)
        picking = Picking(knowledge, titles, outline, terms, places.tell)
        context = Context(knowledge, matcher, outline, places, regimes)
        wholes = Wholes(search, titles, outline, places)
        among = Among(knowledge, matcher, vague, places.tell)
        completing = Completing(knowledge, matcher, places.tell)
        claims = Claims(knowledge, places.tell)
        tallies = Tallies(knowledge, outline, self._lexicon)
        membership = Membership(knowledge, matcher, terms, names)
        enumerated = Enumerated(knowledge)
        choosing = Choosing(knowledge, picking.pick)
        document = Document(knowledge)
        thread = Thread(search, places)
        tables = Tables(knowledge)
        measured = Measured(knowledge, places.tell)
        figures = Figures(knowledge, search.horizons, places.tell)
        sides = SideBySide(search, titles, outline, places)
        lists = Lists(knowledge, titles, find, vague, places.tell)
        goals = Goals(knowledge, matcher, find, places.tell)
        issuing = Issuing(knowledge, matcher, titles, documents)
        overview = Overview(knowledge, outline)
        return {
            "a regime's step, by its number": regimes.numbered,
            "sections by their number": tallies.answer,
            "one of the list or not": membership.answer,
            "of the list just given": among.answer,
            "the one with the words": choosing.answer,
            "the n-th": picking.answer,
            "the n-th of what was quoted": picking.choosing(enumerated.counted),
            "what the quotation enumerates": enumerated.answer,
            "again, more": dialogue.answer,
            "a claim of the matter": claims.answer,
            "the goals of a year": goals.answer,
            "another year": outside.year,
            "another place": outside.place,
            "the document": document.answer,
            "a number in the plan": numbering.answer,
            "a regime's clock": regimes.answer,
            "a number-name": picking.choosing(names.answer),
            "documents to be issued": issuing.answer,
            "the other year of the matter": thread.answer,
            "a row of a table": tables.answer,
            "a figure by its name": figures.answer,
            "one of those that may be meant": completing.answer,
            "what was quoted": context.nearby,
            "the same matter": context.same,
            "within a section": wholes.confined,
            "both years": sides.years,
            "two matters": sides.answer,
            "a figure by its measure": measured.answer,
            "a list of tasks": lists.answer,
            "the plan as a whole": overview.answer,
            "a section": picking.choosing(wholes.answer),
            "which is meant": places.ask_back,
            "all that fit": places.alike,
            "one place": context.leaning(places.answer),
        }

    def reply(self, question: Question) -> Answer:
        """The answer, checked, with what the next turn needs to know in its memory."""
        both = self._twofold.answer(self.inquiry(question))
        return both or self._one(question)

    def _one(self, question: Question) -> Answer:
        """The answer to one question."""
        inquiry = self.inquiry(question)
        answer = self._answer(inquiry)
        if answer.kind != "repeat":  # checked when it was said first
            answer = self._checked(inquiry, answer)
        return replace(answer, memory=remembered(self.knowledge, inquiry, answer))

    def inquiry(self, question: Question) -> Inquiry:
        """The question, read for this plan."""
        return Inquiry(question, self._lexicon, self.vocabulary, self._search)

    def _answer(self, inquiry: Inquiry) -> Answer:
        if len(inquiry.question.text) > LONGEST:
            return plain_reply(phrases.TOO_LONG, kind="not_understood")
        if not SAYS_SOMETHING.search(inquiry.text) or MARKUP.search(inquiry.text):
            return plain_reply(
                phrases.NOT_UNDERSTOOD, kind="not_understood", follow_ups=self._places.examples
            )
        for name, step in self._steps.items():
            if (answer := step(inquiry)) is not None:
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
            return replace(answer, text=phrases.only_quotes(answer.sources))
        return answer
