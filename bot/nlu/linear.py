"""A linear model of what messages mean: learnt with scikit-learn, kept and used as sparse arrays."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import numpy as np
import scipy.sparse as sp

# A feature of one example alone teaches nothing, and a small weight decides nothing: without both, the model
# is a tenth of the size and no worse on questions held out.
LEAST_EXAMPLES, LEAST_WEIGHT = 2, 0.05
TOLERANCE = 0.1  # at which learning stops: closer to the optimum no question is understood otherwise
OTHER = ""  # stands for all intents that another process learns
PROCESSES = 2  # each keeps the examples once more in memory; a small office machine has so many processors
WORDS_OF_PLAN = {"c": "c", "w": "w", "t": "w"}  # an everyday word counts as the plan's word for it


class Lesson(NamedTuple):
    """One example: the features of a message, what it means, and how much it counts."""

    features: Sequence[str]
    intent: str
    weight: float


@dataclass(frozen=True)
class Weights:
    """Features → a vector of length 1. Shape: `idf` (features,)."""

    vocabulary: dict[str, int]
    idf: np.ndarray

    def vector(self, found: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
        """Indices and values of a message's known features; both empty when it has none."""
        counts = Counter(self.vocabulary[name] for name in found if name in self.vocabulary)
        indices = np.fromiter(counts.keys(), dtype=np.int64, count=len(counts))
        times = np.fromiter(counts.values(), dtype=np.float64, count=len(counts))
        values = (1.0 + np.log(times)) * self.idf[indices]
        return indices, values / np.linalg.norm(values) if len(counts) else values

    def matrix(self, messages: Sequence[Sequence[str]]) -> sp.csr_matrix:
        """The vectors of several messages, one in each row."""
        number = self.vocabulary.get
        rows = [[at for at in map(number, found) if at is not None] for found in messages]
        starts = np.cumsum([0, *map(len, rows)])
        indices = np.fromiter(chain.from_iterable(rows), dtype=np.int32, count=starts[-1])
        matrix = sp.csr_matrix((np.ones(len(indices)), indices, starts), shape=(len(rows), len(self.idf)))
        matrix.sum_duplicates()
        matrix.data = (1.0 + np.log(matrix.data)) * self.idf[matrix.indices]
        lengths = np.sqrt(np.asarray(matrix.power(2).sum(axis=1)).ravel())
        matrix.data /= np.repeat(lengths, np.diff(matrix.indptr))
        return matrix

    @classmethod
    def learn(cls, messages: Sequence[Sequence[str]], least: int = 1) -> Weights:
        """Inverse frequencies of the features that at least so many messages have."""
        counts = Counter(name for found in messages for name in set(found))
        names = sorted(name for name, times in counts.items() if times >= least)
        frequency = np.array([counts[name] for name in names], dtype=np.float64)
        idf = np.log((1.0 + len(messages)) / (1.0 + frequency)) + 1.0
        return cls({name: index for index, name in enumerate(names)}, idf)


@dataclass(frozen=True)
class LinearModel:
    """One score for each intent, from a message's features and from its likeness to the plan's sections.

    Shapes: `sections` (features of sections, sections), `coefficients` (features + sections, intents),
    `intercept` (intents,).
    """

    intents: list[str]
    features: Weights
    section_features: Weights
    sections: np.ndarray
    coefficients: sp.csr_matrix
    intercept: np.ndarray
    sharpness: float  # how far apart scores are as probabilities

    def probabilities(self, found: Sequence[str]) -> np.ndarray:
        """Probability of every intent, shape (intents,); the prior alone where all features are unknown."""
        return softmax(self.sharpness * self.scores(found))

    def scores(self, found: Sequence[str]) -> np.ndarray:
        """How far each intent is on the right side of its border, shape (intents,)."""
        indices, values = self.features.vector(found)
        at, shares = self.section_features.vector(of_plan(found))
        likes = shares @ self.sections[at]
        rows = np.concatenate([indices, len(self.features.idf) + np.arange(len(likes))])
        message = sp.csr_matrix(
            (np.concatenate([values, likes]), rows, [0, len(rows)]), shape=(1, self.coefficients.shape[0])
        )
        scores: np.ndarray = self.intercept + (message @ self.coefficients).toarray()[0]
        return scores

    def save(self, folder: Path) -> None:
        names = {
            "intents": self.intents,
            "features": list(self.features.vocabulary),
            "section_features": list(self.section_features.vocabulary),
            "sharpness": self.sharpness,
        }
        (folder / "names.json").write_text(json.dumps(names, ensure_ascii=False), "utf-8")
        np.savez(
            folder / "weights.npz",
            idf=self.features.idf,
            section_idf=self.section_features.idf,
            sections=self.sections,
            intercept=self.intercept,
        )
        kept = self.coefficients
        np.savez(  # not compressed, as the model's file will be: small numbers make that quick
            folder / "coefficients.npz",
            shape=kept.shape,
            starts=kept.indptr,
            intents=kept.indices.astype(np.uint16),
            values=kept.data.astype(np.float16),
        )

    @classmethod
    def load(cls, folder: Path) -> LinearModel:
        """Read what `save` wrote. Raises OSError where there is nothing."""
        names = json.loads((folder / "names.json").read_text("utf-8"))
        with np.load(folder / "coefficients.npz", allow_pickle=False) as arrays:
            kept = arrays["values"].astype(np.float32), arrays["intents"].astype(np.int32), arrays["starts"]
            coefficients = sp.csr_matrix(kept, shape=tuple(arrays["shape"]))
        with np.load(folder / "weights.npz", allow_pickle=False) as arrays:
            return cls(
                intents=names["intents"],
                features=Weights(_numbered(names["features"]), arrays["idf"]),
                section_features=Weights(_numbered(names["section_features"]), arrays["section_idf"]),
                sections=arrays["sections"],
                coefficients=coefficients,
                intercept=arrays["intercept"],
                sharpness=names["sharpness"],
            )


