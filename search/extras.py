"""What stands beside Whoosh's files in a segment: ready sets of documents for what is common, the papers'
sequences of words, their order, and the values of facets."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain

from search import docsets
from search.invert import Inverter
from search.lanes import BITS
from search.lexicon import NO_TERM, lexicon_parts, sieve_of
from search.mapped import Part, Writer
from search.names import keys_within, value_key
from search.places import GAP
from search.sequences import code_all
from search.words import BREAK

NO_CATEGORY = 0xFFFF
_SORT_KEY = 40


def write_papers(beside: Writer, inverted: Inverter) -> None:
    """Writes what is known of every paper, and lets go of it: sequences alone are 70 MB at 100,000 papers."""
    beside.add_all(_sequences(inverted))
    del inverted.sequence[:]
    beside.add_all(_papers(inverted))
    beside.add("cat.of", _categories(inverted))
    for field in ("author", "aff"):
        beside.add_all(_names(field, inverted.names.pop(field)))


def write_words(beside: Writer, inverted: Inverter, words: Sequence[str]) -> None:
    """Writes all words, as they are written and in order, and their stems: the combined field's terms."""
    stems = sorted(inverted.numbers.stems.keys() - {BREAK})
    rank = {stem: number for number, stem in enumerate(stems)}
    numbers = array("I", [rank.get(stem, NO_TERM) for stem in inverted.numbers.stems])
    of_word = array("I", [numbers[inverted.numbers[word]] for word in words])
    in_titles = Counter(" ".join(inverted.title_keys).split(" "))
    beside.add_all(lexicon_parts("words", words, [in_titles[word] for word in words]))
    beside.add("words.sieve", sieve_of(words))
    beside.add("words.stems", of_word)
    beside.add("text.labels", _labels(words, of_word, in_titles, len(stems)))
    codes = array("I", [GAP]) * len(stems)
    for number, term in enumerate(numbers):
        if term != NO_TERM:
            codes[term] = number
    code_all(codes)
    beside.add("sequence.terms", numbers)
    beside.add("sequence.codes", codes)
    beside.add("respelt.stems", array("I", sorted(numbers[stem] for stem in inverted.other_stems)))


def write_prefixes(beside: Writer, prefixes: Mapping[str, int]) -> None:
    """Writes which beginnings are dear, and where the set of each is."""
    names = sorted(prefixes)
    beside.add_all(lexicon_parts("prefixes", names, ()))
    beside.add("prefixes.ready", array("I", [prefixes[name] for name in names]))


def _labels(words: Sequence[str], of_word: array[int], titles: Counter[str], stems: int) -> array[int]:
    """For every stem the number of the word that shows it best: most frequent in titles, then shortest."""
    best: list[tuple[int, int, int] | None] = [None] * stems
    for number, (word, stem) in enumerate(zip(words, of_word, strict=True)):
        rated = (-titles[word], len(word), number)
        known = best[stem]
        if known is None or rated < known:
            best[stem] = rated
    return array("I", [rated[2] if rated else 0 for rated in best])


def _sequences(inverted: Inverter) -> dict[str, Part]:
    """The stems of every paper in reading order, GAP between texts: numbered as they came, as codes.

    `sequence.terms` has the number in the lexicon for each of these numbers, `sequence.codes` the reverse.
    """
    code_all(inverted.sequence)
    return {
        "sequence": inverted.sequence,
        "sequence.starts": inverted.starts,
        "sequence.titles": inverted.title_ends,
        "sequence.abstracts": inverted.abstract_ends,
        "respelt": _bits(inverted.respelt, inverted.count),
    }


def _papers(inverted: Inverter) -> dict[str, Part]:
    """Keys (all of one width), days, and the papers in other orders."""
    raw = [key.encode() for key in inverted.keys]
    width = max(map(len, raw), default=1)
    return {
        "keys": b"".join(key.ljust(width, b"\0") for key in raw),
        "keys.sorted": array("I", sorted(range(inverted.count), key=raw.__getitem__)),
        "days": inverted.days,
        **_ordered("by_title", inverted.title_keys),
        **_ordered("by_author", inverted.author_keys),
    }


def _categories(inverted: Inverter) -> array[int]:
    """For every paper the number of its category in the lexicon; NO_CATEGORY where it has none."""
    of = array("H", [NO_CATEGORY]) * inverted.count
    for number, (_, places) in enumerate(sorted(inverted.values["cat"].items())):
        for place in places:
            of[place >> BITS] = min(number, NO_CATEGORY)
    return of


def _ordered(name: str, keys: Sequence[str]) -> dict[str, Part]:
    """The papers in the order of their sort keys, and the keys themselves (short: only the order matters)."""
    order = sorted(range(len(keys)), key=keys.__getitem__)
    parts = lexicon_parts(f"{name}.keys", [keys[n][:_SORT_KEY] for n in order], ())
    return {name: array("I", order), **parts}


def _names(field: str, names: Sequence[tuple[str, ...]]) -> dict[str, Part]:
    """The values of a facet of names, most frequent first: which papers have each, which each paper has."""
    keys = {name: value_key(field, name) for name in dict.fromkeys(chain.from_iterable(names))}
    shown: dict[str, str] = {}
    for name, key in keys.items():
        shown.setdefault(key, name)
    known = {key: at for at, key in enumerate(shown)}
    within = {name: _known_within(name, key, known) for name, key in keys.items()}
    papers_of: list[list[int]] = [[] for _ in shown]
    for number, own in enumerate(names):
        for at in within[own[0]] if len(own) == 1 else {at for name in own for at in within[name]}:
            papers_of[at].append(number)
    by_key = list(shown)
    ordered = sorted(range(len(by_key)), key=lambda at: (-len(papers_of[at]), by_key[at]))
    of_paper: list[list[int]] = [[] for _ in names]
    for number, at in enumerate(ordered):
        for paper in papers_of[at]:
            of_paper[paper].append(number)
    texts, counts = [shown[by_key[at]] for at in ordered], [len(papers_of[at]) for at in ordered]
    shared = bisect_right(counts, -2, key=int.__neg__)
    alone = bytes(min(len(own) - bisect_left(own, shared), 255) for own in of_paper)
    sharing = [paper for paper, own in enumerate(of_paper) if own and own[0] < shared]
    return {
        **lexicon_parts(f"{field}.names", texts, counts),
        **_ragged(f"{field}.papers", [papers_of[at] for at in ordered]),
        **_ragged(f"{field}.of", of_paper),
        f"{field}.alone": alone,
        f"{field}.sharing": _bits(sharing, len(names)),
    }


def _known_within(name: str, key: str, known: Mapping[str, int]) -> set[int]:
    """The values that a name counts for, as `search.names.keys_within` says; the common case first."""
    words = key.split(" ")
    count = len(words)
    if count > 4 or not name.isascii():
        return {known[key] for key in keys_within(name) if key in known}
    if count == 2:
        return {known[part] for part in (key, *words) if part in known}
    parts = (" ".join(words[a:b]) for a in range(count) for b in range(a + 1, count + 1))
    return {known[part] for part in parts if part in known}


def _bits(documents: Sequence[int], size: int) -> bytes:
    """A set of documents."""
    return docsets.make(documents, size).to_bytes((size + 7) >> 3, "little")


def _ragged(name: str, rows: Sequence[Sequence[int]]) -> dict[str, Part]:
    """Rows of different length as one array, and where each begins (one more at the end)."""
    starts, at = array("I", [0]), 0
    for row in rows:
        at += len(row)
        starts.append(at)
    return {name: array("I", chain.from_iterable(rows)), f"{name}.starts": starts}
