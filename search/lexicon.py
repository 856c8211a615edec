"""Sorted lists of words in a mapped file, looked up by halving; a word becomes an object when asked for."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from zlib import crc32

from search.mapped import Mapped, Part

NO_TERM = 0xFFFFFFFF
"""Stands where a row of terms' numbers has no term."""
HELD = 8_000
"""Up to so many terms are held in memory once one is looked for: found in 0.1 us instead of 5."""


def lexicon_parts(name: str, terms: Sequence[str], counts: Iterable[int]) -> dict[str, Part]:
    """The parts of a file for a lexicon: sorted terms, and how many documents each has."""
    raw = [term.encode() for term in terms]
    starts = array("I", [0])
    at = 0
    for word in raw:
        at += len(word)
        starts.append(at)
    return {
        f"{name}.terms": b"".join(raw),
        f"{name}.starts": starts,
        f"{name}.counts": array("I", counts),
    }


def sieve_of(terms: Sequence[str]) -> bytearray:
    """Two bits for the hash of every term among 16 times as many, so that most strangers fall through."""
    size = 1 << (16 * len(terms) + 63).bit_length()
    sieve = bytearray(size >> 3)
    for term in terms:
        code = crc32(term.encode())
        for at in (code & size - 1, _other(code) & size - 1):
            sieve[at >> 3] |= 1 << (at & 7)
    return sieve


def sifted(terms: Iterable[str], sieve: memoryview) -> Iterator[str]:
    """The terms that may be among those of a sieve; one in 64 or fewer of the others comes along."""
    last = 8 * len(sieve) - 1
    for term in terms:
        code = crc32(term.encode())
        at = code & last
        if sieve[at >> 3] >> (at & 7) & 1:
            at = _other(code) & last
            if sieve[at >> 3] >> (at & 7) & 1:
                yield term


def _other(code: int) -> int:
    """A second hash from a first; the golden ratio spreads its upper bits (Knuth, volume 3, 6.4)."""
    return code * 0x9E3779B1 >> 9


class Lexicon(Sequence[bytes]):
    """The terms of one field as UTF-8, by number; UTF-8 sorts as the letters do."""

    def __init__(self, file: Mapped, name: str) -> None:
        self._raw, self._base = file.raw(f"{name}.terms")
        self._starts = file[f"{name}.starts"]
        self.counts = file[f"{name}.counts"]

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, number: int) -> bytes:  # type: ignore[override]
        start, end = self._starts[number], self._starts[number + 1]
        return self._raw[self._base + start : self._base + end]

    def text(self, number: int) -> str:
        """A term by its number."""
        return self[number].decode()

    def find(self, term: str) -> int:
        """The number of a term, or -1."""
        if self._held is not None:
            return self._numbers.get(term, -1)
        raw = term.encode()
        at = self._place(raw)
        return at if at < len(self) and self[at] == raw else -1

    def starting(self, prefix: str) -> tuple[int, int]:
        """The numbers of the terms that begin with a prefix: from, up to."""
        raw = prefix.encode()
        start = self._place(raw)
        return start, self._place(raw + b"\xff", start)

    def between(self, low: str | None, high: str | None) -> tuple[int, int]:
        """The numbers of the terms from `low` to `high`, both included; None is open."""
        start = self._place(low.encode()) if low else 0
        end = self._place(high.encode() + b"\0", start) if high else len(self)
        return start, end

    def known(self, terms: Iterable[str]) -> dict[str, int]:
        """Those of many terms that are here, with their numbers."""
        if self.is_held:
            numbers = self._numbers
            return {term: numbers[term] for term in numbers.keys() & terms}
        return {term: number for term in terms if (number := self.find(term)) >= 0}

    @property
    def is_held(self) -> bool:
        """Whether there are so few terms that all are in memory."""
        return self._held is not None

    def _place(self, term: bytes, low: int = 0) -> int:
        """The number of the first term from `low` on that does not come before this one."""
        if self._held is not None:
            return bisect_left(self._held, term, low)
        terms, base, starts, high = self._raw, self._base, self._starts, len(self)
        while low < high:  # `bisect_left(self, raw)` would call a method of ours at every step
            middle = (low + high) >> 1
            if terms[base + starts[middle] : base + starts[middle + 1]] < term:
                low = middle + 1
            else:
                high = middle
        return low

    @cached_property
    def _held(self) -> list[bytes] | None:
        """All terms in memory where there are few of them, as in what was added to an index."""
        if len(self) > HELD:
            return None
        raw = self._raw[self._base : self._base + self._starts[-1]]
        return [raw[start:end] for start, end in pairwise(self._starts.tolist())]

    @cached_property
    def _numbers(self) -> dict[str, int]:
        """The numbers of terms that are held."""
        return {term.decode(): number for number, term in enumerate(self._held or ())}
