"""Every change a person makes, with what was there before: undo and redo across restarts.

A step is one thing the person did, whatever the number of papers. All changes go through `perform`.
Where several programs have the library open, each takes back what it did itself, then what was done before
it began; never what another one has done since.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from library.store import Store
from parser import PaperKey

_MINE = "(id <= ? OR id IN (SELECT value FROM json_each(?)))"
"""A step that this program may take back; see `Journal._own`."""
_REPLACED = (
    "EXISTS (SELECT 1 FROM change AS newer JOIN step ON step.id = newer.step WHERE newer.step > change.step"
    " AND NOT step.undone AND (newer.place, newer.key, newer.name) = (change.place, change.key, change.name))"
)
"""A change over which another program has written since: that stays."""

KEPT = 1_000
"""Steps that can be undone; older ones are forgotten, what they did stays."""
ELSEWHERE = "what another paperdeck wrote since stays"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing the user did, in words that fit behind `Undone: `."""

    text: str
    keys: tuple[PaperKey, ...] = ()
    """The papers whose marks changed; empty for a step about listings or searches."""


@dataclass(frozen=True, slots=True)
class Change:
    """What one place is to hold afterwards; None means nothing."""

    key: str
    name: str
    after: str | None
    place: str = "mark"


@dataclass(frozen=True, slots=True)
class Place:
    """A kind of thing besides marks that can be changed and undone."""

    read: Callable[[sqlite3.Connection, str], str | None]
    apply: Callable[[sqlite3.Connection, str, str | None], None]


