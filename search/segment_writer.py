"""Writes what an Inverter holds as one segment: the files that Whoosh reads, and one file beside them with
what makes answers fast. Loads Whoosh."""

from __future__ import annotations

import os
import pickle
import zlib
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from search._whoosh import load
from search.extras import Ready, write_extras
from search.invert import Inverter
from search.lexicon import lexicon_parts
from search.lists import PostingList, combined, marked, positioned
from search.mapped import Writer
from search.postings import encode, encode_one, pack_info, pickled_steps
from search.term_table import TermTable

_numeric: Any = load("whoosh.util.numeric")
_structfile: Any = load("whoosh.filedb.structfile")
_codec: Any = load("whoosh.codec.whoosh3")
_columns: Any = load("whoosh.columns")

BESIDE, SETS = ".desk", ".sets"
"""The suffixes of the files beside Whoosh's own: arrays, and sets of documents kept ready."""
_TOGETHER = 5_000
"""Posting lists that are written in one go."""
Step = Callable[[int], None]
"""Called now and then with the number of terms written since the last call."""


@dataclass(frozen=True, slots=True)
class Written:
    """A segment on disk."""

    name: str
    documents: int
    lengths: dict[str, int]
    """How many words each field has in all documents together."""


def write_segment(folder: Path, inverted: Inverter, step: Step | None = None) -> Written:
    """Writes the segment's files into a folder; nothing refers to them yet. Empties the inverter."""
    name = f"MAIN_{os.urandom(8).hex()}"
    lengths = {
        "text": inverted.lengths,
        "title": inverted.title.lengths,
        "author": inverted.author.lengths,
        "aff": inverted.aff.lengths,
    }
    coded = {field: _length_bytes(numbers) for field, numbers in lengths.items()}
    for field, raw in coded.items():
        (folder / f"{name}._{field}_len.col").write_bytes(raw)
    _write_stored(folder / f"{name}._stored.col", inverted.keys)
    totals = {field: sum(numbers) for field, numbers in lengths.items()}
    with (
        (folder / f"{name}.trm").open("wb") as terms,
        (folder / f"{name}.pst").open("wb") as lists,
        (folder / f"{name}{SETS}").open("wb") as sets,
        (folder / f"{name}{BESIDE}").open("wb") as file,
    ):
        beside, ready = Writer(file), Ready(sets, inverted.count)
        text = _write_lists(inverted, terms, _Out(lists, ready, step), coded, beside)
        for field, raw in coded.items():
            beside.add(f"{field}.lengths", raw)
        write_extras(beside, inverted, text.terms, text.kept, ready)
        beside.finish({"documents": inverted.count, "lengths": totals, "categories": inverted.categories})
    return Written(name, inverted.count, totals)


class _Out:
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


class _Field:
    """One field on its way to disk."""

    def __init__(self, out: _Out, spread: tuple[int, int] = (0, 0), keep: bool = False) -> None:
        self._out, self._spread, self._keep = out, spread, keep
        self.terms: list[str] = []
        self.kept: list[Sequence[int] | int] = []
        """Documents of every term, or its set where that is kept ready; only of a field that asks for it."""
        self.rows: list[bytes] = []
        self._counts, self._ready, self._sizes, self._places = array("I"), array("I"), array("I"), array("Q")
        self._steps = b""
        self._alone: dict[int, tuple[bytes, int, int, int, int]] = {}
        """What was noted of a list of one document without values."""

    def add(self, one: PostingList, same_as: _Field | None = None) -> None:
        """Writes one list; `same_as`: a field whose last list has the same documents."""
        term, documents, items, weights = one
        self.terms.append(term)
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
        self.rows.append(row)
        self._counts.append(documents)
        self._places.append(at)
        self._sizes.append(size)
        self._ready.append(ready)

    def finish(self, name: str, number: int, table: TermTable, beside: Writer) -> None:
        """Writes the rows of the term dictionary and our own lexicon."""
        table.add_all(number.to_bytes(2, "big"), self.terms, self.rows)
        beside.add_all(lexicon_parts(name, self.terms, self._counts))
        beside.add(f"{name}.places", self._places)
        beside.add(f"{name}.sizes", self._sizes)
        beside.add(f"{name}.ready", self._ready)
        self.rows.clear()


def _write_lists(
    inverted: Inverter, terms: BinaryIO, out: _Out, coded: dict[str, bytes], beside: Writer
) -> _Field:
    """Writes all fields; gives the combined one, with its documents."""
    table = TermTable(terms)
    numbers: dict[str, int] = {}

    def finish(name: str, field: _Field) -> None:
        numbers[name] = len(numbers)
        field.finish(name, numbers[name], table, beside)

    text, abstract = _Field(out, _spread(coded["text"]), keep=True), _Field(out)
    for one, within in combined(inverted):
        text.add(one)
        if within:
            abstract.add(PostingList(one.term, within, None, None), text if within is one.documents else None)
    spelt = list(inverted.numbers.stems)
    inverted.text.clear()
    finish("abstract", abstract)
    finish("aff", _filled(out, positioned(inverted.aff), coded["aff"]))
    finish("author", _filled(out, positioned(inverted.author), coded["author"]))
    for name, places in sorted(inverted.values.items()):
        finish(name, _filled(out, marked(places), b""))
    finish("text", text)
    finish("title", _filled(out, positioned(inverted.title, spelt), coded["title"]))
    table.finish(numbers)
    out.flush()
    return text


def _filled(out: _Out, lists: Iterator[PostingList], lengths: bytes) -> _Field:
    field = _Field(out, _spread(lengths))
    for one in lists:
        field.add(one)
    return field


def _spread(coded: bytes) -> tuple[int, int]:
    """The least and the greatest field length."""
    return min(coded, default=0), max(coded, default=0)


def _length_bytes(lengths: Iterable[int]) -> bytes:
    """Field lengths in Whoosh's byte code."""
    known = {length: _numeric.length_to_byte(length) for length in set(lengths)}
    return bytes(map(known.__getitem__, lengths))


class _Unclosed(_structfile.StructFile):  # type: ignore[misc]
    """Whoosh closes what it has written; the file belongs to the caller."""

    def close(self) -> None:
        self.flush()


def _write_stored(path: Path, keys: Iterable[str]) -> None:
    """The stored fields as stock Whoosh reads them: the key of every document."""
    with path.open("wb") as file:
        writer = _columns.VarBytesColumn().writer(_Unclosed(file))
        count = 0
        for number, key in enumerate(keys):  # Whoosh expects deflated pickles; level 0 only wraps them
            writer.add(number, zlib.compress(pickle.dumps({"key": key}, 2), 0))
            count = number + 1
        writer.finish(count)


def whoosh_segment(written: Written, deleted: Iterable[int] = ()) -> Any:
    """Whoosh's own description of a segment, for its table of contents."""
    segment = _codec.W3Segment(
        _codec.W3Codec(), "MAIN", written.documents, written.name.removeprefix("MAIN_")
    )
    segment._fieldlengths = dict(written.lengths)
    segment._deleted = set(deleted) or None
    return segment
