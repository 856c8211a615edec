"""Beginnings of words whose documents are kept ready, because putting them together takes long."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from search import docsets
from search.field_writer import Ready

DEAR = 3_000
"""A beginning of a word is kept ready when putting its set together would cost more than so many postings."""
_DEEPEST = 24


class Prefixes:
    """Finds the beginnings of words that many documents have, each from those one letter longer."""

    def __init__(
        self, words: Sequence[str], of_word: Sequence[int], kept: Sequence[Sequence[int] | int], ready: Ready
    ) -> None:
        self.words, self.of_word, self.kept, self.ready = words, of_word, kept, ready
        self.found: dict[str, int] = {}
        self.cost = [0]
        for stem in of_word:
            one = kept[stem]
            self.cost.append(self.cost[-1] + (100 if isinstance(one, int) else 60 + len(one)))

    def walk(self) -> None:
        """Keeps all sets worth keeping."""
        self._of(0, len(self.words), 0)

    def _of(self, start: int, end: int, depth: int) -> int:
        dear = self.cost[end] - self.cost[start] > DEAR
        if not dear or depth > _DEEPEST:
            return self._union(range(start, end))
        words = self.words
        docset, at = 0, start
        while at < end and len(words[at]) == depth:
            docset |= self._union(range(at, at + 1))
            at += 1
        while at < end:
            letter, after = words[at][depth], at
            while after < end and words[after][depth] == letter:
                after += 1
            docset |= self._of(at, after, depth + 1)
            at = after
        if depth:
            self.found[words[start][:depth]] = self.ready.keep(docset)
        return docset

    def _union(self, numbers: Iterable[int]) -> int:
        stems = {self.of_word[number] for number in numbers}
        docset, rare = 0, []
        for stem in stems:
            one = self.kept[stem]
            if isinstance(one, int):
                docset |= one
            else:
                rare.append(one)
        return docset | docsets.make_many(list(chain.from_iterable(rare)), self.ready.size)
