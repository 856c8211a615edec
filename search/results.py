"""The papers of a docset in an order, as sequences that work only for what is looked at."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import compress, islice
from typing import TYPE_CHECKING, overload

from search import docsets
from search.answer import Sort
from search.lexicon import Lexicon

if TYPE_CHECKING:
    from parser import PaperKey
    from search.corpus import Corpus
    from search.owned import OwnDocsets
    from search.segment import Segment


_SPARSE = 20
"""Of fewer papers than one in so many, each is asked for its place; else the whole order is gone through."""
_FAR = 4_000_000
"""A number above every day's: so that later days sort first, and no day last."""


class Found(Sequence["PaperKey"]):
    """Keys of papers in order; `window` gives the document numbers of a slice."""

    def __init__(self, corpus: Corpus, count: int, window: Callable[[int, int], Sequence[int]]) -> None:
        self._corpus, self._count, self._window = corpus, count, window

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, where: int) -> PaperKey: ...
    @overload
    def __getitem__(self, where: slice) -> Sequence[PaperKey]: ...
    def __getitem__(self, where: int | slice) -> PaperKey | Sequence[PaperKey]:
        if isinstance(where, int):
            at = where + self._count if where < 0 else where
            if not 0 <= at < self._count:
                raise IndexError(where)
            return self._corpus.key(self._window(at, at + 1)[0])
        start, stop, step = where.indices(self._count)
        if step != 1:
            return [self[at] for at in range(start, stop, step)]
        return self._corpus.keys_of(self._window(start, stop)) if stop > start else []

    def __iter__(self) -> Iterator[PaperKey]:
        for start in range(0, self._count, 512):
            yield from self[start : start + 512]


class Lazily:
    """Numbers from an iterator, kept as far as anybody has looked."""

    def __init__(self, numbers: Iterable[int]) -> None:
        self._source, self._kept = iter(numbers), array("I")

    def __call__(self, start: int, stop: int) -> Sequence[int]:
        if stop > len(self._kept):
            self._kept.extend(islice(self._source, stop - len(self._kept)))
        return self._kept[start:stop]


class Woven:
    """A set of documents in their own order, with others put in: each (before which document, its number)."""

    def __init__(self, docset: int, others: Sequence[tuple[int, int]]) -> None:
        self._docset, self._others = docset, others
        self._raw = docset.to_bytes((docset.bit_length() + 7) >> 3, "little")
        self._places: list[int] = []
        """Where the others come to stand, as far as anybody has looked."""
        self._byte, self._passed = 0, 0

    def __call__(self, start: int, stop: int) -> Sequence[int]:
        places = self._places
        while len(places) < len(self._others) and (not places or places[-1] < stop):
            places.append(self._before(self._others[len(places)][0]) + len(places))
        first, last = bisect_left(places, start), bisect_left(places, stop)
        numbers = docsets.part(self._docset, start - first, stop - last)
        for place, (_, number) in zip(places[first:last], self._others[first:last], strict=True):
            numbers.insert(place - start, number)
        return numbers

    def _before(self, number: int) -> int:
        """How many documents of the set come before one; asked in ascending order."""
        at = number >> 3
        self._passed += int.from_bytes(self._raw[self._byte : at], "little").bit_count()
        self._byte = at
        last = int.from_bytes(self._raw[at : at + 1], "little")
        return self._passed + (last & docsets.span(0, number & 7)).bit_count()


