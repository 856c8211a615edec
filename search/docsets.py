"""Sets of documents as Python ints, one bit per document: `a & b` is AND, `int.bit_count` counts.

At 100,000 documents an AND costs 0.4 us and a count 4 us, which no set or list comes near."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, compress, repeat
from operator import add

ZERO_ONE = bytes.maketrans(b"01", b"\x00\x01")
"""Binary digits as numbers."""
_LOWEST = bytes([(byte & -byte).bit_length() - 1 if byte else 0 for byte in range(256)])
_OTHERS = bytes([byte & (byte - 1) if byte else 0 for byte in range(256)])
"""A byte's lowest bit by its number, and the byte without it."""
_DENSE = 3
"""Of more documents than one in so many, a flag for each is quicker."""
_SPARSE = 40
_CHUNKS = (64, 128, 256, 512)
"""Bytes that are looked at in one go: few at first, which of a dense set hold all that is wanted."""


def make(documents: Iterable[int], size: int) -> int:
    """The set of some document numbers, all below `size`."""
    buffer = bytearray((size + 7) >> 3)
    for n in documents:
        buffer[n >> 3] |= 1 << (n & 7)
    return int.from_bytes(buffer, "little")


def make_many(documents: Sequence[int], size: int) -> int:
    """The same for a sequence; where it is not sparse, in half the time."""
    if len(documents) * _SPARSE < size:
        return make(documents, size)
    digits = bytearray(b"0") * size
    for n in documents:
        digits[n] = 49
    digits.reverse()
    return int(digits, 2)


def span(start: int, end: int) -> int:
    """The documents from `start` up to, not including, `end`."""
    return ((1 << (end - start)) - 1) << start if end > start else 0


def flags(docset: int, size: int) -> bytes:
    """One byte per document: 1 if it is in the set, else 0."""
    return f"{docset:0{size}b}".encode()[::-1].translate(ZERO_ONE) if size else b""


def documents(docset: int) -> list[int]:
    """The document numbers of a set, ascending."""
    size = docset.bit_length()
    if docset.bit_count() * _DENSE > size:
        return list(compress(range(size), flags(docset, size)))
    raw = docset.to_bytes((size + 7) >> 3, "little")
    bases = list(compress(_bases((len(raw) - 1).bit_length()), raw))
    raw = raw.translate(None, b"\0")
    found: list[int] = []
    while raw:  # the lowest document of every byte that has any, then the lowest of those that are left
        found += map(add, bases, raw.translate(_LOWEST))
        raw = raw.translate(_OTHERS)
        bases = list(compress(bases, raw))
        raw = raw.translate(None, b"\0")
    found.sort()  # some ascending runs, which take little
    return found


@cache
def _bases(power: int) -> list[int]:
    """The first document of every byte, kept as a list: to make these numbers takes longer than all else."""
    return list(range(0, 8 << power, 8))


def part(docset: int, start: int, end: int) -> list[int]:
    """The members number `start` up to `end`, counted from the lowest; costs little near the beginning."""
    found: list[int] = []
    passed = 0
    for offset, chunk in _chunks(docset):
        here = chunk.bit_count()
        if passed + here > start:
            inside = documents(chunk)
            found += [offset + n for n in inside[max(start - passed, 0) : end - passed]]
        passed += here
        if passed >= end:
            break
    return found


def _chunks(docset: int) -> Iterator[tuple[int, int]]:
    raw = docset.to_bytes((docset.bit_length() + 7) >> 3, "little")
    at = 0
    for size in chain(_CHUNKS, repeat(_CHUNKS[-1])):
        if at >= len(raw):
            break
        yield at * 8, int.from_bytes(raw[at : at + size], "little")
        at += size
