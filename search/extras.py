"""What stands beside Whoosh's files in a segment: ready sets of documents for what is common, the papers'
sequences of words, their order, and the values of facets."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from search import docsets
from search.invert import Inverter
from search.lanes import BITS
from search.lexicon import NO_TERM, lexicon_parts, sieve_of
from search.mapped import Part, Writer
from search.name_values import name_values, values_of_papers
from search.places import GAP
from search.sequences import code_all
from search.words import BREAK

NO_CATEGORY = 0xFFFF
_SORT_KEY = 40


def write_papers(beside: Writer, inverted: Inverter) -> Iterator[float]:
    """Writes what is known of every paper, and lets go of it: sequences alone are 70 MB at 100,000 papers.

    Gives now and then how much of it is done, from 0 to 1; so does `write_words`.
    """
    beside.add_all(_sequences(inverted))
    del inverted.sequence[:]
    yield 0.1
    beside.add_all(_papers(inverted))
    beside.add("cat.of", _categories(inverted))
    yield 0.25
    for field in ("author", "aff"):
        shown, of_paper = values_of_papers(field, inverted.names.pop(field))
        yield 0.6
        beside.add_all(name_values(field, shown, of_paper))


def write_words(beside: Writer, inverted: Inverter, words: Sequence[str]) -> Iterator[float]:
    """Writes all words, as they are written and in order, and their stems: the combined field's terms."""
    stems = sorted(inverted.numbers.stems.keys() - {BREAK})
    rank = {stem: number for number, stem in enumerate(stems)}
    numbers = array("I", [rank.get(stem, NO_TERM) for stem in inverted.numbers.stems])
    of_word = array("I", [numbers[inverted.numbers[word]] for word in words])
    yield 0.3
    in_titles = Counter(" ".join(inverted.title_keys).split(" "))
    beside.add_all(lexicon_parts("words", words, [in_titles[word] for word in words]))
    beside.add("words.sieve", sieve_of(words))
    yield 0.7
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


def _bits(documents: Sequence[int], size: int) -> bytes:
    """A set of documents."""
    return docsets.make(documents, size).to_bytes((size + 7) >> 3, "little")
