"""Writes what an Inverter holds as one segment: the files that Whoosh reads, and one file beside them with
what makes answers fast. Loads Whoosh."""

from __future__ import annotations

import secrets
from array import array
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from search import mapped
from search._whoosh import load
from search.extras import extra_parts
from search.invert import Inverter, Lists, Marks
from search.lexicon import lexicon_parts
from search.postings import encode, pack_info

_numeric: Any = load("whoosh.util.numeric")
_filetables: Any = load("whoosh.filedb.filetables")
_codec: Any = load("whoosh.codec.whoosh3")

BESIDE = ".desk"
"""The suffix of the file beside Whoosh's own."""
LENGTHS = ("text", "title", "author", "aff")
Step = Callable[[int], None]
"""Called now and then with the number of terms written since the last call."""


@dataclass(frozen=True, slots=True)
class Written:
    """A segment on disk."""

    name: str
    documents: int
    lengths: dict[str, int]
    """How many words each field has in all documents together."""


@dataclass(slots=True)
class _Field:
    """One field on its way to disk: its terms in order."""

    name: str
    terms: list[str]
    documents: list[array[int]]
    values: list[tuple[bytearray, bytearray] | None]
    """Items and weights of every list; None where the field has none."""
    lengths: tuple[int, int]


def write_segment(folder: Path, inverted: Inverter, step: Step | None = None) -> Written:
    """Writes the segment's files into a folder; nothing refers to them yet."""
    name = f"MAIN_{secrets.token_hex(8)}"
    fields = _fields(inverted)
    with (folder / f"{name}.trm").open("wb") as terms, (folder / f"{name}.pst").open("wb") as lists:
        places = _write_lists(fields, terms, lists, step)
    for field in LENGTHS:
        raw = _length_bytes(getattr(inverted, field).lengths)
        (folder / f"{name}._{field}_len.col").write_bytes(raw)
    _write_stored(folder / f"{name}._stored.col", inverted.keys)
    parts: dict[str, mapped.Part] = {}
    for one in fields:
        parts |= lexicon_parts(one.name, one.terms, map(len, one.documents), places[one.name])
    by_name = {one.name: one for one in fields}
    more, facts = extra_parts(inverted, by_name["text"].terms, {one.name: one.documents for one in fields})
    parts |= more
    parts["text.lengths"] = _length_bytes(inverted.text.lengths)
    totals = {field: sum(getattr(inverted, field).lengths) for field in LENGTHS}
    facts |= {"documents": inverted.count, "lengths": totals}
    mapped.write(folder / f"{name}{BESIDE}", parts, facts)
    return Written(name, inverted.count, totals)


def _fields(inverted: Inverter) -> list[_Field]:
    """All fields with their terms sorted, in the order in which Whoosh numbers them here."""
    stems = list(inverted.numbers.stems)
    ordered = sorted(range(len(stems)), key=stems.__getitem__)
    text = _lists("text", inverted.text, ordered, stems)
    return [
        _abstract(inverted, text, ordered),
        _lists("aff", inverted.aff, sorted(inverted.aff)),
        _lists("author", inverted.author, sorted(inverted.author)),
        *(_marks(name, marks) for name, marks in sorted(inverted.values.items())),
        text,
        _lists("title", inverted.title, ordered, stems),
    ]


def _lists(name: str, lists: Lists, ordered: list[Any], stems: list[str] | None = None) -> _Field:
    """A field with positions; a stemmed one has its terms by number."""
    keys = [key for key in ordered if key in lists]
    found = [lists[key] for key in keys]
    spread = _length_bytes(lists.lengths)
    return _Field(
        name,
        [stems[key] for key in keys] if stems else keys,
        [posting.documents for posting in found],
        [(posting.items, posting.weights) for posting in found],
        (min(spread, default=0), max(spread, default=0)),
    )


def _marks(name: str, marks: Marks) -> _Field:
    """A field without positions."""
    terms = sorted(marks)
    return _Field(name, terms, [marks[term] for term in terms], [None] * len(terms), (0, 0))


def _abstract(inverted: Inverter, text: _Field, ordered: list[int]) -> _Field:
    """The abstract's words: the combined field's, without the documents that have them elsewhere only."""
    terms, kept = [], []
    for term, key, documents in zip(text.terms, ordered, text.documents, strict=True):
        if key in inverted.outside:
            outside = set(inverted.outside[key])
            documents = array("I", [n for n in documents if n not in outside])
        if documents:
            terms.append(term)
            kept.append(documents)
    return _Field("abstract", terms, kept, [None] * len(terms), (0, 0))


def _write_lists(
    fields: Iterable[_Field], terms: BinaryIO, lists: BinaryIO, step: Step | None
) -> dict[str, array[int]]:
    """Writes the term dictionary and all lists; gives for every field where its lists begin, and the end."""
    table = _filetables.OrderedHashWriter(_Unclosed(terms))
    numbers: dict[str, int] = {}
    table.extras["fieldmap"] = numbers
    at = 0
    places: dict[str, array[int]] = {}
    for field in fields:
        numbers[field.name] = len(numbers)
        prefix = numbers[field.name].to_bytes(2, "big")
        starts = places[field.name] = array("Q")
        rows = zip(field.terms, field.documents, field.values, strict=True)
        for count, (term, documents, values) in enumerate(rows, 1):
            items, weights = values or (None, b"")
            greatest = max(weights, default=1)
            total = sum(weights) if weights else len(documents)
            block = encode(
                documents, bytes(weights) if greatest > 1 else None, items, field.lengths, greatest
            )
            starts.append(at)
            lists.write(block)
            info = pack_info(at, len(block), total, documents, field.lengths, greatest)
            table.add(prefix + term.encode(), info)
            at += len(block)
            if step and count % 5_000 == 0:
                step(5_000)
        starts.append(at)
    table.close()
    return places


class _Unclosed(load("whoosh.filedb.structfile").StructFile):  # type: ignore[misc]
    """Whoosh closes what it has written; the file belongs to the caller."""

    def close(self) -> None:
        self.flush()


def _length_bytes(lengths: Iterable[int]) -> bytes:
    """Field lengths in Whoosh's byte code."""
    code = _Codes(_numeric.length_to_byte)
    return bytes(map(code.__getitem__, lengths))


class _Codes(dict[int, int]):
    """A function's values, each worked out once."""

    def __init__(self, function: Callable[[int], int]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, value: int) -> int:
        made = self[value] = self._function(value)
        return made


def _write_stored(path: Path, keys: Iterable[str]) -> None:
    """The stored fields as stock Whoosh reads them: the key of every document."""
    structfile = load("whoosh.filedb.structfile")
    with path.open("wb") as file:
        writer = _codec.STORED_COLUMN.writer(_Unclosed(file))
        count = 0
        for number, key in enumerate(keys):
            writer.add(number, {"key": key})
            count = number + 1
        writer.finish(count)
    del structfile


def whoosh_segment(written: Written, deleted: Iterable[int] = ()) -> Any:
    """Whoosh's own description of a segment, for its table of contents."""
    segment = _codec.W3Segment(
        _codec.W3Codec(), "MAIN", written.documents, written.name.removeprefix("MAIN_")
    )
    segment._fieldlengths = dict(written.lengths)
    segment._deleted = set(deleted) or None
    return segment
