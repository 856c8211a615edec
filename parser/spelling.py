"""How words are spelled: trigrams of letters, for words that no table has."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from math import log

_ALPHABET = 60
"""About how many letters words of all languages in Latin script are written with."""


def trigrams(word: str) -> list[str]:
    """Each letter of `word` with the two before it; `^` stands before the word, `$` behind it."""
    framed = f"^^{word}$"
    return [framed[i : i + 3] for i in range(len(framed) - 2)]


class Spelling:
    """How words of one kind are spelled.

    How probable a letter is behind the two before it, by Witten and Bell's estimate: as many sightings as
    different letters were seen go to those that were not.
    """

    def __init__(self, counts: dict[str, int]) -> None:
        """`counts`: how many words have each trigram."""
        self._counts = counts
        self._sums: Counter[str] = Counter()
        self._letters: Counter[str] = Counter()
        for trigram, count in counts.items():
            self._sums[trigram[:2]] += count
            self._letters[trigram[:2]] += 1
        self._log = lru_cache(1 << 14)(self._log_probability)

    def log_probability(self, word: str) -> float:
        """Of the word among all words of the kind, in nats."""
        return sum(map(self._log, trigrams(word)))

    def _log_probability(self, trigram: str) -> float:
        letters = self._letters[trigram[:2]] or 1
        return log((self._counts.get(trigram, 0) + letters / _ALPHABET) / (self._sums[trigram[:2]] + letters))
