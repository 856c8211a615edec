"""How far two words are apart, and the words that lie close to one."""

from __future__ import annotations


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
