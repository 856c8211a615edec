"""Following a paper whose cut between title and authors moved: its key changes, what was written stays.

The raw line 2 (the byline) is what tells that two records are one paper.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from typing import Any

from library.store import Store

_BYLINE = 15
"""Where the byline stands in a row of `papers.COLUMNS`."""


def cuts_of(store: Store) -> dict[str, int]:
    """The user's own cuts: byline to the place of the cut, as the parser takes them."""
    return dict(store.query("SELECT byline, at FROM cut"))


class Bylines:
    """The raw lines of the papers that a listing had before an import; read when the first is asked for."""

    def __init__(self, listing: int) -> None:
        self._listing = listing
        self._known: dict[str, tuple[str, str, int]] | None = None

    def follow(
        self,
        connection: sqlite3.Connection,
        new: Sequence[tuple[Any, ...]],
        seen: Collection[str],
        generation: int,
    ) -> dict[str, tuple[str, int]]:
        """Moves what belongs to papers that are now read under another key; (added, born) by new key.

        new: rows of papers whose key the library does not have. seen: keys of this reading, which are
        papers in their own right whatever their byline.
        """
        moved: dict[str, tuple[str, int]] = {}
        if not new:
            return moved
        if self._known is None:
            self._known = self._read(connection)
        for row in new:
            old = self._known.get(row[_BYLINE])
            if old is not None and old[0] not in seen:
                move(connection, old[0], row[0], generation)
                moved[row[0]] = old[1:]
        return moved

    def _read(self, connection: sqlite3.Connection) -> dict[str, tuple[str, str, int]]:
        sql = (
            "SELECT byline, paper.key, added, born FROM membership JOIN paper ON paper.key = membership.key"
            " WHERE listing = ? AND hidden = 0 AND byline <> ''"
        )
        rows = connection.execute(sql, (self._listing,))
        return {byline: (key, added, born) for byline, key, added, born in rows}


def move(connection: sqlite3.Connection, old: str, new: str, generation: int) -> None:
    """Gives everything written about one key to another; what the other has already wins, none is deleted."""
    connection.execute("UPDATE OR IGNORE mark SET key = ? WHERE key = ?", (new, old))
    connection.execute("UPDATE OR IGNORE change SET key = ? WHERE key = ? AND place = 'mark'", (new, old))
    connection.execute("UPDATE OR IGNORE membership SET key = ? WHERE key = ?", (new, old))
    connection.execute("DELETE FROM membership WHERE key = ?", (old,))
    connection.execute("UPDATE paper SET hidden = 1, generation = ? WHERE key = ?", (generation, old))
