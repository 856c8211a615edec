"""Did you mean: the query with its unknown words replaced by words that the papers have. Loads Whoosh."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from typing import Any

from search.corpus import Corpus
from search.fuzzy import neighbours, swaps
from search.trees import Phrase, Prefix, Term, leaves_of
from search.words import stem, words

LITTLE = 2
"""Up to so many results, another spelling is offered."""
_BETTER = 20
"""A known but rare word gives way to a neighbour that is so many times more frequent."""
_SHORTEST = 4
_QUOTED_OR_FIELD = re.compile(r'[^\s()"]*:(?:"[^"]*"?|[^\s()",]*)(?:,(?:"[^"]*"?|[^\s()",]*))*')


def corrected(text: str, tree: Any, corpus: Corpus) -> str | None:
    """The query's text with misspelt words put right; None where nothing better is known.

    Only words are corrected, not values of fields such as `cat:` or `author:`.
    """
    sought = {
        word
        for leaf, wanted in leaves_of(tree)
        if wanted and getattr(leaf, "fieldname", "") == "text" and isinstance(leaf, Term | Phrase | Prefix)
        for word in ([leaf.text] if not isinstance(leaf, Phrase) else leaf.words)
    }
    skip = [match.span() for match in _QUOTED_OR_FIELD.finditer(text)]
    out, done = [], 0
    for word in words(text):
        inside = any(start <= word.start < end for start, end in skip)
        if inside or (stem(word.text) not in sought and word.text not in sought):
            continue
        better = best_spelling(word.text, corpus)
        if better:
            out += [text[done : word.start], better]
            done = word.end
    return "".join(out) + text[done:] if out else None


def best_spelling(word: str, corpus: Corpus) -> str | None:
    """The most frequent known word one slip of the finger away; None if the word itself is as good."""
    if len(word) < _SHORTEST or not word.isascii():
        return None
    rated = _rated({word, *neighbours(word), *swaps(word)}, corpus)
    least = max(rated.pop(word, 0) * _BETTER, 1)
    better = max(((count, near[0] == word[0], near) for near, count in rated.items()), default=(0, False, ""))
    return better[2] if better[0] >= least else None


def _rated(words: Collection[str], corpus: Corpus) -> Counter[str]:
    """How well known words are in just this form: 1, and 2 more for every title, for each that is known."""
    rated: Counter[str] = Counter()
    for segment in corpus.segments:
        counts = segment.lexicon("words").counts
        for word, number in segment.numbers_known(words).items():
            rated[word] += 1 + 2 * counts[number]
    return rated
