"""Writes what an Inverter holds as one segment: the files that Whoosh reads, and one file beside them with
what makes answers fast. Loads Whoosh."""

from __future__ import annotations

import os
import pickle
import shutil
import zlib
from array import array
from collections.abc import Iterable, Mapping
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

    def write(self, order: Order) -> Combined:
        """Asks for the lists to be written; gives the share that is left to whoever asks."""

    def written(self, step: Step | None) -> CombinedRows:
        """What was written; returns when it is."""

    def close(self) -> None:
        """Lets go of all that was gathered, written or not."""


def write_segment(folder: Path, inverted: Inverter, combined: Gatherer, step: Step | None = None) -> Written:
    """Writes the segment's files into a folder; nothing refers to them yet. Empties the inverter."""
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
    for field, raw in coded.items():
        (folder / f"{name}._{field}_len.col").write_bytes(raw)
    _write_stored(folder / f"{name}._stored.col", inverted.keys)
    totals = {field: sum(numbers) for field, numbers in lengths.items()}
    with (folder / f"{name}.trm").open("wb") as terms, (folder / f"{name}{BESIDE}").open("wb") as file:
        beside = Writer(file)
        for field, raw in coded.items():
            beside.add(f"{field}.lengths", raw)
        write_papers(beside, inverted)
        write_words(beside, inverted, words)
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
        write_prefixes(beside, rows.prefixes)
        table = TermTable(terms)
        fields |= {"text": rows.text, "abstract": rows.abstract, "title": rows.title}
        numbers = {field: number for number, field in enumerate(sorted(fields))}
        for field, number in numbers.items():
            fields[field].finish(field, number, table, beside)
        table.finish(numbers)
        beside.finish({"documents": inverted.count, "lengths": totals, "categories": inverted.categories})
    return Written(name, inverted.count, totals)


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
