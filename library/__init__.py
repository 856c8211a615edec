"""The user's own data in one SQLite file, and the index kept in step with it. No screen here."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from library.config import Config
from library.entry import Entry, Found, ListingInfo, ReadState, Row, SavedSearch, Tag, Tally
from library.errors import LibraryError, SourceError, StoreError, UnknownNameError
from library.journal import Step
from library.library import Library
from library.marks import tag_name
from library.paths import Paths
from library.sample import SAMPLE_NAME, sample_path

if TYPE_CHECKING:
    from library.report import ImportReport
    from library.stats import Count, Statistics
    from library.watch import Newer

_ON_USE = {"ImportReport": "report", "Count": "stats", "Statistics": "stats", "Newer": "watch"}
"""Name: the module that it loads; a start that reads no listing needs none of them."""


def __getattr__(name: str) -> object:
    if name in _ON_USE:
        return getattr(importlib.import_module(f"library.{_ON_USE[name]}"), name)
    raise AttributeError(f"module 'library' has no attribute {name!r}")


__all__ = [
    "SAMPLE_NAME",
    "Config",
    "Count",
    "Entry",
    "Found",
    "ImportReport",
    "Library",
    "LibraryError",
    "ListingInfo",
    "Newer",
    "Paths",
    "ReadState",
    "Row",
    "SavedSearch",
    "SourceError",
    "Statistics",
    "Step",
    "StoreError",
    "Tag",
    "Tally",
    "UnknownNameError",
    "sample_path",
    "tag_name",
]
