"""Papers whose cut between title and authors moved, by the user or by a better reader.

The key of a paper follows from its title, so it changes with the cut; what was written goes along. The raw
line 2 (the byline) is what tells that two records are one paper.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import parser
from library import papers
from library.errors import LibraryError
from library.journal import Change, Place
from library.store import Store, next_generation
from parser import PaperKey, Record

if TYPE_CHECKING:
    from parser import Cut

_BYLINE = 16
"""Where the byline stands in a row of `papers.COLUMNS`."""


def cuts_of(store: Store) -> dict[str, int]:
    """The user's own cuts: byline to the place of the cut, as the parser takes them."""
    return dict(store.query("SELECT byline, at FROM cut WHERE at IS NOT NULL"))


def choosing(store: Store, key: PaperKey, at: int) -> list[Change]:
    """The change that cuts a paper's byline after `at` characters; LibraryError where that gives no paper."""
    rows = store.query("SELECT byline, key, title, authors, confidence FROM paper WHERE key = ?", (key,))
    if not rows or not rows[0][0]:
        raise LibraryError("this paper has no line that could be cut", hint="it did not come from a listing")
    byline = rows[0][0]
    cut = parser.cut_at(byline, at)
    if not (0 < at < len(byline) and cut.title and cut.authors):
        raise LibraryError("title and authors both need some letters", hint="choose another place")
    taken = _key(cut)
    if taken != key and store.query("SELECT 1 FROM paper WHERE key = ? AND hidden = 0", (taken,)):
        raise LibraryError("there is another paper with that title and author", hint="choose another place")
    with store.write(counted=False) as connection:
        sql = "INSERT OR IGNORE INTO cut (byline, key, title, authors, confidence) VALUES (?, ?, ?, ?, ?)"
        connection.execute(sql, rows[0])
    return [Change(byline, "", str(at), place="cut")]


def _read_cut(connection: sqlite3.Connection, byline: str) -> str | None:
    (at,) = connection.execute("SELECT at FROM cut WHERE byline = ?", (byline,)).fetchone()
    return None if at is None else str(at)


def _apply_cut(connection: sqlite3.Connection, byline: str, value: str | None) -> None:
    """Reads a paper anew: at the user's place, or (None) as the reader had read it."""
    sql = "SELECT at, key, title, authors, confidence FROM cut WHERE byline = ?"
    at, key, title, authors, confidence = connection.execute(sql, (byline,)).fetchone()
    now = key if at is None else _key(parser.cut_at(byline, at))
    connection.execute("UPDATE cut SET at = ? WHERE byline = ?", (value, byline))
    if (known := papers.stored(connection, [now]).get(now)) is None:
        return
    if value is None:
        fresh = {"key": key, "title": title, "authors": tuple(json.loads(authors))}
    else:
        cut = parser.cut_at(byline, int(value))
        fresh, confidence = {"key": _key(cut), "title": cut.title, "authors": cut.authors}, cut.confidence
    record = Record(replace(papers.to_paper(known[1:]), **fresh), 0, byline, confidence)
    added_and_born = connection.execute("SELECT added, born FROM paper WHERE key = ?", (now,)).fetchone()
    generation = next_generation(connection)
    papers.insert(connection, [(*papers.to_values(record), *added_and_born, generation)])
    if record.paper.key != now:
        move(connection, now, record.paper.key, generation)


def _key(cut: Cut) -> PaperKey:
    return parser.paper_key(cut.title, cut.authors[0] if cut.authors else "")


CUTS = Place(_read_cut, _apply_cut)
"""For the journal: a cut is the number of characters that are the title, as text."""


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
    connection.execute("UPDATE OR IGNORE citation SET key = ? WHERE key = ?", (new, old))
    connection.execute("UPDATE variant SET key = ? WHERE key = ?", (new, old))
    connection.execute("UPDATE OR IGNORE variant SET source = ? WHERE source = ?", (new, old))
    connection.execute("UPDATE alias SET key = ? WHERE key = ?", (new, old))
    connection.execute("UPDATE OR IGNORE membership SET key = ? WHERE key = ?", (new, old))
    connection.execute("DELETE FROM membership WHERE key = ?", (old,))
    connection.execute("UPDATE paper SET hidden = 1, generation = ? WHERE key = ?", (generation, old))
