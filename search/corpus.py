"""All segments of an index as one shelf of documents: docsets over all of them, cached within bounds."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from search import docsets
from search.fields import STEMMED
from search.forms import Forms
from search.fuzzy import neighbours
from search.segment import NO_LIMIT, Segment
from search.words import stem, tokens

if TYPE_CHECKING:
    from parser import PaperKey

CACHE_BYTES = 16 << 20


class Corpus:
    """The documents of the first segment come first, then those of the second, and so on."""

    def __init__(self, segments: Sequence[Segment], deleted: Sequence[Iterable[int]]) -> None:
        self.segments = segments
        self.offsets: list[int] = []
        self.size = 0
        gone = 0
        for segment, numbers in zip(segments, deleted, strict=True):
            self.offsets.append(self.size)
            gone |= docsets.make(numbers, segment.size) << self.size
            self.size += segment.size
        self.live = docsets.span(0, self.size) & ~gone
        self._cache = _Cache(CACHE_BYTES)

    # Documents of a leaf

    def term(self, field: str, text: str) -> int:
        """The documents that have a term."""
        return self._cache.get(("term", field, text), lambda: self._joined(lambda s: s.term(field, text)))

    def starting(self, field: str, prefix: str) -> int:
        """The documents with a word that begins so, or with another word of the same stem as such a word."""
        return self._cache.get(("starting", field, prefix), lambda: self._starting(field, prefix))

    def _starting(self, field: str, prefix: str) -> int:
        more = {stem(prefix)} if field in STEMMED else set()
        if len(self.segments) < 2 or field not in STEMMED:
            return self._joined(lambda s: s.starting(field, prefix, more))
        lent, everywhere = self._forms.starting(prefix)
        docset = self.segments[0].starting(field, prefix, more | lent)
        more |= everywhere
        for segment, offset in zip(self.segments[1:], self.offsets[1:], strict=True):
            docset |= segment.starting(field, prefix, more) << offset
        return docset

    @cached_property
    def _forms(self) -> Forms:
        return Forms(self.segments[0], self.segments[1:])

    def near(self, field: str, word: str) -> int:
        """The documents with a word that is at most one letter away."""
        return self._cache.get(("near", field, word), lambda: self._near(field, word))

    def _near(self, field: str, word: str) -> int:
        terms = self.terms_near(field, word)  # a term of one segment may be the stem of a word in another
        return self._joined(lambda s: s.union(field, s.lexicon(field).known(terms).values()))

    def between(self, field: str, low: str | None, high: str | None) -> int:
        """The documents with a value from `low` to `high`."""
        return self._cache.get(
            ("between", field, low, high), lambda: self._joined(lambda s: s.between(field, low, high))
        )

    def phrase(self, field: str, words: Sequence[str], slop: int = 1, within: int = NO_LIMIT) -> int:
        """The documents with a phrase; only those in `within`, if it is given."""
        key = ("phrase", field, tuple(words), slop)
        if within == NO_LIMIT or key in self._cache:
            return self._cache.get(key, lambda: self._joined(lambda s: s.phrase(field, words, slop))) & within
        docset = 0
        for segment, offset in zip(self.segments, self.offsets, strict=True):
            here = (within >> offset) & docsets.span(0, segment.size)
            docset |= segment.phrase(field, words, slop, here) << offset
        return docset

    def name(self, field: str, name: str) -> int:
        """The documents with an author or affiliation of that name."""
        words = tokens(name)
        return self.phrase(field, words) if len(words) > 1 else self.term(field, words[0] if words else "")

    def parted(self, docset: int) -> Iterator[tuple[int, int]]:
        """The number of each segment that has documents of a set, and these."""
        for number, segment in enumerate(self.segments):
            if here := docset & docsets.span(0, segment.size):
                yield number, here
            docset >>= segment.size

    def _joined(self, ask: Callable[[Segment], int]) -> int:
        docset = 0
        for segment, offset in zip(self.segments, self.offsets, strict=True):
            docset |= ask(segment) << offset
        return docset

    def forget(self) -> None:
        """Empties the cache."""
        self._cache.clear()

    # Terms

    def terms_starting(self, field: str, prefix: str) -> set[str]:
        """The terms that `starting` looks for."""
        found = {
            segment.lexicon(field).text(number)
            for segment in self.segments
            for number in segment.numbers_starting(field, prefix)
        }
        return found | {stem(prefix)} if field in STEMMED else found

    def terms_near(self, field: str, word: str) -> set[str]:
        """The terms that `near` looks for."""
        words = neighbours(word)
        return {
            segment.lexicon(field).text(number)
            for segment in self.segments
            for number in segment.numbers_of_words(field, words)
        }

    def frequency(self, field: str, text: str) -> int:
        """How many documents have a term, deleted ones included."""
        found = ((s.lexicon(field), s.lexicon(field).find(text)) for s in self.segments)
        return sum(lexicon.counts[number] for lexicon, number in found if number >= 0)

    # Papers

    def place(self, document: int) -> tuple[Segment, int]:
        """The segment of a document and its number there."""
        which = bisect_right(self.offsets, document) - 1
        return self.segments[which], document - self.offsets[which]

    def key(self, document: int) -> PaperKey:
        """The key of a document."""
        segment, number = self.place(document)
        return segment.key(number)

    def keys_of(self, documents: Sequence[int]) -> list[PaperKey]:
        """The keys of some documents."""
        if not self.segments:
            return []
        end = self.segments[0].size
        if max(documents, default=0) < end:
            return self.segments[0].keys_of(documents)
        keys = iter(self.segments[0].keys_of([n for n in documents if n < end]))
        return [next(keys) if n < end else self.key(n) for n in documents]

    def keys(self) -> Iterator[str]:
        """The keys of all documents, deleted ones included."""
        for segment in self.segments:
            for number in range(segment.size):
                yield segment.key(number)

    def find_key(self, key: str) -> int:
        """The living document with that key, or -1."""
        for segment, offset in zip(self.segments, self.offsets, strict=True):
            number = segment.find_key(key)
            if number >= 0 and self.live >> (offset + number) & 1:
                return offset + number
        return -1

    @cached_property
    def dated(self) -> int:
        """The documents that have a date."""
        docset = 0
        for segment, offset in zip(self.segments, self.offsets, strict=True):
            docset |= segment.between("date", None, None) << offset
        return docset


class _Cache:
    """Docsets by what they answer, the least recently used dropped first; bounded in bytes."""

    def __init__(self, most: int) -> None:
        self._most, self._bytes = most, 0
        self._known: OrderedDict[Hashable, int] = OrderedDict()

    def __contains__(self, key: Hashable) -> bool:
        return key in self._known

    def get(self, key: Hashable, make: Callable[[], int]) -> int:
        """The docset for a key, made if it is not known."""
        if key in self._known:
            self._known.move_to_end(key)
            return self._known[key]
        docset = self._known[key] = make()
        self._bytes += docset.bit_length() // 8 + 100
        while self._bytes > self._most:
            _, dropped = self._known.popitem(last=False)
            self._bytes -= dropped.bit_length() // 8 + 100
        return docset

    def clear(self) -> None:
        """Forgets everything."""
        self._known.clear()
        self._bytes = 0
