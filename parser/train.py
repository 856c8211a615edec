"""Counts the words of titles and names for `parser.wordstats`; run by hand, never by the program.

    python -m parser.train GOLD [--half odd|even] [--to FOLDER]

GOLD holds one JSON object a line with `title`, `authors` and `et_al`, plain or packed with xz. The tables in
`parser/data` were counted in big-100k-gold.jsonl.xz: the titles and first authors of 100,000 papers, as arXiv
gives them to the public. They hold single words, with how often each was seen in which part, and nothing
else of any paper. The same input gives the same bytes.
"""

from __future__ import annotations

import argparse
import json
import lzma
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from parser.clean import clean
from parser.looks import ending, look, name_look, style_of
from parser.spelling import trigrams
from parser.wordstats import MAX_NAMES, MAX_WORDS, ROLES, context_of

MIN_COUNT = 3
"""Words that were seen less often are left out: they are half of the words and tell next to nothing."""
_RARE_IN_TITLES, _RARE_IN_NAMES = 20, 50


class Counts:
    """What the titles and names of papers are made of."""

    def __init__(self) -> None:
        self.words: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.shapes: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)

    def add(self, title: str, authors: list[str], et_al: bool) -> None:
        """Count one paper."""
        self._add_title(clean(title).split())
        if not et_al and len(authors) <= MAX_NAMES:
            self.shapes["names", "-"][str(len(authors))] += 1
        names = [words for author in authors if (words := clean(author).split())]
        for place, words in enumerate(names):
            self._add_name(words, names[place + 1 :])

    def _add_title(self, words: list[str]) -> None:
        style = style_of(words)
        for place, word in enumerate(words):
            shape, pieces = look(word)
            self._add_pieces("title", pieces)
            if place == len(words) - 1:
                self._add_pieces("end", pieces)
                self.shapes["end", style][shape] += 1
                self.shapes["ending", "-"][ending(word)] += 1
            elif place > 0:  # a first word is capitalised in every style
                self.shapes["title", style][shape] += 1
                self.shapes["comma", "-"]["yes" if word[-1] == "," else "no"] += 1

    def _add_name(self, words: list[str], following: list[list[str]]) -> None:
        self.shapes["length", "-"][str(min(len(words), MAX_WORDS))] += 1
        for place, word in enumerate(words):
            shape, pieces = name_look(word)
            self._add_pieces("later" if place else "given" if len(pieces) == 1 else "part", pieces)
            if place == 0:
                self.shapes["given", context_of(words, following)][shape] += 1
            else:
                self.shapes["last" if place == len(words) - 1 else "middle", "-"][shape] += 1

    def _add_pieces(self, role: str, pieces: Iterable[str]) -> None:
        for piece in pieces:
            self.words[piece][role] += 1
            self.shapes["pieces", "-"][role] += 1

    def write(self, folder: Path) -> None:
        """Write the tables, sorted, so that equal counts are equal files."""
        words = {
            word: counts
            for word, counts in sorted(self.words.items())
            if counts.total() - counts["end"] >= MIN_COUNT  # what stands at an end was counted twice
        }
        folder.mkdir(parents=True, exist_ok=True)
        _write(
            folder / "words.txt",
            f"word, {', '.join(ROLES)}",
            (f"{word} {' '.join(str(counts[role]) for role in ROLES)}" for word, counts in words.items()),
        )
        _write(
            folder / "shapes.txt",
            "what, context, value, count",
            (
                f"{what} {context} {value} {count}"
                for (what, context), counts in sorted(self.shapes.items())
                for value, count in sorted(counts.items())
            ),
        )
        in_titles, in_names = _spellings(words)
        _write(
            folder / "trigrams.txt",
            "letters (^ before, $ behind a word), rare words of titles, rare words of names that have them",
            (
                f"{letters} {in_titles[letters]} {in_names[letters]}"
                for letters in sorted(in_titles | in_names)
            ),
        )


def _spellings(words: dict[str, Counter[str]]) -> tuple[Counter[str], Counter[str]]:
    """How many rare words of titles and of names have each trigram: unknown words are spelled like these."""
    in_titles: Counter[str] = Counter()
    in_names: Counter[str] = Counter()
    for word, counts in words.items():
        if word.isalpha() and word.islower():
            if 0 < counts["title"] <= _RARE_IN_TITLES:
                in_titles.update(trigrams(word))
            if 0 < counts["given"] + counts["part"] + counts["later"] <= _RARE_IN_NAMES:
                in_names.update(trigrams(word))
    return in_titles, in_names


def _write(file: Path, columns: str, lines: Iterable[str]) -> None:
    heading = f"# Counted by parser/train.py, which says in what and how: {columns}"
    file.write_text("\n".join([heading, *lines]) + "\n", "utf-8")


def papers(gold: Path) -> Iterator[dict[str, Any]]:
    """The objects of a file of JSON lines, plain or packed with xz."""
    with lzma.open(gold) if gold.suffix == ".xz" else gold.open("rb") as lines:
        for line in lines:
            yield json.loads(line)


def main() -> None:
    arguments = argparse.ArgumentParser(description="Count the words of titles and names.")
    arguments.add_argument("gold", type=Path)
    arguments.add_argument(
        "--half",
        choices=("odd", "even"),
        help="only every second paper, to measure on the others",
    )
    arguments.add_argument("--to", type=Path, default=Path(__file__).parent / "data", metavar="FOLDER")
    chosen = arguments.parse_args()
    counts = Counts()
    for number, paper in enumerate(papers(chosen.gold), start=1):
        if chosen.half is None or (number % 2 == 1) == (chosen.half == "odd"):
            counts.add(paper["title"], paper["authors"], paper["et_al"])
    counts.write(chosen.to)


if __name__ == "__main__":
    main()
