"""What the library knows of a paper: the record and everything the user wrote about it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from parser import Paper, PaperKey


class ReadState(StrEnum):
    """How far the user is with a paper; the values are those of `is:` in a query."""

    UNREAD = "unread"
    READING = "reading"
    READ = "read"
    NO = "no"
    """Not for me."""


@dataclass(frozen=True, slots=True)
class Row:
    """What one line of a list shows; small, because a screen asks for fifty of them at a time."""

    key: PaperKey
    title: str
    first_author: str
    """The last name."""
    more_authors: bool
    category: str
    date_known: str
    """ISO 8601, no longer than the source knew it; "" without a date."""
    has_code: bool
    starred: bool
    state: ReadState
    is_new: bool
    has_note: bool
    tags: tuple[str, ...]
    doubtful: bool
    """The cut between title and authors is uncertain and nobody has confirmed it."""
    queued: bool = False
    """On the reading list."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One paper, whole, with the user's marks."""

    paper: Paper
    starred: bool
    state: ReadState
    is_new: bool
    tags: tuple[str, ...]
    note: str
    note_changed: dt.datetime | None
    """UTC."""
    listings: tuple[str, ...]
    added: dt.datetime
    """UTC."""
    byline: str
    confidence: float
    doubtful: bool
    queued: bool = False
    merged: bool = False
    """An identifier brought together what its sources have under other titles; `Library.split` parts them."""

    def to_json(self) -> dict[str, Any]:
        """The paper's own fields, then what the user wrote about it; docs/json.md says what each holds."""
        return {
            **self.paper.to_json(),
            "starred": self.starred,
            "state": self.state.value,
            "new": self.is_new,
            "tags": list(self.tags),
            "note": self.note,
            "listings": list(self.listings),
            "merged": self.merged,
        }


@dataclass(frozen=True, slots=True)
class ListingInfo:
    """One imported listing, as the screen of listings shows it."""

    name: str
    """What `in:` finds it by."""
    path: Path | None
    """Where it was read from; None for standard input and the sample."""
    papers: int
    new: int
    """Papers that the last import brought."""
    added: dt.datetime
    """UTC, the first import."""
    imported: dt.datetime
    """UTC, the last import that found other content."""
    as_of: dt.date


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A query kept under a name, and on a digit key where it has a slot."""

    name: str
    query: str
    slot: int | None
    """1 to 9."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a saved search finds now."""

    papers: int
    new: int
    """Papers of those that the last import of their listing brought."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag and how many papers carry it."""

    name: str
    papers: int


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts that stand above every list."""

    papers: int
    new: int
    new_since: dt.date | None
    """The day of the import before the last one; None where there was none."""
