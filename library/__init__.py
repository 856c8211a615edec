"""The user's own data in one SQLite file, and the index kept in step with it. No screen here."""

from library.config import Config
from library.entry import Entry, Found, ListingInfo, ReadState, Row, SavedSearch, Tag, Tally
from library.errors import LibraryError, SourceError, StoreError, UnknownNameError
from library.journal import Step
from library.library import Library
from library.marks import tag_name
from library.paths import Paths
from library.report import ImportReport
from library.sample import SAMPLE_NAME, sample_path
from library.stats import Count, Statistics
from library.watch import Newer

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
