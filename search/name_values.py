"""Names as values of facets: which papers have each, and which each paper has. Knows no files.

There are more names than papers, so nothing here is kept for each but a few numbers."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, chain

from search import docsets
from search.lexicon import lexicon_parts
from search.mapped import Part
from search.names import keys_within, value_key


def values_of_papers(
    field: str, names: Sequence[tuple[str, ...]]
) -> tuple[dict[str, str], list[tuple[int, ...]]]:
    """How each value is shown, by its key; and for every paper, whose names are given, the numbers of its
    values in this order."""
    keys = {name: value_key(field, name) for name in dict.fromkeys(chain.from_iterable(names))}
    shown: dict[str, str] = {}
    for name, key in keys.items():
        shown.setdefault(key, name)
    known = dict(zip(shown, range(len(shown)), strict=True))
    within = {name: _known_within(name, key, known) for name, key in keys.items()}
    return shown, [within[own[0]] if len(own) == 1 else _together(own, within) for own in names]


def name_values(field: str, shown: Mapping[str, str], of_paper: Sequence[Sequence[int]]) -> dict[str, Part]:
    """The parts of a file for what `values_of_papers` found, the most frequent value first."""
    often = Counter(chain.from_iterable(of_paper))
    by_key = list(shown)
    # Most frequent first, then by key: sorting keeps the order of equals, reversed or not.
    ordered = sorted(sorted(range(len(by_key)), key=by_key.__getitem__), key=often.__getitem__, reverse=True)
    ranks = array("I", bytes(4 * len(ordered)))
    for rank, at in enumerate(ordered):
        ranks[at] = rank
    rows = [sorted(map(ranks.__getitem__, own)) for own in of_paper]
    counts = [often[at] for at in ordered]
    shared = bisect_right(counts, -2, key=int.__neg__)
    sharing = [paper for paper, own in enumerate(rows) if own and own[0] < shared]
    return {
        **lexicon_parts(f"{field}.names", [shown[by_key[at]] for at in ordered], counts),
        f"{field}.papers": _turned(rows, counts),
        f"{field}.papers.starts": _starts(counts),
        f"{field}.of": array("I", chain.from_iterable(rows)),
        f"{field}.of.starts": _starts(map(len, rows)),
        f"{field}.alone": bytes([min(len(own) - bisect_left(own, shared), 255) for own in rows]),
        f"{field}.sharing": docsets.make(sharing, len(rows)).to_bytes((len(rows) + 7) >> 3, "little"),
    }


def _together(own: Sequence[str], within: Mapping[str, tuple[int, ...]]) -> tuple[int, ...]:
    """The values of a paper with several names, or none; each once."""
    found = [at for name in own for at in within[name]]
    return tuple(found if len(found) < 2 else set(found))


def _known_within(name: str, key: str, known: Mapping[str, int]) -> tuple[int, ...]:
    """The values that a name counts for, as `search.names.keys_within` says; the common case first."""
    words = key.split(" ")
    count = len(words)
    if count > 4 or not name.isascii():
        return tuple({known[key] for key in keys_within(name) if key in known})
    if count == 2:
        first, last = words
        if first not in known and last not in known:
            return (known[key],)
        return tuple({known[part] for part in (key, first, last) if part in known})
    parts = {" ".join(words[a:b]) for a in range(count) for b in range(a + 1, count + 1)}
    return tuple([known[part] for part in parts if part in known])


def _turned(rows: Sequence[Sequence[int]], counts: Sequence[int]) -> array[int]:
    """From which numbers each paper has to which papers each number has, one number after the other."""
    papers = array("I", bytes(4 * sum(counts)))
    places = _starts(counts)
    for paper, own in enumerate(rows):
        for number in own:
            at = places[number]
            papers[at] = paper
            places[number] = at + 1
    return papers


def _starts(lengths: Iterable[int]) -> array[int]:
    """Where each row begins, and one more at the end."""
    return array("I", accumulate(lengths, initial=0))
