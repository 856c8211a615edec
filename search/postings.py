"""Posting lists as Whoosh 2.7.4 (codec W3) stores them: written in bulk, read without unpickling.

A list is the tag `W3Bl` and blocks; a block is its length (negative for the last one), a pickled tuple of
facts about it and a pickled tuple (differences of document numbers, weights, values), see
whoosh/codec/whoosh3.py. We write every list as one block and choose, among the pickles that Whoosh accepts,
those whose parts lie at known places: so that reading needs no pickle machine, which is 5 times faster and
cannot run foreign code."""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterable, Sequence
from itertools import accumulate
from operator import or_, sub
from typing import Any

from search.lanes import steps_of

MANY = 32
"""Numbers from which on arithmetic on all at once is quicker than one after the other."""
TAG = b"W3Bl"
# PROTO 2, MARK, then: postings (BININT), last document (BININT), greatest weight (BININT), compression 0,
# least and greatest length (BININT1 each), TUPLE, STOP.
_FACTS = struct.Struct("<3scIcIcI2scBcB2s")
_HEAD = struct.Struct(">4si")
_AT_FACTS = _HEAD.size
_AT_DATA = _AT_FACTS + _FACTS.size
_PROTO4 = b"\x80\x04"
_NONE, _TUPLE3, _STOP = b"N", b"\x87", b"."


def positions_value(positions: Sequence[int]) -> bytes:
    """The value of a posting with positions: their number, then their differences as a pickle.

    Whoosh iterates over whatever the pickle gives; a bytes object is the shortest that gives small ints.
    """
    steps = [positions[0], *map(sub, positions[1:], positions)]
    count = len(steps)
    if count < 256 and max(steps) < 256:
        return struct.pack(">I", count) + b"C" + bytes([count]) + bytes(steps) + b"."
    import pickle  # 2 ms that a first answer need not take

    return struct.pack(">I", count) + pickle.dumps(steps, 2)


def _value_item(value: bytes) -> bytes:
    if len(value) < 256:
        return b"C" + bytes([len(value)]) + value
    return b"B" + struct.pack("<I", len(value)) + value


def position_item(positions: Sequence[int]) -> bytes:
    """The same as one item of the pickled tuple of values."""
    count = len(positions)
    if count < 240 and positions[-1] < 256:  # no step can be greater; the common case, put together by hand
        return b"%b%c%b." % (HEADS[count], positions[0], bytes(map(sub, positions[1:], positions)))
    return _value_item(positions_value(positions))


# SHORT_BINBYTES with its length, the number of positions, and again SHORT_BINBYTES with its length.
HEADS = [b"C" + bytes([count + 7]) + struct.pack(">I", count) + b"C" + bytes([count]) for count in range(240)]


def positions_of(value: bytes) -> list[int]:
    """The positions in a value that `positions_value` made."""
    if value[4:5] == b"C":
        return list(accumulate(value[6:-1]))
    return list(accumulate(safe_loads(value[4:])))


def encode(
    documents: Sequence[int],
    steps: bytes,
    weights: bytes | None,
    items: bytes | None,
    lengths: tuple[int, int],
    greatest: int,
) -> bytes:
    """A whole list as one block.

    documents: ascending. steps: the same as `pickled_steps` gives them. weights: one byte each, None where
    all are 1. items: the concatenated pickled values, None for a field that stores none. lengths: least and
    greatest field length, in Whoosh's byte code. greatest: the greatest weight.
    """
    data = b"".join(
        (
            _PROTO4,
            steps,
            _NONE if weights is None else _pickled_bytes(weights),
            _NONE if items is None else b"(%bt" % items,
            _TUPLE3,
            _STOP,
        )
    )
    last = documents[-1]
    facts = _FACTS.pack(
        b"\x80\x02(", b"J", len(documents), b"J", last, b"J", greatest, b"K\x00", b"K", lengths[0], b"K",
        lengths[1], b"t.",
    )  # fmt: skip
    return _HEAD.pack(TAG, -(len(facts) + len(data))) + facts + data


