"""Writes what an Inverter holds as one segment: the files that Whoosh reads, and one file beside them with
what makes answers fast. Loads Whoosh."""

from __future__ import annotations

import os
import pickle
import shutil
import zlib
from array import array
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, BinaryIO, Protocol

from search import invert
from search._whoosh import load
from search.combined import Combined
from search.combined_writer import CombinedRows, Order, write_share
from search.extras import write_papers, write_prefixes, write_words
from search.field_writer import FieldRows, ListFile, Ready, Step, filled
from search.invert import Inverter
from search.lists import marked, positioned
from search.mapped import Writer
from search.term_table import TermTable
from search.words import BREAK

_numeric: Any = load("whoosh.util.numeric")
_structfile: Any = load("whoosh.filedb.structfile")
_codec: Any = load("whoosh.codec.whoosh3")
_columns: Any = load("whoosh.columns")

Tell = Callable[[float], None]
"""Called now and then with how much of a segment is written, from 0 to 1."""
_ORDERED, _STORED, _PAPERS, _WORDS, _LISTS = 0.07, 0.11, 0.33, 0.46, 0.88
"""How much is done at the end of each stage, as measured with 100,000 papers."""
BESIDE, SETS = ".desk", ".sets"
"""The suffixes of the files beside Whoosh's own: arrays, and sets of documents kept ready."""


@dataclass(frozen=True, slots=True)
class Written:
    """A segment on disk."""

    name: str
    documents: int
    lengths: dict[str, int]
    """How many words each field has in all documents together."""


class Gatherer(invert.Gatherer, Protocol):
    """Whoever gathered the combined field, and writes its first share."""

    here: int
    """How many lists `written` writes in this process; 0 where another does so meanwhile."""

    def write(self, order: Order) -> Combined:
        """Asks for the lists to be written; gives the share that is left to whoever asks."""

    def written(self, step: Step | None) -> CombinedRows:
        """What was written; returns when it is."""

    def close(self) -> None:
        """Lets go of all that was gathered, written or not."""


class _Told:
    """Tells how far the writing is, in stages."""

    def __init__(self, tell: Tell | None) -> None:
        self._tell, self._start, self._end = tell, 0.0, 0.0

    def stage(self, upto: float) -> None:
        """The stage before is over; the next one ends at so much of the whole."""
        self._start, self._end = self._end, upto
        self.part(0)

    def part(self, done: float) -> None:
        """So much of the stage is done."""
        if self._tell:
            self._tell(self._start + (self._end - self._start) * min(done, 1.0))


def write_segment(folder: Path, inverted: Inverter, combined: Gatherer, tell: Tell | None = None) -> Written:
    """Writes the segment's files into a folder; nothing refers to them yet. Empties the inverter."""
    told = _Told(tell)
    told.stage(_ORDERED)
    name = f"MAIN_{os.urandom(8).hex()}"
    lengths = {
        "text": inverted.lengths,
        "title": inverted.title_lengths,
        "author": inverted.author.lengths,
        "aff": inverted.aff.lengths,
    }
    coded = {field: _length_bytes(numbers) for field, numbers in lengths.items()}
    words = sorted(inverted.numbers.keys() - {BREAK})
    lists, sets = folder / f"{name}.pst", folder / f"{name}{SETS}"
    order = Order(
        str(lists),
        str(sets),
        list(inverted.numbers.stems),
        words,
        array("I", map(inverted.numbers.__getitem__, words)).tobytes(),
        _spread(coded["text"]),
        _spread(coded["title"]),
    )
    rest = combined.write(order)
    told.stage(_STORED)
    for field, raw in coded.items():
        (folder / f"{name}._{field}_len.col").write_bytes(raw)
    _write_stored(folder / f"{name}._stored.col", inverted.keys)
    totals = {field: sum(numbers) for field, numbers in lengths.items()}
    with (folder / f"{name}.trm").open("wb") as terms, (folder / f"{name}{BESIDE}").open("wb") as file:
        beside = Writer(file)
        for field, raw in coded.items():
            beside.add(f"{field}.lengths", raw)
        told.stage(_PAPERS)
        for part in write_papers(beside, inverted):
            told.part(part)
        told.stage(_WORDS)
        for part in write_words(beside, inverted, words):
            told.part(part)
        told.stage(_LISTS)
        step = _counting(told, _lists_of(inverted, rest) + combined.here)
        with TemporaryFile(dir=folder) as more_lists, TemporaryFile(dir=folder) as more_sets:
            ready = Ready(more_sets, inverted.count)
            out = ListFile(more_lists, ready, step)
            others = _write_others(inverted, out, coded)
            own = write_share(rest, order, out)
            rows = combined.written(step)
            size = lists.stat().st_size
            fields = {field: one.moved(size, rows.sets) for field, one in others.items()}
            rows = rows.followed_by(own, size)
            _append(more_lists, 0, lists)
            _append(more_sets, ready.width, sets)  # both have the empty set
        told.stage(1.0)
        write_prefixes(beside, rows.prefixes)
        table = TermTable(terms)
        fields |= {"text": rows.text, "abstract": rows.abstract, "title": rows.title}
        numbers = {field: number for number, field in enumerate(sorted(fields))}
        for field, number in numbers.items():
            fields[field].finish(field, number, table, beside)
            told.part((number + 1) / (len(numbers) + 1))
        table.finish(numbers)
        beside.finish({"documents": inverted.count, "lengths": totals, "categories": inverted.categories})
    return Written(name, inverted.count, totals)


def _lists_of(inverted: Inverter, rest: Combined) -> int:
    """How many lists are written by this process at least."""
    return sum(map(len, (inverted.author, inverted.aff, *inverted.values.values()))) + rest.lists()


def _counting(told: _Told, lists: int) -> Step:
    """Tells how many of so many lists are written."""
    written = 0

    def step(count: int) -> None:
        nonlocal written
        written += count
        told.part(written / max(lists, 1))

    return step


def _write_others(inverted: Inverter, out: ListFile, coded: Mapping[str, bytes]) -> dict[str, FieldRows]:
    """Writes the fields that are not gathered with the combined one."""
    fields = {}
    for name, places in (("aff", inverted.aff), ("author", inverted.author)):
        fields[name] = filled(out, positioned(places), _spread(coded[name]))
        places.clear()
    for name, places in inverted.values.items():
        fields[name] = filled(out, marked(places), (0, 0))
        places.clear()
    out.flush()
    return fields


def _append(source: BinaryIO, start: int, path: Path) -> None:
    source.seek(start)
    with path.open("ab") as file:
        shutil.copyfileobj(source, file, 1 << 20)


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
