"""Papers as rows: how a record is written, and how rows and entries are read. No marks are written here."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from json.encoder import encode_basestring
from typing import Any

from library.entry import Entry, ReadState, Row
from library.errors import UnknownNameError
from library.marks import TAG
from library.store import Store, damaged
from parser import Paper, PaperKey, Record, date_known, is_doubtful

_PAPER = (
    "key, title, authors, et_al, category, date, date_text, has_code, affiliations, links,"
    " arxiv_id, doi, url, venue, abstract, keywords"
)
COLUMNS = f"{_PAPER}, byline, confidence, title_key"
"""What a record says; the order of `to_values`."""

NAMES = COLUMNS.split(", ")

_ROW = "key, title, authors, et_al, category, date, date_text, has_code, confidence, born"
NEWEST_FIRST = "date DESC, title_key, key"
"""The order of `search.order.newest_key`, so that nothing moves when the engine takes the list over."""

AT_ONCE = 500
"""Papers that are read whole at one time; their abstracts are the memory that an export needs."""

_IN = "key IN (SELECT value FROM json_each(?))"

NEW_IMPORTS = "SELECT last_import FROM listing WHERE removed IS NULL"
"""A paper is new while the import that first brought it is the last one of its listing."""


def to_values(record: Record) -> tuple[Any, ...]:
    """A record as a row of COLUMNS."""
    from search.order import title_key  # its tables of letters are for those who write papers

    paper = record.paper
    return (
        paper.key,
        paper.title,
        _array(paper.authors),
        int(paper.et_al),
        paper.category,
        paper.date.isoformat() if paper.date else None,
        paper.date_text,
        int(paper.has_code),
        _array(paper.affiliations),
        _array(paper.links),
        paper.arxiv_id,
        paper.doi,
        paper.url,
        paper.venue,
        paper.abstract,
        _array(paper.keywords),
        record.byline,
        record.confidence,
        title_key(paper),
    )


def to_paper(values: Sequence[Any]) -> Paper:
    """A row of COLUMNS (or its first sixteen) as the paper it was written from."""
    return Paper(
        key=values[0],
        title=values[1],
        authors=_tuple(values[2]),
        et_al=bool(values[3]),
        category=values[4],
        date=dt.date.fromisoformat(values[5]) if values[5] else None,
        date_text=values[6],
        has_code=bool(values[7]),
        affiliations=_tuple(values[8]),
        links=_tuple(values[9]),
        arxiv_id=values[10],
        doi=values[11],
        url=values[12],
        venue=values[13],
        abstract=values[14],
        keywords=_tuple(values[15]),
    )


def stored(connection: sqlite3.Connection, keys: Sequence[PaperKey]) -> dict[str, tuple[Any, ...]]:
    """What the library holds for these keys: (hidden, *COLUMNS) by key."""
    sql = f"SELECT hidden, {COLUMNS} FROM paper WHERE {_IN}"
    return {row[1]: row for row in connection.execute(sql, (json.dumps(keys),))}


def insert(connection: sqlite3.Connection, rows: Iterable[tuple[Any, ...]]) -> None:
    """Writes rows of (*COLUMNS, added, born, generation), over what may be there under the same key."""
    connection.executemany(
        f"INSERT OR REPLACE INTO paper ({COLUMNS}, added, born, generation)"
        f" VALUES ({', '.join('?' * (len(NAMES) + 3))})",
        rows,
    )


def update(connection: sqlite3.Connection, rows: Iterable[tuple[Any, ...]], generation: int) -> None:
    """Brings papers that are there to what a record now says; when they were added stays."""
    settings = " = ?, ".join(NAMES)
    connection.executemany(
        f"UPDATE paper SET {settings} = ?, generation = ? WHERE key = ?",
        [(*row, generation, row[0]) for row in rows],
    )


def rows(store: Store, keys: Sequence[PaperKey]) -> list[Row]:
    """One Row per key, in the order of the keys; a key that the library no longer has is left out."""
    found = {r[0]: r for r in store.query(f"SELECT {_ROW} FROM paper WHERE {_IN}", (json.dumps(list(keys)),))}
    marks = _marks_of(store, keys)
    new = {number for (number,) in store.query(NEW_IMPORTS)}
    try:
        return [_row(found[key], marks.get(key, {}), new) for key in keys if key in found]
    except ValueError as error:  # bits that flipped where SQLite does not look
        raise damaged(store.path) from error


def entry(store: Store, key: PaperKey) -> Entry:
    """The whole paper with its marks; UnknownNameError where there is none."""
    if not (found := entries(store, [key])):
        raise UnknownNameError(f"the library has no paper {key}", hint="it may just have been removed")
    return found[0]


def entries(store: Store, keys: Sequence[PaperKey]) -> list[Entry]:
    """Whole papers in the order of the keys, a few hundred at a time; those that are gone are left out."""
    wanted = (json.dumps(list(keys)),)
    rows = {r[0]: r for r in store.query(f"SELECT {COLUMNS}, added, born FROM paper WHERE {_IN}", wanted)}
    marks = _marks_of(store, keys)
    listings: dict[str, list[str]] = {}
    sql = (
        "SELECT membership.key, name FROM listing JOIN membership ON membership.listing = listing.id"
        f" WHERE membership.{_IN} AND removed IS NULL ORDER BY listing.id"
    )
    for key, name in store.query(sql, wanted):
        listings.setdefault(key, []).append(name)
    sql = f"SELECT DISTINCT key FROM variant WHERE {_IN} AND source <> key"
    merged = {key for (key,) in store.query(sql, wanted)}
    new = {number for (number,) in store.query(NEW_IMPORTS)}
    try:
        return [
            _entry(rows[key], marks.get(key, {}), listings.get(key, []), new, key in merged)
            for key in keys
            if key in rows
        ]
    except ValueError as error:
        raise damaged(store.path) from error


def named(store: Store, keys: Collection[PaperKey]) -> str:
    """`“A title”`, or `12 papers`: the object of a sentence about a step."""
    if len(keys) != 1:
        return f"{len(keys):,} papers"
    found = rows(store, list(keys))
    return f"“{found[0].title}”" if found else "a paper"


def changed_since(store: Store, generation: int) -> list[Paper]:
    """The papers that changed after a generation and are still there, in no order; for a few of them."""
    sql = f"SELECT {_PAPER} FROM paper INDEXED BY paper_generation WHERE generation > ? AND hidden = 0"
    return [to_paper(values) for values in store.query(sql, (generation,))]


def count_since(store: Store, generation: int) -> int:
    """How many papers changed or left after a generation."""
    return int(store.value("SELECT count(*) FROM paper WHERE generation > ?", (generation,)))


def everything(store: Store) -> Iterator[Paper]:
    """All papers of the library, newest first, each read when it is asked for."""
    sql = f"SELECT {_PAPER} FROM paper INDEXED BY paper_newest WHERE hidden = 0 ORDER BY {NEWEST_FIRST}"
    try:
        yield from map(to_paper, store.stream(sql))
    except ValueError as error:
        raise damaged(store.path) from error


def hidden_since(store: Store, generation: int) -> list[PaperKey]:
    """The papers that left the library after a generation."""
    sql = "SELECT key FROM paper WHERE hidden = 1 AND generation > ?"
    return [key for (key,) in store.query(sql, (generation,))]


def last_name(author: str) -> str:
    """The last name as a list shows it, with its particles: lower-case words before it (`van der Berg`)."""
    words = author.split()
    start = len(words) - 1
    while start > 0 and words[start - 1].islower():
        start -= 1
    return " ".join(words[max(start, 0) :])


def _entry(
    values: Sequence[Any],
    marks: dict[str, tuple[str, str]],
    listings: Sequence[str],
    new: set[int],
    merged: bool,
) -> Entry:
    *_, byline, confidence, _title_key, added, born = values
    note, changed = marks.get("note", ("", None))
    return Entry(
        paper=to_paper(values),
        starred="star" in marks,
        state=_state(marks),
        is_new=born in new,
        tags=_tags(marks),
        note=note,
        note_changed=dt.datetime.fromisoformat(changed) if changed else None,
        listings=tuple(listings),
        added=dt.datetime.fromisoformat(added),
        byline=byline,
        confidence=confidence,
        doubtful=is_doubtful(confidence),
        queued="queue" in marks,
        merged=merged,
    )


def _row(values: Sequence[Any], marks: dict[str, tuple[str, str]], new: set[int]) -> Row:
    key, title, authors, et_al, category, date, date_text, has_code, confidence, born = values
    names = json.loads(authors)
    return Row(
        key=key,
        title=title,
        first_author=last_name(names[0]) if names else "",
        more_authors=bool(et_al) or len(names) > 1,
        category=category,
        date_known=date_known(dt.date.fromisoformat(date), date_text) if date else "",
        has_code=bool(has_code),
        starred="star" in marks,
        state=_state(marks),
        is_new=born in new,
        has_note="note" in marks,
        tags=_tags(marks),
        doubtful=is_doubtful(confidence),
        queued="queue" in marks,
    )


def _marks_of(store: Store, keys: Sequence[PaperKey]) -> dict[str, dict[str, tuple[str, str]]]:
    """Per paper, its marks as name -> (value, changed)."""
    found: dict[str, dict[str, tuple[str, str]]] = {}
    sql = f"SELECT key, name, value, changed FROM mark WHERE {_IN}"
    for key, name, value, changed in store.query(sql, (json.dumps(list(keys)),)):
        found.setdefault(key, {})[name] = (value, changed)
    return found


def _state(marks: dict[str, tuple[str, str]]) -> ReadState:
    return ReadState(marks["state"][0]) if "state" in marks else ReadState.UNREAD


def _tags(marks: dict[str, tuple[str, str]]) -> tuple[str, ...]:
    return tuple(sorted(name[len(TAG) :] for name in marks if name.startswith(TAG)))


def _tuple(array: str) -> tuple[str, ...]:
    return () if array == "[]" else tuple(json.loads(array))


def _array(texts: Sequence[str]) -> str:
    """A JSON array; json.dumps would make a new encoder at every call, three times a paper."""
    return f"[{', '.join(map(encode_basestring, texts))}]"
