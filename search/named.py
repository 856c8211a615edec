"""The names that most papers of a set have: authors and affiliations, too many to ask for each.

Names are numbered by how many papers have them. So of a large set only the papers with frequent names are
looked at: a name on few papers cannot come before one that is on more papers of the set."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from heapq import nsmallest
from itertools import chain, compress, pairwise
from typing import NamedTuple

from search import docsets
from search.segment import Segment

FEW = 1_500
"""Up to so many papers the names on each are counted, and with them how many names there are."""
_OFTEN = 250
"""A name on more papers than this has its docset kept."""
_HANDFUL = 100
"""Where there are no more names than this, so has every one of them."""
_DENSE = 10
"""In a set of more than one in so many papers, the papers of each frequent name are looked up in the set; of
a smaller set, the names of each paper that has frequent ones."""
_TIERS = (128, 64, 32, 24, 16, 12, 8, 6, 4, 3, 2, 1)


class _Tier(NamedTuple):
    """The names on at least so many papers."""

    least: int
    names: int
    papers: int
    """The docset of the papers that have one of them, apart from those whose docset is kept."""


class Names:
    """The values of one facet of names in one segment."""

    def __init__(self, segment: Segment, field: str) -> None:
        self.segment = segment
        self._names = segment.lexicon(f"{field}.names")
        self._papers, self._starts = segment.file[f"{field}.papers"], segment.file[f"{field}.papers.starts"]
        self._of, self._of_starts = _numbers(segment.file[f"{field}.of"]), segment.file[f"{field}.of.starts"]
        self._tiers: dict[int, _Tier] = {}

    def most_frequent(
        self, docset: int, most: int, papers: Sequence[int] | None
    ) -> tuple[Mapping[str, int], int]:
        """The first `most` names with exact counts, and how many names there are.

        papers: the documents of the set, where they are few; else the second is how many names all papers
        have, an upper bound.
        """
        if papers is not None:
            counts = self._on(papers)
            return self._shown(_first(counts, most)), len(counts)
        return self._shown(self._of_many(docset, most)), len(self._names)

    def _shown(self, found: Iterable[tuple[int, int]]) -> Mapping[str, int]:
        return {self._names.text(n): count for n, count in found}

    def _on(self, papers: Iterable[int]) -> Counter[int]:
        """How many of the papers have each name."""
        of, starts = self._of, self._of_starts
        return Counter(chain.from_iterable([of[starts[n] : starts[n + 1]] for n in papers]))

    def _of_many(self, docset: int, most: int) -> list[tuple[int, int]]:
        """Name after name, until none further down can be among the first."""
        often = {n: (kept & docset).bit_count() for n, kept in enumerate(self._often)}
        if len(often) == len(self._names):
            return _first(often, most)
        if docset.bit_count() * _DENSE > self.segment.size:
            return self._by_name(docset, most, often)
        return self._by_paper(docset, most, often)

    def _by_name(self, docset: int, most: int, found: dict[int, int]) -> list[tuple[int, int]]:
        """Looks up the papers of one tier's names after the other's."""
        flags = docsets.flags(docset, self.segment.size)
        best, start = _first(found, most), len(found)
        counts = self._names.counts
        for least in _TIERS:
            if start == len(counts) or (len(best) == most and best[-1][1] >= counts[start]):
                break
            end = bisect_right(counts, -least, start, key=int.__neg__)
            starts = self._starts[start : end + 1].tolist()
            inside = bytes(map(flags.__getitem__, _numbers(self._papers[starts[0] : starts[-1]])))
            ends = [at - starts[0] for at in starts]
            for name, (here, after) in enumerate(pairwise(ends), start):
                found[name] = inside.count(1, here, after)
            best, start = _first(found, most), end
        return best

    def _by_paper(self, docset: int, most: int, often: dict[int, int]) -> list[tuple[int, int]]:
        """Counts the names on papers that have names of a tier, from the first tier that is likely to do."""
        best = _first(often, most)
        highest = self._names.counts[len(self._often)]
        if len(best) == most and best[-1][1] >= highest:
            return best
        for least in self._worth_trying(docset, most):
            tier = self._tier(least)
            counts = self._on(docsets.documents(docset & tier.papers))
            found = dict(compress(counts.items(), map(tier.names.__gt__, counts)))
            best = _first(found | often, most)
            if len(best) == most and best[-1][1] >= least - 1:
                break
        return best

    def _worth_trying(self, docset: int, most: int) -> Iterable[int]:
        """The tiers from the first that is likely to do; papers of one subject share names."""
        expected = docset.bit_count() / self.segment.size * self._names.counts[most - 1]
        return (least for least in _TIERS if least <= max(1.5 * expected, 4))

    @cached_property
    def _often(self) -> list[int]:
        """The docsets of the names that are on many papers."""
        kept = []
        for n, count in enumerate(self._names.counts):
            if len(self._names) > _HANDFUL and (count <= _OFTEN or n >= _OFTEN):
                break
            kept.append(docsets.make(self._papers[self._starts[n] : self._starts[n + 1]], self.segment.size))
        return kept

    def _tier(self, least: int) -> _Tier:
        if least not in self._tiers:
            counts = self._names.counts
            names = bisect_right(counts, -least, key=int.__neg__)
            start = self._starts[len(self._often)]
            papers = docsets.make(self._papers[start : self._starts[names]], self.segment.size)
            self._tiers[least] = _Tier(least, names, papers)
        return self._tiers[least]


def _numbers(stored: memoryview) -> array[int]:
    """A copy of stored numbers (1 MB for the authors of 100,000 papers): it is sliced in half the time."""
    copied = array("I")
    copied.frombytes(stored.cast("B"))
    return copied


def _first(counts: Mapping[int, int], most: int) -> list[tuple[int, int]]:
    """The `most` names with the highest counts, equals by their numbers; none with a count of 0."""
    least = max(min(sorted(counts.values(), reverse=True)[:most], default=1), 1)
    above = [pair for pair in counts.items() if pair[1] > least]
    above.sort(key=lambda pair: (-pair[1], pair[0]))
    equal = nsmallest(most - len(above), [n for n, count in counts.items() if count == least])
    return [*above, *((n, least) for n in equal)]
