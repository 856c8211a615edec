"""The listings of a library: their names, their imports, and removing one without losing what was written."""

from __future__ import annotations

import datetime as dt
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from library.entry import ListingInfo
from library.errors import UnknownNameError
from library.journal import Place
from library.store import Store, next_generation
from parser import clean

_NOT_IN_NAMES = str.maketrans(dict.fromkeys("\"'():,", " "))


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a listing comes from: the path is its identity; without one, the name is."""

    name: str
    path: str | None
    yields: bool = False
    """Whether papers that other listings have too stay as they are there."""


def cleaned_name(text: str) -> str:
    """A listing's name as `in:` takes it: one word without quotes, colons, commas or brackets."""
    name = "-".join(clean(text).translate(_NOT_IN_NAMES).split())
    return name[:80] or "listing"


def listing_id(connection: sqlite3.Connection, origin: Origin, now: str) -> int:
    """The listing of this origin, made where there is none; a removed one comes back."""
    if origin.path is None:
        found = connection.execute(
            "SELECT id FROM listing WHERE lower(name) = lower(?)", (origin.name,)
        ).fetchone()
    else:
        found = connection.execute("SELECT id FROM listing WHERE path = ?", (origin.path,)).fetchone()
    if found is not None:
        number: int = found[0]
        revive = connection.execute("SELECT removed FROM listing WHERE id = ?", found).fetchone()[0]
        if revive is not None:
            _set_removed(connection, number, None)
        return number
    name = _free_name(connection, origin.name)
    values = (name, origin.path, now)
    cursor = connection.execute("INSERT INTO listing (name, path, added) VALUES (?, ?, ?)", values)
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def listings(store: Store) -> list[ListingInfo]:
    """All listings that are there, the last imported first."""
    rows = store.query(
        "SELECT name, path, added, at, as_of,"
        " (SELECT count(*) FROM membership WHERE listing = listing.id),"
        " (SELECT count(*) FROM paper WHERE born = last_import AND hidden = 0)"
        " FROM listing JOIN import ON import.id = last_import WHERE removed IS NULL ORDER BY at DESC, name"
    )
    return [
        ListingInfo(
            name=name,
            path=Path(path) if path else None,
            papers=papers,
            new=new,
            added=dt.datetime.fromisoformat(added),
            imported=dt.datetime.fromisoformat(at),
            as_of=dt.date.fromisoformat(as_of),
        )
        for name, path, added, at, as_of, papers, new in rows
    ]


def known_name(store: Store, name: str) -> str:
    """The name as the library writes it; UnknownNameError where there is no such listing."""
    names = [n for (n,) in store.query("SELECT name FROM listing WHERE removed IS NULL ORDER BY name")]
    for known in names:
        if known.casefold() == name.casefold():
            return str(known)
    listed = f"there are {', '.join(names)}" if names else "there are none yet"
    raise UnknownNameError(f"there is no listing {name!r}", hint=listed)


def _read_removed(connection: sqlite3.Connection, name: str) -> str | None:
    sql = "SELECT removed FROM listing WHERE name = ?"
    return connection.execute(sql, (name,)).fetchone()[0]  # type: ignore[no-any-return]


def _apply_removed(connection: sqlite3.Connection, name: str, removed: str | None) -> None:
    (number,) = connection.execute("SELECT id FROM listing WHERE name = ?", (name,)).fetchone()
    _set_removed(connection, number, removed)


def _set_removed(connection: sqlite3.Connection, number: int, removed: str | None) -> None:
    """Takes a listing away or brings it back, with the papers that are in no other and carry no mark."""
    connection.execute("UPDATE listing SET removed = ? WHERE id = ?", (removed, number))
    kept = (
        " AND NOT EXISTS (SELECT 1 FROM mark WHERE mark.key = paper.key)"
        " AND NOT EXISTS (SELECT 1 FROM membership AS other JOIN listing ON listing.id = other.listing"
        "  WHERE other.key = paper.key AND removed IS NULL)"
    )
    connection.execute(
        "UPDATE paper SET hidden = ?, generation = ? WHERE hidden = ? AND key IN"
        " (SELECT key FROM membership WHERE listing = ?)" + (kept if removed else ""),
        (int(removed is not None), next_generation(connection), int(removed is None), number),
    )


REMOVED = Place(_read_removed, _apply_removed)
"""For the journal: a listing is removed by a time and brought back by None."""


def _free_name(connection: sqlite3.Connection, name: str) -> str:
    taken = {n.casefold() for (n,) in connection.execute("SELECT name FROM listing")}
    candidate, number = name, 1
    while candidate.casefold() in taken:
        number += 1
        candidate = f"{name}-{number}"
    return candidate
