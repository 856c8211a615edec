"""What the browser shows: one frozen value. Panes repaint from it and from nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from library import Tally
from search.answer import Answer, Sort


@dataclass(frozen=True, slots=True)
class Question:
    """A query as it was asked."""

    number: int
    """Counts up; a late answer to an older question is not shown."""
    text: str
    scope: tuple[str, ...]
    sort: Sort | None
    typing: bool

    @property
    def words(self) -> tuple[str, bool]:
        """What decides where the hits are: the last word is a beginning while it is typed."""
        return self.text, self.typing


@dataclass(frozen=True)
class View:
    """An answer together with what it answers."""

    question: Question
    answer: Answer
    tally: Tally

    @property
    def longest_category(self) -> int:
        """Characters of the longest category in the facets: the width of the list's column."""
        values = next((facet.values for facet in self.answer.facets if facet.field == "cat"), ())
        return max((len(value.value) for value in values), default=2)
