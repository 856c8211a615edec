"""The values of many postings at once, by taking bytes out. Knows no files.

A posting's value is eight bytes that follow from how often the word stands there, one byte for each of its
places, and a stop. So each place is given a row of ten bytes, most of which are FILL where it is not the
first of its document. Written column by column into one buffer, with FILL taken out, the rows are the values;
that takes a third of the time of putting them together one by one. Values that have no such rows (a step or a
count is too great) are made one by one, and HOLE keeps their place; CUT stands between two lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice, pairwise

from search.lanes import POSITION, Parted
from search.postings import HEADS, position_item

ONCE = [position_item([position]) for position in range(POSITION + 1)]
"""The item of a posting whose word stands once, by its position."""
_FILL, _HOLE, _CUT = b"\xff", b"\xfe", b"\xfd"
_ROW = 10
"""What closes the value before, the eight bytes, and one place."""
_OTHER, _FIRST, _ODD = range(3)
"""What a place is: not the first of its document, the first, the first of a posting that has no rows."""
_KINDS = bytes([_OTHER, _FIRST, _ODD])
_STOP = bytes.maketrans(_KINDS, _FILL + b"..")
_LETTER = bytes.maketrans(_KINDS, _FILL + b"C" + _FILL)
_LETTER_OR_HOLE = bytes.maketrans(_KINDS, _FILL + b"C" + _HOLE)
_ZERO = bytes.maketrans(_KINDS, _FILL + b"\0" + _FILL)
_COUNT = bytes.maketrans(b"\0", _FILL)
_SIZE = _FILL + bytes([min(count + 7, 255) for count in range(1, 256)])
_A_SIGN = bytes(_CUT[0]) + b"\1" * (256 - _CUT[0])
"""Marks steps that would be taken for a sign."""
_NO_HEAD = bytes(len(HEADS)) + b"\1" * (256 - len(HEADS))
_MARK = re.compile(rb"[^\0]")


def items_one_by_one(parted: Parted) -> Iterator[bytes]:
    """The values of all postings, each by itself."""
    ends = accumulate(parted.counts, initial=0)
    return (_item(parted, start, end) for start, end in pairwise(ends))


def _item(parted: Parted, start: int, end: int) -> bytes:
    """The value of the posting whose places are those from `start` to `end`."""
    steps = zip(parted.steps[start:end], parted.long[start:end], strict=True)
    positions = list(accumulate(low | high << 8 for low, high in steps))
    return ONCE[positions[0]] if len(positions) == 1 else position_item(positions)


def position_items(parted: Parted, starts: Sequence[int]) -> list[bytes]:
    """The values of each list's postings, one after the other; starts: the first place of each list."""
    if not parted.runs:
        items = list(items_one_by_one(parted))
        return [b"".join(items[start:end]) for start, end in pairwise((0, *parted.ends))]
    kinds, counts, steps = bytearray(parted.firsts), bytearray(parted.runs), bytearray(parted.steps)
    odd: list[bytes] = []
    for start, end in _without_rows(parted):
        odd.append(_item(parted, start, end)[:-1])
        kinds[start], counts[start] = _ODD, 0
        steps[start:end] = _FILL * (end - start)
    lists = _rows(kinds, counts, steps, starts).translate(None, _FILL).split(_CUT)
    del lists[0]
    if odd:
        holes = iter(odd)
        lists = [_filled(one, holes) for one in lists]
    return [one + b"." for one in lists]


def _rows(kinds: bytearray, counts: bytearray, steps: bytearray, starts: Sequence[int]) -> bytes:
    """The rows of all places: what closes the value before, what `HEADS` says, the step."""
    stops = kinds.translate(_STOP)
    for start in starts:
        stops[start] = _CUT[0]
    letter, zero, count = kinds.translate(_LETTER), kinds.translate(_ZERO), counts.translate(_COUNT)
    first, size = kinds.translate(_LETTER_OR_HOLE), counts.translate(_SIZE)
    columns = (stops, first, size, zero, zero, zero, count, letter, count, steps)
    rows = bytearray(_ROW * len(kinds))
    for at, column in enumerate(columns):
        rows[at::_ROW] = column
    return bytes(rows)


def _without_rows(parted: Parted) -> Iterator[tuple[int, int]]:
    """The places of the postings that have no rows: from, up to."""
    size = len(parted.firsts)
    marks = 0
    for column in (parted.long, parted.steps.translate(_A_SIGN), parted.runs.translate(_NO_HEAD)):
        marks |= int.from_bytes(column, "little")
    if not marks:
        return
    end = 0
    for match in _MARK.finditer(marks.to_bytes(size, "little")):
        if match.start() >= end:
            start = parted.firsts.rindex(b"\1", 0, match.end())
            end = parted.firsts.find(b"\1", start + 1)
            end = size if end < 0 else end
            yield start, end


def _filled(one: bytes, holes: Iterator[bytes]) -> bytes:
    """A list with the values that belong into its holes."""
    parts = one.split(_HOLE)
    if len(parts) == 1:
        return one
    pieces = [b""] * (2 * len(parts) - 1)
    pieces[::2] = parts
    pieces[1::2] = islice(holes, len(parts) - 1)
    return b"".join(pieces)
