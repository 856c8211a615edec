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
    """Whether a word is rather spelled like one kind of words or like another.

    How probable a letter is behind the two before it, by Witten and Bell's estimate: as many sightings as
    different letters were seen go to those that were not.
    """

    def __init__(self, one: dict[str, int], other: dict[str, int]) -> None:
        """How many words of each kind have each trigram."""
        self._log_odds = lru_cache(1 << 14)(self._trigram_log_odds)
        self._kinds = (_Trigrams(one), _Trigrams(other))

    def log_odds(self, word: str) -> float:
        """Of the word being of the one kind, in nats."""
        return sum(map(self._log_odds, trigrams(word)))

    def _trigram_log_odds(self, trigram: str) -> float:
        one, other = self._kinds
        return log(one.probability(trigram) / other.probability(trigram))


class _Trigrams:
    def __init__(self, counts: dict[str, int]) -> None:
        self._counts = counts
        self._sums: Counter[str] = Counter()
        self._letters: Counter[str] = Counter()
        for trigram, count in counts.items():
            if count:
                self._sums[trigram[:2]] += count
                self._letters[trigram[:2]] += 1

    def probability(self, trigram: str) -> float:
        letters = self._letters[trigram[:2]] or 1
        return (self._counts.get(trigram, 0) + letters / _ALPHABET) / (self._sums[trigram[:2]] + letters)
