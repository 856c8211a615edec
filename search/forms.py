"""The forms of words that the segments of an index lend each other.

A beginning means words as they are written and finds papers by the stems of these words. A paper that was
added may have `learned` where only the first segment has `learning`: it has the stem, so `learni` finds it as
well. What has to be known for that are the additions' stems, with all forms of each in any segment."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import compress
from typing import NamedTuple

from search.segment import Segment

_AFTER = "\U0010ffff"
"""Comes after every letter."""


class _Forms(NamedTuple):
    """Those with one first letter, in order, beside their stems."""

    words: Sequence[str]
    stems: Sequence[str]
    new: Sequence[str]
    """Those that the first segment does not have, though it has their stems."""
    new_stems: Sequence[str]


class Forms:
    """The forms of the additions' stems; read from the segments letter by letter, when one is typed."""

    def __init__(self, first: Segment, later: Sequence[Segment]) -> None:
        self._first, self._later = first, later
        self._known: dict[str, _Forms] = {}

    def starting(self, prefix: str) -> tuple[set[str], set[str]]:
        """The stems that a beginning finds: in the first segment beyond its own words, and in the others."""
        letter = prefix[:1]
        forms = self._known.get(letter)
        if forms is None:
            forms = self._known[letter] = self._read(letter)
        return _begun(forms.new, forms.new_stems, prefix), _begun(forms.words, forms.stems, prefix)

    def _read(self, letter: str) -> _Forms:
        """A word and its stem have the same first letter."""
        own: dict[str, str] = {}
        for segment in self._later:
            text, words = segment.lexicon("text"), segment.lexicon("words")
            stems = segment.file["words.stems"]
            for number in range(*words.starting(letter)):
                own[words.text(number)] = text.text(stems[number])
        numbers = self._first.lexicon("text").known(set(own.values()))
        stem_of = {number: stem for stem, number in numbers.items()}
        words, stems = self._first.lexicon("words"), self._first.file["words.stems"]
        start, end = words.starting(letter)
        shared = compress(range(start, end), map(stem_of.__contains__, stems[start:end]))
        known = {words.text(number): stem_of[stems[number]] for number in shared}
        new = sorted((word, stem) for word, stem in own.items() if stem in numbers and word not in known)
        every = sorted((known | own).items())
        return _Forms(*_columns(every), *_columns(new))


def _columns(rows: Sequence[tuple[str, str]]) -> tuple[Sequence[str], Sequence[str]]:
    return [word for word, _ in rows], [stem for _, stem in rows]


def _begun(words: Sequence[str], stems: Sequence[str], prefix: str) -> set[str]:
    start = bisect_left(words, prefix)
    return set(stems[start : bisect_left(words, prefix + _AFTER, start)])
