"""Saved searches (journaled, they are the user's own) and the state of the last session (not journaled)."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from library.entry import Found, SavedSearch
from library.errors import LibraryError
from library.journal import Change, Place
from library.store import Store
from search.answer import Answer


def searches(store: Store) -> list[SavedSearch]:
    """Those with a digit first, in the order of the digits, then the others by name."""
    sql = "SELECT name, query, slot FROM search ORDER BY slot IS NULL, slot, name"
    return [SavedSearch(*row) for row in store.query(sql)]


def saving(store: Store, name: str, query: str, slot: int | None, instead_of: str = "") -> list[Change]:
    """The changes that save a search; another one that had the slot keeps its name and loses the digit."""
    if not name:
        raise LibraryError("a saved search needs a name", hint="a word or two for what it finds")
    if slot is not None and not 1 <= slot <= 9:
        raise LibraryError(f"{slot} is no slot", hint="saved searches are on the keys 1 to 9")
    others = [
        search
        for search in searches(store)
        if slot is not None and search.slot == slot and search.name not in (name, instead_of)
    ]
    changes = [_change(other.name, other.query, None) for other in others]
    if instead_of not in ("", name):
        changes += forgetting(instead_of)
    return [*changes, _change(name, query, slot)]


def found(answer: Answer) -> Found:
    """The counts of a saved search, from the answer to its query."""
    marks = next((facet.values for facet in answer.facets if facet.field == "is"), ())
    new = [value.count for value in marks if value.value == "new" and value.choice != "exclude"]
    return Found(answer.count, sum(new))


def forgetting(name: str) -> list[Change]:
    return [Change(name, "", None, place="search")]


def remember(store: Store, name: str, value: Any) -> None:
    """Keeps one JSON value of the session: query, cursor, sort, theme, sizes of panes."""
    with store.write(counted=False) as connection:
        connection.execute("INSERT OR REPLACE INTO session VALUES (?, ?)", (name, json.dumps(value)))


def recall(store: Store, name: str, default: Any = None) -> Any:
    """What was remembered under a name, or the default."""
    found = store.value("SELECT value FROM session WHERE name = ?", (name,))
    return default if found is None else json.loads(found)


def _change(name: str, query: str, slot: int | None) -> Change:
    return Change(name, "", json.dumps([query, slot]), place="search")


def _read(connection: sqlite3.Connection, name: str) -> str | None:
    found = connection.execute("SELECT query, slot FROM search WHERE name = ?", (name,)).fetchone()
    return json.dumps(list(found)) if found else None


def _apply(connection: sqlite3.Connection, name: str, value: str | None) -> None:
    if value is None:
        connection.execute("DELETE FROM search WHERE name = ?", (name,))
    else:
        connection.execute("INSERT OR REPLACE INTO search VALUES (?, ?, ?)", (name, *json.loads(value)))


SEARCHES = Place(_read, _apply)
"""For the journal: a search is `[query, slot]` as JSON."""
