"""Relevance: BM25F (Robertson and Zaragoza 2009) as whoosh.scoring works it out, so that both agree.

A few thousand papers are scored one by one. Of more, the best few hundred are found first from rough scores
of five bits, kept as bit planes (`search.planes`), and only those are scored. Loads Whoosh."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import compress
from math import log
from typing import Any, NamedTuple

from search import docsets, planes, postings
from search._whoosh import load
from search.corpus import Corpus
from search.segment import Segment
from search.trees import Phrase, Term, leaves_of

B, K1 = 0.75, 1.2
FEW = 2_000
BEST = 200
"""So many papers are in exact order; nobody reads further by relevance."""
SCORED = frozenset({"text", "title", "author", "aff"})


class ScoredTerm(NamedTuple):
    """A term that counts for relevance, with the rarity it has in the whole index."""

    field: str
    text: str
    rarity: float


def scored_terms(tree: Any, corpus: Corpus) -> list[ScoredTerm]:
    """The terms of a query that make a paper relevant: wanted words and words of phrases, each once."""
    found: dict[tuple[str, str], ScoredTerm] = {}
    for leaf, wanted in leaves_of(tree):
        if not wanted or not isinstance(leaf, Term | Phrase) or leaf.fieldname not in SCORED:
            continue
        for text in [leaf.text] if isinstance(leaf, Term) else leaf.words:
            rarity = log(corpus.size / (corpus.frequency(leaf.fieldname, text) + 1)) + 1
            found[leaf.fieldname, text] = ScoredTerm(leaf.fieldname, text, rarity)
    return list(found.values())


class Ranking:
    """Orders documents of one corpus by relevance."""

    def __init__(self, corpus: Corpus, few: int = FEW) -> None:
        self.corpus, self._few = corpus, few
        self._averages = {
            field: sum(s.file.facts["lengths"][field] for s in corpus.segments) / max(corpus.size, 1)
            for field in SCORED
        }
        self._planes = planes.PlaneCache()

    def ordered(self, tree: Any, docset: int) -> Iterator[int]:
        """The documents of a set, most relevant first, equals newest first."""
        terms = scored_terms(tree, self.corpus)
        if not terms:
            return iter(docsets.documents(docset))
        if docset.bit_count() <= self._few:
            return iter(self._by_score(terms, docset))
        return self._roughly(terms, docset)

    def _by_score(self, terms: Sequence[ScoredTerm], docset: int) -> list[int]:
        scores = self.scores(terms, docset)
        return sorted(docsets.documents(docset), key=lambda n: (-scores.get(n, 0.0), n))

    def scores(self, terms: Sequence[ScoredTerm], docset: int) -> dict[int, float]:
        """The exact scores of some documents; those without any of the terms are left out."""
        scores: dict[int, float] = {}
        for segment, offset in zip(self.corpus.segments, self.corpus.offsets, strict=True):
            here = (docset >> offset) & docsets.span(0, segment.size)
            if not here:
                continue
            for term in terms:
                for n, part in self._parts(segment, term, here):
                    scores[offset + n] = scores.get(offset + n, 0.0) + term.rarity * part
        return scores

    def _parts(self, segment: Segment, term: ScoredTerm, docset: int) -> Iterator[tuple[int, float]]:
        """What a term adds to each document, without its rarity: between 0 and K1 + 1."""
        number = segment.lexicon(term.field).find(term.text)
        if number < 0:
            return
        coded = segment.file[f"{term.field}.lengths"]
        for n, weight in _weights(segment, term.field, number, docset):
            yield n, self._part(term.field, weight, coded[n])

    def _part(self, field: str, weight: int, coded: int) -> float:
        """The saturating part of the formula for a weight and a coded length."""
        length = _lengths()[coded]
        return weight * (K1 + 1) / (weight + K1 * (1 - B + B * length / (self._averages[field] or 1.0)))

    def _roughly(self, terms: Sequence[ScoredTerm], docset: int) -> Iterator[int]:
        """The best by exact score, then all others by rough score."""
        total = planes.weighted_sum(
            [(self._term_planes(term), max(round(term.rarity * 2), 1)) for term in terms]
        )
        best = planes.highest(total, docset, BEST)
        yield from self._by_score(terms, best)[:BEST]
        yield from planes.descending(total, docset & ~best)

    def _term_planes(self, term: ScoredTerm) -> list[int]:
        return self._planes.get((term.field, term.text), lambda: self._make_planes(term))

    def _make_planes(self, term: ScoredTerm) -> list[int]:
        made = [0] * planes.BITS
        for segment, offset in zip(self.corpus.segments, self.corpus.offsets, strict=True):
            rough = planes.from_levels(self._levels(segment, term))
            made = [a | b << offset for a, b in zip(made, rough, strict=True)]
        return made

    def _levels(self, segment: Segment, term: ScoredTerm) -> bytearray:
        """The rough score of every document; each pair of weight and length is worked out once."""
        levels = bytearray(segment.size)
        number = segment.lexicon(term.field).find(term.text)
        if number < 0:
            return levels
        documents, weights = postings.documents_and_weights(segment.block(term.field, number))
        pairs = bytearray(b"\1" * (2 * len(documents)))
        pairs[::2] = bytes(map(bytes(segment.file[f"{term.field}.lengths"]).__getitem__, documents))
        if weights:
            pairs[1::2] = weights
        keys = array("H", bytes(pairs))
        level_of = {
            key: planes.level(self._part(term.field, key >> 8, key & 255), K1 + 1) for key in set(keys)
        }
        for n, level in zip(documents, map(level_of.__getitem__, keys), strict=True):
            levels[n] = level
        return levels


def _weights(segment: Segment, field: str, number: int, docset: int) -> Iterable[tuple[int, int]]:
    """The weight of a term in those of its documents that are in the set."""
    documents, weights = postings.documents_and_weights(segment.block(field, number))
    weights = weights or b"\1" * len(documents)
    if docset.bit_count() * 20 > len(documents):
        inside = docsets.flags(docset, segment.size)
        return compress(zip(documents, weights, strict=True), map(inside.__getitem__, documents))
    wanted = docsets.documents(docset & segment.numbered(field, number))
    return [(n, weights[bisect_left(documents, n)]) for n in wanted]


@cache
def _lengths() -> Sequence[int]:
    """The field length of every byte: Whoosh's table, whose steps grow with the length."""
    byte_to_length = load("whoosh.util.numeric").byte_to_length
    return [byte_to_length(code) for code in range(256)]
