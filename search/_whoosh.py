"""The one place where Whoosh is imported: on first use (it costs 60 ms), without its own SyntaxWarnings."""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Callable
from functools import cache
from typing import Any


def load(name: str) -> Any:
    """A module of Whoosh by its dotted name.

    Whoosh 2.7.4 has invalid escapes and `is` with literals in its source; Python says so whenever it
    compiles the files, which is none of the user's business.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)
        warnings.simplefilter("ignore", DeprecationWarning)
        return importlib.import_module(name)


@cache
def load_porter() -> Callable[[str], str]:
    """Porter's stemmer, without the rest of Whoosh."""
    stem: Callable[[str], str] = load("whoosh.lang.porter").stem
    return stem
