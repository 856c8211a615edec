"""The names that most papers of a set have: authors and affiliations, too many to ask for each.

Names are numbered by how many papers have them, and each paper's names ascend. Most names are on one paper
alone: those are only counted. The papers of a small set tell their names; of a set that nearly all papers
are in, the others tell what it lacks. In between, the papers of names are looked up, only as far down as a
name can still come among the first: one on few papers cannot come before one on more papers of the set."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, reduce
from heapq import nsmallest
from itertools import chain, compress, islice, pairwise
from operator import inv, itemgetter, or_
from typing import NamedTuple

from search import docsets, planes
from search.names import value_key
from search.segment import Segment

FEW = 1_500
"""Up to so many papers, how many names they have is counted exactly."""
TELLING = 40
"""Counting the names on a paper takes so many times as long as looking a paper up in a set."""
_OFTEN = 250
"""A name on more papers than this has its docset kept."""
_HANDFUL = 1 << 20
"""Where names times papers are no more than this, so has every name."""
_ASKED_ALONE = 100
"""So many papers are quicker asked for by themselves than from a row of flags."""
_ASKED_FOR_A_NAME = 8
"""Papers that are asked for the number of a name, after its words have been found in them."""
_KEPT = 5_000
"""Names that were shown are kept as texts, as long as they are not more."""
_KEPT_LOOKUPS = 100_000
"""So many papers of names are kept as places to look at; 4 MB."""
_STEPS = (128, 64, 32, *range(16, 1, -1))
"""Names on so many papers or more are looked at before those on fewer."""


class Sighting(NamedTuple):
    """A name as a segment knows it: by a number, or (-1) only within longer names."""

    number: int
    within: int
    """The papers with longer names around it, if it has no number."""
    papers: Sequence[int]
    """The papers that count for it, if it has one."""

    @property
    def frequency(self) -> int:
        """On how many papers it is."""
        return len(self.papers) + self.within.bit_count()

    def among(self, docset: int, raw: bytes) -> int:
        """On how many papers of a set it is; the set also as bytes, in which few are quicker looked up."""
        if self.within:
            return (self.within & docset).bit_count()
        last = 8 * len(raw)
        return sum(raw[n >> 3] >> (n & 7) & 1 for n in self.papers if n < last)


class Names:
    """The values of one facet of names in one segment."""

    def __init__(self, segment: Segment, field: str, telling: int = TELLING) -> None:
        self.segment, self._field, self._telling = segment, field, telling
        self._names = segment.lexicon(f"{field}.names")
        self._counts: Sequence[int] = self._names.counts
        self._papers, self._starts = segment.file[f"{field}.papers"], segment.file[f"{field}.papers.starts"]
        self._of = segment.file.copied(f"{field}.of")
        self._of_starts = segment.file.copied(f"{field}.of.starts")
        self._texts: dict[int, str] = {}
        self._lookups: dict[int, Callable[[bytes], tuple[int, ...]]] = {}
        self._shared = bisect_right(self._counts, -2, key=int.__neg__)
        """How many names are on two papers or more: those with lower numbers."""
        self._alone = bytes(segment.file[f"{field}.alone"])
        """How many names each paper has that no other has; 255 of those that have more."""
        self._sharing = int.from_bytes(segment.file[f"{field}.sharing"], "little")
        """The papers that have other names as well."""

    def __len__(self) -> int:
        return len(self._names)

    def counts_all(self, docset: int) -> bool:
        """Whether `most_frequent` counts exactly how many names the papers of a set have."""
        return docset.bit_count() <= FEW or len(self._often) == len(self)

    def most_frequent(self, docset: int, most: int) -> tuple[Sequence[tuple[int, int]], int]:
        """The first `most` names by their numbers, with exact counts, and how many names there are.

        The second is exact where `counts_all` says so; else it is how many names all papers have, an upper
        bound.
        """
        counts: Mapping[int, int]
        if len(self._often) == len(self):
            counts = {n: count for n, count in self._of_frequent(docset).items() if count}
            distinct = len(counts)
        elif docset.bit_count() > FEW:
            counts, distinct = self._of_many(docset, most), len(self)
        else:
            counts = self._on(docsets.documents(docset & self._sharing))
            distinct = len(counts) + self._alone_in(docset)
        found = _first(counts, most)
        if len(found) < min(most, distinct):
            found += [(n, 1) for n in self._first_alone(docset, most - len(found))]
        return found, distinct

    def text(self, name: int) -> str:
        """A name as it is written."""
        text = self._texts.get(name)
        if text is None:
            if len(self._texts) > _KEPT:
                self._texts.clear()
            text = self._texts[name] = self._names.text(name)
        return text

    def of(self, paper: int) -> Sequence[int]:
        """The names that a paper counts for."""
        return self._of[self._of_starts[paper] : self._of_starts[paper + 1]]

    def find(self, key: str) -> Sighting:
        """What this segment knows of a name, given by its key.

        Its words lead to papers. One with a longer name around this one counts for it as well, so any of them
        knows its number.
        """
        words = key.split(" ")
        having = self.segment.all_of(self._field, words)
        number = self._known_by(key, having)
        if number < 0 and having and len(words) > 1:  # the words may stand in different names
            having = self.segment.phrase(self._field, words, 1, having)
            number = self._known_by(key, having)
        papers = self._papers[self._starts[number] : self._starts[number + 1]] if number >= 0 else ()
        return Sighting(number, 0 if number >= 0 else having, papers)

    def _known_by(self, key: str, papers: int) -> int:
        """The number of a name if one of the first of some papers has it, else -1."""
        for _ in range(_ASKED_FOR_A_NAME):
            lowest = papers & -papers
            for number in self.of(lowest.bit_length() - 1) if lowest else ():
                if value_key(self._field, self.text(number)) == key:
                    return number
            papers ^= lowest
        return -1

    def _of_many(self, docset: int, most: int) -> Mapping[int, int]:
        """How many papers of the set have each name; of names on several papers, the first ones at least."""
        here, lacking = docset & self._sharing, self._sharing & ~docset
        count, gone = here.bit_count(), lacking.bit_count()
        if min(count, gone) * self._telling > self._looked_up(docset, most):
            return self._by_name(docset, most)
        if count <= gone:
            return self._on(docsets.documents(here))
        return self._but(self._on(docsets.documents(lacking)), most)

    def _looked_up(self, docset: int, most: int) -> int:
        """About how many papers are looked up by name: those of all names that are on more papers than the
        last one shown can be expected to be on in the set; and a row of flags is made."""
        last = self._counts[min(most, len(self._counts)) - 1] * docset.bit_count() // self.segment.size
        names = bisect_right(self._counts, -max(last, 2), key=int.__neg__)
        often = len(self._often)
        return self._starts[max(names, often)] - self._starts[often] + self.segment.size // 15

    def _on(self, papers: Iterable[int]) -> Counter[int]:
        """How many of the papers have each name that is on several papers."""
        of, starts, alone = self._of, self._of_starts, self._alone
        return Counter(chain.from_iterable([of[starts[n] : starts[n + 1] - alone[n]] for n in papers]))

    def _but(self, lacking: Mapping[int, int], most: int) -> dict[int, int]:
        """The first names of all papers but some, given what those have; names ascend by their frequency."""
        found: dict[int, int] = {}
        for start in range(0, self._shared, most):
            end = min(start + most, self._shared)
            for n in range(start, end):
                if count := self._counts[n] - lacking.get(n, 0):
                    found[n] = count
            best = _first(found, most)
            if end < self._shared and len(best) == most and best[-1][1] >= self._counts[end]:
                break
        return found

    def _alone_in(self, docset: int) -> int:
        """How many names the papers of a set have that no other paper has."""
        return sum((plane & docset).bit_count() << bit for bit, plane in enumerate(self._alone_planes))

    @cached_property
    def _alone_planes(self) -> list[int]:
        """Bit k of every paper's number of such names, as one int."""
        return planes.of_numbers(self._alone)

    def _first_alone(self, docset: int, most: int) -> Sequence[int]:
        """The first names that only one paper has, one of the set."""
        if docset.bit_count() > FEW:
            papers = self._papers[self._starts[self._shared] :]
            inside: Iterable[int]
            if len(papers) < _ASKED_ALONE:
                inside = (docset >> n & 1 for n in papers)
            else:
                inside = map(docsets.flags(docset, self.segment.size).__getitem__, papers)
            return list(islice(compress(range(self._shared, len(self)), inside), most))
        having = docset & reduce(or_, self._alone_planes, 0)
        ends = [(self._of_starts[n + 1], self._alone[n]) for n in docsets.documents(having)]
        return nsmallest(most, chain.from_iterable([self._of[end - own : end] for end, own in ends]))

    def _by_name(self, docset: int, most: int) -> Mapping[int, int]:
        """Name after name, until none further down can be among the first."""
        digits = f"{docset:0{self.segment.size}b}".encode()
        best = _first(self._of_frequent(docset), most)
        start = len(self._often)
        for least in _STEPS:
            floor = best[-1][1] if len(best) == most else 0
            if start == self._shared or floor >= self._counts[start]:
                break
            end = bisect_right(self._counts, -least, start, self._shared, key=int.__neg__)
            if end - start >= most or least == _STEPS[-1]:
                here = enumerate(self._inside(start, end, digits), start)
                best = _first(dict(best) | {n: count for n, count in here if count > floor}, most)
                start = end
        return dict(best)

    def _inside(self, start: int, end: int, digits: bytes) -> Iterable[int]:
        """How many papers of a set each of some names has; the set as binary digits, the last paper first."""
        inside = bytes(self._looked_up_in(start, end)(digits)).translate(docsets.ZERO_ONE)
        each = self._counts[start]
        if each == self._counts[end - 1] < 256:  # side by side in one int, their flags are added all at once
            columns = (int.from_bytes(inside[at::each], "little") for at in range(each))
            return sum(columns).to_bytes(end - start, "little")
        first, starts = self._starts[start], self._starts[start : end + 1].tolist()
        return [inside.count(1, at - first, after - first) for at, after in pairwise(starts)]

    def _looked_up_in(self, start: int, end: int) -> Callable[[bytes], tuple[int, ...]]:
        """Looks the papers of some names up in binary digits. Every set is asked in the same steps, so it is
        kept, but for the many names that are hardly ever reached among many papers."""
        known = self._lookups.get(start)
        if known is None:
            after = self._starts[end]
            known = itemgetter(*map(inv, self._papers[self._starts[start] : after]))
            if after - self._starts[len(self._often)] <= _KEPT_LOOKUPS:
                self._lookups[start] = known
        return known

    def _of_frequent(self, docset: int) -> dict[int, int]:
        return {n: (kept & docset).bit_count() for n, kept in enumerate(self._often)}

    @cached_property
    def _often(self) -> list[int]:
        """The docsets of the names that are on many papers."""
        kept = []
        every = len(self) * self.segment.size <= _HANDFUL
        for n, count in enumerate(self._counts):
            if not every and (count <= _OFTEN or n >= _OFTEN):
                break
            kept.append(docsets.make(self._papers[self._starts[n] : self._starts[n + 1]], self.segment.size))
        return kept


def _first(counts: Mapping[int, int], most: int) -> list[tuple[int, int]]:
    """The `most` names with the highest counts, equals by their numbers; none with a count of 0."""
    least = max(min(sorted(counts.values(), reverse=True)[:most], default=1), 1)
    best = [pair for pair in counts.items() if pair[1] > least]
    best.sort(key=lambda pair: (-pair[1], pair[0]))
    equal = nsmallest(most - len(best), [n for n, count in counts.items() if count == least])
    return [*best, *((n, least) for n in equal)]
