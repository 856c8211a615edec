"""Papers to measure with: those of a listing, or generated ones with word frequencies like real abstracts."""

from __future__ import annotations

import datetime as dt
import lzma
import random
from itertools import accumulate, islice
from pathlib import Path

from parser import Paper, paper_key
from parser.listing import read_text
from search.order import newest_key

_TODAY = dt.date(2026, 11, 22)


def load(listing: Path | None, count: int) -> list[Paper]:
    """Up to `count` papers, newest first; a listing may be packed (.xz)."""
    papers = _generated(count) if listing is None else _read(listing, count)
    return sorted({paper.key: paper for paper in papers}.values(), key=newest_key)


def _read(listing: Path, count: int) -> list[Paper]:
    with (lzma.open if listing.suffix == ".xz" else open)(listing, "rt", encoding="utf-8") as file:
        text = "".join(islice(file, 3 * count))
    return [record.paper for record in read_text(text, as_of=_TODAY).records]


def _generated(count: int) -> list[Paper]:
    """Words after Zipf's law over 60,000 made-up words; 170 to an abstract; as many authors as papers."""
    dice = random.Random(1)
    words = [_word(number) for number in range(60_000)]
    cumulative = list(accumulate(1 / (rank + 2.7) for rank in range(len(words))))
    names = [f"{_word(a).title()} {_word(b).title()}" for a in range(300) for b in range(300, 600)]

    def text(length: int) -> str:
        return " ".join(dice.choices(words, cum_weights=cumulative, k=length))

    made = []
    for number in range(count):
        title = f"{text(8)} {number}"
        authors = tuple(dice.sample(names, dice.randint(1, 3)))
        made.append(
            Paper(
                paper_key(title, authors[0]),
                title,
                authors,
                category=dice.choice(("LG", "AI", "CL", "CV", "hep-th", "NA")),
                date=_TODAY - dt.timedelta(days=dice.randrange(9_000)),
                has_code=dice.random() < 0.1,
                abstract=text(dice.randint(90, 250)),
            )
        )
    return made


def _word(number: int) -> str:
    """A pronounceable word for a number, every number its own."""
    syllables = []
    while number >= 0:
        number, rest = divmod(number, 70)
        syllables.append("bcdfglmnprstvz"[rest // 5] + "aeiou"[rest % 5])
        number -= 1
    return "".join(reversed(syllables))
