"""Each paper's stems in reading order, as bytes in which a phrase is looked for.

Searching bytes is quick only where they differ: Python's search skips the whole length of what it looks for
when the byte after it is none of its own. Small numbers are mostly zeros, so a stem is stored as a code whose
four bytes all change with the number: a number, seen as a polynomial over two elements, times 1 + t^11 + t^22
modulo t^32, of which 1 + t^11 is the inverse."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from search.mapped import Mapped

_STEP, _TWICE = 11, 22
_ALL, _WIDTH = 0xFFFFFFFF, 4
_TOGETHER = 1 << 18
"""Numbers that are coded in one go."""


def code(number: int) -> int:
    """The code of a stem's number; that of GAP is 0 as well."""
    return (number ^ number << _STEP ^ number << _TWICE) & _ALL


def number_of(coded: int) -> int:
    """The number of a stem from its code."""
    return (coded ^ coded << _STEP) & _ALL


def code_all(numbers: array[int]) -> None:
    """Makes codes of numbers of four bytes each, in place; side by side in one int, as in `search.lanes`."""
    ones = int.from_bytes(b"\1\0\0\0" * min(_TOGETHER, len(numbers)), "little")
    once, twice = ones * (_ALL >> _STEP), ones * (_ALL >> _TWICE)
    for start in range(0, len(numbers), _TOGETHER):
        some = numbers[start : start + _TOGETHER]
        lanes = int.from_bytes(some, "little")
        lanes ^= (lanes & once) << _STEP ^ (lanes & twice) << _TWICE
        numbers[start : start + _TOGETHER] = array("I", lanes.to_bytes(4 * len(some), "little"))


class Sequences:
    """The sequences of one segment's papers."""

    def __init__(self, file: Mapped) -> None:
        self._raw, base = file.raw("sequence")
        self._starts = _places(file["sequence.starts"], base)
        """Where each sequence begins in the file; one more at the end."""
        self._titles, self._abstracts = file["sequence.titles"], file["sequence.abstracts"]
        self._codes = file["sequence.codes"]

    def numbers(self, document: int) -> tuple[Sequence[int], Sequence[int]]:
        """The numbers of a paper's stems, up to the end of its abstract and of its title."""
        start = self._starts[document]
        codes = array("I", self._raw[start : start + _WIDTH * self._abstracts[document]])
        found = list(map(number_of, codes))
        return found, found[: self._titles[document]]

    def containing(self, terms: Sequence[int], candidates: Sequence[int], field: str) -> Sequence[int]:
        """Those of some papers in which terms follow one another.

        terms: by their numbers in the combined field's lexicon. field: `text`, `title` or `abstract`.
        """
        wanted = array("I", map(self._codes.__getitem__, terms)).tobytes()
        raw, starts = self._raw, self._starts
        found = [(n, at) for n in candidates if (at := raw[starts[n] : starts[n + 1]].find(wanted)) >= 0]
        if field == "text":  # nearly always at its place at once
            return [n for n, at in found if not at % _WIDTH or _stands(wanted, self._part(n, field))]
        return [n for n, _ in found if _stands(wanted, self._part(n, field))]

    def _part(self, document: int, field: str) -> bytes:
        """The codes of one field of a paper."""
        start, end = self._starts[document], self._starts[document + 1]
        title, abstract = start + _WIDTH * self._titles[document], start + _WIDTH * self._abstracts[document]
        if field == "title":
            end = title
        elif field == "abstract":
            start, end = title + _WIDTH, abstract
        return self._raw[start:end]


def _places(starts: memoryview, base: int) -> array[int]:
    """Numbers of codes as places in a file of less than 4 GB, all at once."""
    ones = int.from_bytes(b"\1\0\0\0" * len(starts), "little")
    lanes = int.from_bytes(starts.cast("B"), "little") * _WIDTH + ones * base
    return array("I", lanes.to_bytes(4 * len(starts), "little"))


def _stands(wanted: bytes, codes: bytes) -> bool:
    """Whether codes are among others, and not only half of one and half of the next."""
    at = codes.find(wanted)
    while at > 0 and at % _WIDTH:
        at = codes.find(wanted, at + 1)
    return at >= 0