class Journal:
    """Performs, undoes and redoes steps; one transaction each."""

    def __init__(self, store: Store, places: Mapping[str, Place], now: Callable[[], str]) -> None:
        self._store = store
        self._places = places
        self._now = now
        self._begun = int(store.value("SELECT coalesce(max(id), 0) FROM step"))
        self._made: list[int] = []
        """Steps of this program, the last thousand."""

    def perform(self, words: str, changes: Iterable[Change], *, merge: bool = False) -> Step | None:
        """Makes the changes as one step; None where everything is that way already.

        merge: the last step takes the changes in if it touched just the same places (a note that is saved
        at every pause of the typing is one step); where that leaves all as it was before, the step is gone.
        """
        wanted = list(changes)
        with self._store.write() as connection:
            number = self._last_alike(connection, wanted) if merge else None
            begun = number is None
            if number is not None:
                self._take_in(connection, number, wanted)
                if self._nothing_left(connection, number):
                    return None
            elif (number := self._begin(connection, words, wanted)) is None:
                return None
            self._apply(connection, number, "after")
            step = _step(connection, number)
        if begun:  # now that it is committed: a number that was rolled back may become another program's
            self._made = [*self._made[1 - KEPT :], number]
        return step

    def undo(self) -> Step | None:
        """Takes the last step back; None where there is none."""
        return self._move(f"SELECT max(id) FROM step WHERE undone = 0 AND {_MINE}", "before")

    def redo(self) -> Step | None:
        """Makes the step that was undone last again; None where there is none."""
        return self._move(f"SELECT min(id) FROM step WHERE undone = 1 AND {_MINE}", "after")

    def history(self, limit: int = 50) -> list[Step]:
        """The steps that undo would take back, the last one first; without their papers."""
        sql = f"SELECT words FROM step WHERE undone = 0 AND {_MINE} ORDER BY id DESC LIMIT ?"
        return [Step(words) for (words,) in self._store.query(sql, (*self._own(), limit))]

    def _own(self) -> tuple[int, str]:
        """What stands for the question marks of _MINE."""
        return self._begun, json.dumps(self._made)

    def _move(self, which: str, column: str) -> Step | None:
        with self._store.write() as connection:
            (number,) = connection.execute(which, self._own()).fetchone()
            if number is None:
                return None
            sql = f"SELECT count(*) FROM change WHERE step = ? AND {_REPLACED}"
            (kept,) = connection.execute(sql, (number,)).fetchone()
            self._apply(connection, number, column)
            connection.execute("UPDATE step SET undone = ? WHERE id = ?", (column == "before", number))
            step = _step(connection, number)
            return replace(step, text=f"{step.text} ({ELSEWHERE})") if kept else step

    def _begin(self, connection: sqlite3.Connection, words: str, wanted: list[Change]) -> int | None:
        number = connection.execute(
            "INSERT INTO step (at, words) VALUES (?, ?)", (self._now(), words)
        ).lastrowid
        assert number is not None
        _journal_marks(connection, number, wanted)
        for change in wanted:
            if change.place != "mark":
                before = self._places[change.place].read(connection, change.key)
                if before != change.after:
                    row = (number, change.place, change.key, change.name, before, change.after)
                    connection.execute("INSERT INTO change VALUES (?, ?, ?, ?, ?, NULL, ?)", row)
        if connection.execute("SELECT 1 FROM change WHERE step = ? LIMIT 1", (number,)).fetchone() is None:
            connection.execute("DELETE FROM step WHERE id = ?", (number,))
            return None
        forgotten = f"DELETE FROM step WHERE (undone = 1 AND {_MINE}) OR id <= ?"
        connection.execute(forgotten, (*self._own(), number - KEPT))
        return number

    def _last_alike(self, connection: sqlite3.Connection, wanted: list[Change]) -> int | None:
        """The last step, if it has not been undone and touched just what is wanted now."""
        number, undone = connection.execute("SELECT max(id), undone FROM step").fetchone()
        if number is None or undone or (number > self._begun and number not in self._made):
            return None
        sql = "SELECT place, key, name FROM change WHERE step = ?"
        touched = sorted(connection.execute(sql, (number,)).fetchall())
        return number if touched == sorted((c.place, c.key, c.name) for c in wanted) else None

    def _take_in(self, connection: sqlite3.Connection, number: int, wanted: list[Change]) -> None:
        connection.execute("UPDATE step SET at = ? WHERE id = ?", (self._now(), number))
        connection.executemany(
            "UPDATE change SET after = ? WHERE step = ? AND place = ? AND key = ? AND name = ?",
            [(change.after, number, change.place, change.key, change.name) for change in wanted],
        )

    def _nothing_left(self, connection: sqlite3.Connection, number: int) -> bool:
        """Whether a step came to nothing; then it is taken back for good."""
        sql = "SELECT 1 FROM change WHERE step = ? AND before IS NOT after LIMIT 1"
        if connection.execute(sql, (number,)).fetchone() is not None:
            return False
        self._apply(connection, number, "before")
        connection.execute("DELETE FROM step WHERE id = ?", (number,))
        return True

    def _apply(self, connection: sqlite3.Connection, number: int, column: str) -> None:
        """Sets everything a step touched to its `before` or its `after`."""
        changed = "before_at" if column == "before" else "(SELECT at FROM step WHERE id = change.step)"
        connection.execute(
            "DELETE FROM mark WHERE (key, name) IN (SELECT key, name FROM change"
            f" WHERE step = ? AND place = 'mark' AND {column} IS NULL AND NOT {_REPLACED})",
            (number,),
        )
        connection.execute(
            f"INSERT INTO mark SELECT key, name, {column}, {changed} FROM change"
            f" WHERE step = ? AND place = 'mark' AND {column} IS NOT NULL AND NOT {_REPLACED}"
            " ON CONFLICT (key, name) DO UPDATE SET value = excluded.value, changed = excluded.changed",
            (number,),
        )
        others = connection.execute(
            f"SELECT place, key, {column} FROM change WHERE step = ? AND place <> 'mark' AND NOT {_REPLACED}",
            (number,),
        ).fetchall()
        for place, key, value in others:
            self._places[place].apply(connection, key, value)


def _journal_marks(connection: sqlite3.Connection, number: int, wanted: list[Change]) -> None:
    """Notes for every mark that would change what it is now; one statement, however many papers."""
    marks = json.dumps([(c.key, c.name, c.after) for c in wanted if c.place == "mark"])
    connection.execute(
        "INSERT OR IGNORE INTO change"
        " SELECT ?, 'mark', wanted.key, wanted.name, mark.value, mark.changed, wanted.after FROM"
        " (SELECT json_extract(value, '$[0]') AS key, json_extract(value, '$[1]') AS name,"
        "  json_extract(value, '$[2]') AS after FROM json_each(?)) AS wanted"
        " LEFT JOIN mark ON mark.key = wanted.key AND mark.name = wanted.name"
        " WHERE mark.value IS NOT wanted.after",
        (number, marks),
    )


def _step(connection: sqlite3.Connection, number: int) -> Step:
    (words,) = connection.execute("SELECT words FROM step WHERE id = ?", (number,)).fetchone()
    sql = "SELECT DISTINCT key FROM change WHERE step = ? AND place = 'mark'"
    return Step(words, tuple(PaperKey(key) for (key,) in connection.execute(sql, (number,))))
