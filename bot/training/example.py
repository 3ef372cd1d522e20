"""A training example that Rasa can pass around cheaply."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.nlu.training_data.message import Message


class Example(Message):
    """A message that is hashed again only when it has changed, and whose copies share what nobody changes.

    Rasa sets the intent of all examples anew, copies and hashes them at each of its dozen merges; of 20,000
    examples that took half of the training time.
    """

    def set(self, prop: str, info: Any, add_to_output: bool = False) -> None:
        if add_to_output or self.data.get(prop) != info:
            super().set(prop, info, add_to_output)

    def fingerprint(self) -> str:
        """One hash over all that the example holds, where Rasa hashes every word of it on its own."""
        if self._cached_fingerprint is None:
            written = json.dumps([self.data, self.features], default=_written, sort_keys=True)
            self._cached_fingerprint = hashlib.md5(written.encode(), usedforsecurity=False).hexdigest()
        return self._cached_fingerprint

    def __hash__(self) -> int:
        return hash(self.fingerprint())

    def __deepcopy__(self, memo: dict[int, Any]) -> Example:
        copied = Example(self.data, set(self.output_properties), self.time, list(self.features))
        copied._cached_fingerprint = self._cached_fingerprint
        return copied


def _written(thing: Any) -> Any:
    """What JSON has no form for: the same in every process."""
    if isinstance(thing, Token):
        return [thing.text, thing.start, thing.end, thing.lemma, thing.data]
    return thing.fingerprint() if hasattr(thing, "fingerprint") else str(thing)
