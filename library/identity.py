"""Which records are one paper, and what each source says of it: by key, DOI or arXiv identifier.

A paper keeps the key under which it came first. `alias` leads from the key that a source's own words give to
that one; `variant` keeps what each source says, so that a merge can be seen and taken apart again.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from library import papers
from library.errors import LibraryError
from library.journal import Change, Place
from library.merging import Row, merged
from library.sample import SAMPLE_NAME
from library.store import Store, next_generation
from parser import Paper, PaperKey, Record

_IN = "IN (SELECT value FROM json_each(?))"
_VARIANTS = (
    "SELECT v.key, v.listing, source, record FROM variant AS v LEFT JOIN membership AS m"
    f" ON m.listing = v.listing AND m.key = v.key WHERE v.key {_IN} ORDER BY last DESC, v.listing, source"
)
"""What was read last comes first: on a tie between two sources it is the one that is believed."""

Groups = dict[PaperKey, list[Record]]


@dataclass(frozen=True, slots=True)
class Variant:
    """What one listing says about a paper that several sources have."""

    listing: str
    paper: Paper
    """Its key is the one that this source's own title and author give."""


def grouped(connection: sqlite3.Connection, records: Sequence[Record]) -> Groups:
    """The records by the key of the paper they are about; new aliases are written down."""
    aliases = dict(
        connection.execute(
            f"SELECT source, key FROM alias WHERE source {_IN}", (_json([r.paper.key for r in records]),)
        )
    )
    known = _Identifiers(connection, records)
    groups: Groups = {}
    for record in records:
        source = record.paper.key
        if (key := aliases.get(source)) is None:
            key = known.paper_of(record.paper)
            if key != source:
                _alias(connection, source, key)
        known.learn(record.paper, key)
        groups.setdefault(PaperKey(key), []).append(record)
    return groups


class _Identifiers:
    """The papers of the library, and of this chunk, by key and identifier."""

    def __init__(self, connection: sqlite3.Connection, records: Sequence[Record]) -> None:
        self._keys: set[str] = set()
        self._by: dict[tuple[str, str], str] = {}
        wanted = [r.paper for r in records if r.paper.doi or r.paper.arxiv_id]
        if not wanted:  # a listing has no identifiers
            return
        shown = f"SELECT key FROM paper WHERE hidden = 0 AND key {_IN}"
        self._keys = {key for (key,) in connection.execute(shown, (_json([p.key for p in wanted]),))}
        for name in ("doi", "arxiv_id"):
            values = _json([value for p in wanted if (value := getattr(p, name))])
            sql = f"SELECT {name}, key FROM paper WHERE hidden = 0 AND {name} {_IN} ORDER BY added DESC, key"
            self._by |= {(name, value): key for value, key in connection.execute(sql, (values,))}

    def paper_of(self, paper: Paper) -> str:
        if paper.key in self._keys:
            return paper.key
        by_doi = self._by.get(("doi", paper.doi or ""))
        return by_doi or self._by.get(("arxiv_id", paper.arxiv_id or "")) or paper.key

    def learn(self, paper: Paper, key: str) -> None:
        for name in ("doi", "arxiv_id"):
            if value := getattr(paper, name):
                self._by.setdefault((name, value), key)


def rows_of(
    connection: sqlite3.Connection, listing: int, groups: Groups, known: Mapping[str, tuple[Any, ...]]
) -> dict[PaperKey, Row]:
    """What the library is to say about each paper: this listing's own words, merged with those of others.

    known: (hidden, *COLUMNS) by key, as `papers.stored` gives it.
    """
    own = {
        key: {record.paper.key: _under(key, papers.to_values(record)) for record in records}
        for key, records in groups.items()
    }
    asked = [
        key
        for key, rows in own.items()
        if len(rows) > 1
        or (key in known and not known[key][0] and known[key][1:] != next(iter(rows.values())))
    ]
    result = {key: next(iter(rows.values())) for key, rows in own.items()}
    if not asked:
        return result
    kept = _variants(connection, asked)
    others = _other_listings(connection, listing, asked)
    for key in asked:
        stored = kept.get(key, {})
        before = dict(stored)
        if not stored and key in known and not known[key][0] and (key in others or key not in own[key]):
            before = {(others.get(key, listing), str(key)): known[key][1:]}
        mine = {(listing, source): row for source, row in own[key].items()}
        sources = mine | {place: row for place, row in before.items() if place not in mine}
        if len(sources) > 1:
            _keep(connection, key, {place: r for place, r in sources.items() if stored.get(place) != r})
            result[key] = merged(list(sources.values()))
    return result


