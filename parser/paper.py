"""What a listing holds: papers, and problems where a line could not be understood. Plain data only."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any, Literal, NewType

PaperKey = NewType("PaperKey", str)
"""Twelve hexadecimal digits; the same paper has the same key in every copy of a listing."""

DOUBTFUL = 0.93
"""Cuts below this confidence are shown to the user as uncertain."""

_YEAR_ONLY = re.compile(r"\d{4}")
_YEAR_AND_MONTH = re.compile(r"\d{4}-\d{2}")


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper as its source describes it; every text is clean and in NFC."""

    key: PaperKey
    title: str
    authors: tuple[str, ...]
    et_al: bool = False
    category: str = ""
    date: dt.date | None = None
    date_text: str = ""
    """The date in the source's own words (`Jun 3`), kept because a year may have been assumed."""
    has_code: bool = False
    affiliations: tuple[str, ...] = ()
    abstract: str = ""
    links: tuple[str, ...] = ()
    arxiv_id: str | None = None
    doi: str | None = None
    url: str | None = None
    venue: str | None = None
    keywords: tuple[str, ...] = ()
    """The publisher's and the authors'; what a person calls a paper are tags (`Written`)."""

    @property
    def date_known(self) -> str:
        """`date` as `date_known` writes it; "" without one."""
        return date_known(self.date, self.date_text) if self.date else ""

    @property
    def date_precision(self) -> Literal["year", "month", "day"]:
        """How much of `date` the source gave; what it did not give is the first (of January)."""
        precisions: dict[int, Literal["year", "month"]] = {4: "year", 7: "month"}
        return precisions.get(len(self.date_known), "day")

    def to_json(self) -> dict[str, Any]:
        """The paper as JSON-ready values under the field names; the date is ISO 8601 or None."""
        return {
            "key": self.key,
            "title": self.title,
            "authors": list(self.authors),
            "et_al": self.et_al,
            "category": self.category,
            "date": self.date.isoformat() if self.date else None,
            "date_text": self.date_text,
            "has_code": self.has_code,
            "affiliations": list(self.affiliations),
            "abstract": self.abstract,
            "links": list(self.links),
            "arxiv_id": self.arxiv_id,
            "doi": self.doi,
            "url": self.url,
            "venue": self.venue,
            "keywords": list(self.keywords),
        }


@dataclass(frozen=True, slots=True)
class Written:
    """What a person had written about a paper, where its source tells."""

    starred: bool = False
    state: str = ""
    """`reading`, `read` or `no`; "" for unread."""
    tags: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """A paper together with where and how surely it was read."""

    paper: Paper
    line: int
    """The first line of the paper in its source, counted from 1."""
    byline: str = ""
    """Line 2 as it stood (title and authors fused), kept so that the cut can be moved; "" elsewhere."""
    confidence: float = 1.0
    """How sure the cut between title and authors is, from 0 to 1."""
    citation_key: str = ""
    """What the source calls the paper, where it is a bibliography."""
    written: Written = Written()


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a source that could not be understood; never silently dropped."""

    line: int
    """Counted from 1; 0 where the whole source is meant."""
    what: str
    suggestion: str

    def __str__(self) -> str:
        place = f"line {self.line}: " if self.line else ""
        return f"{place}{self.what} ({self.suggestion})" if self.suggestion else place + self.what


def date_known(date: dt.date, text: str) -> str:
    """A date in ISO 8601, no longer than its source knew it: `2024-08-12`, `2024-08` or `2024`.

    text: the date in the source's words; one that is a year, or a year and a month, says no more.
    """
    known = text if _YEAR_ONLY.fullmatch(text) or _YEAR_AND_MONTH.fullmatch(text) else ""
    return date.isoformat()[: len(known) or None]


def is_doubtful(confidence: float) -> bool:
    """Whether a cut of this confidence is to be shown as uncertain."""
    return confidence < DOUBTFUL
