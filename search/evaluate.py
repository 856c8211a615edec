"""A query tree turned into a docset. Loads Whoosh."""

from __future__ import annotations

from typing import Any, Protocol

from search.corpus import Corpus
from search.fields import OWNED
from search.segment import NO_LIMIT
from search.trees import And, Every, FuzzyTerm, Not, Or, Phrase, Prefix, Term, TermRange


class OwnSets(Protocol):
    """The docsets that only the library knows (`search.owned`)."""

    def docset(self, field: str, value: str) -> int:
        """The documents that carry a value."""

    def starting(self, field: str, prefix: str, whole: bool) -> int:
        """The documents that carry a value with this beginning; if `whole`, rather the exact value."""


def evaluate(tree: Any, corpus: Corpus, own: OwnSets, within: int = NO_LIMIT) -> int:
    """The documents that match, deleted ones included. `within`: only these matter to the caller."""
    if isinstance(tree, And):
        return _all(tree.subqueries, corpus, own, within)
    if isinstance(tree, Or):
        docset = 0
        for part in tree.subqueries:
            docset |= evaluate(part, corpus, own, within)
        return docset
    if isinstance(tree, Not):
        return corpus.live & ~evaluate(tree.query, corpus, own, within)
    if isinstance(tree, Every):
        return corpus.live
    return _leaf(tree, corpus, own, within)


def _all(parts: Any, corpus: Corpus, own: OwnSets, within: int) -> int:
    """What costs most comes last and looks only at what the others have left."""
    docset = within
    for part in sorted(parts, key=lambda part: isinstance(part, Phrase)):
        docset &= evaluate(part, corpus, own, docset)
        if not docset:
            break
    return docset


def _leaf(leaf: Any, corpus: Corpus, own: OwnSets, within: int) -> int:
    if isinstance(leaf, Phrase):
        return corpus.phrase(leaf.fieldname, leaf.words, leaf.slop, within)
    field = leaf.fieldname
    if isinstance(leaf, TermRange):
        return corpus.between(field, leaf.start, leaf.end)
    if isinstance(leaf, Term):
        return own.docset(field, leaf.text) if is_owned(field, leaf.text) else corpus.term(field, leaf.text)
    if isinstance(leaf, FuzzyTerm):
        return corpus.near(field, leaf.text)
    if isinstance(leaf, Prefix):
        if field in OWNED:
            return own.starting(field, leaf.text, leaf.whole)
        exact = corpus.term(field, leaf.text) if leaf.whole else 0
        return exact or corpus.starting(field, leaf.text)
    return 0


def is_owned(field: str, value: str) -> bool:
    """Whether the library answers this leaf."""
    return field in OWNED or (field == "has" and value == "note")
