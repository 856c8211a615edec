"""Where the terms of a field stand, gathered in memory. Knows no files."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Any

from search.lanes import BITS, POSITION
from search.words import BREAK

GAP = 0
"""The number that stands between two texts in the sequence of a document's stems."""
LONGEST = POSITION
"""Words of a document that are read; more than that is a mistake of the source."""


class Places(dict[Any, "array[int]"]):
    """For every term of a field where it stands: document << BITS | position, ascending."""

    def __init__(self) -> None:
        super().__init__()
        self.lengths = array("I")
        """How many words the field has in each document."""
        self._code = "I"

    def __missing__(self, term: Any) -> array[int]:
        made = self[term] = array(self._code)
        return made

    def widen(self) -> None:
        """Gives every place 64 bits."""
        self._code = "Q"
        for term, places in self.items():
            self[term] = array("Q", places)

    def add(self, document: int, words: Sequence[str]) -> None:
        """Adds the texts of a document, given by their words with BREAK between two texts."""
        count = 0
        for at, word in enumerate(words[:LONGEST], document << BITS):
            if word != BREAK:
                self[word].append(at)
                count += 1
        self.lengths.append(count)

    def add_other(self, document: int, position: int, term: Any) -> None:
        """Adds another spelling of a word of the document that came last."""
        if position < LONGEST:
            put(self[term], (document << BITS) + position)
            self.lengths[document] += 1


def put(places: array[int], place: int) -> None:
    """Adds a place to an ascending array; it belongs near the end."""
    at = len(places)
    while at and places[at - 1] > place:
        at -= 1
    places.insert(at, place)
