"""Posting lists written to a file, field by field, with what the term dictionary has to know of each."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from typing import BinaryIO, NamedTuple

from search import docsets
from search.lexicon import lexicon_parts
from search.lists import PostingList
from search.mapped import Writer
from search.postings import encode, encode_one
from search.term_info import COUNT, FACTS, INFO_SIZE, PLACE, SIZE, info_rows
from search.term_table import TermTable

COMMON = 64
"""A term in more than one of so many documents has its set of documents kept ready."""
_TOGETHER = 5_000
"""Posting lists that are written in one go."""
Step = Callable[[int], None]
"""Called now and then with the number of terms written since the last call."""


class Ready:
    """Sets of documents written one after the other, all of one width; number 0 is the empty one."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self.size, self.count = size, 0
        self._file = file
        self.width = (size + 7) >> 3
        self.least = max(size // COMMON, 32)
        file.write(bytes(self.width))

    def keep(self, docset: int) -> int:
        """Keeps a set and gives its number."""
        self._file.write(docset.to_bytes(self.width, "little"))
        self.count += 1
        return self.count

    def without(self, docset: int, documents: Sequence[int]) -> int:
        """A set without some documents."""
        return docset & ~docsets.make(documents, self.size)


class ListFile:
    """The file of posting lists, and the sets of documents kept ready."""

    def __init__(self, file: BinaryIO, ready: Ready, step: Step | None) -> None:
        self.ready, self.at = ready, 0
        self._file, self._step = file, step
        self._waiting: list[bytes] = []

    def write(self, block: bytes) -> int:
        """Writes a block and gives its place."""
        at = self.at
        self._waiting.append(block)
        self.at += len(block)
        if len(self._waiting) >= _TOGETHER:
            self.flush()
        return at

    def flush(self) -> None:
        """Writes what waits."""
        self._file.write(b"".join(self._waiting))
        if self._step:
            self._step(len(self._waiting))
        self._waiting.clear()


class FieldRows(NamedTuple):
    """What is known of a field whose lists are written; in plain values, which can be sent to a process."""

    terms: list[str]
    spread: tuple[int, int]
    """The least and the greatest length of the field."""
    facts: bytes
    """Of each list: numbers of eight bytes each, as `search.term_info` names them."""
    ready: bytes
    """Of each list the number of its set kept ready, or 0."""

    def moved(self, by: int, ready: int) -> FieldRows:
        """The same where the lists stand so many bytes further on, and their sets behind so many others."""
        sets = array("I", [number and number + ready for number in _array("I", self.ready)])
        facts = _array("q", self.facts)
        facts[PLACE::FACTS] = array("q", [at + by for at in facts[PLACE::FACTS]])
        return self._replace(facts=facts.tobytes(), ready=sets.tobytes())

    def followed_by(self, rest: FieldRows) -> FieldRows:
        """The same with the terms of another share, all of which come later."""
        facts, ready = self.facts + rest.facts, self.ready + rest.ready
        return FieldRows(self.terms + rest.terms, self.spread, facts, ready)

    def finish(self, name: str, number: int, table: TermTable, beside: Writer) -> None:
        """Writes the rows of the term dictionary and our own lexicon."""
        facts = _array("q", self.facts)
        table.add_all(number.to_bytes(2, "big"), self.terms, info_rows(facts, self.spread), INFO_SIZE)
        beside.add_all(lexicon_parts(name, self.terms, facts[COUNT::FACTS]))
        beside.add(f"{name}.places", array("Q", facts[PLACE::FACTS]))
        beside.add(f"{name}.sizes", array("I", facts[SIZE::FACTS]))
        beside.add(f"{name}.ready", _array("I", self.ready))


def _array(code: str, raw: bytes) -> array[int]:
    made = array(code)
    made.frombytes(raw)
    return made


class FieldWriter:
    """Writes the posting lists of one field."""

    def __init__(self, out: ListFile, spread: tuple[int, int] = (0, 0), keep: bool = False) -> None:
        self._out, self._spread, self._keep = out, spread, keep
        self._terms: list[str] = []
        self.kept: list[Sequence[int] | int] = []
        """Documents of every term, or its set where that is kept ready; only of a field that asks for it."""
        self.number = self.docset = 0
        """The set of the last list, where it is kept ready, else 0."""
        self._facts, self._ready = array("q"), array("I")
        self._alone: dict[int, tuple[int, ...]] = {}
        """The facts of a list of one document without values."""

    def add(self, one: PostingList, number: int = 0, docset: int = 0) -> None:
        """Writes one list; number: that of its set, where it is kept already; docset: where it is known."""
        term, documents, steps, items, weights = one
        self._terms.append(term)
        count = len(documents)
        if count == 1:
            self._add_one(documents, items, weights)
            return
        total, greatest = (sum(weights), max(weights)) if weights else (count, 1)
        block = encode(documents, steps, weights, items, self._spread, greatest)
        at = self._out.write(block)
        self._facts.extend((total, greatest, count, documents[0], documents[-1], at, len(block)))
        ready = self._out.ready
        if count > ready.least and not number:
            docset = docset or docsets.make_many(documents, ready.size)
            number = ready.keep(docset)
        self._ready.append(number)
        self.number, self.docset = number, docset
        if self._keep:
            self.kept.append(docset if number else documents)

    def _add_one(self, documents: Sequence[int], item: bytes | None, weights: bytes | None) -> None:
        """The same for one document; without values, all terms that only it has share a list."""
        document = documents[0]
        known = self._alone.get(document) if item is None else None
        if known is None:
            greatest = weights[0] if weights else 1
            block = encode_one(document, weights, item, self._spread, greatest)
            known = greatest, greatest, 1, document, document, self._out.write(block), len(block)
            if item is None:
                self._alone[document] = known
        self._facts.extend(known)
        self._ready.append(0)
        self.number = self.docset = 0
        if self._keep:
            self.kept.append(documents)

    def rows(self) -> FieldRows:
        """What was written."""
        return FieldRows(self._terms, self._spread, self._facts.tobytes(), self._ready.tobytes())


def filled(out: ListFile, lists: Iterable[PostingList], spread: tuple[int, int]) -> FieldRows:
    """Writes all lists of a field; spread: its least and its greatest length."""
    field = FieldWriter(out, spread)
    for one in lists:
        field.add(one)
    return field.rows()
