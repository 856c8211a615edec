"""Relevance: BM25F (Robertson and Zaragoza 2009) as whoosh.scoring works it out, so that both agree.

A few thousand papers are scored one by one. Of more, the best few hundred are found first from rough scores
of five bits, kept as bit planes (`search.planes`), and only those are scored. Loads Whoosh."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
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
        part = self._part(term.field)
        coded = segment.file[f"{term.field}.lengths"]
        for n, weight in _weights(segment, term.field, number, docset):
            yield n, part(weight, coded[n])

    def _part(self, field: str) -> Callable[[int, int], float]:
        """The saturating part of the formula for a weight and a coded length; each pair worked out once."""
        average = self._averages[field] or 1.0
        known: dict[tuple[int, int], float] = {}

        def part(weight: int, coded: int) -> float:
            value = known.get((weight, coded))
            if value is None:
                length = _lengths()[coded]
                value = weight * (K1 + 1) / (weight + K1 * (1 - B + B * length / average))
                known[weight, coded] = value
            return value

        return part

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
            everything = docsets.span(0, segment.size)
            parts = self._parts(segment, term, everything)
            rough = planes.from_parts(parts, segment.size, K1 + 1)
            made = [a | b << offset for a, b in zip(made, rough, strict=True)]
        return made


def _weights(segment: Segment, field: str, number: int, docset: int) -> Iterator[tuple[int, int]]:
    """The weight of a term in those of its documents that are in the set."""
    documents, weights = postings.documents_and_weights(segment.block(field, number))
    pairs = zip(documents, weights or b"\x01" * len(documents), strict=True)
    if docset.bit_count() == segment.size:
        return pairs
    inside = docsets.flags(docset, segment.size)
    return ((n, weight) for n, weight in pairs if inside[n])


@cache
def _lengths() -> Sequence[int]:
    """The field length of every byte: Whoosh's table, whose steps grow with the length."""
    byte_to_length = load("whoosh.util.numeric").byte_to_length
    return [byte_to_length(code) for code in range(256)]
