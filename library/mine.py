"""What the user wrote, as sets of papers for the search engine (`search.engine.Mine`)."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Collection, Sequence
from typing import Any, TypeVar, cast

from library.entry import ReadState
from library.marks import TAG, all_tags
from library.papers import NEW_IMPORTS, NEWEST_FIRST
from library.store import Store
from parser import PaperKey
from search.answer import Sort

T = TypeVar("T", bound=Collection[Any])

CACHED = 256
"""Sets that are remembered; typed `note:` words make many small ones."""


_WORD = re.compile(r"\w+")
_MARKED = "SELECT key FROM mark WHERE name = ?"
_STATE = "SELECT key FROM mark WHERE name = 'state' AND value = ?"
_UNREAD = "SELECT key FROM paper WHERE hidden = 0 AND key NOT IN (SELECT key FROM mark WHERE name = 'state')"
_NEW = f"SELECT key FROM paper WHERE hidden = 0 AND born IN ({NEW_IMPORTS})"
_IN = "SELECT key FROM membership WHERE listing IN (SELECT value FROM json_each(?))"
_NAMES = "SELECT name FROM listing WHERE removed IS NULL ORDER BY name"
_QUEUE = "SELECT key FROM mark WHERE name = 'queue' ORDER BY CAST(value AS REAL), key"
_STARS = "SELECT key FROM mark WHERE name = 'star' ORDER BY changed, key"
_ADDED = f"SELECT key FROM paper WHERE hidden = 0 ORDER BY added DESC, {NEWEST_FIRST}"


class Marks:
    """Reads the sets from SQLite once per version; safe from any thread."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._cached: dict[tuple[str, str], tuple[int, Collection[Any]]] = {}

    @property
    def version(self) -> int:
        return self._store.version()

    def keys(self, field: str, value: str) -> Collection[PaperKey]:
        return self._of_version(field, value, lambda: self._read(field, value))

    def values(self, field: str) -> Sequence[str]:
        if field == "is":
            return ("starred", "queued", "new", *(state.value for state in ReadState))
        if field == "has":
            return ("note",)
        if field == "tag":
            return [tag.name for tag in all_tags(self._store)]
        if field == "in":
            return [name for (name,) in self._store.query(_NAMES)]
        return ()

    def order(self, sort: Sort) -> Sequence[PaperKey]:
        """`added`: all papers, the last added first. `queue`: the reading list, then what else is starred."""
        if sort is Sort.ADDED:
            return self._of_version("added", "", lambda: self._select(_ADDED))
        if sort is Sort.QUEUE:
            return self._of_version("queue", "", self._queue)
        return ()

    def _queue(self) -> list[PaperKey]:
        return list(dict.fromkeys([*self._select(_QUEUE), *self._select(_STARS)]))

    def _of_version(self, field: str, value: str, read: Callable[[], T]) -> T:
        """What was read before, if nothing that bears on it has changed since.

        A set that comes out equal stays the same object, which tells the engine that it need not look.
        """
        imported = field in ("in", "added") or value == "new"
        version = self._store.generation() if imported else self.version
        with self._lock:
            known = self._cached.get((field, value))
        if known is not None and known[0] == version:
            return cast(T, known[1])
        found = read()
        if known is not None and known[1] == found:
            found = known[1]
        with self._lock:
            if len(self._cached) >= CACHED:
                self._cached.clear()
            self._cached[field, value] = (version, found)
        return found

    def _read(self, field: str, value: str) -> Collection[PaperKey]:
        match field, value:
            case "is", "starred":
                return self._set(_MARKED, "star")
            case "is", "queued":
                return self._set(_MARKED, "queue")
            case "is", "unread":
                return self._set(_UNREAD)
            case "is", "new":
                return self._set(_NEW)
            case "is", _:
                return self._set(_STATE, value)
            case "has", "note":
                return self._set(_MARKED, "note")
            case "tag", _:
                return self._set(_MARKED, TAG + value)
            case "in", _:
                return self._set(_IN, json.dumps(self._listings(value)))
            case "note", _:
                return self._noted(value)
        return frozenset()

    def _listings(self, name: str) -> list[int]:
        """The listings of a name, whatever its case (SQLite itself folds ASCII only)."""
        rows = self._store.query("SELECT id, name FROM listing WHERE removed IS NULL")
        return [number for number, known in rows if known.casefold() == name.casefold()]

    def _noted(self, words: str) -> frozenset[PaperKey]:
        """Papers whose note has every one of the words, each as the beginning of a word; case folded."""
        wanted = _WORD.findall(words.casefold())
        sql = "SELECT key, value FROM mark WHERE name = 'note'"
        found = set()
        for key, text in self._store.query(sql):
            spaced = " " + " ".join(_WORD.findall(text.casefold()))
            if wanted and all(f" {word}" in spaced for word in wanted):
                found.add(key)
        return frozenset(found)

    def _select(self, sql: str, *values: str) -> list[PaperKey]:
        return [key for (key,) in self._store.query(sql, values)]

    def _set(self, sql: str, *values: str) -> frozenset[PaperKey]:
        return frozenset(self._select(sql, *values))
