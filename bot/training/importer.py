"""Rasa's view of the loaded plan: its sections as intents, with examples, rules and words."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader
from rasa.shared.core.training_data.structures import StoryGraph
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import INTENT, METADATA, TEXT
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.common import cached_method, class_from_module_path

from bot.answer.question.lexicon import Lexicon, load_lexicon
from bot.records import Plan
from bot.settings import Settings, read_settings
from bot.store import queries
from bot.store.session import open_store
from bot.text.plain import plain
from bot.training.example import Example
from bot.training.examples import clauses, made_questions, spread
from bot.training.inside import OUT_OF_SCOPE, Inside
from bot.training.intents import section_intents
from bot.training.lexicon import plan_words

ACTION = "action_answer_plan"
# Questions of an intent: written ones teach more, so made ones fill up what they lack, and show its words.
ENOUGH, LEAST_MADE = 90, 20
HAND_WRITTEN = "nlu"  # data/nlu/*.yml for every plan, data/nlu/<slug>/*.yml for one


class PlanImporter(RasaFileImporter):
    """Rasa's own importer for the files that people write, and what follows from the default plan.

    Raises StoreMissing and other StoreErrors when there is no plan to read.
    """

    def __init__(
        self,
        config_file: str | None = None,
        domain_path: str | None = None,
        training_data_paths: list[str] | str | None = None,
    ) -> None:
        super().__init__(config_file, domain_path, training_data_paths)
        self._settings: Settings = read_settings()
        store = open_store(self._settings.database_url)
        with store.session() as session:
            slug = queries.default_plan(session).slug
            self.plan: Plan = queries.load(session, slug)
        store.close()
        self._lexicon: Lexicon = load_lexicon(self._settings.lexicon)
        self._nlu_files = [file for file in self._nlu_files if _belongs(Path(file), slug)]

    def get_config(self) -> dict[str, Any]:
        """The file's configuration, with the words put into the components that have a place for them."""
        config: dict[str, Any] = super().get_config()
        given = {
            "words": plan_words(self.plan, self._lexicon),
            "asking": sorted(word for word in self._lexicon.stop if len(word) > 1),
            "synonyms": {word: list(others) for word, others in sorted(self._lexicon.thesaurus.items())},
        }
        for component in config.get("pipeline") or ():
            component.update(
                {key: value for key, value in given.items() if key in _places(component["name"])}
            )
        return config

    def get_domain(self) -> Domain:
        """The file's domain, and an intent for every section."""
        domain = super().get_domain()
        intents = [{intent: {"use_entities": []}} for intent in section_intents(self.plan)]
        return domain.merge(Domain.from_dict({"intents": intents}))

    def get_stories(self, exclusion_percentage: int | None = None) -> StoryGraph:
        """The files' stories and rules, and a rule for every section."""
        rules = [
            {"rule": f"Answer about {intent}", "steps": [{"intent": intent}, {"action": ACTION}]}
            for intent in section_intents(self.plan)
        ]
        reader = YAMLStoryReader()
        made = StoryGraph(reader.read_from_parsed_yaml({"version": "3.1", "rules": rules}))
        return super().get_stories(exclusion_percentage).merge(made)

    def get_nlu_data(self, language: str | None = None) -> TrainingData:
        """The hand-written examples of this plan's intents, and those that are made from its words.

        They are in one language, whichever is asked for.
        """
        return self._nlu_data()

    @cached_method
    def _nlu_data(self) -> TrainingData:
        intents = set(self.get_domain().intents)
        examples = [
            Example(found.data)
            for file in self._nlu_files
            for found in self._written(file)
            if found.get(INTENT) in intents
        ]
        examples = self._balanced(examples)
        known = {example.get(TEXT): example.get(INTENT) for example in examples}
        counts = Counter(example.get(INTENT) for example in examples)
        questions = {
            intent: spread(texts, max(LEAST_MADE, ENOUGH - counts[intent]))
            for intent, texts in made_questions(self.plan, self._settings.lexicon).items()
        }
        for intent, texts in questions.items():
            examples += [_made(text, intent, "question") for text in texts if text not in known]
            known.update(dict.fromkeys(texts, intent))  # what two sections have alike tells neither apart
        for intent, quotes in clauses(self.plan).items():
            made = {plain(quote): quote for quote in quotes}
            examples += [
                _made(text, intent, "clause", quote)
                for text, quote in made.items()
                if known.setdefault(text, intent) == intent
            ]
        return TrainingData(examples)

    def _balanced(self, examples: list[Example]) -> list[Example]:
        """The examples, with no more small talk than twice what the best known section gets.

        With more of it, NLU takes the matters of a plan that has no examples of its own for small talk.
        """
        sections = section_intents(self.plan)
        counts = Counter(example.get(INTENT) for example in examples if example.get(INTENT) in sections)
        outside = [example for example in examples if example.get(INTENT) == OUT_OF_SCOPE]
        kept = spread(outside, 2 * max([ENOUGH, *counts.values()]))
        return [example for example in examples if example.get(INTENT) != OUT_OF_SCOPE] + kept

    def _written(self, file: str) -> list[Message]:
        """The examples of a file, less those of its small talk that this plan does speak of."""
        found: list[Message] = load_data(file, "zh").training_examples
        if not _is_for_every_plan(Path(file)):
            return found
        small_talk = [example for example in found if example.get(INTENT) == OUT_OF_SCOPE]
        inside = Inside(self.plan.text, plan_words(self.plan, self._lexicon)) if small_talk else None
        return [
            example
            for example in found
            if not (inside and example.get(INTENT) == OUT_OF_SCOPE and inside.speaks_of(example.get(TEXT)))
        ]


def _places(component: str) -> set[str]:
    """The names of a component's settings; none for Rasa's own components."""
    if not component.startswith("bot."):
        return set()
    return set(class_from_module_path(component).get_default_config())


def _belongs(file: Path, slug: str) -> bool:
    """Whether a hand-written file is for every plan or for this one."""
    return _is_for_every_plan(file) or file.parent.name == slug


def _is_for_every_plan(file: Path) -> bool:
    return file.parent.parent.name != HAND_WRITTEN


def _made(text: str, intent: str, origin: str, about: str = "") -> Example:
    """An example that nobody wrote. The classifiers look at its `origin`, and at the clause it is `about`."""
    return Example({TEXT: text, INTENT: intent, METADATA: {"origin": origin, "about": about}})
