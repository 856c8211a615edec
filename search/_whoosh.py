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
"""Modules that Whoosh imports at its top for one function each."""
_NOT_NEEDED_BY_TREES = _NOT_NEEDED | {
    "whoosh.reading": "TermNotFound",  # 13 ms, with all files: an exception of stock searching
    "whoosh.analysis": "Token",  # 4 ms: for taking a query's words out again
    "whoosh.util.times": "datetime_to_long",  # 2 ms, with calendars: for ranges of dates in its own fields
}
"""The same for trees of queries, which a first answer needs, while it needs nothing else of Whoosh."""


class _Later(ModuleType):
    """Stands for a module until somebody wants more of it than the one name that Whoosh binds."""

    def __init__(self, name: str, bound: str) -> None:
        super().__init__(name)
        setattr(self, bound, _NoTerm if bound == "TermNotFound" else self._called(bound))

    def __getattr__(self, wanted: str) -> Any:
        if wanted.startswith("__"):
            raise AttributeError(wanted)
        return getattr(self._real(), wanted)

    def _called(self, bound: str) -> Callable[..., Any]:
        return lambda *args, **named: getattr(self._real(), bound)(*args, **named)

    def _real(self) -> ModuleType:
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return importlib.import_module(self.__name__)


class _NoTerm(Exception):  # noqa: N818 - the name is Whoosh's
    """Stands where Whoosh's trees would catch its exception, which only stock readers raise."""


def load(name: str) -> Any:
    """A module of Whoosh by its dotted name.

    Whoosh 2.7.4 has invalid escapes and `is` with literals in its source; Python says so whenever it
    compiles the files, which is none of the user's business.
    """
    not_needed = _NOT_NEEDED_BY_TREES if name == "whoosh.query" else _NOT_NEEDED
    if name not in sys.modules:
        for module, bound in not_needed.items():
            if module not in sys.modules:
                sys.modules[module] = _Later(module, bound)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)
            warnings.simplefilter("ignore", DeprecationWarning)
            return importlib.import_module(name)
    finally:
        for module in not_needed:
            if isinstance(sys.modules.get(module), _Later):
                del sys.modules[module]
        _mend()


def _mend() -> None:
    """Lets trees catch the exception that readers raise, once there are readers."""
    reading, core = sys.modules.get("whoosh.reading"), sys.modules.get("whoosh.query.qcore")
    if reading and core:
        vars(core)["TermNotFound"] = vars(reading).get("TermNotFound", _NoTerm)


@cache
def load_porter() -> Callable[[str], str]:
    """Porter's stemmer, without the rest of Whoosh."""
    stem: Callable[[str], str] = load("whoosh.lang.porter").stem
    return stem
