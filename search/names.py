"""Names of people and places as facet values: which values a name counts for."""

from __future__ import annotations

from functools import lru_cache
from itertools import product

from search.words import other_spellings, tokens

NAMES = frozenset({"author", "aff"})
"""Facets whose values are names."""
_LONGEST = 12
"""Words; a longer name is a sentence that strayed into the wrong field and counts for itself alone."""


def value_key(field: str, value: str) -> str:
    """The form in which values of a facet are compared: case, and for names accents, do not count."""
    return " ".join(tokens(value)) if field in NAMES else value.casefold()


@lru_cache(maxsize=10_000)
def keys_within(name: str) -> frozenset[str]:
    """The keys of all names that a search for this name's words, or some of them in a row, would find it by.

    `Jakob N Foerster` counts for itself, `Jakob N`, `Foerster` and so on, because `author:"..."` finds it by
    each of them; so a facet's count is the number of papers that its choice gives.
    """
    plain = tokens(name)
    if len(plain) > _LONGEST:
        return frozenset([" ".join(plain)])
    forms = [[word] for word in plain]
    for at, other in other_spellings(name)[:4]:
        forms[at].append(other)
    return frozenset(
        " ".join(words[start:end])
        for words in product(*forms)
        for start in range(len(words))
        for end in range(start + 1, len(words) + 1)
    )
