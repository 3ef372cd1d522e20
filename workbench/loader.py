"""Files of conversations into records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from workbench.errors import BadConversations, Fault
from workbench.records import Assertion, Place, Step, TestCase
from workbench.validation import faults, nearest
from workbench.yaml_places import Places, read_yaml

OLD_STEPS = ("bot", "utter", "slot_was_set", "slot_was_not_set")  # Rasa Pro's steps beside `user`


def load_folder(folder: Path) -> list[TestCase]:
    """All conversations of a folder, by file. Raises BadConversations with all faults of all files."""
    return load_files(sorted([*folder.rglob("*.yml"), *folder.rglob("*.yaml")]))


def load_files(files: Iterable[Path]) -> list[TestCase]:
    """All conversations of some files. Raises BadConversations with all faults of all files."""
    cases: list[TestCase] = []
    wrong: list[Fault] = []
    for file in files:
        try:
            cases += load_file(file)
        except BadConversations as error:
            wrong += error.faults
    if wrong:
        raise BadConversations(wrong)
    return cases


def load_file(file: Path) -> list[TestCase]:
    """The conversations of one file. Raises BadConversations."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadConversations([Fault(file, Place(), f"读不了这个文件：{error}")]) from error
    return load_text(text, file)


def load_text(text: str, file: Path) -> list[TestCase]:
    """The conversations of a file's text; `file` is only its name. Raises BadConversations."""
    document, places = read_yaml(text, file)
    if found := faults(document, places, file):
        raise BadConversations(found)
    return _Reading(document, places, file).cases()


class _Reading:
    """One document of the right form; names in it may still lead nowhere."""

    def __init__(self, document: Mapping[str, Any], places: Places, file: Path) -> None:
        self._document = document
        self._places = places
        self._file = file
        self._wrong: list[Fault] = []
        self._fixtures = {name: _merged(slots) for name, slots in self._named("fixtures").items()}
        self._metadata = self._named("metadata")

    def cases(self) -> list[TestCase]:
        self._day(("today",), self._document)
        made: list[TestCase] = []
        for index, case in enumerate(self._document["test_cases"]):
            path = ("test_cases", index)
            name = case["test_case"]
            first = next((other for other in made if other.name == name), None)
            if first is not None:
                self._fault(
                    (*path, "test_case"), f"“{name}”这个名称用了两次", f"第一次在第 {first.place.line} 行"
                )
            made.append(self._case(case, path))
        if self._wrong:
            raise BadConversations(self._wrong)
        return made

    def _case(self, case: Mapping[str, Any], path: tuple[Any, ...]) -> TestCase:
        slots: dict[str, Any] = {}
        for index, name in enumerate(case.get("fixtures", ())):
            slots |= self._look_up(name, self._fixtures, "fixtures", (*path, "fixtures", index))
        metadata = self._of(case, path)
        self._day((*path, "today"), case)
        return TestCase(
            name=case["test_case"],
            steps=self._steps(case["steps"], (*path, "steps"), metadata),
            slots=slots,
            today=case.get("today", self._document.get("today")),
            tags=tuple(case.get("tags", ())),
            file=self._file,
            place=self._places.of(path),
        )

    def _steps(
        self, steps: list[dict[str, Any]], path: tuple[Any, ...], metadata: Mapping[str, Any]
    ) -> tuple[Step, ...]:
        made: list[Step] = []
        for index, step in enumerate(steps):
            here = (*path, index)
            old = tuple(
                Assertion(key, step[key], self._places.keys.get((*here, key), Place()))
                for key in OLD_STEPS
                if key in step
            )
            if "user" in step:
                asserted = tuple(
                    Assertion(key, value, self._places.keys.get((*here, "assertions", number, key), Place()))
                    for number, group in enumerate(step.get("assertions", ()))
                    for key, value in group.items()
                )
                made.append(
                    Step(
                        user=step["user"],
                        assertions=(*asserted, *old),
                        later=float(step.get("later", 0)),
                        in_order=bool(step.get("assertion_order_enabled")),
                        metadata={**metadata, **self._of(step, here)},
                        place=self._places.of(here),
                    )
                )
            elif made:  # what the bot says stands in steps of its own behind the user's
                last = made[-1]
                made[-1] = Step(
                    last.user,
                    (*last.assertions, *old),
                    last.later,
                    last.in_order,
                    last.metadata,
                    last.place,
                )
            else:
                self._fault(here, "第一步应当是用户的话", "请先写一步 user")
        return tuple(made)

    def _of(self, holder: Mapping[str, Any], path: tuple[Any, ...]) -> Mapping[str, Any]:
        if "metadata" not in holder:
            return {}
        return self._look_up(holder["metadata"], self._metadata, "metadata", (*path, "metadata"))

    def _look_up(
        self, name: str, known: Mapping[str, Any], what: str, path: tuple[Any, ...]
    ) -> Mapping[str, Any]:
        if name not in known:
            close = nearest(name, known)
            advice = f"是不是 {close}？" if close else f"文件开头的 {what} 里要有它"
            self._fault(path, f"{what} 里没有“{name}”", advice)
        found: Mapping[str, Any] = known.get(name, {})
        return found

    def _named(self, key: str) -> dict[str, Any]:
        return {name: value for entry in self._document.get(key, ()) for name, value in entry.items()}

    def _day(self, path: tuple[Any, ...], holder: Mapping[str, Any]) -> None:
        try:
            date.fromisoformat(holder.get("today", "2022-03-01"))
        except ValueError:
            self._fault(path, f"没有“{holder['today']}”这一天")

    def _fault(self, path: tuple[Any, ...], problem: str, advice: str = "") -> None:
        self._wrong.append(Fault(self._file, self._places.of(path), problem, advice))


def _merged(slots: Any) -> dict[str, Any]:
    parts = slots if isinstance(slots, list) else [slots]
    return {name: value for part in parts for name, value in part.items()}
