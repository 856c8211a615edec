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
_LOW = bytes(range(POSITION + 1 >> 8)) * (256 // (POSITION + 1 >> 8))
_LONGEST_RUN = 255
_UPPER = bytes(range(128, 256))


class Parted(NamedTuple):
    """Posting lists side by side, by document."""

    documents: array[int]
    """Those of the first list, then those of the second, and so on."""
    counts: Sequence[int]
    """How often each document has the term; bytes where all have room in one."""
    ends: list[int]
    """How many documents there are up to the end of each list."""
    firsts: bytes
    """A byte for each place: 1 where it is the first of its document."""
    runs: bytes
    """A byte for each place: how often its document has the term where it is the first, else 0. Empty where
    a document has the term more than 255 times."""
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
    ones = ones_of(count, width)
    lanes = int.from_bytes(places, "little")
    moved = lanes - int.from_bytes(before, "little") + ones * ((1 << highest) - POSITION - 1)
    first = moved >> highest & ones  # the difference is greater than any position
    moved ^= (moved ^ lanes) & first * POSITION  # the first of a document counts from 0
    raw = moved.to_bytes(count * width, "little")
    for start in starts:  # document 0 has no difference
        if places[start] <= POSITION:
            first |= 1 << 8 * width * start
    firsts = first.to_bytes(count * width, "little")[::width]
    runs = run_lengths(firsts) if bytes(_LONGEST_RUN) not in firsts else b""
    ends = list(accumulate([firsts.count(1, start, end) for start, end in pairwise((*starts, count))]))
    return Parted(
        _documents(lanes, first, ones, len(raw)) if width == 4 else documents_one_by_one(places, firsts),
        runs.translate(None, b"\0") if runs else list(map(len, _split(firsts))),
        ends,
        firsts,
        runs,
        raw[::width],
        raw[1::width].translate(_LOW),
    )


def ones_of(count: int, width: int) -> int:
    """A 1 in each lane."""
    return int.from_bytes((1).to_bytes(width, "little") * count, "little")


def run_lengths(firsts: bytes) -> bytes:
    """For every 1 how many bytes there are up to the next one, 0 elsewhere; at most 255.

    Grows by doubling: what is known of the next k places of a run is added to what is known of the k after.
    """
    count = len(firsts)
    ones = ones_of(count, 1)
    first = int.from_bytes(firsts, "little")
    more = (ones ^ first) >> 8  # the next place belongs to the same run, and later: so do the next k
    length, k = more, 8
    while more:
        length += more * 255 & length >> k
        more &= more >> k
        k *= 2
    return ((length & first * 255) + first).to_bytes(count, "little")


def _split(firsts: bytes) -> list[bytes]:
    """The runs themselves."""
    return firsts.replace(b"\1", b"\1\0").split(b"\1")[1:]


def _documents(lanes: int, first: int, ones: int, size: int) -> array[int]:
    """The document of every first place of four bytes.

    The number is spread over bytes of seven bits each; in lanes of other places the eighth bit is set, and
    bytes that have it are taken out of the whole at once.
    """
    spread = (ones ^ first) * 0x80808080
    for at, bits in enumerate((0x7F, 0x7F, 0x1F)):
        spread |= lanes >> BITS - at & ones * (bits << 8 * at)
    left = spread.to_bytes(size, "little").translate(None, _UPPER)
    numbers = int.from_bytes(left, "little")
    ones = ones_of(len(left) >> 2, 4)
    numbers = numbers & ones * 0x7F | numbers >> 1 & ones * 0x3F80 | numbers >> 2 & ones * 0x7C000
    return array("I", numbers.to_bytes(len(left), "little"))


def documents_one_by_one(places: array[int], firsts: bytes) -> array[int]:
    """The same for places of any width."""
    return array("I", [place >> BITS for place in compress(places, firsts)])


def steps_of(numbers: array[int], starts: Sequence[int] = (0,)) -> bytes:
    """The differences of ascending numbers, of four bytes each like the numbers; where a list starts, the
    first counts from 0."""
    before = numbers[:-1]
    before.insert(0, 0)
    for start in starts:
        before[start] = 0
    steps = int.from_bytes(numbers, "little") - int.from_bytes(before, "little")
    return steps.to_bytes(4 * len(numbers), "little")
