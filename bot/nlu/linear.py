"""A linear intent model: learnt with scikit-learn, kept and used as plain arrays."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np


@dataclass(frozen=True)
class LinearModel:
    """Multinomial logistic regression over weighted features.

    Shapes: `idf` (features,), `coefficients` (features, intents), `intercept` (intents,).
    """

    intents: list[str]
    vocabulary: dict[str, int]
    idf: np.ndarray
    coefficients: np.ndarray
    intercept: np.ndarray

    def probabilities(self, found: Sequence[str]) -> np.ndarray:
        """Probability of every intent, shape (intents,); the prior alone for features that are all unknown."""
        counts = Counter(self.vocabulary[name] for name in found if name in self.vocabulary)
        scores = self.intercept.copy()
        if counts:
            rows = np.fromiter(counts.keys(), dtype=np.int64)
            weights = (1.0 + np.log(np.fromiter(counts.values(), dtype=np.float64))) * self.idf[rows]
            scores += (weights / np.linalg.norm(weights)) @ self.coefficients[rows]
        scores = np.exp(scores - scores.max())
        return scores / scores.sum()

    def save(self, folder: Path) -> None:
        (folder / "intents.json").write_text(
            json.dumps({"intents": self.intents, "vocabulary": list(self.vocabulary)}, ensure_ascii=False), "utf-8"
        )
        np.savez(
            folder / "weights.npz",
            idf=self.idf,
            coefficients=self.coefficients.astype(np.float32),
            intercept=self.intercept,
        )

    @classmethod
    def load(cls, folder: Path) -> LinearModel:
        """Read what `save` wrote. Raises OSError where there is nothing."""
        names = json.loads((folder / "intents.json").read_text("utf-8"))
        with np.load(folder / "weights.npz", allow_pickle=False) as arrays:
            return cls(
                intents=names["intents"],
                vocabulary={name: index for index, name in enumerate(names["vocabulary"])},
                idf=arrays["idf"],
                coefficients=arrays["coefficients"],
                intercept=arrays["intercept"],
            )


def fit(
    found: Sequence[Sequence[str]], intents: Sequence[str], weights: Sequence[float], strength: float, min_df: int
) -> LinearModel:
    """Learn from examples: the features, the intent and the weight of each.

    `strength` is the inverse of the regularisation; a feature in fewer than `min_df` examples is left out.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    vectoriser = TfidfVectorizer(analyzer=lambda names: names, min_df=min_df, sublinear_tf=True, dtype=np.float64)
    matrix = vectoriser.fit_transform(found)
    regression = LogisticRegression(C=strength, max_iter=60, tol=1e-3)
    regression.fit(matrix, intents, sample_weight=weights)
    names = sorted(vectoriser.vocabulary_, key=vectoriser.vocabulary_.__getitem__)
    coefficients, intercept = regression.coef_, regression.intercept_
    if len(regression.classes_) == 2:  # one row stands for both
        coefficients, intercept = np.vstack([-coefficients, coefficients]), np.concatenate([-intercept, intercept])
    return LinearModel(
        intents=[str(name) for name in regression.classes_],
        vocabulary={name: index for index, name in enumerate(names)},
        idf=vectoriser.idf_,
        coefficients=np.ascontiguousarray(coefficients.T),
        intercept=intercept,
    )
