"""Questions about the plan's own numbering: 第五部分讲什么, 那部分有几条, 一共编到第几条, 附件6."""

from __future__ import annotations

import re

from bot.answer.knowledge import Knowledge
from bot.answer.question.inquiry import Inquiry
from bot.answer.question.words import WEAK
from bot.answer.saying.outline import Outline
from bot.answer.search.sections import Titles
from bot.records import Answer, Fact, Section, SectionKind, State
from bot.text.calendar import whole
from bot.text.plain import plain

DIGITS = "零一二三四五六七八九"
NUMERAL = r"[一二两三四五六七八九十\d]{1,3}"
MEASURE = "[大个项条种类级]"
POINT = "方面|大?块|条|点|部分"
POINTS = re.compile(rf"(?<![第每])(?P<n>{NUMERAL}|几){MEASURE}?(?:{POINT})")
FEWEST_POINTS, HALF_NAMED = 3, 0.5  # parts of a section; share of the words that its title holds
OF_PARTS, OF_POINTS = "部分|板块|大块|块|章", "小?节|小?条|小?点|款"
NTH = re.compile(rf"第(?P<n>{NUMERAL})(?:个|大)?(?:(?P<part>{OF_PARTS})|(?:{OF_POINTS}))")
ANNEX = re.compile(rf"附件(?P<n>{NUMERAL})(?![个份项共起])")
ANNEXES = re.compile(r"(?:几|多少|哪些|哪几)[个份项]?附件|附件.{0,4}(?:几|多少|哪些|哪几)[个份项]?")
# “有几条”, not “要建几条路”: what is counted is the plan's own points.
COUNTED = re.compile(rf"(?<!第)(?:几|多少)(?:个|大)?(?:{OF_POINTS}|方面|部分|小?标题)(?P<of>[㐀-鿿]{{0,6}})")
NOTHING = re.compile(r"(?:啊|呢|呀|来着|吗|分别|各|都)?[^㐀-鿿]*$|(?:分别|各|都|是|叫)")
A_PART = re.compile(r"(?:这|那)(?:一)?(?:个|大)?(?:部分|板块|大?块|章|节|段)")
LED_BY = re.compile(r"[用以]?[“\"](?P<word>[㐀-鿿]{1,6})[”\"](?:打头|开头|领头|起头)")
LAST_NUMBER = re.compile(r"(?:编|排|标|列)(?:号)?到(?:了)?(?:第)?(?:几|多少|哪)")
NAMED, FEWEST = 0.6, 2  # share of the words that a title holds; points of a section that is divided


def ordinal_of(section: Section) -> int | None:
    """Which number a section bears: 十一 of 十一、, 6 of 附件6; None for an unnumbered one or a dash."""
    found = re.search(NUMERAL, plain(section.number or ""))
    return whole(found.group()) if found else None


