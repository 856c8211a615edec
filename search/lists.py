"""Posting lists on their way to disk: places of a term turned into documents, values and weights."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import filterfalse
from typing import NamedTuple

from search.invert import GAP, Inverter, Places
from search.lanes import BITS, POSITION, parted
from search.postings import MANY, ONCE, position_item, position_items
from search.texts import TITLE_WEIGHT

_MOST = 255
_GONE = array("I")
_TITLED = bytes([TITLE_WEIGHT])


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
    title, elsewhere = inverted.title, inverted.elsewhere
    for number in sorted(range(GAP + 1, len(spelt)), key=spelt.__getitem__):
        places = inverted.text[number]
        if not places:
            continue
        if len(places) == 1:
            yield _once(inverted, spelt[number], places[0])
            continue
        inverted.text[number] = _GONE  # 70 MB at 100,000 papers, let go of as the lists are written
        documents, weights, items = _taken_apart(places)
        if number in title:
            weights = _heavier(documents, weights, title[number])
        within: Sequence[int] = documents
        if number in elsewhere:
            within = _without(documents, elsewhere[number])
        yield PostingList(spelt[number], documents, items, weights), within


def _once(inverted: Inverter, term: str, place: int) -> tuple[PostingList, Sequence[int]]:
    """A term that stands once in one document, as half of them do."""
    n, position = place >> BITS, place & POSITION
    title_end = inverted.title_ends[n]
    kept = _TITLED if position < title_end else None
    within = (n,) if title_end < position < inverted.abstract_ends[n] else ()
    return PostingList(term, within or (n,), ONCE[position], kept), within


def _weights(counts: Sequence[int]) -> bytes:
    """One byte for every document."""
    return bytes(counts) if max(counts) <= _MOST else bytes(min(count, _MOST) for count in counts)


def _heavier(documents: Sequence[int], weights: bytes | None, title: Sequence[int]) -> bytes:
    """The weights with those of words in titles raised."""
    raised = bytearray(weights or b"\1" * len(documents))
    for place in title:
        at = bisect_left(documents, place >> BITS)
        raised[at] = min(raised[at] + TITLE_WEIGHT - 1, _MOST)
    return bytes(raised)


def _without(documents: Sequence[int], gone: Sequence[int]) -> Sequence[int]:
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
    for key in sorted(places, key=spelt.__getitem__ if spelt else None):
        documents, weights, items = _taken_apart(places[key])
        yield PostingList(spelt[key] if spelt else key, documents, items, weights)


def marked(places: Places) -> Iterator[PostingList]:
    """A field without positions."""
    for key in sorted(places):
        yield PostingList(key, array("I", [place >> BITS for place in places[key]]), None, None)


def _taken_apart(places: array[int]) -> tuple[Sequence[int], bytes | None, bytes]:
    """Documents, how often each has the term (None: once), and the pickled values."""
    if len(places) == 1:
        return (places[0] >> BITS,), None, ONCE[places[0] & POSITION]
    if len(places) == 2 and places[0] >> BITS != places[1] >> BITS:
        a, b = places
        return (a >> BITS, b >> BITS), None, ONCE[a & POSITION] + ONCE[b & POSITION]
    if len(places) >= MANY:
        by_document = parted(places)
        counts = by_document.counts
        return by_document.documents, _weights(counts) if counts else None, position_items(by_document)
    times = Counter([place >> BITS for place in places])
    positions = [place & POSITION for place in places]
    documents = array("I", times)
    if len(documents) == len(places):
        return documents, None, b"".join(map(ONCE.__getitem__, positions))
    items, at = [], 0
    for count in times.values():
        items.append(ONCE[positions[at]] if count == 1 else position_item(positions[at : at + count]))
        at += count
    return documents, bytes(times.values()), b"".join(items)
