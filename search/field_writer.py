"""Posting lists written to a file, field by field, with what the term dictionary has to know of each."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from typing import BinaryIO, NamedTuple

from search import docsets
from search.lexicon import lexicon_parts
from search.lists import PostingList
from search.mapped import Writer
from search.postings import encode, encode_one, moved_info, pack_info, pickled_steps
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

    def of_common(self, documents: Sequence[int]) -> tuple[int, int]:
        """The number of a term's kept set and the set itself; for terms in more than `least` documents."""
        docset = docsets.make_many(documents, self.size)
        return self.keep(docset), docset


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
    rows: list[bytes]
    """Rows of Whoosh's term dictionary."""
    counts: bytes
    ready: bytes
    sizes: bytes
    places: bytes

    def moved(self, by: int, ready: int) -> FieldRows:
        """The same where the lists stand so many bytes further on, and their sets behind so many others."""
        sets = array("I", [number and number + ready for number in _array("I", self.ready)])
        places = array("Q", [at + by for at in _array("Q", self.places)])
        rows = [moved_info(row, at) for row, at in zip(self.rows, places, strict=True)]
        return self._replace(rows=rows, ready=sets.tobytes(), places=places.tobytes())

    def followed_by(self, rest: FieldRows) -> FieldRows:
        """The same with the terms of another share, all of which come later."""
        return FieldRows(
            self.terms + rest.terms,
            self.rows + rest.rows,
            self.counts + rest.counts,
            self.ready + rest.ready,
            self.sizes + rest.sizes,
            self.places + rest.places,
        )

    def finish(self, name: str, number: int, table: TermTable, beside: Writer) -> None:
        """Writes the rows of the term dictionary and our own lexicon."""
        table.add_all(number.to_bytes(2, "big"), self.terms, self.rows)
        beside.add_all(lexicon_parts(name, self.terms, _array("I", self.counts)))
        beside.add(f"{name}.places", _array("Q", self.places))
        beside.add(f"{name}.sizes", _array("I", self.sizes))
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
        self._rows: list[bytes] = []
        self._counts, self._ready, self._sizes, self._places = array("I"), array("I"), array("I"), array("Q")
        self._steps = b""
        self._alone: dict[int, tuple[bytes, int, int, int, int]] = {}
        """What was noted of a list of one document without values."""

    def add(self, one: PostingList, same_as: FieldWriter | None = None) -> None:
        """Writes one list; `same_as`: a field whose last list has the same documents."""
        term, documents, items, weights = one
        self._terms.append(term)
        if len(documents) == 1:
            self._add_one(documents, items, weights)
            return
        total, greatest = (sum(weights), max(weights)) if weights else (len(documents), 1)
        self._steps = same_as._steps if same_as else pickled_steps(documents)
        block = encode(documents, self._steps, weights, items, self._spread, greatest)
        at = self._out.write(block)
        number, docset = 0, 0
        if same_as:
            number = same_as._ready[-1]
        elif len(documents) > self._out.ready.least:
            number, docset = self._out.ready.of_common(documents)
        row = pack_info(at, len(block), total, documents, self._spread, greatest)
        self._note(row, len(documents), at, len(block), number)
        if self._keep:
            self.kept.append(docset if number else documents)

    def _add_one(self, documents: Sequence[int], item: bytes | None, weights: bytes | None) -> None:
        """The same for one document; without values, all terms that only it has share a list."""
        known = self._alone.get(documents[0]) if item is None else None
        if known is None:
            greatest = weights[0] if weights else 1
            block = encode_one(documents[0], weights, item, self._spread, greatest)
            at = self._out.write(block)
            row = pack_info(at, len(block), greatest, documents, self._spread, greatest)
            known = row, 1, at, len(block), 0
            if item is None:
                self._alone[documents[0]] = known
        self._note(*known)
        if self._keep:
            self.kept.append(documents)

    def _note(self, row: bytes, documents: int, at: int, size: int, ready: int) -> None:
        self._rows.append(row)
        self._counts.append(documents)
        self._places.append(at)
        self._sizes.append(size)
        self._ready.append(ready)

    def rows(self) -> FieldRows:
        """What was written."""
        return FieldRows(
            self._terms,
            self._rows,
            self._counts.tobytes(),
            self._ready.tobytes(),
            self._sizes.tobytes(),
            self._places.tobytes(),
        )


def filled(out: ListFile, lists: Iterable[PostingList], spread: tuple[int, int]) -> FieldRows:
    """Writes all lists of a field; spread: its least and its greatest length."""
    field = FieldWriter(out, spread)
    for one in lists:
        field.add(one)
    return field.rows()
