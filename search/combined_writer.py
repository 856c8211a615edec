"""Writes the combined field, with the fields of titles and abstracts that are gathered along with it."""

from __future__ import annotations

from array import array
from pathlib import Path
from typing import NamedTuple

from search.combined import Combined
from search.field_writer import FieldRows, FieldWriter, ListFile, Ready, Step, filled
from search.lists import PostingList, combined, positioned
from search.places import GAP
from search.prefixes import Prefixes


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
    """How many sets there are, the empty one apart."""


def write_combined(gathered: Combined, order: Order, step: Step | None) -> CombinedRows:
    """Writes posting lists and sets. Empties what was gathered."""
    with Path(order.lists).open("wb") as lists, Path(order.sets).open("wb") as sets:
        ready = Ready(sets, gathered.count)
        out = ListFile(lists, ready, step)
        text, abstract = FieldWriter(out, order.text, keep=True), FieldWriter(out)
        for one, within in combined(gathered, order.stems):
            text.add(one)
            if within:
                same = text if within is one.documents else None
                abstract.add(PostingList(one.term, within, None, None), same)
        title = filled(out, positioned(gathered.title, order.stems), order.title)
        out.flush()
        rows = text.rows()
        prefixes = Prefixes(order.words, _ranks(order, rows.terms), text.kept, ready)
        prefixes.walk()
        return CombinedRows(rows, abstract.rows(), title, prefixes.found, ready.count)


def _ranks(order: Order, terms: list[str]) -> array[int]:
    """The number among the terms of each word's stem."""
    rank = {stem: number for number, stem in enumerate(terms)}
    numbers = array("I")
    numbers.frombytes(order.numbers)
    of_number = [0 if number == GAP else rank[stem] for number, stem in enumerate(order.stems)]
    return array("I", map(of_number.__getitem__, numbers))


class Here(Combined):
    """Gathers and writes in this process."""

    def write(self, order: Order) -> None:
        """Asks for the lists to be written."""
        self._order = order

    def written(self, step: Step | None) -> CombinedRows:
        """What was written; returns when it is."""
        return write_combined(self, self._order, step)

    def close(self) -> None:
        """The memory goes with this object."""
