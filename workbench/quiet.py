"""Loading Rasa without what it and its libraries have to say about themselves."""

from __future__ import annotations

import contextlib
import io
import logging
import os
import sys
import warnings
from collections.abc import Iterator

_QUIET = {
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "CUDA_VISIBLE_DEVICES": "-1",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    # The matrices are small: threads of their own would only keep other processes' cores busy.
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}


@contextlib.contextmanager
def quietly() -> Iterator[None]:
    """Nothing is printed inside the block. To be entered before Rasa is imported."""
    for name, value in _QUIET.items():
        os.environ.setdefault(name, value)
    sys.modules.setdefault("jax", None)  # type: ignore[arg-type]  # TensorFlow would load it for nothing
    logging.getLogger("jieba").setLevel(logging.WARNING)  # it has a handler of its own
    said = io.StringIO()
    with warnings.catch_warnings(), contextlib.redirect_stderr(said), contextlib.redirect_stdout(said):
        warnings.simplefilter("ignore")
        yield
