"""Writes a share of the combined field, with the fields of titles and abstracts gathered along with it."""

from __future__ import annotations

from array import array
from itertools import compress
from pathlib import Path
from typing import NamedTuple

from search.combined import Combined
from search.field_writer import FieldRows, FieldWriter, ListFile, Ready, Step, filled
from search.lists import combined, positioned, without
from search.postings import pickled_steps
from search.prefixes import Prefixes
from search.shares import take_rest

_ELSEWHERE = 0xFFFFFFFF
"""Stands for the rank of a stem in the other share."""


class Order(NamedTuple):
    """What whoever gathered the stems has to know before they can be written; in plain values."""

    lists: str
    """The file for posting lists; where it is, no other process writes."""
    sets: str
    """The file for sets of documents."""
    stems: list[str]
    """By their numbers."""
    words: list[str]
    """All words as they are written, in order."""
    numbers: bytes
    """The number of each word's stem."""
    text: tuple[int, int]
    """The least and the greatest length of the combined field, as Whoosh codes them."""
    title: tuple[int, int]


class CombinedRows(NamedTuple):
    """What was written."""

    text: FieldRows
    abstract: FieldRows
    title: FieldRows
    prefixes: dict[str, int]
    """The dear beginnings of words: which set each has."""
    sets: int
    """How many sets there are by now, the empty one apart."""

    def followed_by(self, rest: CombinedRows, by: int) -> CombinedRows:
        """Both shares, where the files of the second stand behind those of the first: so many bytes further
        on, and their sets behind those of the first."""
        prefixes = {name: number + self.sets for name, number in rest.prefixes.items()}
        return CombinedRows(
            self.text.followed_by(rest.text.moved(by, self.sets)),
            self.abstract.followed_by(rest.abstract.moved(by, self.sets)),
            self.title.followed_by(rest.title.moved(by, self.sets)),
            self.prefixes | prefixes,
            self.sets + rest.sets,
        )


def write_first(gathered: Combined, order: Order, step: Step | None) -> CombinedRows:
    """Writes the first share to the files of the order. Empties what was gathered."""
    with Path(order.lists).open("wb") as lists, Path(order.sets).open("wb") as sets:
        return write_share(gathered, order, ListFile(lists, Ready(sets, gathered.count), step))


def write_share(gathered: Combined, order: Order, out: ListFile) -> CombinedRows:
    """Writes posting lists and sets. Empties what was gathered."""
    text, abstract = FieldWriter(out, order.text, keep=True), FieldWriter(out)
    for one, outside in combined(gathered, order.stems):
        text.add(one)
        term, documents, steps, _, _ = one
        if not outside:
            abstract.add((term, documents, steps, None, None), text.number)
        elif len(outside) < len(documents):
            within = without(documents, outside)
            docset = out.ready.without(text.docset, outside) if text.number else 0
            abstract.add((term, within, pickled_steps(within), None, None), docset=docset)
    title = filled(out, positioned(gathered.title, order.stems), order.title)
    out.flush()
    rows = text.rows()
    ranks = _ranks(order, rows.terms)
    here = list(map(_ELSEWHERE.__ne__, ranks))
    words, ranks = list(compress(order.words, here)), array("I", compress(ranks, here))
    prefixes = Prefixes(words, ranks, text.kept, out.ready)
    prefixes.walk()
    return CombinedRows(rows, abstract.rows(), title, prefixes.found, out.ready.count)


def _ranks(order: Order, terms: list[str]) -> array[int]:
    """The number among the terms of each word's stem."""
    rank = {stem: number for number, stem in enumerate(terms)}
    numbers = array("I")
    numbers.frombytes(order.numbers)
    of_number = [rank.get(stem, _ELSEWHERE) for stem in order.stems]
    return array("I", map(of_number.__getitem__, numbers))


class Here(Combined):
    """Gathers and writes in this process."""

    here = 0

    def write(self, order: Order) -> Combined:
        """Asks for the lists to be written; gives the share that is left to whoever asks."""
        self._order = order
        rest = take_rest(self, order.stems)
        self.here = self.lists()
        return rest

    def written(self, step: Step | None) -> CombinedRows:
        """What was written; returns when it is."""
        return write_first(self, self._order, step)

    def close(self) -> None:
        """The memory goes with this object."""
