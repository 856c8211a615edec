"""The list before any index is open, and the counts above it: straight from SQLite, by its own indexes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from typing import overload

from library.entry import Tally
from library.papers import NEW_IMPORTS, NEWEST_FIRST
from library.store import Store
from parser import PaperKey

HEAD = 500
"""Keys that are read at once: more than any screen shows."""


class Newest(Sequence[PaperKey]):
    """The papers of a scope, newest first; only the head is read until somebody looks further down."""

    def __init__(self, store: Store, scope: Collection[str]) -> None:
        self._store = store
        self._scope = tuple(scope)
        self._keys = self._read(HEAD)
        self._whole = len(self._keys) < HEAD
        self._len = len(self._keys) if self._whole else count(store, scope)

    def __len__(self) -> int:
        return self._len

    @overload
    def __getitem__(self, index: int) -> PaperKey: ...
    @overload
    def __getitem__(self, index: slice) -> list[PaperKey]: ...
    def __getitem__(self, index: int | slice) -> PaperKey | list[PaperKey]:
        if isinstance(index, slice):
            start, stop, step = index.indices(self._len)
            return self._upto(max(start, stop))[start:stop:step]
        if index < 0:
            index += self._len
        return self._upto(index + 1)[index]

    def __iter__(self) -> Iterator[PaperKey]:
        return iter(self._upto(self._len))

    def _upto(self, stop: int) -> list[PaperKey]:
        if stop > len(self._keys) and not self._whole:
            self._keys, self._whole = self._read(self._len), True
        return self._keys

    def _read(self, limit: int) -> list[PaperKey]:
        where, values = within(self._scope)
        sql = f"SELECT key FROM paper WHERE hidden = 0{where} ORDER BY {NEWEST_FIRST} LIMIT ?"
        return [key for (key,) in self._store.query(sql, (*values, limit))]


def count(store: Store, scope: Collection[str]) -> int:
    """How many papers a scope holds."""
    if len(scope) == 1:
        sql = (
            "SELECT count(*) FROM membership JOIN listing ON id = listing WHERE name = ? AND removed IS NULL"
        )
        return int(store.value(sql, tuple(scope)))
    where, values = within(scope)
    return int(store.value(f"SELECT count(*) FROM paper WHERE hidden = 0{where}", values))


def tally(store: Store, scope: Collection[str]) -> Tally:
    """The counts for a scope, and the day of the import before the last one."""
    named = f" AND name IN ({','.join('?' * len(scope))})" if scope else ""
    since = store.value(
        "SELECT max(at) FROM import JOIN listing ON listing.id = listing"
        f" WHERE import.id <> last_import AND removed IS NULL{named}",
        tuple(scope),
    )
    day = dt.datetime.fromisoformat(since).astimezone().date() if since else None
    return Tally(papers=count(store, scope), new=_new(store, scope), new_since=day)


def _new(store: Store, scope: Collection[str]) -> int:
    """The new papers of a scope: those that its own listings brought, and those that others brought first.

    The first need no look at the membership: with 100,000 of them that would take 100 ms.
    """
    born = f"SELECT count(*) FROM paper WHERE hidden = 0 AND born IN ({NEW_IMPORTS}"
    if not scope:
        return int(store.value(f"{born})"))
    named = f"name IN ({','.join('?' * len(scope))})"
    own = store.value(f"{born} AND {named})", tuple(scope))
    where, values = within(scope)
    return int(own + store.value(f"{born} AND NOT {named}){where}", (*scope, *values)))


def within(scope: Collection[str]) -> tuple[str, tuple[str, ...]]:
    """The condition that keeps a paper within a scope, and its values."""
    if not scope:
        return "", ()
    condition = (
        " AND EXISTS (SELECT 1 FROM membership WHERE membership.key = paper.key AND listing IN"
        f" (SELECT id FROM listing WHERE removed IS NULL AND name IN ({','.join('?' * len(scope))})))"
    )
    return condition, tuple(scope)
