"""How far two words are apart, and the words that lie close to one."""

from __future__ import annotations

import string
from functools import lru_cache


def distance_within(a: str, b: str, most: int) -> bool:
    """Whether at most `most` changed, missing or added letters lie between two words (Levenshtein 1966)."""
    if abs(len(a) - len(b)) > most:
        return False
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (x != y))
        if min(row) > most:
            return False
    return row[-1] <= most


@lru_cache(maxsize=256)
def neighbours(word: str) -> frozenset[str]:
    """The word and everything that one changed, missing or added letter makes of it."""
    letters = {*string.ascii_lowercase, *string.digits, *word}
    splits = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    found = {word}
    for head, tail in splits:
        found.update(head + letter + tail for letter in letters)
        if tail:
            found.add(head + tail[1:])
            found.update(head + letter + tail[1:] for letter in letters)
    return frozenset(found)


def swaps(word: str) -> frozenset[str]:
    """The word with two neighbouring letters exchanged."""
    return frozenset(word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)) - {
        word
    }
