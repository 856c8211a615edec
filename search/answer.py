"""What a search gives back: papers in order, facets with counts, places of hits, a mistake in the query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

if TYPE_CHECKING:
    from parser import PaperKey


Choice = Literal["include", "exclude"]
HitField = Literal["title", "authors", "abstract", "affiliations", "keywords", "note"]


class Sort(StrEnum):
    """The orders a result can have; the values are those of `sort:` in a query."""

    NEWEST = "newest"
    OLDEST = "oldest"
    RELEVANCE = "relevance"
    TITLE = "title"
    AUTHOR = "author"
    ADDED = "added"
    QUEUE = "queue"


class FacetValue(NamedTuple):
    """One value of a facet: `field:value` in the query language, and the papers it would give.

    A tuple, because every answer has some two hundred, and a frozen dataclass takes three times as long.
    """

    value: str
    count: int  # type: ignore[assignment]
    choice: Choice | None = None


@dataclass(frozen=True, slots=True)
class Facet:
    """A group of values with their counts for the query, the group's own choice left out of account."""

    field: str
    """The query field: `cat`, `code`, `year`, `aff`, `author`, `is`, `has`, `tag`, `in`."""
    values: tuple[FacetValue, ...]
    distinct: int
    """How many values have at least one paper; `values` may hold only the most frequent. For authors and
    affiliations of very many papers: how many there are at all."""


@dataclass(frozen=True, slots=True)
class QueryProblem:
    """A mistake in a query: where it is (characters from 0), what it is, what to write instead."""

    start: int
    end: int
    what: str
    hint: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A corrected query that does have results."""

    text: str
    count: int


@dataclass(frozen=True, slots=True)
class Related:
    """A paper near to another, and what ties them."""

    key: PaperKey
    score: float
    words: tuple[str, ...]
    """Rare words that both use, the most telling first."""
    people: tuple[str, ...]
    """Authors and affiliations that both have."""


class Hits(Protocol):
    """Tells where a text contains what was searched for."""

    def spans(self, text: str, field: HitField) -> tuple[tuple[int, int], ...]:
        """Half-open character ranges of the hits in `text`, ascending, not overlapping."""


class NoHits:
    """The hits of a query that has no words."""

    def spans(self, text: str, field: HitField) -> tuple[tuple[int, int], ...]:
        return ()


@dataclass(frozen=True)
class Answer:
    """The result of one query over one generation of the index."""

    order: Sequence[PaperKey]
    """The papers found, in the order asked for; lazy: a slice costs what it shows, `len` costs nothing."""
    total: int
    """How many papers were searched (the whole scope)."""
    facets: tuple[Facet, ...] = ()
    hits: Hits = field(default_factory=NoHits)
    problem: QueryProblem | None = None
    suggestion: Suggestion | None = None
    sort: Sort = Sort.NEWEST

    @property
    def count(self) -> int:
        return len(self.order)
