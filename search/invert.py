"""Papers turned into posting lists, in memory: which words stand where. Knows no files.

Adding a paper only notes (document, position) behind each of its words; a list takes its final form when it
is written. Whoosh's own writer finishes every posting at once, which takes 10 times as long. Loads Whoosh's
stemmer."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from itertools import accumulate, chain
from typing import Protocol

from parser import Paper
from search.combined import Others
from search.lanes import BITS, MOST
from search.places import GAP, LONGEST, Places
from search.texts import plain_text
from search.words import BREAK, ended_tokens, may_be_respelt, other_spellings, stem

LONGEST_TEXT = 3_500
"""Words of one text that are read; more than that is a mistake of the source."""
_TOGETHER = 64
"""Papers whose words are taken apart in one go."""
_stem = stem.__wrapped__
"""The numbering is a cache already."""


class Gatherer(Protocol):
    """Whoever gathers the combined field and writes it: `search.combined_writer.Here`, or a helper."""

    def add_all(self, sequences: array[int], ends: array[int], others: Sequence[Others], stems: int) -> None:
        """Adds documents, as `search.combined.Combined.add_all` says."""


class _Numbering(dict[str, int]):
    """Folded words to the number of their stem; new words get one as they come."""

    def __init__(self) -> None:
        super().__init__({BREAK: GAP})
        self.stems = {BREAK: GAP}

    def __missing__(self, word: str) -> int:
        number = self[word] = self.stems.setdefault(_stem(word), len(self.stems))
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

    def add_all(self, papers: Iterable[Paper]) -> None:
        """Adds papers, some at a time: one call takes the words of all of them apart."""
        some: list[tuple[Paper, Sequence[str]]] = []
        for paper in papers:
            texts = (
                plain_text(paper.title), plain_text(paper.abstract),
                *paper.authors, *paper.affiliations, *paper.keywords,
            )  # fmt: skip
            some.append((paper, texts))
            # Numbers are given in reading order, and those of other spellings behind their paper's.
            respelt = may_be_respelt(texts)
            if len(some) == _TOGETHER or respelt:
                self._add_some(some, respelt)
                some = []
        if some:
            self._add_some(some, False)

    def _add_some(self, papers: Sequence[tuple[Paper, Sequence[str]]], respelt: bool) -> None:
        """Adds papers with their texts; respelt: whether words of the last may have another spelling."""
        found = ended_tokens([text for _, texts in papers for text in texts], LONGEST_TEXT)
        words = list(chain.from_iterable(found))
        numbers = array("I", list(map(self.numbers.__getitem__, words)))
        edges = [0, *accumulate(map(len, found))]
        sequences, ends = array("I"), array("I")
        others: list[Others] = [()] * len(papers)
        at = 0
        for paper, texts in papers:
            own = edges[at : at + len(texts) + 1]
            at += len(texts)
            start, end = own[0], own[-1] - 1
            count = end - start - len(texts) + 1
            if end - start > LONGEST:
                end = start + LONGEST
                count = LONGEST - numbers[start:end].count(GAP)
                own = [min(edge, end + 1) for edge in own]
            title_end = own[1] - 1 - start
            self._add_words(paper, words, own)
            self._add_values(paper)
            sequences.extend(numbers[start:end])
            ends.extend((len(sequences), title_end, own[2] - 1 - start))
            self.lengths.append(count)
            self.title_lengths.append(title_end)
            if respelt and paper is papers[-1][0]:
                others[-1] = self._other_spellings(numbers[start:end].tolist(), texts, paper)
            self.count += 1
        self.starts.extend([self.starts[-1] + end for end in ends[::3]])
        self.title_ends.extend(ends[1::3])
        self.abstract_ends.extend(ends[2::3])
        self.sequence.extend(sequences)
        self.combined.add_all(sequences, ends, others, len(self.numbers.stems))

    def _add_words(self, paper: Paper, words: list[str], edges: Sequence[int]) -> None:
        """Notes a paper's names and sort keys; edges: where each of its texts begins among the words."""
        n = self.count
        if n == MOST:
            self._widen()
        authors = 2 + len(paper.authors)
        affs = authors + len(paper.affiliations)
        self.author.add(n, words[edges[2] : edges[authors] - 1])
        self.aff.add(n, words[edges[authors] : edges[affs] - 1])
        self.title_keys.append(" ".join(words[edges[0] : edges[1] - 1]))
        first = words[edges[2] : edges[3] - 1] if paper.authors else []
        self.author_keys.append(" ".join([*first[-1:], *first[:-1]]) or "\U0010ffff")
        self.names["author"].append(paper.authors)
        self.names["aff"].append(paper.affiliations)

    def _other_spellings(self, sequence: list[int], texts: Sequence[str], paper: Paper) -> Others:
        """Other spellings of words: (position, number of the stem). Adds those of names to their fields."""
        n = self.count
        found: list[tuple[int, int]] = []
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
            self.lengths[n] += len(found)
            title_end = self.title_lengths[n]
            self.title_lengths[n] += sum(place < title_end for place, _ in found)
        return found

    def _add_values(self, paper: Paper) -> None:
        self.keys.append(paper.key)
        self.days.append(paper.date.toordinal() if paper.date else 0)
        values, at = self.values, self.count << BITS
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
