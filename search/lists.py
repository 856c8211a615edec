"""Posting lists on their way to disk: places of a term turned into documents, values and weights."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from search.invert import BITS, Inverter, Places
from search.postings import position_item
from search.texts import TITLE_WEIGHT

_MOST = 255
_POSITION = (1 << BITS) - 1
_GONE = array("q")
_TITLED = bytes([TITLE_WEIGHT])
_ONCE = [position_item([position]) for position in range(1 << BITS)]
"""The ready value of a posting whose word stands once, by its position."""


class PostingList(NamedTuple):
    """One term of one field."""

    term: str
    documents: Sequence[int]
    items: bytes | None
    """The values, pickled one after the other; None where the field has none."""
    weights: bytes | None
    """None where all are 1."""


def combined(inverted: Inverter) -> Iterator[tuple[PostingList, Sequence[int]]]:
    """The combined field, term after term; with each term the documents that have it in their abstract."""
    spelt = list(inverted.numbers.stems)
    title, outside = inverted.title, inverted.outside
    for number in sorted(range(len(spelt)), key=spelt.__getitem__):
        places = inverted.text[number]
        if not places:
            continue
        if len(places) == 1:
            yield _once(inverted, spelt[number], places[0])
            continue
        inverted.text[number] = _GONE  # 140 MB at 100,000 papers, let go of as the lists are written
        documents, counts, items = _taken_apart(places)
        weights = _weights(counts)
        within: Sequence[int] = documents
        if number in outside:
            in_title = (
                Counter(place >> BITS for place in title[number]) if number in title else Counter[int]()
            )
            within = _weighed(documents, counts, weights, in_title, Counter(outside[number]))
        kept = bytes(weights) if max(weights) > 1 else None
        yield PostingList(spelt[number], documents, items, kept), within


def _once(inverted: Inverter, term: str, place: int) -> tuple[PostingList, Sequence[int]]:
    """A term that stands once in one document, as half of them do."""
    n, position = place >> BITS, place & _POSITION
    title_end = inverted.title_ends[n]
    kept = _TITLED if position < title_end else None
    within = (n,) if title_end < position < inverted.abstract_ends[n] else ()
    return PostingList(term, within or (n,), _ONCE[position], kept), within


def _weights(counts: Sequence[int]) -> bytearray:
    """One byte for every document."""
    return bytearray(counts) if max(counts) <= _MOST else bytearray(min(count, _MOST) for count in counts)


def _weighed(
    documents: Sequence[int],
    counts: Sequence[int],
    weights: bytearray,
    in_title: Counter[int],
    outside: Counter[int],
) -> Sequence[int]:
    """Raises the weights of words in titles; gives the documents that have the term in their abstract."""
    without = set()
    for n, count in outside.items():
        at = bisect_left(documents, n)
        if titled := in_title.get(n):
            weights[at] = min(counts[at] + (TITLE_WEIGHT - 1) * titled, _MOST)
        if counts[at] == count:
            without.add(n)
    return [n for n in documents if n not in without] if without else documents


def positioned(places: Places, spelt: Sequence[str] | None = None) -> Iterator[PostingList]:
    """A field with positions; `spelt`: its terms by number, where it is a stemmed field."""
    for key in sorted(places, key=spelt.__getitem__ if spelt else None):
        documents, counts, items = _taken_apart(places[key])
        kept = bytes(_weights(counts)) if max(counts) > 1 else None
        yield PostingList(spelt[key] if spelt else key, documents, items, kept)


def marked(places: Places) -> Iterator[PostingList]:
    """A field without positions."""
    for key in sorted(places):
        yield PostingList(key, [place >> BITS for place in places[key]], None, None)


def _taken_apart(places: array[int]) -> tuple[Sequence[int], Sequence[int], bytes]:
    """Documents, how often each has the term, and the pickled values."""
    if len(places) == 1:
        return (places[0] >> BITS,), (1,), _ONCE[places[0] & _POSITION]
    if len(places) == 2 and places[0] >> BITS != places[1] >> BITS:
        a, b = places
        return (a >> BITS, b >> BITS), (1, 1), _ONCE[a & _POSITION] + _ONCE[b & _POSITION]
    times = Counter([place >> BITS for place in places])
    positions = [place & _POSITION for place in places]
    documents, counts = list(times), list(times.values())
    if len(documents) == len(places):
        return documents, counts, b"".join(map(_ONCE.__getitem__, positions))
    items, at = [], 0
    for count in counts:
        items.append(_ONCE[positions[at]] if count == 1 else position_item(positions[at : at + count]))
        at += count
    return documents, counts, b"".join(items)
