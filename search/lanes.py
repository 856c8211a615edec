"""Arithmetic on a whole array at once: its numbers lie side by side in one int, each in a lane of its own.

Adding, shifting and masking such an int takes a few nanoseconds per number, where a loop over the numbers
takes 50 to 100; that is what makes taking posting lists apart affordable. Knows no files."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import accumulate, compress, pairwise
from typing import NamedTuple

BITS = 13
"""Bits of a place for the position; the document number stands above them."""
POSITION = (1 << BITS - 1) - 1
"""The greatest position. The bit above it is never set, so that the difference of two places is greater than
any position exactly where the document changes."""
MOST = 1 << 31 - BITS
"""Documents whose places have room in 32 bits, of which the highest is needed here."""
_SET = bytes(128) + b"\1" * 128
_LOW = bytes(range(POSITION + 1 >> 8)) * (256 // (POSITION + 1 >> 8))


class Parted(NamedTuple):
    """Posting lists side by side, by document."""

    documents: array[int]
    """Those of the first list, then those of the second, and so on."""
    counts: list[int]
    """How often each document has the term."""
    ends: list[int]
    """How many documents there are up to the end of each list."""
    steps: bytes
    """The differences of the positions in a document, the first from 0: their low bytes."""
    long: bytes
    """The high bytes of the same."""


def parted(places: array[int], starts: Sequence[int]) -> Parted:
    """Takes lists of places (document << BITS | position, ascending in each list) apart.

    starts: where each list begins; they follow one another without a gap.
    """
    count, width = len(places), places.itemsize
    highest = 8 * width - 1
    before = places[:-1]
    before.insert(0, 0)
    for start in starts:
        before[start] = 0
    ones = int.from_bytes((1).to_bytes(width, "little") * count, "little")
    lanes = int.from_bytes(places, "little")
    moved = lanes - int.from_bytes(before, "little") + ones * ((1 << highest) - POSITION - 1)
    first = moved >> highest & ones  # the difference is greater than any position
    moved ^= (moved ^ lanes) & first * POSITION  # the first of a document counts from 0
    raw = moved.to_bytes(count * width, "little")
    flags = bytearray(raw[width - 1 :: width].translate(_SET))
    for start in starts:  # document 0 has no difference
        flags[start] = 1
    runs = flags.replace(b"\1", b"\1\0").split(b"\1")
    del runs[0]
    here = [flags.count(1, start, end) for start, end in pairwise((*starts, count))]
    return Parted(
        array("I", [place >> BITS for place in compress(places, flags)]),
        list(map(len, runs)),
        list(accumulate(here)),
        raw[::width],
        raw[1::width].translate(_LOW),
    )


def steps_of(numbers: array[int]) -> bytes:
    """The differences of ascending numbers, of four bytes each like the numbers; the first counts from 0."""
    raw = numbers.tobytes()
    before = int.from_bytes(bytes(4) + raw[:-4], "little")
    return (int.from_bytes(raw, "little") - before).to_bytes(len(raw), "little")