def variants(store: Store, key: PaperKey) -> list[Variant]:
    """What each source says about a paper; one or none where it was never merged."""
    sql = (
        "SELECT name, source, record FROM variant JOIN listing ON listing.id = listing"
        " WHERE key = ? ORDER BY listing.id, source"
    )
    return [
        Variant(name, papers.to_paper((source, *json.loads(record)[1:])))
        for name, source, record in store.query(sql, (key,))
    ]


def merged_papers(store: Store) -> list[PaperKey]:
    """The papers that have sources with other titles or authors, and so could be split."""
    sql = (
        "SELECT DISTINCT variant.key FROM variant JOIN paper ON paper.key = variant.key"
        " WHERE source <> variant.key AND hidden = 0 ORDER BY variant.key"
    )
    return [PaperKey(key) for (key,) in store.query(sql)]


def splitting(store: Store, key: PaperKey) -> list[Change]:
    """The changes that make the sources of a paper papers of their own; what was written stays with `key`."""
    sources = store.query("SELECT DISTINCT source FROM variant WHERE key = ? AND source <> key", (key,))
    if not sources:
        raise LibraryError(
            "there is nothing to split", hint="every source of this paper has its title and first author"
        )
    return [Change(source, "", source, place="alias") for (source,) in sources]


def _read_alias(connection: sqlite3.Connection, source: str) -> str | None:
    found = connection.execute("SELECT key FROM alias WHERE source = ?", (source,)).fetchone()
    return found[0] if found else None


def _apply_alias(connection: sqlite3.Connection, source: str, value: str | None) -> None:
    """Makes a source part of a paper, or a paper of its own (value = source)."""
    key = value or source
    old = _read_alias(connection, source) or source
    connection.execute("INSERT OR REPLACE INTO alias VALUES (?, ?)", (source, key))
    connection.execute("UPDATE variant SET key = ? WHERE source = ?", (key, source))
    connection.execute(
        "INSERT OR IGNORE INTO membership SELECT m.listing, ?, line, first, last FROM membership AS m"
        " JOIN variant ON variant.listing = m.listing AND source = ? WHERE m.key = ?",
        (key, source, old),
    )
    connection.execute(
        "DELETE FROM membership WHERE key = ? AND listing IN (SELECT listing FROM variant WHERE source = ?)"
        " AND listing NOT IN (SELECT listing FROM variant WHERE key = ?)",
        (old, source, old),
    )
    generation = next_generation(connection)
    when = "SELECT added, born FROM paper WHERE key = ?"
    added_and_born = connection.execute(when, (old,)).fetchone()
    for changed in (old, key):
        found = _variants(connection, [PaperKey(changed)]).get(PaperKey(changed))
        if not found:
            sql = "UPDATE paper SET hidden = 1, generation = ? WHERE key = ?"
            connection.execute(sql, (generation, changed))
            continue
        times = connection.execute(when, (changed,)).fetchone() or added_and_born
        row = _under(changed, merged(list(found.values())))
        papers.insert(connection, [(*row, *times, generation)])


ALIASES = Place(_read_alias, _apply_alias)
"""For the journal: the paper that a source's own key leads to."""


def _alias(connection: sqlite3.Connection, source: str, key: str) -> None:
    connection.execute("INSERT OR REPLACE INTO alias VALUES (?, ?)", (source, key))
    # Written about the source while it was a paper of a listing that has been removed since.
    connection.execute("UPDATE OR IGNORE mark SET key = ? WHERE key = ?", (key, source))


def _variants(
    connection: sqlite3.Connection, keys: Sequence[PaperKey]
) -> dict[PaperKey, dict[tuple[int, str], Row]]:
    found: dict[PaperKey, dict[tuple[int, str], Row]] = {}
    for key, listing, source, record in connection.execute(_VARIANTS, (_json(keys),)):
        found.setdefault(PaperKey(key), {})[listing, source] = tuple(json.loads(record))
    return found


def _other_listings(
    connection: sqlite3.Connection, listing: int, keys: Sequence[PaperKey]
) -> dict[PaperKey, int]:
    """For each paper that another listing has, the one that was read last; the sample has no say."""
    sql = (
        "SELECT key, listing FROM membership JOIN listing ON listing.id = listing WHERE removed IS NULL"
        f" AND listing <> ? AND name <> ? AND key {_IN} ORDER BY last"
    )
    return dict(connection.execute(sql, (listing, SAMPLE_NAME, _json(keys))).fetchall())


def _keep(connection: sqlite3.Connection, key: PaperKey, sources: Mapping[tuple[int, str], Row]) -> None:
    connection.executemany(
        "INSERT OR REPLACE INTO variant (listing, source, key, record) VALUES (?, ?, ?, ?)",
        [(*place, key, json.dumps(row, ensure_ascii=False)) for place, row in sources.items()],
    )


def _under(key: str, row: Row) -> Row:
    return (key, *row[1:])


def _json(values: Sequence[str]) -> str:
    return json.dumps(list(values))
