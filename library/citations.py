"""The citation keys of a library: given once, kept for ever, one paper each."""

from __future__ import annotations

import itertools
import json
import re
import sqlite3
import string
from collections.abc import Iterator, Mapping, Sequence

from library import papers
from library.citation import citation_key
from library.formats import Cited
from library.store import Store
from parser import Paper, PaperKey

_KNOWN = "SELECT key, name FROM citation WHERE key IN (SELECT value FROM json_each(?))"
# What BibTeX and biber refuse in a key, and what a shell or a terminal could take amiss.
_NOT_IN_KEYS = re.compile(r"[^\w.:/+-]", re.ASCII)


def cited(store: Store, keys: Sequence[PaperKey]) -> Iterator[Cited]:
    """Entries with their citation keys, in the order of the keys, read as they are asked for."""
    for start in range(0, len(keys), papers.AT_ONCE):
        entries = papers.entries(store, keys[start : start + papers.AT_ONCE])
        given = names(store, [entry.paper for entry in entries])
        yield from (Cited(given[entry.paper.key], entry) for entry in entries)


def names(store: Store, wanted: Sequence[Paper]) -> dict[PaperKey, str]:
    """The citation key of every paper; new ones are remembered, unless the library is read-only."""
    keys = (json.dumps([paper.key for paper in wanted]),)
    known = dict(store.query(_KNOWN, keys))
    missing = [paper for paper in wanted if paper.key not in known]
    if missing and store.read_only:
        return {**{paper.key: f"{citation_key(paper)}{paper.key[:4]}" for paper in missing}, **known}
    if missing:
        with store.write(counted=False) as connection:
            for paper in missing:
                _give(connection, paper.key, _free(connection, citation_key(paper)))
            known = dict(connection.execute(_KNOWN, keys))
    return known


def keep(connection: sqlite3.Connection, brought: Mapping[PaperKey, str]) -> None:
    """Keeps the citation keys that papers brought with them, where they have none and the key is free."""
    for key, name in brought.items():
        if name and not _NOT_IN_KEYS.search(name):
            _give(connection, key, name)


def _give(connection: sqlite3.Connection, key: str, name: str) -> None:
    """Ignored where the paper has one (another process was faster) or the name is taken."""
    connection.execute("INSERT OR IGNORE INTO citation VALUES (?, ?)", (key, name))


def _free(connection: sqlite3.Connection, base: str) -> str:
    """The base, or the base and the first free letters: `lu2024ai`, `lu2024aia`, ... `lu2024aiaa`."""
    letters = string.ascii_lowercase
    endings = (
        "".join(some) for length in itertools.count() for some in itertools.product(letters, repeat=length)
    )
    taken = "SELECT 1 FROM citation WHERE name = ?"
    return next(
        base + ending for ending in endings if connection.execute(taken, (base + ending,)).fetchone() is None
    )
