"""The combined field as it is gathered: where every stem stands, in all and in titles. Knows no files.

Stems are given by their numbers; whoever gives them knows the words."""

from __future__ import annotations

from array import array
from collections.abc import Collection

from search.lanes import BITS, MOST
from search.places import GAP, Places, put


class Combined:
    """Takes the stems of documents one after the other; the first becomes document 0.

    This is the loop that runs 17 million times for 100,000 abstracts: it only notes a place behind each stem.
    """

    def __init__(self) -> None:
        self.count = 0
        self.text: list[array[int]] = []
        """Where each stem stands, by its number; that of GAP is of no use, and quicker than asking."""
        self.title = Places()
        """The same in titles alone."""
        self.elsewhere = Places()
        """The documents that have a stem, but not in their abstract."""
        self._code = "I"

    def add(
        self,
        sequence: list[int],
        title_end: int,
        abstract_end: int,
        others: Collection[tuple[int, int]],
        stems: int,
    ) -> None:
        """Adds one document.

        sequence: its stems, with GAP between texts. others: stems of other spellings, each with the position
        it shares. stems: how many numbers there are by now.
        """
        n, self.count = self.count, self.count + 1
        if n == MOST:
            self._widen()
        places, title = self.text, self.title
        places.extend(array(self._code) for _ in range(stems - len(places)))
        for at, number in enumerate(sequence, n << BITS):
            places[number].append(at)
        for at, number in enumerate(sequence[:title_end], n << BITS):
            title[number].append(at)
        outside = {*sequence[:title_end], *sequence[abstract_end + 1 :]}
        for at, number in others:
            put(places[number], (n << BITS) + at)
            if at < title_end:
                put(title[number], (n << BITS) + at)
            outside.add(number)
        outside.discard(GAP)
        start, end = (n << BITS) + title_end, (n << BITS) + abstract_end
        for number in outside:  # some twenty; quicker than a set of the abstract
            if not _has_between(places[number], start, end):
                self.elsewhere[number].append(n)

    def _widen(self) -> None:
        """Gives every place 64 bits; half as many serve a million papers in half the memory."""
        self._code = "Q"
        self.text[:] = [array("Q", places) for places in self.text]
        self.title.widen()
        self.elsewhere.widen()


def _has_between(places: array[int], start: int, end: int) -> bool:
    """Whether a place lies between two near the end of an ascending array."""
    at = len(places) - 1
    while at >= 0 and places[at] >= end:
        at -= 1
    return at >= 0 and places[at] > start
