"""Rough scores of all documents at once: bit k of every document's score lies in one int (a plane).

Adding two scores is a ripple of ANDs and XORs over the planes, whatever the number of documents; finding the
highest goes down from the top plane. At 100,000 documents a query of three words takes 0.3 ms."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Sequence

from search import docsets

BITS = 5
TOP = (1 << BITS) - 1
_DIGITS = [bytes(48 + (byte >> bit & 1) for byte in range(256)) for bit in range(8)]
"""For every bit a table from numbers to the digits 0 and 1."""
_CACHED = 64
"""Terms whose planes are kept: 4 MB at 100,000 documents."""


def level(part: float, most: float) -> int:
    """A score above 0, up to `most`, in five bits; no score becomes 0."""
    return min(1 + int(part * TOP / most), TOP)


def from_levels(levels: bytes | bytearray) -> list[int]:
    """Planes from the level of every document, 0 where it has no score."""
    return of_numbers(levels, BITS)


def of_numbers(numbers: bytes | bytearray, bits: int = 0) -> list[int]:
    """Planes from a number for every document; as many as the greatest needs, where none is said."""
    from_last = numbers[::-1]
    wanted = _DIGITS[: bits or max(numbers, default=0).bit_length()]
    return [int(from_last.translate(digits), 2) if numbers else 0 for digits in wanted]


def weighted_sum(terms: Sequence[tuple[list[int], int]]) -> list[int]:
    """The planes of the sum of scores, each taken as often as its whole-numbered weight says."""
    total: list[int] = []
    for planes, weight in terms:
        shift = 0
        while weight >> shift:
            if weight >> shift & 1:
                total = _added(total, [0] * shift + planes)
            shift += 1
    return total


def _added(a: list[int], b: list[int]) -> list[int]:
    size = max(len(a), len(b))
    a, b = a + [0] * (size - len(a)), b + [0] * (size - len(b))
    carry, total = 0, []
    for x, y in zip(a, b, strict=True):
        half = x ^ y
        total.append(half ^ carry)
        carry = x & y | half & carry
    return [*total, carry] if carry else total


def highest(planes: Sequence[int], docset: int, count: int) -> int:
    """At least `count` documents of the set (if it has as many) such that no other scores higher."""
    sure, open_ = 0, docset
    for plane in reversed(planes):
        above = open_ & plane
        if sure.bit_count() + above.bit_count() >= count:
            open_ = above
        else:
            sure |= above
            open_ &= ~plane
    return sure | open_


def descending(planes: Sequence[int], docset: int) -> Iterator[int]:
    """All documents of the set by falling score, equals by number."""
    if not docset:
        return
    if not planes:
        yield from docsets.documents(docset)
        return
    *lower, top = planes
    yield from descending(lower, docset & top)
    yield from descending(lower, docset & ~top)


class PlaneCache:
    """The planes of the terms asked for last."""

    def __init__(self) -> None:
        self._known: OrderedDict[Hashable, list[int]] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], list[int]]) -> list[int]:
        """The planes for a key, made if they are not known."""
        if key in self._known:
            self._known.move_to_end(key)
            return self._known[key]
        made = self._known[key] = make()
        if len(self._known) > _CACHED:
            self._known.popitem(last=False)
        return made