class Numbering:
    """Answers from the numbers of the outline, which no word of matter can find."""

    def __init__(self, knowledge: Knowledge, titles: Titles, outline: Outline) -> None:
        self.knowledge = knowledge
        self.titles = titles
        self.outline = outline

    def answer(self, inquiry: Inquiry) -> Answer | None:
        return self._annex(inquiry) or self._nth(inquiry) or self._last(inquiry) or self._counted(inquiry)

    def _annex(self, inquiry: Inquiry) -> Answer | None:
        annexes = [s for s in self.knowledge.plan.sections if s.kind is SectionKind.ANNEX and s.number]
        if not annexes:
            return None
        match = ANNEX.search(inquiry.text)
        if match:
            number = whole(match.group("n"))
            section = next((s for s in annexes if ordinal_of(s) == number), None)
            matter = [w for w in inquiry.words if w.noun and w.weight > WEAK and "附件" not in w.surface]
            return self.outline.tell(section, parts=True) if section and not matter else None
        if ANNEXES.search(inquiry.text):
            return self.outline.listed(f"计划里是{len(annexes)}个附件：", annexes)
        return None

    def _nth(self, inquiry: Inquiry) -> Answer | None:
        """“第五块讲啥”, “第十二条说的什么”: a part, or the point that alone bears this number."""
        match = NTH.search(inquiry.text)
        if match is None or inquiry.memory.get("picks"):
            return None
        rest = inquiry.text[: match.start()] + "," + inquiry.text[match.end() :]
        if any(w.noun and w.weight > WEAK for w in inquiry.words_of(rest)):
            return None  # something that stands there
        sections = self.knowledge.plan.sections
        if match.group("part"):
            found = [s for s in sections if s.kind is SectionKind.PART]
        else:
            found = [s for s in sections if s.kind not in (SectionKind.PART, SectionKind.ANNEX)]
        number = whole(match.group("n"))
        borne = [s for s in found if ordinal_of(s) == number]
        if len(borne) != 1:
            return None
        return self.outline.tell(borne[0], parts=True)

    def _last(self, inquiry: Inquiry) -> Answer | None:
        """“一共编到第几条”: the last number of the points, of the plan or of a named section."""
        if not LAST_NUMBER.search(inquiry.text):
            return None
        scope = self._named(inquiry, inquiry.text)
        within = self.knowledge.within(scope.id) - {scope.id} if scope else None
        points = [
            s
            for s in self.knowledge.plan.sections
            if (within is None or s.id in within)
            and s.kind not in (SectionKind.PART, SectionKind.ANNEX)
            and re.match(r"[(（]", s.number or "")
        ]
        if not points:
            return None
        last = points[-1]
        restarts = [ordinal_of(s) for s in points].count(1) > 1
        lead = "编号按部分另起，最后一条是" if restarts else "编号到"
        lead += f"{last.number}“{last.title}”，一共{len(points)}条。"
        end = last.start + len(last.title) + len(last.number or "")
        source = self.knowledge.source(last.start, end, last.id)
        fact = Fact(scope.title if scope else "编号", "count", State.STATED, last.number)
        return Answer(lead, State.STATED, "outline", (fact,), (source,), memory={"section": last.id})

    def _counted(self, inquiry: Inquiry) -> Answer | None:
        """“脱贫那一部分有几条”: the points of the section that is named."""
        match = COUNTED.search(inquiry.text)
        if match is None:
            return None
        before = inquiry.text[: match.start()]
        if not NOTHING.match(inquiry.text[match.start("of") :]) and not A_PART.search(before):
            return None
        led = LED_BY.search(before)
        section = self._named(inquiry, LED_BY.sub(",", A_PART.sub(",", before)))
        if section is None:
            return None
        points = self.points_of(section)
        if led:
            points = [s for s in points if plain(s.title).startswith(led.group("word"))] or points
        return self.outline.listed(f"“{section.title}”一共{len(points)}条：", points)

    def points_of(self, section: Section) -> list[Section]:
        """What a section is divided into, without what it says of itself as a whole before that."""
        children = self.knowledge.children(section.id)
        return [s for s in children if s.kind is not SectionKind.OVERVIEW] or children

    def _named(self, inquiry: Inquiry, text: str) -> Section | None:
        """The section of several points whose title holds most of the words; if alike, the outermost."""
        words = inquiry.words_of(text)
        words = [word for word in words if word.weight > WEAK and word.known]
        past = inquiry.looks_back
        found = [
            (self.titles.coverage(s, words), past is None or self.knowledge.is_past(s.id) == past, s)
            for s in self.knowledge.plan.sections
            if words and len(self.points_of(s)) >= FEWEST
        ]
        named = [entry for entry in found if entry[0] >= NAMED]
        return (
            max(named, key=lambda entry: (entry[1], round(entry[0], 2), -entry[2].level))[2]
            if named
            else None
        )

    def divided(self, inquiry: Inquiry) -> Answer | None:
        """“十个方面”: the parts of the one section that is divided in so many, and says so or is named."""
        match = POINTS.search(inquiry.text)
        if match is None or (
            inquiry.memory.get("picks") and inquiry.text[: match.start()].endswith(("这", "那"))
        ):
            return None
        number = whole(match.group("n"))
        if number is not None and number < FEWEST_POINTS:
            return None
        rest = inquiry.text[: match.start()] + "," + inquiry.text[match.end() :]
        words = [w for w in inquiry.words_of(rest) if w.weight > WEAK]
        if number is None and (words or self.knowledge.plan.year is None):
            return None  # “今年几个方面”, not those of some matter
        chosen = [
            s
            for s in self.knowledge.plan.sections
            if len(points := self.points_of(s)) == (number or len(points))
            and len(points) >= FEWEST_POINTS
            and (
                (words and self.titles.coverage(s, words) >= HALF_NAMED)
                or self._says_how_many(s, len(points))
            )
        ]
        if len(chosen) != 1:
            return None
        return self._divided_in(chosen[0])

    def in_so_many(self, number: int, *, past: bool | None) -> Answer | None:
        """The points of the one section, of the review (`past`) or not, that has so many."""
        found = [
            section
            for section in self.knowledge.plan.sections
            if number >= FEWEST_POINTS
            and len(self.points_of(section)) == number
            and past in (None, self.knowledge.is_past(section.id))
        ]
        return self._divided_in(found[0]) if len(found) == 1 else None

    def _divided_in(self, section: Section) -> Answer:
        points = self.points_of(section)
        return self.outline.listed(f"“{section.title}”分{len(points)}点：", points)

    def _says_how_many(self, section: Section, number: int) -> bool:
        """Whether a section says before its parts how many they are: 重点做好六个方面工作."""
        said = re.compile(rf"(?:{spellings(number)}){MEASURE}?(?:{POINT})")
        return said.search(self._own_text(section)) is not None

    def _own_text(self, section: Section) -> str:
        """What a section says before its first part."""
        end = min((s.start for s in self.points_of(section)), default=section.end)
        return plain(self.knowledge.plan.text[section.start : end])


def spellings(number: int) -> str:
    """The ways to write a number below a hundred, as alternatives of an expression: 12|十二."""
    tens, ones = divmod(number, 10)
    han = (
        DIGITS[number]
        if number < 10
        else f"{DIGITS[tens] if tens > 1 else ''}十{DIGITS[ones] if ones else ''}"
    )
    return f"{number}|{han if number < 100 else number}" + ("|两" if number == 2 else "")