def encode_one(
    document: int,
    weights: bytes | None,
    item: bytes | None,
    lengths: tuple[int, int],
    greatest: int,
) -> bytes:
    """The same for the half of all terms that stand in one document only."""
    number = document.to_bytes(4, "little")
    data = b"\x80\x02(J\x01\0\0\0J%bJ%bK\0K%cK%ct.\x80\x04(J%bt%b%b\x87." % (
        number,
        greatest.to_bytes(4, "little"),
        *lengths,
        number,
        _NONE if weights is None else b"B\x01\0\0\0" + weights,
        _NONE if item is None else b"(%bt" % item,
    )
    return b"W3Bl%b%b" % ((-len(data)).to_bytes(4, "big", signed=True), data)


def documents_of(block: bytes | memoryview) -> list[int]:
    """The document numbers of a list that `encode` made."""
    return list(accumulate(_steps(block)[0]))


def read(block: bytes) -> tuple[list[int], Sequence[int] | None, Sequence[bytes]]:
    """Document numbers, weights (None: all 1) and values of a list that `encode` made."""
    steps, weights, values = safe_loads(block[_AT_DATA:])
    return list(accumulate(steps)), weights, values or ()


def documents_and_weights(block: bytes | memoryview) -> tuple[list[int], bytes | None]:
    """Document numbers and weights (None: all 1)."""
    steps, at = _steps(block)
    if block[at] == ord("N"):
        return list(accumulate(steps)), None
    size = int.from_bytes(block[at + 1 : at + 5], "little")
    return list(accumulate(steps)), bytes(block[at + 5 : at + 5 + size])


def _steps(block: bytes | memoryview) -> tuple[Iterable[int], int]:
    """The differences of the document numbers, and where the next part of the block begins."""
    count = int.from_bytes(block[_AT_FACTS + 4 : _AT_FACTS + 8], "little")
    at = _AT_DATA + 2
    code = block[at]
    if code == ord("B"):
        return block[at + 5 : at + 5 + count], at + 5 + count
    width = 2 if block[at + 1] == ord("M") else 4
    end = at + 1 + count * (width + 1)
    raw = bytes(block[at + 1 : end])
    steps = bytearray(count * width)
    for byte in range(width):
        steps[byte::width] = raw[byte + 1 :: width + 1]
    numbers = array("H" if width == 2 else "I")
    numbers.frombytes(steps)
    return numbers, end + 1


def pickled_steps(documents: Sequence[int]) -> bytes:
    """The differences of document numbers, pickled."""
    if isinstance(documents, array) and len(documents) >= MANY:
        return pickled_steps_of(documents, (0,), (len(documents),))[0]
    steps = [documents[0], *map(sub, documents[1:], documents)]
    most = max(steps)
    if most < 256:
        return _pickled_bytes(bytes(steps))
    code, form = (b"M", "<H") if most < 1 << 16 else (b"J", "<I")
    return b"(" + b"".join([code + struct.pack(form, step) for step in steps]) + b"t"


def pickled_steps_of(documents: array[int], starts: Sequence[int], ends: Sequence[int]) -> list[bytes]:
    """The same for several lists side by side: as bytes where all of a list are small, else as a tuple."""
    raw = steps_of(documents, starts)
    low, middle, high = raw[::4], raw[1::4], raw[2::4]
    if raw[3::4].strip(b"\0"):
        high = bytes(map(or_, high, raw[3::4]))
    found: list[bytes] = []
    twos = fours = b""
    for start, end in zip(starts, ends, strict=True):
        if high.count(0, start, end) < end - start:
            fours = fours or _opcodes(b"J", raw, 4)
            found.append(b"(%bt" % fours[5 * start : 5 * end])
        elif middle.count(0, start, end) < end - start:
            twos = twos or _opcodes(b"M", raw, 2)
            found.append(b"(%bt" % twos[3 * start : 3 * end])
        else:
            found.append(_pickled_bytes(low[start:end]))
    return found


def _opcodes(opcode: bytes, raw: bytes, width: int) -> bytes:
    """The low bytes of numbers of four bytes each, with an opcode before each number."""
    out = bytearray(opcode * (len(raw) // 4 * (width + 1)))
    for byte in range(width):
        out[byte + 1 :: width + 1] = raw[byte::4]
    return bytes(out)


def _pickled_bytes(raw: bytes) -> bytes:
    return b"B" + struct.pack("<I", len(raw)) + raw


def safe_loads(raw: bytes) -> Any:
    """Unpickles plain values; anything that names a class or function is refused."""
    from search.safe_open import loads_plain

    return loads_plain(raw)
