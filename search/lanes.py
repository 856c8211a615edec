"""Arithmetic on a whole array at once: its numbers lie side by side in one int, each in a lane of its own.

Adding, shifting and masking such an int takes a few nanoseconds per number, where a loop over the numbers
takes 50 to 100; that is what makes taking long posting lists apart affordable. Knows no files."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import compress
from typing import NamedTuple

BITS = 12
"""Bits of a place for the position; the document number stands above them."""
POSITION = (1 << BITS) - 1
MOST = 1 << 32 - BITS
"""Documents whose places have room in 32 bits."""


class Parted(NamedTuple):
    """The places of a term by document."""

    documents: array[int]
    counts: Sequence[int] | None
    """How often each document has the term; None where all have it once."""
    positions: array[int]
    """The positions, document after document."""
    steps: bytes
    """The differences of the positions in a document, the first from 0: their low bytes."""
    long: bytes
    """The high bytes of the same."""


def parted(places: array[int]) -> Parted:
    """Places (document << BITS | position, ascending) by document."""
    count, width = len(places), places.itemsize
    bits, size = 8 * width, len(places) * width
    lanes = int.from_bytes(places, "little")
    ones = int.from_bytes((1).to_bytes(width, "little") * count, "little")
    numbers = lanes >> BITS & ones * ((1 << bits - BITS) - 1)
    positions = lanes & ones * POSITION
    changes = numbers ^ numbers << bits  # 0 where the document is the one before; one lane too many
    first = changes + ones * ((1 << bits - 1) - 1) >> bits - 1 & ones | 1
    flags = first.to_bytes(size, "little")[::width]
    every = _array(numbers, places)
    where = _array(positions, places)
    if flags.count(1) == count:
        return Parted(every, None, where, b"", b"")
    runs = flags.replace(b"\1", b"\1\0").split(b"\1")
    del runs[0]
    lifted = positions + (ones | 1 << bits * count) * (POSITION + 1) - (positions << bits)
    steps = lifted & ones * POSITION
    steps ^= (steps ^ positions) & first * POSITION  # the first of a document counts from 0
    raw = steps.to_bytes(size, "little")
    documents = array("I", compress(every, flags))
    return Parted(documents, list(map(len, runs)), where, raw[::width], raw[1::width])


def steps_of(numbers: array[int]) -> bytes:
    """The differences of ascending numbers, of four bytes each like the numbers; the first counts from 0."""
    raw = numbers.tobytes()
    before = int.from_bytes(bytes(4) + raw[:-4], "little")
    return (int.from_bytes(raw, "little") - before).to_bytes(len(raw), "little")


def _array(lanes: int, like: array[int]) -> array[int]:
    made = array(like.typecode)
    made.frombytes(lanes.to_bytes(len(like) * like.itemsize, "little"))
    return made if like.itemsize == 4 else array("I", made)
