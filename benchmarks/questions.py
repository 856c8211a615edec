"""The queries of the benchmark, drawn from the words of the papers themselves, by class."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from parser import Paper
from search.words import tokens


@dataclass(frozen=True, slots=True)
class Question:
    """One query, in parts that every engine can put into its own language."""

    words: tuple[str, ...] = ()
    phrase: tuple[str, ...] = ()
    title: str = ""
    without: str = ""
    since: int = 0
    """A year."""
    category: str = ""
    code: bool = False
    prefix: str = ""
    typo: str = ""


def questions(papers: Sequence[Paper], each: int = 20) -> dict[str, list[Question]]:
    """Classes of queries with `each` queries; typed queries with every prefix of 20."""
    dice = random.Random(3)
    counts: Counter[str] = Counter()
    sample = [tokens(paper.abstract) for paper in dice.sample(papers, min(2_000, len(papers)))]
    for words in sample:
        counts.update(set(words))
    ranked = [word for word, _ in counts.most_common() if len(word) > 3 and word.isascii()]
    common = ranked[5:120]
    middle = ranked[120:1_500]
    rare = [word for word in ranked if counts[word] == 1][: 20 * each]
    pairs = [pair for words in sample for pair in pairwise(words) if min(map(len, pair)) > 3]
    categories = [name for name, _ in Counter(p.category for p in papers).most_common(10)]

    def many(make: object) -> list[Question]:
        return [make() for _ in range(each)]  # type: ignore[operator]

    def pick(words: Sequence[str], count: int) -> tuple[str, ...]:
        return tuple(dice.sample(words, count))

    typed = [" ".join(pick(middle, 2)) for _ in range(20)]
    return {
        "common word": many(lambda: Question(words=pick(common, 1))),
        "rare word": many(lambda: Question(words=pick(rare, 1))),
        "AND of 2": many(lambda: Question(words=pick(common[:60] + middle, 2))),
        "AND of 3": many(lambda: Question(words=pick(common, 3))),
        "phrase": many(lambda: Question(phrase=dice.choice(pairs))),
        "field": many(lambda: Question(title=dice.choice(middle))),
        "date + word": many(lambda: Question(words=pick(common, 1), since=dice.randint(2015, 2024))),
        "category + code": many(lambda: Question(category=dice.choice(categories), code=True)),
        "negation": many(lambda: Question(words=pick(common, 1), without=dice.choice(common))),
        "prefix": many(lambda: Question(prefix=dice.choice(middle)[:3])),
        "typo": many(lambda: Question(typo=_slip(dice.choice(middle), dice))),
        "typed": [_typed(text[:end]) for text in typed for end in range(1, len(text) + 1)],
    }


def _typed(text: str) -> Question:
    """What is asked while a query is typed: whole words, and the last as a beginning."""
    *whole, last = text.split(" ")
    return Question(words=tuple(whole), prefix=last)


def _slip(word: str, dice: random.Random) -> str:
    at = dice.randrange(1, len(word))
    return word[:at] + word[at + 1 :]
