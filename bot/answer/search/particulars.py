"""The one thing that a question wants of a section which it names: “教师队伍那块，名师工作室要搞啥”."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answer.knowledge import Unit
from bot.answer.question.inquiry import Inquiry, section_of
from bot.answer.question.matching import Match
from bot.answer.question.words import WEAK, Word
from bot.answer.search.search import Search
from bot.answer.search.sections import Titles
from bot.records import Section

# Share of the words beside the title that a clause has to hold: of a section of tasks, of one of statements,
# whose sentences are long.
OF_TASKS, OF_STATEMENTS = 0.85, 0.6
WHOLLY = 0.99  # the same of a verb, which one clause of the section alone has
AGREED = 0.2  # confidence of NLU in a clause that the words fit best as well


class Particulars:
    """Finds the clause of a section that holds what the section's title does not name."""

    def __init__(self, search: Search, titles: Titles) -> None:
        self.knowledge = search.knowledge
        self.matcher = search.matcher
        self.titles = titles

    def wanted(self, inquiry: Inquiry, section: Section) -> Match | None:
        """The clause that answers better than the section as a whole; None if the whole is wanted.

        The title takes its words away; what is left has to stand in one clause. A list of a section's tasks,
        and what it is divided into, are asked of the whole. Sentences without tasks (challenges, an overview)
        may be asked with 哪些, since what they say is no list.
        """
        states = not any(
            task.section in self.knowledge.within(section.id) for task in self.knowledge.plan.tasks
        )
        if inquiry.asks("children") or (inquiry.asks("list") and not states):
            return None
        if states:
            return None if inquiry.is_ellipsis else self._statement(inquiry, section)
        return (
            self._by_noun(inquiry, section)
            or self._by_verb(inquiry, section)
            or self._agreed(inquiry, section)
        )

    def has_all(self, inquiry: Inquiry, section: Section) -> bool:
        """Whether some clause of the section has all the words that name a matter, and its title none."""
        words = [word for word in inquiry.words if word.weight > WEAK and word.noun]
        if not words or self.titles.coverage(section, words) > 0:
            return False
        return self._best(section, words, OF_TASKS) is not None

    def meant(self, inquiry: Inquiry, *, at_least: float) -> Unit | None:
        """The clause that NLU takes the question to be about, if it is so sure that it is about one."""
        clause = next(iter(inquiry.question.clauses), None)
        if clause is None or not clause.about or clause.confidence < at_least:
            return None
        return next(iter(self.knowledge.units_of(clause.about, section_of(clause.intent))), None)

    def _by_noun(self, inquiry: Inquiry, section: Section) -> Match | None:
        """By nouns, of which the title has to hold one and not another."""
        nouns = [word for word in inquiry.words if word.noun and word.weight > WEAK]
        beside = self._beside(inquiry, section) + self._stands_better(inquiry, section)
        rest = [word for word in nouns if word in beside]
        if not rest or len(rest) == len(nouns):
            return None
        return self._best(section, rest, OF_TASKS)

    def _by_verb(self, inquiry: Inquiry, section: Section) -> Match | None:
        """“师资这块首先坚持什么”: by the verb that one clause alone of the section has.

        What stands nowhere in the section is another name of it.
        """
        if inquiry.asks("summary") or inquiry.aspect not in (None, "measure"):
            return None
        clauses = self._clauses(section)
        rest = [
            word
            for word in self._beside(inquiry, section)
            if word.weight > WEAK and len(word.surface) > 1 and any(word.surface in text for text in clauses)
        ]
        if not rest or any(word.noun for word in rest):
            return None
        holding = [text for text in clauses if all(word.surface in text for word in rest)]
        return self._best(section, rest, WHOLLY) if len(holding) == 1 else None

    def _agreed(self, inquiry: Inquiry, section: Section) -> Match | None:
        """The clause that NLU and the words agree on, where the title has none of the words."""
        if not inquiry.words or self.titles.coverage(section, inquiry.words) > 0:
            return None
        clause = self._best(section, inquiry.words, 0.0)
        return clause if clause and clause.unit == self.meant(inquiry, at_least=AGREED) else None

    def _statement(self, inquiry: Inquiry, section: Section) -> Match | None:
        """The clause among statements, by any words, weak ones where there are no others."""
        beside = self._beside(inquiry, section)
        rest = [word for word in beside if word.weight > WEAK] or beside
        return self._best(section, rest, OF_STATEMENTS) if rest else None

    def _beside(self, inquiry: Inquiry, section: Section) -> list[Word]:
        """The words that the section's title does not name, without those that say what is asked.

        Verbs that the plan does not know name nothing.
        """
        asked = [inquiry.lexicon.aspects[aspect] for aspect in inquiry.aspects]
        return [
            word
            for word in inquiry.words
            if (word.noun or word.known)
            and not self.titles.coverage(section, [word])
            and not any(cue.search(word.surface) for cue in asked)
        ]

    def _stands_better(self, inquiry: Inquiry, section: Section) -> list[Word]:
        """The words that stand in a clause themselves, where the title has a synonym only (电教: 信息化)."""
        clauses = self._clauses(section)
        return [
            word
            for word in inquiry.words
            if self.titles.coverage(section, [word])
            and not self.titles.holds(section, word.surface)
            and any(word.surface in text for text in clauses)
        ]

    def _clauses(self, section: Section) -> list[str]:
        within = self.knowledge.within(section.id)
        return [unit.text for unit in self.knowledge.units if unit.section in within]

    def _best(self, section: Section, words: Sequence[Word], at_least: float) -> Match | None:
        """The clause of the section that has most of the words, unless it is a heading."""
        clauses = self.matcher.rank(words, within=self.knowledge.within(section.id))
        if not clauses or clauses[0].coverage < at_least or self.knowledge.heading_of(clauses[0].unit):
            return None
        return clauses[0]

    def dated(self, inquiry: Inquiry, section: Section, aspect: str | None) -> Match | None:
        """The clause with all the words and the day that is asked, where the section sets none."""
        named = [word.surface for word in inquiry.words if word.weight > WEAK]
        if aspect != "deadline" or not named:
            return None
        return next(
            (
                match
                for match in inquiry.ranked
                if all(word in match.unit.text for word in named)
                and match.unit.task
                and self.knowledge.tasks[match.unit.task].deadline
                and self.knowledge.is_past(match.unit.section) == self.knowledge.is_past(section.id)
            ),
            None,
        )
