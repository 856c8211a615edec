"""One segment of the index, open for reading: which documents have a term, a beginning, a phrase."""

from __future__ import annotations

import mmap
from collections.abc import Iterable, Sequence
from functools import cached_property, reduce
from operator import or_
from pathlib import Path
from typing import TYPE_CHECKING, cast

from search import docsets, postings
from search.fields import STEMMED
from search.lexicon import Lexicon, sifted
from search.mapped import Mapped
from search.sequences import Sequences

if TYPE_CHECKING:
    from parser import PaperKey

NO_LIMIT = -1
SMALL = 128
"""Documents; of segments up to this size, as additions are, the sets of all terms of a field are kept."""
_MANY_MORE = 50
"""From so many further terms on it pays to leave those out that a beginning's ready set has."""


class Segment:
    """The documents are numbered from 0, newest first; deleted ones still count here."""

    def __init__(self, folder: Path, name: str) -> None:
        self.name = name
        self.file = Mapped(folder / f"{name}.desk")
        self.size: int = self.file.facts["documents"]
        self._lists, self._sets = _mapped(folder / f"{name}.pst"), _mapped(folder / f"{name}.sets")
        self._lexicons: dict[str, Lexicon] = {}
        self._docsets: dict[str, list[int]] = {}
        self._width = (self.size + 7) >> 3

    def lexicon(self, field: str) -> Lexicon:
        """The terms of a field; also `words` and `prefixes`."""
        known = self._lexicons.get(field)
        if known is None:
            known = self._lexicons[field] = Lexicon(self.file, field)
        return known

    # Terms

    def term(self, field: str, text: str) -> int:
        """The documents that have a term."""
        number = self.lexicon(field).find(text)
        return 0 if number < 0 else self.numbered(field, number)

    def numbered(self, field: str, number: int) -> int:
        """The documents that have the term of that number."""
        held = self._docsets.get(field)
        return self._read(field, number) if held is None else held[number]

    def _read(self, field: str, number: int) -> int:
        if ready := self.file[f"{field}.ready"][number]:
            return self._ready(ready)
        return docsets.make(postings.documents_of(self.block(field, number)), self.size)

    def all_of(self, field: str, terms: Iterable[str], within: int = NO_LIMIT) -> int:
        """The documents that have all of the terms; only those in `within`, if it is given."""
        docset = within if within != NO_LIMIT else docsets.span(0, self.size)
        for term in terms:
            docset &= self.term(field, term)
            if not docset:
                break
        return docset

    def union(self, field: str, numbers: Iterable[int]) -> int:
        """The documents that have any of the terms."""
        if self.size <= SMALL:
            return reduce(or_, map(self._held(field).__getitem__, numbers), 0)
        which = self.file[f"{field}.ready"]
        docset = 0
        rare: list[int] = []
        for number in numbers:
            if ready := which[number]:
                docset |= self._ready(ready)
            else:
                rare += postings.documents_of(self.block(field, number))
        return docset | docsets.make_many(rare, self.size)

    def _held(self, field: str) -> Sequence[int]:
        """The documents of every term of a small segment, read once many are asked for."""
        docsets_of = self._docsets.get(field)
        if docsets_of is None:
            docsets_of = [self._read(field, number) for number in range(len(self.lexicon(field)))]
            self._docsets[field] = docsets_of
        return docsets_of

    def between(self, field: str, low: str | None, high: str | None) -> int:
        """The documents with a value from `low` to `high`, both included."""
        if field == "date":
            return self._days_between(low, high)
        return self.union(field, range(*self.lexicon(field).between(low, high)))

    def _days_between(self, low: str | None, high: str | None) -> int:
        """Documents are in the order of their days, so a span of days is a span of numbers."""
        from bisect import bisect_left
        from datetime import date

        newest = date.fromisoformat(high).toordinal() if high else date.max.toordinal()
        oldest = date.fromisoformat(low).toordinal() if low else 1
        days = self.file["days"]
        start = bisect_left(days, -newest, key=int.__neg__)
        return docsets.span(start, bisect_left(days, -oldest + 1, start, key=int.__neg__))

    # Beginnings and neighbours of words

    def starting(self, field: str, prefix: str, more: Iterable[str] = ()) -> int:
        """The documents with a word that begins so; `more`: further terms that count as well."""
        numbers = set(self.lexicon(field).known(more).values())
        found = self.lexicon("prefixes").find(prefix) if field == "text" else -1
        if found < 0:
            return self.union(field, numbers.union(self.numbers_starting(field, prefix)))
        if len(numbers) > _MANY_MORE:
            numbers.difference_update(self.numbers_starting(field, prefix))
        return self._ready(self.file["prefixes.ready"][found]) | self.union(field, numbers)

    def numbers_starting(self, field: str, prefix: str) -> Iterable[int]:
        """The terms that words with this beginning have: in stemmed fields, the stems of such words."""
        if field not in STEMMED:
            return range(*self.lexicon(field).starting(prefix))
        start, end = self.lexicon("words").starting(prefix)
        return self._in_field(field, set(self.file["words.stems"][start:end]))

    def numbers_of_words(self, field: str, words: Iterable[str]) -> Iterable[int]:
        """The terms of some words, as far as they are known."""
        if field not in STEMMED:
            return {n for word in words if (n := self.lexicon(field).find(word)) >= 0}
        stems = self.file["words.stems"]
        return self._in_field(field, {stems[number] for number in self.numbers_known(words).values()})

    def numbers_known(self, words: Iterable[str]) -> dict[str, int]:
        """Those of many words that are known as they are written, with their numbers."""
        lexicon = self.lexicon("words")
        return lexicon.known(words if lexicon.is_held else sifted(words, self.file["words.sieve"]))

    def _in_field(self, field: str, stems: set[int]) -> Iterable[int]:
        """The numbers in a field's lexicon of stems given by their number in the combined field's."""
        if field == "text":
            return stems
        text, own = self.lexicon("text"), self.lexicon(field)
        return {n for stem in stems if (n := own.find(text.text(stem))) >= 0}

    # Phrases

    def phrase(self, field: str, words: Sequence[str], slop: int, within: int = NO_LIMIT) -> int:
        """The documents that have the terms one after the other, each at most `slop` places on.

        within: look only at these documents (the rest of the query has excluded the others).
        """
        place = "text" if field == "abstract" else field
        numbers = [self.lexicon(place).find(word) for word in words]
        if min(numbers) < 0:
            return 0
        candidates = self.all_of(field, set(words), within)
        if not candidates:
            return 0
        if field not in STEMMED or slop > 1:
            return self.by_positions(field, numbers, slop, candidates)
        found = self._in_sequence(numbers, docsets.documents(candidates), field)
        if not any(self._is_other_spelling(field, number) for number in numbers):
            return found
        return found | self.by_positions(field, numbers, slop, candidates & self.respelt & ~found)

    @cached_property
    def respelt(self) -> int:
        """Documents with a word that is found in two spellings."""
        return int.from_bytes(self.file["respelt"], "little")

    def _is_other_spelling(self, field: str, number: int) -> bool:
        """Whether a term may stand beside another at one place; sequences have only the other one."""
        if field == "title":
            number = self.lexicon("text").find(self.lexicon("title").text(number))
        return number in self._other_spellings

    @cached_property
    def _other_spellings(self) -> frozenset[int]:
        return frozenset(self.file["respelt.stems"])

    def _in_sequence(self, numbers: Sequence[int], candidates: Sequence[int], field: str) -> int:
        if field == "title":
            numbers = [self.lexicon("text").find(self.lexicon("title").text(n)) for n in numbers]
        return docsets.make_many(self.sequences.containing(numbers, candidates, field), self.size)

    @cached_property
    def sequences(self) -> Sequences:
        """The papers' stems in reading order."""
        return Sequences(self.file)

    def by_positions(self, field: str, numbers: Sequence[int], slop: int, candidates: int) -> int:
        """The plain way: the positions in Whoosh's posting lists, one term after the other."""
        if not candidates:
            return 0
        place = "text" if field == "abstract" else field
        reached: dict[int, set[int]] = {}
        for turn, number in enumerate(numbers):
            here: dict[int, set[int]] = {}
            for n, positions in self.positions(place, number, candidates):
                if turn:
                    back = reached.get(n, ())
                    positions = {p for p in positions if any(p - gap in back for gap in range(1, slop + 1))}
                elif field == "abstract":
                    low, high = self.file["sequence.titles"][n], self.file["sequence.abstracts"][n]
                    positions = {p for p in positions if low < p < high}
                if positions:
                    here[n] = set(positions)
            reached = here
        if field == "abstract":
            ends = self.file["sequence.abstracts"]
            reached = {
                n: left for n, places in reached.items() if (left := {p for p in places if p < ends[n]})
            }
        return docsets.make(reached, self.size)

    def positions(self, field: str, number: int, among: int) -> Iterable[tuple[int, Iterable[int]]]:
        """The positions of a term in those of its documents that are among the given ones."""
        documents, _, values = postings.read(self.block(field, number))
        wanted = set(docsets.documents(among))
        for n, value in zip(documents, values, strict=True):
            if n in wanted:
                yield n, postings.positions_of(value)

    # Raw

    def block(self, field: str, number: int) -> bytes:
        """The posting list of a term as it stands in Whoosh's file."""
        at = self.file[f"{field}.places"][number]
        return self._lists[at : at + self.file[f"{field}.sizes"][number]]

    def _ready(self, number: int) -> int:
        at = number * self._width
        return int.from_bytes(self._sets[at : at + self._width], "little")

    # Papers

    def key(self, document: int) -> PaperKey:
        """The key of a document."""
        return self.keys_of((document,))[0]

    def keys_of(self, documents: Iterable[int]) -> list[PaperKey]:
        """The keys of some documents."""
        keys = self.file["keys"]
        width = len(keys) // self.size
        found = [str(keys[n * width : (n + 1) * width], "utf-8").rstrip("\0") for n in documents]
        return cast("list[PaperKey]", found)

    def find_key(self, key: str) -> int:
        """The document with that key, or -1."""
        ordered = self.file["keys.sorted"]
        low, high = 0, self.size
        while low < high:
            middle = (low + high) // 2
            if self.key(ordered[middle]) < key:
                low = middle + 1
            else:
                high = middle
        return ordered[low] if low < self.size and self.key(ordered[low]) == key else -1


def _mapped(path: Path) -> mmap.mmap:
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
