"""Whether a document is of the documented form; what is wrong is said in Chinese, with the right key."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import jsonschema
from jsonschema.exceptions import ValidationError

from workbench.errors import Fault
from workbench.yaml_places import Places

SCHEMA = Path(__file__).with_name("conversations.schema.json")
NEAR = 0.55  # likeness from which a key is thought to be meant by another
_TYPES = {
    "string": "文字",
    "integer": "整数",
    "number": "数",
    "boolean": "true 或 false",
    "object": "“键: 值”",
    "array": "列表",
}
_NOT_HERE = {  # keys of Rasa Pro that need what Rasa does not have
    "flow_started": "流程",
    "flow_completed": "流程",
    "flow_cancelled": "流程",
    "pattern_clarification_contains": "流程",
    "generative_response_is_relevant": "语言模型",
    "generative_response_is_grounded": "语言模型",
    "stub_custom_actions": "假动作：这里总是运行真的动作",
}


@lru_cache(maxsize=1)
def schema() -> Mapping[str, Any]:
    """The JSON schema of a file of conversations."""
    return json.loads(SCHEMA.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def assertion_keys() -> tuple[str, ...]:
    """All assertions that there are."""
    return tuple(schema()["$defs"]["assertion"]["properties"])


def faults(document: Any, places: Places, file: Path) -> list[Fault]:
    """All that is wrong with the document, in its order."""
    validator = jsonschema.Draft202012Validator(schema())
    found = [fault for error in validator.iter_errors(document) for fault in _explain(error, places, file)]
    return sorted(dict.fromkeys(found), key=lambda fault: (fault.place.line, fault.place.column))


def nearest(key: str, known: Iterable[str]) -> str | None:
    """The known key that is most like `key`; None when none is like it."""
    close = difflib.get_close_matches(key.lower(), list(known), n=1, cutoff=NEAR)
    return close[0] if close else None


def _explain(error: ValidationError, places: Places, file: Path) -> Iterator[Fault]:
    path = tuple(error.absolute_path)
    here = places.of(path)
    name = f"“{path[-1]}”" if path and isinstance(path[-1], str) else "这里"
    rule, value = error.validator, error.instance
    if rule == "additionalProperties" and isinstance(value, dict):
        known = list(error.schema.get("properties", ()))
        for key in value:
            if key not in known:
                yield Fault(file, places.keys.get((*path, str(key)), here), *_unknown(str(key), known, path))
    elif rule == "required":
        missing = next(key for key in error.validator_value if key not in value)
        likely = nearest(missing, [str(key) for key in value])
        if likely is None or likely in error.schema.get("properties", ()):
            yield Fault(file, here, f"缺少“{missing}”", _about(error.schema, missing))
    elif rule == "dependentRequired":
        yield Fault(file, here, "这一步缺少“user”", "assertions、later 等写在用户的话（user）那一步里")
    elif rule == "type":
        wanted = error.validator_value
        yield Fault(file, here, f"{name}应当是{_TYPES.get(wanted, wanted)}", _quote(wanted, value))
    elif rule == "enum":
        close = nearest(str(value), map(str, error.validator_value))
        advice = f"是不是 {close}？" if close else ""
        options = "、".join(map(str, error.validator_value))
        yield Fault(file, here, f"{name}不能是“{value}”", f"{advice}可以写 {options}")
    elif rule == "pattern":
        yield Fault(file, here, f"{name}的“{value}”不是日期", "写成 2022-03-01 这样")
    elif rule in ("minItems", "minProperties", "minLength"):
        yield Fault(file, here, f"{name}是空的", "请补上内容，或删去这一项")
    elif rule in ("minimum", "exclusiveMinimum"):
        yield Fault(file, here, f"{name}太小", f"应当大于 {error.validator_value}")
    elif rule == "maxProperties":
        yield Fault(file, here, "一项只能有一个名称", "每个名称前面各写一个 -")
    elif rule == "anyOf" and error.context:
        yield from _explain(_most_telling(error), places, file)
    else:
        yield Fault(file, here, f"{name}的写法不对")


def _most_telling(error: ValidationError) -> ValidationError:
    """Of the reasons why no alternative fits, the one that looked deepest; a wrong type says least."""
    return max(error.context or (), key=lambda one: (len(one.absolute_path), one.validator != "type"))


def _unknown(key: str, known: list[str], path: tuple[Any, ...]) -> tuple[str, str]:
    if key in _NOT_HERE:
        return f"不支持“{key}”", f"Rasa 开源版没有{_NOT_HERE[key]}"
    if key in assertion_keys() and "assertions" in known:
        return f"“{key}”写错了地方", "它写在 assertions 下面，前面加 -"
    close = nearest(key, known)
    if close:
        return f"没有“{key}”这个键", f"是不是 {close}？"
    return f"没有“{key}”这个键", f"这里可以写 {'、'.join(known)}"


def _about(part: Mapping[str, Any], key: str) -> str:
    return str(part.get("properties", {}).get(key, {}).get("description", ""))


def _quote(wanted: Any, value: Any) -> str:
    if wanted == "string" and isinstance(value, (int, float, bool)):
        return f"加上引号：'{value}'"
    if wanted == "array":
        return "每项前面写 -"
    return ""