def softmax(scores: np.ndarray) -> np.ndarray:
    """Positive numbers that add up to 1, in the order of the scores."""
    powers = np.exp(scores - scores.max())
    return powers / powers.sum()


def _numbered(names: Sequence[str]) -> dict[str, int]:
    return {name: index for index, name in enumerate(names)}


def of_plan(found: Sequence[str]) -> list[str]:
    """The features that can be compared with the plan's text: characters and words, not sounds."""
    return [WORDS_OF_PLAN[name[0]] + name[1:] for name in found if name[0] in WORDS_OF_PLAN]


def fit(
    lessons: Sequence[Lesson],
    sections: Sequence[Sequence[str]],
    *,
    strength: float,
    likeness: float,
    sharpness: float,
) -> LinearModel:
    """Learn from examples.

    `sections` are the features of each section's own text, `likeness` the weight of a message's likeness to
    them against that of its features, `strength` the inverse of the regularisation.
    """
    messages, intents, weights = zip(*lessons, strict=True)
    known = Weights.learn(messages, LEAST_EXAMPLES)
    plain = [of_plan(section) for section in sections]
    section_features = Weights.learn(plain)
    likes = section_features.matrix(plain).T.toarray() * likeness if plain else np.zeros((0, 0))
    columns = [known.matrix(messages)]
    if plain:
        columns.append(section_features.matrix([of_plan(found) for found in messages]) @ sp.csr_matrix(likes))
    distinct, which, shares = _without_repeats(sp.hstack(columns).tocsr())
    names = sorted(set(intents))
    coefficients, intercept = _borders(distinct, np.array(intents), names, np.array(weights), strength)
    coefficients = (sp.diags(shares) @ coefficients)[which]
    coefficients.data[abs(coefficients.data) < LEAST_WEIGHT] = 0
    coefficients.eliminate_zeros()
    return LinearModel(
        intents=names,
        features=known,
        section_features=section_features,
        sections=likes.astype(np.float32),
        coefficients=coefficients,
        intercept=intercept,
        sharpness=sharpness,
    )


def _borders(
    messages: sp.csr_matrix, intents: np.ndarray, names: Sequence[str], weights: np.ndarray, strength: float
) -> tuple[sp.csr_matrix, np.ndarray]:
    """Each intent's border against all others, learnt on PROCESSES processors where there are so many.

    Shapes: `messages` (messages, features), `intents` and `weights` (messages,); the coefficients (features,
    names) and the intercepts (names,).
    """
    from joblib import Parallel, cpu_count, delayed

    shares = np.array_split(np.array(names), min(PROCESSES, cpu_count(), len(names) // 2 or 1))
    found = Parallel(n_jobs=len(shares))(
        delayed(_learn)(messages, np.where(np.isin(intents, share), intents, OTHER), share, weights, strength)
        for share in shares
    )
    columns, intercepts = zip(*found, strict=True)
    return sp.hstack(columns).tocsr(), np.concatenate(intercepts)


def _learn(
    messages: sp.csr_matrix, intents: np.ndarray, names: np.ndarray, weights: np.ndarray, strength: float
) -> tuple[sp.csr_matrix, np.ndarray]:
    """The borders of the intents that are named, as of `_borders`; `intents` has the others as OTHER."""
    from sklearn.svm import LinearSVC

    machine = LinearSVC(C=strength, tol=TOLERANCE, random_state=0)
    machine.fit(messages, intents, sample_weight=weights)
    coefficients, intercept = machine.coef_, machine.intercept_
    if len(machine.classes_) == 2:  # one row stands for both
        coefficients = np.vstack([-coefficients, coefficients])
        intercept = np.concatenate([-intercept, intercept])
    wanted = np.isin(machine.classes_, names)
    return sp.csr_matrix(coefficients[wanted].T, dtype=np.float32), intercept[wanted]


def _without_repeats(matrix: sp.csr_matrix) -> tuple[sp.csr_matrix, np.ndarray, np.ndarray]:
    """The matrix with one column for all that are alike, the place of each there, and each one's share.

    Characters that only stand together make the same columns by their words and their sounds, which would be
    learnt alike: √n times one of n such columns has the same optimum, and √n times each one's coefficient.
    """
    marks = matrix.T @ np.random.default_rng(0).standard_normal(matrix.shape[0])  # alike for the alike alone
    _, first, which, times = np.unique(marks, return_index=True, return_inverse=True, return_counts=True)
    roots = np.sqrt(times)
    return (matrix[:, first] @ sp.diags(roots)).tocsr(), which, 1.0 / roots