class Orders:
    """The orders of one corpus."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self._known_places: dict[Sort, Sequence[int]] = {}

    def found(self, docset: int, sort: Sort, own: OwnDocsets) -> Found:
        """The documents of a set in order; RELEVANCE is the business of `search.ranking`."""
        if sort is Sort.OLDEST:
            window = self._oldest(docset)
        elif sort in (Sort.TITLE, Sort.AUTHOR):
            window = self._permuted(docset, sort)
        elif sort in (Sort.ADDED, Sort.QUEUE):
            window = self._owned(docset, own.order(sort))
        else:
            window = self._newest(docset)
        return Found(self.corpus, docset.bit_count(), window)

    def newest(self, docset: int) -> Iterable[int]:
        """The documents of a set, newest first."""
        if len(self.corpus.segments) == 1:
            return docsets.documents(docset)
        flags = docsets.flags(docset, self.corpus.size)
        return compress(self.by_day, map(flags.__getitem__, self.by_day))

    def _newest(self, docset: int) -> Callable[[int, int], Sequence[int]]:
        """Documents of the first segment are in this order already; the others are put in."""
        end = self.corpus.segments[0].size if self.corpus.segments else 0
        later = docset >> end
        if not later:
            return lambda start, stop: docsets.part(docset, start, stop)
        added = [(place, n) for place, _, n in self._added_by_day if later >> (n - end) & 1]
        return Woven(docset & docsets.span(0, end), added)

    def _oldest(self, docset: int) -> Callable[[int, int], Sequence[int]]:
        """The reverse, but papers without a date come last again."""
        dated = list(self.newest(docset & self.corpus.dated))
        dated.reverse()
        dated += self.newest(docset & ~self.corpus.dated)
        return lambda start, stop: dated[start:stop]

    def _permuted(self, docset: int, sort: Sort) -> Callable[[int, int], Sequence[int]]:
        if docset.bit_count() * _SPARSE < self.corpus.size:
            numbers = sorted(docsets.documents(docset), key=self._places(sort).__getitem__)
            return lambda start, stop: numbers[start:stop]
        order = self._all(sort)
        flags = docsets.flags(docset, self.corpus.size)
        return Lazily(compress(order, map(flags.__getitem__, order)))

    def _all(self, sort: Sort) -> Sequence[int]:
        if sort is Sort.TITLE:
            return self.by_title
        return self.by_author if sort is Sort.AUTHOR else self.by_day

    def _places(self, sort: Sort) -> Sequence[int]:
        """The place of every document in an order."""
        if sort not in self._known_places:
            places = array("I", bytes(4 * self.corpus.size))
            for place, number in enumerate(self._all(sort)):
                places[number] = place
            self._known_places[sort] = places
        return self._known_places[sort]

    def _owned(self, docset: int, order: Sequence[int]) -> Callable[[int, int], Sequence[int]]:
        named = [n for n in order if docset >> n & 1]
        rest = docset & ~docsets.make(named, self.corpus.size)
        numbers = [*named, *self.newest(rest)]
        return lambda start, stop: numbers[start:stop]

    @cached_property
    def by_day(self) -> Sequence[int]:
        """All documents, newest first; those of later segments after the others of their day."""
        return self._merged(None)

    @cached_property
    def by_title(self) -> Sequence[int]:
        """All documents by title."""
        return self._merged("by_title")

    @cached_property
    def by_author(self) -> Sequence[int]:
        """All documents by the first author's last name."""
        return self._merged("by_author")

    def _merged(self, name: str | None) -> Sequence[int]:
        """The first segment's order, with the documents of the small later ones put in where they belong."""
        if not self.corpus.segments:
            return ()
        first, *later = self.corpus.segments
        numbers: Sequence[int] = first.file[name] if name else range(first.size)
        if not later:
            return numbers
        merged = array("I")
        start = 0
        for place, _, number in self._added(name) if name else self._added_by_day:
            merged.extend(numbers[start:place])
            merged.append(number)
            start = place
        merged.extend(numbers[start:])
        return merged

    @cached_property
    def _added_by_day(self) -> Sequence[tuple[int, bytes, int]]:
        return self._added(None)

    def _added(self, name: str | None) -> Sequence[tuple[int, bytes, int]]:
        """The documents of later segments in an order: the place in the first segment's before which each
        belongs, its sort key, its number."""
        first, *later = self.corpus.segments
        return sorted(
            (place, key, offset + number)
            for segment, offset in zip(later, self.corpus.offsets[1:], strict=True)
            for place, key, number in (_by_name(first, segment, name) if name else _by_day(first, segment))
        )


def _by_name(first: Segment, segment: Segment, name: str) -> Iterator[tuple[int, bytes, int]]:
    """Where the documents of a later segment belong in the first one's order: (place, sort key, number)."""
    known, own = Lexicon(first.file, f"{name}.keys"), Lexicon(segment.file, f"{name}.keys")
    for at, number in enumerate(segment.file[name]):
        yield bisect_right(known, own[at]), own[at], number


def _by_day(first: Segment, segment: Segment) -> Iterator[tuple[int, bytes, int]]:
    days = first.file["days"]
    for number, day in enumerate(segment.file["days"]):
        yield bisect_right(days, -day, key=int.__neg__), (_FAR - day).to_bytes(4, "big"), number
