"""The names that most papers of a set have: authors and affiliations, too many to ask for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import chain

from search import docsets
from search.segment import Segment

FEW = 1_500
"""Up to so many papers, counting the names on each is quicker than asking for one name after the other."""
_OFTEN = 250
"""A name on more papers than this has its docset kept."""


class Names:
    """The values of one facet of names in one segment; they are numbered by how many papers have them."""

    def __init__(self, segment: Segment, field: str) -> None:
        self.segment = segment
        self._names = segment.lexicon(f"{field}.names")
        self._papers, self._starts = segment.file[f"{field}.papers"], segment.file[f"{field}.papers.starts"]
        self._of, self._of_starts = segment.file[f"{field}.of"], segment.file[f"{field}.of.starts"]
        self._kept: list[int] = []

    def most_frequent(self, docset: int, most: int, few: bool) -> tuple[Mapping[str, int], int]:
        """The first `most` names with exact counts, and how many names there are.

        Of many papers the second is how many names all papers have: an upper bound.
        """
        if few:
            rows = (self._of[self._of_starts[n] : self._of_starts[n + 1]] for n in docsets.documents(docset))
            counts = Counter(chain.from_iterable(rows))
            found = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:most]
            return {self._names.text(n): count for n, count in found}, len(counts)
        found = self._most_of_many(docset, most)
        return {self._names.text(n): count for n, count in found}, len(self._names)

    def _most_of_many(self, docset: int, most: int) -> list[tuple[int, int]]:
        """One name after the other, until the next is on too few papers to be among the first."""
        found: list[tuple[int, int]] = []
        least = 0
        often = self._often()
        for n, kept in enumerate(often):
            found.append((n, (kept & docset).bit_count()))
        flags = docsets.flags(docset, self.segment.size).__getitem__
        counts, papers, starts = self._names.counts, self._papers, self._starts
        for n in range(len(often), len(counts)):
            if len(found) >= 2 * most:
                found.sort(key=lambda pair: (-pair[1], pair[0]))
                del found[most:]
                least = found[-1][1]
            if counts[n] <= least:
                break
            count = sum(map(flags, papers[starts[n] : starts[n + 1]]))
            if count > least:
                found.append((n, count))
        found.sort(key=lambda pair: (-pair[1], pair[0]))
        return [pair for pair in found[:most] if pair[1]]

    def _often(self) -> list[int]:
        """The docsets of the names that are on many papers, made on first use."""
        if not self._kept:
            for n, count in enumerate(self._names.counts):
                if count <= _OFTEN or n >= _OFTEN:
                    break
                papers = self._papers[self._starts[n] : self._starts[n + 1]]
                self._kept.append(docsets.make(papers, self.segment.size))
        return self._kept
