"""The combined field in two shares, so that two processes can write it at once. Knows no files.

A share holds whole first letters: a word begins as its stem does, so what is put together from words with one
beginning is all in one share."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from search.combined import Combined
from search.places import GAP

REST = 0.3
"""The part of all places in the second share: whoever writes that one writes all other fields as well."""
_TOGETHER = 1 << 18
"""Places that travel in one go."""
_NOWHERE = array("I")
_Rows = tuple[bytes, bytes]
"""The lengths of some arrays, and what they hold."""


class Packed(NamedTuple):
    """Some stems of a share, in plain values."""

    code: str
    """The type of a place."""
    numbers: bytes
    text: _Rows
    title: _Rows
    elsewhere: _Rows


def take_rest(gathered: Combined, stems: Sequence[str]) -> Combined:
    """Takes the second share out of what was gathered; stems: by their numbers."""
    rest = empty(gathered.count, len(gathered.text))
    letters = _last_letters(gathered, stems)
    for number, stem in enumerate(stems):
        if number != GAP and stem[0] in letters:
            rest.text[number], gathered.text[number] = gathered.text[number], _NOWHERE
    for its, own in ((rest.title, gathered.title), (rest.elsewhere, gathered.elsewhere)):
        its.update((number, own.pop(number)) for number in [n for n in own if rest.text[n]])
    return rest


def empty(documents: int, stems: int) -> Combined:
    """A share without any stem yet."""
    share = Combined()
    share.count, share.text = documents, [_NOWHERE] * stems
    return share


def _last_letters(gathered: Combined, stems: Sequence[str]) -> set[str]:
    """The first letters of the second share."""
    sizes: Counter[str] = Counter()
    for number in range(GAP + 1, len(stems)):
        sizes[stems[number][0]] += len(gathered.text[number])
    letters = sorted(sizes, reverse=True)
    wanted = REST * sizes.total()
    upto = [0, *accumulate(map(sizes.__getitem__, letters))]
    count = min(range(len(upto)), key=lambda at: abs(upto[at] - wanted))
    return set(letters[:count])


def packed(share: Combined) -> Iterator[Packed]:
    """A share in plain values, some stems at a time. Empties it."""
    group = array("I")
    size = 0
    for number, places in enumerate(share.text):
        if places:
            group.append(number)
            size += len(places)
            if size >= _TOGETHER:
                yield _pack(share, group)
                group, size = array("I"), 0
    if group:
        yield _pack(share, group)


def _pack(share: Combined, group: array[int]) -> Packed:
    texts = [share.text[number] for number in group]
    for number in group:
        share.text[number] = _NOWHERE
    titles = [share.title.pop(number, _NOWHERE) for number in group]
    others = [share.elsewhere.pop(number, _NOWHERE) for number in group]
    return Packed(texts[0].typecode, group.tobytes(), _rows(texts), _rows(titles), _rows(others))


def _rows(rows: Sequence[array[int]]) -> _Rows:
    return array("I", map(len, rows)).tobytes(), b"".join([row.tobytes() for row in rows])


def unpack(share: Combined, some: Packed) -> None:
    """Puts some stems into a share."""
    group = memoryview(some.numbers).cast("I").tolist()
    for number, places in zip(group, _unrow(some.code, *some.text), strict=True):
        share.text[number] = places
    for field, rows in ((share.title, some.title), (share.elsewhere, some.elsewhere)):
        pairs = zip(group, _unrow(some.code, *rows), strict=True)
        field.update(pair for pair in pairs if pair[1])


def _unrow(code: str, lengths: bytes, raw: bytes) -> Iterator[array[int]]:
    places = array(code)
    places.frombytes(raw)
    ends = accumulate(memoryview(lengths).cast("I"), initial=0)
    return (places[start:end] for start, end in pairwise(ends))
