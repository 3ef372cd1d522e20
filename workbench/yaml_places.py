"""YAML with the place of everything in it, so that an error can say where."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from workbench.errors import BadConversations, Fault
from workbench.records import Place

Path_ = tuple[str | int, ...]  # the way to a value: keys and indices


class _Loader(yaml.SafeLoader):
    """YAML 1.2's idea of plain words: 是, on and 2022-03-01 are text; true and 3 are not."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":bool", ":int"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
for _tag, _pattern, _first in (
    ("bool", r"^(?:true|false)$", "tf"),
    ("int", r"^(?:0|[1-9][0-9]*)$", "0123456789"),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list(_first))


class Places:
    """Where the values and keys of one document stand."""

    def __init__(self) -> None:
        self.values: dict[Path_, Place] = {}
        self.keys: dict[Path_, Place] = {}

    def of(self, path: Path_) -> Place:
        """Where a value stands, or the innermost thing around it that is there."""
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, Place())


def read_yaml(text: str, file: Path) -> tuple[Any, Places]:
    """The document and its places. Raises BadConversations for what is no YAML, or has a key twice."""
    places = Places()
    try:
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
            _note(node, (), places, file)
            return (loader.construct_document(node) if node is not None else None), places
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        raise BadConversations([_fault(error, file)]) from error
    except yaml.YAMLError as error:
        problem = f"不是文字文件：{error}" if isinstance(error, yaml.reader.ReaderError) else str(error)
        raise BadConversations([Fault(file, Place(), problem)]) from error


def _note(node: yaml.Node | None, path: Path_, places: Places, file: Path) -> None:
    if node is None:
        return
    places.values[path] = _place(node.start_mark)
    if isinstance(node, yaml.MappingNode):
        seen: Mapping[str, Place] = {}
        for key, value in node.value:
            name, place = str(key.value), _place(key.start_mark)
            if name in seen:
                first = seen[name].line
                raise BadConversations([Fault(file, place, f"“{name}”写了两次", f"第一次在第 {first} 行")])
            seen = {**seen, name: place}
            inside = (*path, name)
            places.keys[inside] = place
            _note(value, inside, places, file)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            _note(value, (*path, index), places, file)


def _place(mark: Any) -> Place:
    return Place(mark.line + 1, mark.column + 1)


_PROBLEMS = {
    "found character '\\t' that cannot start any token": ("这里有制表符", "缩进请用空格"),
    "mapping values are not allowed here": (
        "这里不能有冒号",
        "多半是上一行的缩进不对，或话里的冒号没有加引号",
    ),
    "could not find expected ':'": ("这一行少了冒号", "写成 键: 值，冒号后面空一格"),
    "found unexpected end of stream": ("引号没有配对", "请补上另一个引号"),
    "did not find expected '-' indicator": ("缩进不对", "同一个列表的各项要左对齐，都以 - 开头"),
}


def _fault(error: yaml.MarkedYAMLError, file: Path) -> Fault:
    mark = error.problem_mark or error.context_mark
    place = _place(mark) if mark else Place()
    problem = error.problem or ""
    for english, (chinese, advice) in _PROBLEMS.items():
        if english in problem:
            return Fault(file, place, chinese, advice)
    if "expected <block end>" in problem:
        return Fault(file, place, "缩进不对", "同一层的各项要左对齐")
    return Fault(file, place, "不是合格的 YAML", problem)
