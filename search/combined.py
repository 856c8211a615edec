"""The combined field as it is gathered: where every stem stands, in all and in titles. Knows no files.

Stems are given by their numbers; whoever gives them knows the words."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import TypeAlias

from search.lanes import BITS, MOST
from search.places import GAP, Places, put

Others: TypeAlias = "Sequence[tuple[int, int]]"
"""Stems of other spellings in a document, each with the position that it shares."""


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

    def add_all(self, sequences: array[int], ends: array[int], others: Sequence[Others], stems: int) -> None:
        """Adds documents.

        sequences: the stems of all, one after the other, with GAP between texts. ends: for each document
        where its sequence ends, and in the sequence its title and its abstract. others: stems of other
        spellings. stems: how many numbers there are by now.
        """
        self.text.extend([array(self._code) for _ in range(stems - len(self.text))])
        numbers, facts = sequences.tolist(), ends.tolist()
        start = 0
        for end, title_end, abstract_end, other in zip(
            facts[::3], facts[1::3], facts[2::3], others, strict=True
        ):
            self._add(numbers[start:end], title_end, abstract_end, other)
            start = end

    def _add(self, sequence: list[int], title_end: int, abstract_end: int, others: Others) -> None:
        n, self.count = self.count, self.count + 1
        if n == MOST:
            self._widen()
        places, title = self.text, self.title
        for at, number in enumerate(sequence, n << BITS):
            places[number].append(at)
        for at, number in enumerate(sequence[:title_end], n << BITS):
            title[number].append(at)
        outside = {*sequence[:title_end], *sequence[abstract_end + 1 :], GAP}
        outside.update(number for _, number in others)
        outside.difference_update(sequence[title_end:abstract_end])
        for at, number in others:
            put(places[number], (n << BITS) + at)
            if at < title_end:
                put(title[number], (n << BITS) + at)
            if title_end < at < abstract_end:
                outside.discard(number)
        outside.discard(GAP)
        for number in outside:
            self.elsewhere[number].append(n)

    def lists(self) -> int:
        """How many posting lists there are in all fields, about."""
        return 2 * sum(map(bool, self.text)) + len(self.title)

    def _widen(self) -> None:
        """Gives every place 64 bits; half as many serve a million papers in half the memory."""
        self._code = "Q"
        self.text[:] = [array("Q", places) for places in self.text]
        self.title.widen()
        self.elsewhere.widen()
