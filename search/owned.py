"""What the user wrote, as docsets over one corpus."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property

from search.answer import Sort
from search.corpus import Corpus
from search.engine import Mine
from search.fields import STATES

_FEW = 1_500
_DIGITS = bytes.maketrans(b"\x00\x01", b"01")


class OwnDocsets:
    """Turns sets of keys into docsets; a set that is still the same object is not turned again."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self._known: dict[tuple[str, str], tuple[Collection[str], int]] = {}
        self._orders: dict[Sort, tuple[Sequence[str], list[int]]] = {}
        self.mine: Mine

    def asking(self, mine: Mine) -> OwnDocsets:
        """These docsets for one query."""
        self.mine = mine
        return self

    def docset(self, field: str, value: str) -> int:
        """The living documents that carry a value."""
        if (field, value) == ("is", "unread"):  # most papers are: what is left is quicker to find
            docset = self.corpus.live
            for state in STATES[1:]:
                docset &= ~self.docset("is", state)
            return docset
        keys = self.mine.keys(field, value)
        known = self._known.get((field, value))
        if known is not None and known[0] is keys:
            return known[1]
        docset = self._turned(keys)
        if len(self._known) > 256:
            self._known.clear()
        self._known[field, value] = keys, docset
        return docset

    def starting(self, field: str, prefix: str, whole: bool) -> int:
        """The documents that carry a value with this beginning; if `whole`, rather the exact value."""
        values = [value.casefold() for value in self.mine.values(field)]
        if whole and prefix in values:
            return self.docset(field, prefix)
        docset = 0
        for value in values:
            if value.startswith(prefix):
                docset |= self.docset(field, value)
        return docset

    def order(self, sort: Sort) -> list[int]:
        """The documents in the library's own order; those that it does not name are not in it."""
        keys = self.mine.order(sort)
        known = self._orders.get(sort)
        if known is None or known[0] is not keys:
            if len(keys) > _FEW:
                numbers = {
                    key: number for number, key in enumerate(self._all_keys) if self.corpus.live >> number & 1
                }
                found = [numbers[key] for key in keys if key in numbers]
            else:
                found = [number for key in keys if (number := self.corpus.find_key(key)) >= 0]
            known = self._orders[sort] = keys, found
        return known[1]

    def _turned(self, keys: Collection[str]) -> int:
        if len(keys) <= _FEW:
            docset = 0
            for key in keys:
                number = self.corpus.find_key(key)
                if number >= 0:
                    docset |= 1 << number
            return docset
        wanted = keys if isinstance(keys, set | frozenset) else frozenset(keys)
        digits = bytes(map(wanted.__contains__, self._all_keys)).translate(_DIGITS)
        return int(digits[::-1], 2) & self.corpus.live

    @cached_property
    def _all_keys(self) -> list[str]:
        return list(self.corpus.keys())
