"""Where a text has what a query looked for, also by a stem or a beginning. Loads Whoosh."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from search.answer import HitField
from search.trees import FuzzyTerm, Phrase, Prefix, Term, leaves_of
from search.words import Word, fold, stem, tokens, typed_out, words

_SEARCHED: dict[HitField, tuple[str, ...]] = {
    "title": ("text", "title"),
    "authors": ("text", "author"),
    "abstract": ("text", "abstract"),
    "affiliations": ("text", "aff"),
    "keywords": ("text",),
    "note": ("note",),
}
Expand = Callable[[Any], Iterable[str]]
"""Gives the index terms that a Prefix or FuzzyTerm leaf stands for."""


class QueryHits:
    """The hits of one query. Made once per answer; the work is done when a text is asked about."""

    def __init__(self, tree: Any, expand: Expand) -> None:
        wanted = [leaf for leaf, wanted in leaves_of(tree) if wanted]
        self._leaves = [leaf for leaf in wanted if isinstance(leaf, Term | Phrase | Prefix | FuzzyTerm)]
        self._expand = expand
        self._sought: dict[str, tuple[frozenset[str], tuple[str, ...], list[Any]]] = {}

    def spans(self, text: str, field: HitField) -> tuple[tuple[int, int], ...]:
        """Half-open character ranges of the hits in `text`, ascending, not overlapping."""
        sought = [(name, *self._sought_in(name)) for name in _SEARCHED[field]]
        if not any(any(wanted) for _, *wanted in sought):
            return ()
        found = list(words(text))
        hits: set[int] = set()
        for name, terms, prefixes, phrases in sought:
            if terms or prefixes:
                hits.update(
                    n for n, word in enumerate(found) if self._is_hit(name, word, text, terms, prefixes)
                )
            for phrase in phrases:
                hits.update(_phrase_hits(phrase, name, found))
        return _joined([found[n] for n in sorted(hits)], text)

    def _sought_in(self, name: str) -> tuple[frozenset[str], tuple[str, ...], list[Any]]:
        if name not in self._sought:
            leaves = [leaf for leaf in self._leaves if leaf.fieldname == name]
            terms = {leaf.text for leaf in leaves if isinstance(leaf, Term)}
            for leaf in leaves:
                if isinstance(leaf, Prefix | FuzzyTerm):
                    terms.update(self._expand(leaf))
            prefixes = tuple(leaf.text for leaf in leaves if isinstance(leaf, Prefix))
            if name == "note":  # whoever keeps the notes looks for every word as a beginning
                prefixes = tuple(word for term in terms for word in tokens(term))
                terms = set()
            self._sought[name] = frozenset(terms), prefixes, [p for p in leaves if isinstance(p, Phrase)]
        return self._sought[name]

    @staticmethod
    def _is_hit(name: str, word: Word, text: str, terms: frozenset[str], prefixes: tuple[str, ...]) -> bool:
        forms = [word.text]
        if other := typed_out(text[word.start : word.end]):
            forms.append(other)
        return any(_term(name, form) in terms or form.startswith(prefixes) for form in forms)


def _term(field: str, word: str) -> str:
    return stem(word) if field in ("text", "title", "abstract") else fold(word)


def _phrase_hits(phrase: Any, name: str, found: list[Word]) -> Iterable[int]:
    """The numbers of the words that stand together as the phrase says."""
    terms = [_term(name, word.text) for word in found]
    first, *rest = phrase.words
    for start, term in enumerate(terms):
        if term != first:
            continue
        places = [start]
        for wanted in rest:
            after = places[-1] + 1
            near = terms[after : after + phrase.slop]
            if wanted not in near:
                break
            places.append(after + near.index(wanted))
        else:
            yield from places


def _joined(hits: list[Word], text: str) -> tuple[tuple[int, int], ...]:
    """The places of the words; neighbours in a script without spaces become one."""
    spans: list[tuple[int, int]] = []
    for word in hits:
        if spans and spans[-1][1] == word.start:
            spans[-1] = spans[-1][0], word.end
        else:
            spans.append((word.start, word.end))
    return tuple(spans)
