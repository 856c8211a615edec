"""Papers turned into posting lists, in memory: which words stand where. Knows no files.

Adding a paper only notes (document, position) behind each of its words; a list takes its final form when it
is written. Whoosh's own writer finishes every posting at once, which takes 10 times as long. Loads Whoosh's
stemmer."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Sequence
from typing import Protocol

from parser import Paper
from search.lanes import BITS, MOST
from search.places import GAP, LONGEST, Places
from search.texts import plain_text
from search.words import BREAK, may_be_respelt, other_spellings, stem, tokens_of

LONGEST_TEXT = 3_500
"""Words of one text that are read; more than that is a mistake of the source."""


class Gatherer(Protocol):
    """Whoever gathers the combined field and writes it: `search.combined_writer.Here`, or a helper."""

    def add(
        self,
        sequence: list[int],
        title_end: int,
        abstract_end: int,
        others: Collection[tuple[int, int]],
        stems: int,
    ) -> None:
        """Adds a document, as `search.combined.Combined.add` says."""


class _Numbering(dict[str, int]):
    """Folded words to the number of their stem; new words get one as they come."""

    def __init__(self) -> None:
        super().__init__({BREAK: GAP})
        self.stems = {BREAK: GAP}

    def __missing__(self, word: str) -> int:
        number = self[word] = self.stems.setdefault(stem(word), len(self.stems))
        return number


class Inverter:
    """Takes papers one after the other; the first becomes document 0.

    combined: takes their stems. All else, by word or by value, is gathered here.
    """

    def __init__(self, combined: Gatherer) -> None:
        self.combined = combined
        self.count = 0
        self.numbers = _Numbering()
        self.lengths, self.title_lengths = array("I"), array("I")
        self.author, self.aff = Places(), Places()
        self.values = {name: Places() for name in ("cat", "code", "has", "date", "month", "year")}
        self.sequence = array("I")
        """The stems of every document in reading order, GAP between its texts."""
        self.starts = array("I", [0])
        """Where each document's sequence begins; one more at the end."""
        self.title_ends, self.abstract_ends = array("I"), array("I")
        self.respelt: list[int] = []
        """Documents with words that are also found in another spelling."""
        self.other_stems: set[int] = set()
        self.keys: list[str] = []
        self.days = array("i")
        self.title_keys: list[str] = []
        self.author_keys: list[str] = []
        self.names: dict[str, list[tuple[str, ...]]] = {"author": [], "aff": []}
        self.categories: dict[str, str] = {}

    def add(self, paper: Paper) -> None:
        """Adds one paper."""
        n, self.count = self.count, self.count + 1
        if n == MOST:
            self._widen()
        title, abstract = plain_text(paper.title), plain_text(paper.abstract)
        texts = (title, abstract, *paper.authors, *paper.affiliations, *paper.keywords)
        words = tokens_of(texts, LONGEST_TEXT)
        del words[LONGEST:]
        sequence = list(map(self.numbers.__getitem__, words))
        title_end = _end(sequence, 0)
        abstract_end = _end(sequence, title_end + 1)
        ends = _ends(sequence, abstract_end + 1, len(texts))
        authors_end = ends[len(paper.authors)]
        affs_end = ends[len(paper.authors) + len(paper.affiliations)]
        self.author.add(n, words[abstract_end + 1 : authors_end])
        self.aff.add(n, words[authors_end + 1 : affs_end])
        others: Sequence[tuple[int, int]] = ()
        if may_be_respelt(texts):
            others = self._other_spellings(n, sequence, texts, paper)
        self.combined.add(sequence, title_end, abstract_end, others, len(self.numbers.stems))
        self.sequence.fromlist(sequence)
        self.starts.append(len(self.sequence))
        self.title_ends.append(title_end)
        self.abstract_ends.append(abstract_end)
        self.lengths.append(len(sequence) - sequence.count(GAP) + len(others))
        self.title_lengths.append(title_end + sum(at < title_end for at, _ in others))
        self._add_values(n, paper)
        self.keys.append(paper.key)
        self.days.append(paper.date.toordinal() if paper.date else 0)
        self.title_keys.append(" ".join(words[:title_end]))
        first = words[abstract_end + 1 : ends[1]] if paper.authors else []
        self.author_keys.append(" ".join([*first[-1:], *first[:-1]]) or "\U0010ffff")
        self.names["author"].append(paper.authors)
        self.names["aff"].append(paper.affiliations)

    def _other_spellings(
        self, n: int, sequence: list[int], texts: Sequence[str], paper: Paper
    ) -> list[tuple[int, int]]:
        """Other spellings of words: (position, number of the stem). Adds those of names to their fields."""
        found = []
        authors, affs = 2, 2 + len(paper.authors)
        keywords = affs + len(paper.affiliations)
        start = names = 0
        for which, text in enumerate(texts):
            if which in (authors, affs):
                names = start
            end = _end(sequence, start)
            for at, other in other_spellings(text):
                place = start + at
                if place >= end:
                    break
                found.append((place, self.numbers[other]))
                if authors <= which < keywords:
                    (self.author if which < affs else self.aff).add_other(n, place - names, other)
            start = end + 1
        if found:
            self.respelt.append(n)
            self.other_stems.update(number for _, number in found)
        return found

    def _add_values(self, n: int, paper: Paper) -> None:
        values, at = self.values, n << BITS
        if paper.category:
            folded = paper.category.casefold()
            self.categories.setdefault(folded, paper.category)
            values["cat"][folded].append(at)
        values["code"]["yes" if paper.has_code else "no"].append(at)
        if paper.links or paper.url or paper.arxiv_id or paper.doi:
            values["has"]["link"].append(at)
        if paper.date:
            day = paper.date.isoformat()
            values["date"][day].append(at)
            values["month"][day[:7]].append(at)
            values["year"][day[:4]].append(at)

    def _widen(self) -> None:
        """Gives every place 64 bits."""
        for field in (self.author, self.aff, *self.values.values()):
            field.widen()


def _end(sequence: list[int], start: int) -> int:
    """Where the text that begins at `start` ends."""
    try:
        return sequence.index(GAP, start)
    except ValueError:
        return len(sequence)


def _ends(sequence: list[int], start: int, most: int) -> list[int]:
    """Where up to `most` texts from `start` on end; the first in the list is the end of the one before."""
    rest = enumerate(sequence[start:], start)
    return [start - 1, *(at for at, number in rest if number == GAP), *[len(sequence)] * most]
