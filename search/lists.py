"""Posting lists on their way to disk: places of a term turned into documents, values and weights."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import compress, filterfalse, repeat
from typing import TypeAlias, TypeVar

from search.combined import Combined
from search.lanes import BITS, POSITION, parted
from search.places import GAP, Places
from search.position_items import ONCE, position_items
from search.postings import pickled_steps, pickled_steps_of
from search.texts import TITLE_WEIGHT

_MOST = 255
_GONE = array("I")
_TITLED = bytes([TITLE_WEIGHT])
_RAISED = [min(weight + TITLE_WEIGHT - 1, _MOST) for weight in range(_MOST + 1)]
"""What a weight becomes for each time that a title has the word."""
_TOGETHER = 1 << 15
"""Places that are taken apart in one go: enough to make a list of two as cheap as its share of a long one."""
K = TypeVar("K")


PostingList: TypeAlias = "tuple[str, Sequence[int], bytes, bytes | None, bytes | None]"
"""One term of one field: the term, its documents, their differences (pickled; of no use for one document),
the values (pickled, one after the other; None where the field has none), the weights (None: all are 1)."""


def combined(gathered: Combined, stems: Sequence[str]) -> Iterator[tuple[PostingList, Sequence[int]]]:
    """The combined field, term after term; with each the documents that do not have it in their abstract.

    stems: by their numbers; those without a place are in another share. Empties what was gathered.
    """
    title, elsewhere = gathered.title, gathered.elsewhere

    def taken(number: int) -> array[int]:
        places = gathered.text[number]
        gathered.text[number] = _GONE  # 70 MB at 100,000 papers, let go of as the lists are written
        return places

    here = compress(range(GAP + 1, len(stems)), gathered.text[GAP + 1 :])
    numbers = sorted(here, key=stems.__getitem__)
    for number, (documents, steps, items, weights) in _taken_apart(numbers, taken):
        if number in title:
            weights = _heavier(documents, weights, title[number])
        yield (stems[number], documents, steps, items, weights), elsewhere.get(number, ())


def _heavier(documents: Sequence[int], weights: bytes | None, title: Sequence[int]) -> bytes:
    """The weights with those of words in titles raised."""
    if weights is None and len(documents) == 1:
        return _TITLED
    raised = bytearray(weights or b"\1" * len(documents))
    titled = [place >> BITS for place in title]
    for at in map(bisect_left, repeat(documents), titled):
        raised[at] = _RAISED[raised[at]]
    return bytes(raised)


def without(documents: Sequence[int], gone: Sequence[int]) -> Sequence[int]:
    """The documents but for some of them; both ascend."""
    if len(gone) == len(documents):
        return ()
    if len(gone) > len(documents) >> 4:
        return array("I", filterfalse(frozenset(gone).__contains__, documents))
    left, start = array("I"), 0
    for n in gone:
        at = bisect_left(documents, n, start)
        left.extend(documents[start:at])
        start = at + 1
    left.extend(documents[start:])
    return left


def positioned(places: Places, spelt: Sequence[str] | None = None) -> Iterator[PostingList]:
    """A field with positions; `spelt`: its terms by number, where it is a stemmed field."""
    keys = sorted(places, key=spelt.__getitem__ if spelt else None)
    for key, (documents, steps, items, weights) in _taken_apart(keys, places.__getitem__):
        yield spelt[key] if spelt else key, documents, steps, items, weights


def marked(places: Places) -> Iterator[PostingList]:
    """A field without positions."""
    for key in sorted(places):
        documents = array("I", [place >> BITS for place in places[key]])
        yield key, documents, pickled_steps(documents), None, None


_Apart: TypeAlias = "tuple[Sequence[int], bytes, bytes, bytes | None]"
"""Documents, their differences, the pickled values, and how often each has the term (None: once)."""


def _taken_apart(keys: Iterable[K], places_of: Callable[[K], array[int]]) -> Iterator[tuple[K, _Apart]]:
    """The lists of a field, in the order of their keys."""
    group: list[tuple[K, array[int]]] = []
    size = 0
    for key in keys:
        places = places_of(key)
        group.append((key, places))
        size += len(places)
        if size >= _TOGETHER:
            yield from _apart(group)
            group, size = [], 0
    yield from _apart(group)


def _apart(group: Sequence[tuple[K, array[int]]]) -> Iterator[tuple[K, _Apart]]:
    """The same for a few lists. Half of all terms stand in one place only."""
    rest = iter(_long_apart([places for _, places in group if len(places) > 1]))
    for key, places in group:
        if len(places) == 1:
            yield key, ((places[0] >> BITS,), b"", ONCE[places[0] & POSITION], None)
        else:
            yield key, next(rest)


def _long_apart(lists: Sequence[array[int]]) -> Iterator[_Apart]:
    if not lists:
        return
    places = lists[0][:0]
    starts = []
    for one in lists:
        starts.append(len(places))
        places.extend(one)
    side_by_side = parted(places, starts)
    documents, counts, ends = side_by_side.documents, side_by_side.counts, side_by_side.ends
    weights = counts if isinstance(counts, bytes) else bytes(min(count, _MOST) for count in counts)
    values = position_items(side_by_side, starts)
    steps = pickled_steps_of(documents, [0, *ends[:-1]], ends)
    start = 0
    for one, end, differences, items in zip(lists, ends, steps, values, strict=True):
        often = None if len(one) == end - start else weights[start:end]
        yield documents[start:end], differences, items, often
        start = end
