"""The one place where Whoosh is imported: on first use, without its own SyntaxWarnings, and without the third
of its import time that goes into modules which no search needs."""

from __future__ import annotations

import importlib
import sys
import warnings
from collections.abc import Callable
from functools import cache
from types import ModuleType
from typing import Any

_NOT_NEEDED = {
    "urllib.request": "urlretrieve",  # 20 ms, with http and ssl: only for a loader of old formats
    "whoosh.lang.morph_en": "variations",  # 6 ms: English forms by rule; we have stems
}
"""Modules that Whoosh imports at its top for one name each."""


class _Later(ModuleType):
    """Stands for a module until somebody wants more of it than the one name that Whoosh binds."""

    def __init__(self, name: str, bound: str) -> None:
        super().__init__(name)
        setattr(self, bound, lambda *args: getattr(self._real(), bound)(*args))

    def __getattr__(self, wanted: str) -> Any:
        if wanted.startswith("__"):
            raise AttributeError(wanted)
        return getattr(self._real(), wanted)

    def _real(self) -> ModuleType:
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return importlib.import_module(self.__name__)


def load(name: str) -> Any:
    """A module of Whoosh by its dotted name.

    Whoosh 2.7.4 has invalid escapes and `is` with literals in its source; Python says so whenever it
    compiles the files, which is none of the user's business.
    """
    if name not in sys.modules:
        for module, bound in _NOT_NEEDED.items():
            if module not in sys.modules:
                sys.modules[module] = _Later(module, bound)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)
            warnings.simplefilter("ignore", DeprecationWarning)
            return importlib.import_module(name)
    finally:
        for module in _NOT_NEEDED:
            if isinstance(sys.modules.get(module), _Later):
                del sys.modules[module]


@cache
def load_porter() -> Callable[[str], str]:
    """Porter's stemmer, without the rest of Whoosh."""
    stem: Callable[[str], str] = load("whoosh.lang.porter").stem
    return stem
