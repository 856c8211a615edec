"""The shape of the library file, version by version. A released step is never edited: a new one is added."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

APPLICATION_ID = 0x50444543
"""Marks the file as ours (`PDEC`), so that another program's database is never migrated by mistake."""

_V1 = (
    # Small facts about the file itself: its identity and the counters that say what changed.
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value ANY NOT NULL) STRICT",
    """CREATE TABLE listing (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        path TEXT,                  -- absolute; NULL for standard input and the sample
        added TEXT NOT NULL,        -- UTC, ISO 8601, as every time in this file
        removed TEXT,               -- a removed listing stays here, so that removing can be undone
        size INTEGER,               -- size and mtime_ns: a file that looks the same is not read again
        mtime_ns INTEGER,
        last_import INTEGER
    ) STRICT""",
    """CREATE TABLE import (
        id INTEGER PRIMARY KEY,
        listing INTEGER NOT NULL REFERENCES listing(id),
        at TEXT NOT NULL,
        content TEXT NOT NULL,      -- SHA-256 of the bytes
        as_of TEXT NOT NULL,
        reader INTEGER NOT NULL,    -- the reader's own version: a better one reads old content again
        finished INTEGER NOT NULL DEFAULT 0,
        report TEXT                 -- JSON, what the person was told
    ) STRICT""",
    "CREATE INDEX import_content ON import (content)",
    "CREATE INDEX import_listing ON import (listing)",
    # The abstract comes last: rows for a list are read without it.
    """CREATE TABLE paper (
        key TEXT PRIMARY KEY NOT NULL,
        title TEXT NOT NULL,
        authors TEXT NOT NULL,      -- JSON array, as affiliations and links
        et_al INTEGER NOT NULL,
        category TEXT NOT NULL,
        date TEXT,
        date_text TEXT NOT NULL,
        has_code INTEGER NOT NULL,
        affiliations TEXT NOT NULL,
        links TEXT NOT NULL,
        arxiv_id TEXT,
        doi TEXT,
        url TEXT,
        venue TEXT,
        byline TEXT NOT NULL,
        confidence REAL NOT NULL,
        title_key TEXT NOT NULL,    -- the title as it is sorted
        added TEXT NOT NULL,
        born INTEGER NOT NULL REFERENCES import(id),
        generation INTEGER NOT NULL,
        hidden INTEGER NOT NULL DEFAULT 0,
        abstract TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX paper_newest ON paper (hidden, date DESC, title_key, key)",
    "CREATE INDEX paper_generation ON paper (generation)",
    "CREATE INDEX paper_born ON paper (hidden, born, key)",
    # `first` and `last` are imports: a paper that left its page keeps its place here.
    """CREATE TABLE membership (
        listing INTEGER NOT NULL REFERENCES listing(id),
        key TEXT NOT NULL,
        line INTEGER NOT NULL,
        first INTEGER NOT NULL,
        last INTEGER NOT NULL,
        PRIMARY KEY (listing, key)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX membership_key ON membership (key)",
    # Everything a person writes about a paper; no foreign key, because it outlives the paper's row.
    # Names: star, state, note, queue (value: its rank), tag:NAME.
    """CREATE TABLE mark (
        key TEXT NOT NULL,
        name TEXT NOT NULL,
        value TEXT NOT NULL,
        changed TEXT NOT NULL,
        PRIMARY KEY (key, name)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX mark_name ON mark (name, key)",
    # Where a person moved the cut between title and authors: by the raw line, so it survives re-import.
    # The other columns are what the reader had made of it; `at` is NULL where that stands again.
    """CREATE TABLE cut (
        byline TEXT PRIMARY KEY NOT NULL,
        at INTEGER,
        key TEXT NOT NULL,
        title TEXT NOT NULL,
        authors TEXT NOT NULL,
        confidence REAL NOT NULL
    ) STRICT""",
    "CREATE TABLE search (name TEXT PRIMARY KEY NOT NULL, query TEXT NOT NULL, slot INTEGER) STRICT",
    "CREATE TABLE session (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT",
    """CREATE TABLE step (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        at TEXT NOT NULL,
        words TEXT NOT NULL,
        undone INTEGER NOT NULL DEFAULT 0
    ) STRICT""",
    # NULL in before or after means that there was, or is, nothing.
    """CREATE TABLE change (
        step INTEGER NOT NULL REFERENCES step(id) ON DELETE CASCADE,
        place TEXT NOT NULL,        -- mark, listing, search, cut
        key TEXT NOT NULL,
        name TEXT NOT NULL,
        before TEXT,
        before_at TEXT,             -- when what was there before was written
        after TEXT,
        PRIMARY KEY (step, place, key, name)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX change_key ON change (key)",
    "INSERT INTO meta VALUES ('generation', 0), ('marks', 0)",
)

_V2 = (
    # Citation keys that were given out or came with a paper: what a manuscript cites never changes.
    """CREATE TABLE citation (
        key TEXT PRIMARY KEY NOT NULL,
        name TEXT NOT NULL UNIQUE COLLATE NOCASE    -- BibTeX does not tell A from a
    ) STRICT, WITHOUT ROWID""",
    # What each listing says about a paper that several sources know; the paper's row is all of them merged.
    """CREATE TABLE variant (
        listing INTEGER NOT NULL REFERENCES listing(id),
        source TEXT NOT NULL,       -- the key that its own title and author give
        key TEXT NOT NULL,          -- the paper that it is part of
        record TEXT NOT NULL,       -- JSON array, the columns of a record
        PRIMARY KEY (listing, source)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX variant_key ON variant (key)",
    # Keys that an identifier led to another paper, or that a person keeps apart (key = source).
    "CREATE TABLE alias (source TEXT PRIMARY KEY NOT NULL, key TEXT NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE INDEX alias_key ON alias (key)",
    "CREATE INDEX paper_doi ON paper (doi) WHERE doi IS NOT NULL",
    "CREATE INDEX paper_arxiv ON paper (arxiv_id) WHERE arxiv_id IS NOT NULL",
)

_V3 = (
    "ALTER TABLE paper ADD COLUMN keywords TEXT NOT NULL DEFAULT '[]'",  # JSON array, the publisher's
    # The same column in what each listing says, behind the abstract.
    """UPDATE variant SET record = (SELECT json_group_array(value) FROM
        (SELECT key, value FROM json_each(record) UNION ALL SELECT 14.5, '[]' ORDER BY key))""",
)

Steps = tuple[tuple[str, ...], ...]

STEPS: Steps = (_V1, _V2, _V3)
"""Statements that lead from each version to the next; the first make an empty file a library."""


def version_of(connection: sqlite3.Connection) -> int:
    """The file's version; 0 for one that holds nothing yet."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def is_foreign(connection: sqlite3.Connection) -> bool:
    """Whether the file is a database of some other program."""
    owner = connection.execute("PRAGMA application_id").fetchone()[0]
    if owner == APPLICATION_ID:
        return False
    return bool(connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0])


def migrate(connection: sqlite3.Connection, steps: Steps, back_up: Callable[[int], object]) -> None:
    """Brings the file to the version that the steps lead to, one transaction per step.

    back_up is called with the old version before the first change to a file that holds anything.
    """
    start = version_of(connection)
    if 0 < start < len(steps):
        back_up(start)
    for number, statements in enumerate(steps[start:], start=start + 1):
        connection.execute("BEGIN IMMEDIATE")
        try:
            # Another process may have taken this step while we waited for the lock.
            if version_of(connection) < number:
                for statement in statements:
                    connection.execute(statement)
                if number == 1:
                    import secrets  # and with it OpenSSL: only a new library needs them

                    connection.execute("INSERT INTO meta VALUES ('library', ?)", (secrets.token_hex(16),))
                    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version = {number}")
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
