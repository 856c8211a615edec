"""Papers near to a paper: by the rare words that they share, by people and places. Loads Whoosh's stemmer."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from math import log
from typing import NamedTuple

from parser import PaperKey
from search import docsets, planes
from search._whoosh import load
from search.answer import Related
from search.corpus import Corpus
from search.lexicon import NO_TERM
from search.segment import Segment

_TERMS = 24
"""So many of a paper's words are compared: the rarest that it uses most."""
_TOO_COMMON = 0.05
"""A word in a greater part of all papers ties nothing together."""
_AUTHOR, _PLACE = 6.0, 2.0
"""What a shared author and affiliation weigh, times their rarity; a word weighs its rarity squared."""
_SHOWN = 5
_ROUGH = 15


class _Tie(NamedTuple):
    """Something that ties papers: a word, or the name of a person or place."""

    docset: int
    weight: float
    word: str
    name: str


def related(corpus: Corpus, key: str, limit: int) -> tuple[Related, ...]:
    """The papers nearest to one, with what ties each to it; empty for an unknown key."""
    document = corpus.find_key(key)
    if document < 0:
        return ()
    ties = [
        _Tie(corpus.term("text", term), weight, label, "")
        for term, label, weight in _telling_words(corpus, document)
    ]
    for field, weight in (("author", _AUTHOR), ("aff", _PLACE)):
        for name, docset in _names(corpus, document, field):
            rarity = log(1 + corpus.size / (1 + docset.bit_count()))
            ties.append(_Tie(docset, weight * rarity, "", name))
    others = corpus.live & ~(1 << document)
    near = _nearest(ties, others, max(4 * limit, 40))
    scores: dict[int, float] = defaultdict(float)
    tied: dict[int, list[_Tie]] = defaultdict(list)
    for tie in ties:
        for n in docsets.documents(tie.docset & near):
            scores[n] += tie.weight
            tied[n].append(tie)
    best = sorted(scores, key=lambda n: (-scores[n], n))[:limit]
    return tuple(_shown(corpus.key(n), scores[n], tied[n]) for n in best)


def _nearest(ties: Sequence[_Tie], others: int, count: int) -> int:
    """Some documents that have the most weight in common, by rough weights: no document is looked at."""
    any_tie = 0
    for tie in ties:
        any_tie |= tie.docset
    most = max((tie.weight for tie in ties), default=1.0)
    rough = [([tie.docset], max(round(tie.weight / most * _ROUGH), 1)) for tie in ties]
    found = planes.highest(planes.weighted_sum(rough), any_tie & others, count)
    return (
        found
        if found.bit_count() <= 20 * count
        else docsets.make(docsets.part(found, 0, 20 * count), found.bit_length())
    )


def _shown(key: PaperKey, score: float, ties: list[_Tie]) -> Related:
    ties.sort(key=lambda tie: -tie.weight)
    words = [tie.word for tie in ties if tie.word]
    return Related(key, score, tuple(words[:_SHOWN]), tuple(tie.name for tie in ties if tie.name)[:_SHOWN])


def _telling_words(corpus: Corpus, document: int) -> Sequence[tuple[str, str, float]]:
    """(term, the word that shows it, weight) of the words that say what the paper is about."""
    segment, number = corpus.place(document)
    lexicon = segment.lexicon("text")
    sequence, title = segment.sequences.numbers(number)
    terms = segment.file["sequence.terms"]
    counts = Counter(map(terms.__getitem__, sequence))
    titled = set(map(terms.__getitem__, title))
    counts.pop(NO_TERM, None)
    empty = load("whoosh.analysis").STOP_WORDS  # among few papers even `that` can be rare
    found = []
    for stem, count in counts.items():
        term = lexicon.text(stem)
        frequency = corpus.frequency("text", term)
        if (
            not term.isalpha()
            or term in empty
            or frequency < 2
            or (frequency > _TOO_COMMON * corpus.size and corpus.size > 200)
        ):
            continue
        rarity = log(1 + corpus.size / (frequency + 3))
        found.append(((1 + log(count)) * rarity * (2 if stem in titled else 1), rarity, stem, term))
    found.sort(reverse=True)
    return [(term, _label(segment, stem), rarity**2) for _, rarity, stem, term in found[:_TERMS]]


def _label(segment: Segment, stem: int) -> str:
    """A word that people would write for a stem."""
    return segment.lexicon("words").text(segment.file["text.labels"][stem])


def _names(corpus: Corpus, document: int, field: str) -> Sequence[tuple[str, int]]:
    """The names on a paper, each with the documents that share it."""
    segment, number = corpus.place(document)
    starts, own = segment.file[f"{field}.of.starts"], segment.file[f"{field}.of"]
    names = [segment.lexicon(f"{field}.names").text(n) for n in own[starts[number] : starts[number + 1]]]
    return [(name, corpus.name(field, name)) for name in names]
