"""Bringing a listing into the library: what is new, what changed, what could not be read.

Papers are written in chunks, each its own transaction: other paperdecks can write in between, and an import
that is stopped or killed keeps what it had read. The next one goes on under the same number.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from library import identity, papers, written
from library.errors import SourceError
from library.journal import Change, Journal
from library.listings import Origin, cleaned_name, listing_id
from library.reading import Reading
from library.recut import Bylines, cuts_of
from library.report import ImportReport
from library.sample import SAMPLE_AS_OF, SAMPLE_NAME, sample_path
from library.sources import Source, open_file, open_stream
from library.store import Store, next_generation
from parser import PaperKey, Problem, Record, is_doubtful
from parser.readers import Format
from search.engine import Progress

READER = 2
"""Grows when the parser reads better: content that was read by an older one is read again."""

CHUNK = 2_000
_SETTLED_NS = 2_000_000_000
"""A file that was changed this shortly before its import may have changed again within one clock tick."""


def add(
    store: Store,
    journal: Journal,
    source: Path | BinaryIO,
    now: Callable[[], dt.datetime],
    *,
    as_of: dt.date | None,
    name: str | None,
    tag_keywords: bool,
    progress: Progress | None,
) -> ImportReport:
    """Brings a file or an open stream into the library, as `Library.add` says."""
    if not isinstance(source, Path):
        origin = Origin(cleaned_name(name or "stdin"), None)
        with open_stream(source, now().astimezone().date()) as opened:
            return Intake(store, journal, origin, opened, now, tag_keywords).run(as_of, progress)
    # realpath: unlike Path.resolve it does not raise on a loop of links; opening will say what is wrong.
    path = Path(os.path.realpath(source))
    if path == sample_path():
        origin, as_of = Origin(SAMPLE_NAME, None, yields=True), as_of or SAMPLE_AS_OF
    elif name is not None:
        origin = Origin(cleaned_name(name), None)
    elif not tag_keywords and (same := untouched(store, path, as_of)) is not None:
        return same
    else:
        origin = Origin(cleaned_name(source.stem), str(path))
    with open_file(source) as opened:
        return Intake(store, journal, origin, opened, now, tag_keywords).run(as_of, progress)


class Intake:
    """One import, from an open source to a finished report."""

    def __init__(
        self,
        store: Store,
        journal: Journal,
        origin: Origin,
        source: Source,
        now: Callable[[], dt.datetime],
        tag_keywords: bool,
    ) -> None:
        self._store = store
        self._journal = journal
        self._origin = origin
        self._source = source
        self._now = now
        self._tag_keywords = tag_keywords
        self._seen: set[PaperKey] = set()
        self._listing = 0
        self._import = 0
        self._bylines = Bylines(0)
        self._brought: list[Change] = []

    def run(self, as_of: dt.date | None, progress: Progress | None) -> ImportReport:
        """Reads the source into the library; SourceError (and no change) where it holds no paper."""
        digest = self._source.digest()
        as_of = as_of or _remembered_day(self._store, digest) or self._source.day
        report = ImportReport(self._origin.name, self._source.label, as_of)
        if not self._tag_keywords and (name := self._known(digest, as_of)) is not None:
            report.listing, report.same = name, True
            report.unchanged = self._store.value(
                "SELECT count(*) FROM membership WHERE listing = (SELECT id FROM listing WHERE name = ?)",
                (name,),
            )
            self._remember_file(name)
            return report
        reading = Reading(self._source, as_of, cuts_of(self._store), progress)
        with self._store.roomy():
            self._take_in(reading, digest, report)
        if not self._import and not reading.stopped:
            raise _no_papers(report, reading.format)
        report.assumed_year, report.cancelled = reading.assumed_year, reading.stopped
        if self._import and not reading.stopped:
            self._finish(report)
        return report

    def _take_in(self, reading: Reading, digest: str, report: ImportReport) -> None:
        """Writes what is read, chunk by chunk, and what was read before an interruption."""
        chunk: list[Record] = []
        try:
            for item in reading:
                if isinstance(item, Problem):
                    report.note(item)
                    continue
                if is_doubtful(item.confidence):
                    report.note(item)
                chunk.append(item)
                if len(chunk) == CHUNK:
                    self._write(chunk, digest, report)
                    chunk = []
        finally:
            if chunk:
                self._write(chunk, digest, report)
            written.take_over(self._store, self._journal, self._brought, report.listing)

    def _write(self, chunk: list[Record], digest: str, report: ImportReport) -> None:
        with self._store.write() as connection:
            if not self._import:
                self._begin(connection, digest, report)
            generation = next_generation(connection)
            groups = identity.grouped(connection, chunk)
            self._seen.update(groups)
            known = papers.stored(connection, list(groups))
            rows = identity.rows_of(connection, self._listing, groups, known)
            shown = {key for key, (hidden, *_) in known.items() if not hidden}
            new = [row for key, row in rows.items() if key not in shown]
            changed = [row for key, row in rows.items() if key in shown and known[key][1:] != row]
            if self._origin.yields:
                changed = self._own(connection, changed)
            moved = self._bylines.follow(connection, new, self._seen, generation)
            added = self._now().isoformat()
            papers.insert(
                connection, ((*r, *moved.get(r[0], (added, self._import)), generation) for r in new)
            )
            papers.update(connection, changed, generation)
            connection.executemany(
                "INSERT INTO membership VALUES (?, ?, ?, ?, ?) ON CONFLICT (listing, key)"
                " DO UPDATE SET line = excluded.line, last = excluded.last",
                [
                    (self._listing, key, records[0].line, self._import, self._import)
                    for key, records in groups.items()
                ],
            )
            written.keep_citation_keys(connection, groups)
        self._brought += written.changes(groups, keywords=self._tag_keywords)
        report.new += len(new) - len(moved)
        report.updated += len(changed) + len(moved)
        report.unchanged += len(rows) - len(new) - len(changed)
        report.merged += sum(key != record.paper.key for key, some in groups.items() for record in some)

    def _own(self, connection: sqlite3.Connection, rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        """The rows of papers that no other listing has."""
        sql = (
            "SELECT key FROM membership JOIN listing ON id = listing WHERE removed IS NULL"
            " AND listing <> ? AND key IN (SELECT value FROM json_each(?))"
        )
        keys = json.dumps([row[0] for row in rows])
        taken = {key for (key,) in connection.execute(sql, (self._listing, keys))}
        return [row for row in rows if row[0] not in taken]

    def _begin(self, connection: sqlite3.Connection, digest: str, report: ImportReport) -> None:
        """Finds or makes the listing and the import; one that was stopped, or had this content, goes on."""
        now = self._now().isoformat()
        self._listing = listing_id(connection, self._origin, now)
        last = connection.execute(
            "SELECT import.id, content, finished FROM import JOIN listing ON last_import = import.id"
            " WHERE listing.id = ?",
            (self._listing,),
        ).fetchone()
        values = (digest, report.as_of.isoformat(), READER)
        if last is not None and (last[1] == digest or not last[2]):
            self._import = last[0]
            sql = "UPDATE import SET content = ?, as_of = ?, reader = ?, finished = 0 WHERE id = ?"
            connection.execute(sql, (*values, self._import))
        else:
            sql = "INSERT INTO import (listing, at, content, as_of, reader) VALUES (?, ?, ?, ?, ?)"
            self._import = int(connection.execute(sql, (self._listing, now, *values)).lastrowid or 0)
            connection.execute(
                "UPDATE listing SET last_import = ? WHERE id = ?", (self._import, self._listing)
            )
        sql = "SELECT name FROM listing WHERE id = ?"
        self._bylines = Bylines(self._listing)
        (report.listing,) = connection.execute(sql, (self._listing,)).fetchone()

    def _finish(self, report: ImportReport) -> None:
        with self._store.write() as connection:
            connection.execute(
                "UPDATE import SET finished = 1, report = ? WHERE id = ?",
                (json.dumps(report.to_json()), self._import),
            )
        self._remember_file(report.listing)

    def _known(self, digest: str, as_of: dt.date) -> str | None:
        """The listing's name, if its last import read just this content in just this way."""
        where, value = ("path", self._origin.path) if self._origin.path else ("name", self._origin.name)
        sql = (
            f"SELECT name FROM listing JOIN import ON import.id = last_import WHERE {where} = ?"
            " AND removed IS NULL AND finished AND content = ? AND as_of = ? AND reader = ?"
        )
        name: str | None = self._store.value(sql, (value, digest, as_of.isoformat(), READER))
        return name

    def _remember_file(self, name: str) -> None:
        """Size and time of the file, so that the next start need not read it; not if it is still changing."""
        mtime, now = self._source.mtime_ns, self._now().timestamp() * 1e9
        settled = mtime is not None and now - mtime > _SETTLED_NS
        values = (self._source.size, mtime) if settled else (None, None)
        with self._store.write(counted=False) as connection:
            connection.execute("UPDATE listing SET size = ?, mtime_ns = ? WHERE name = ?", (*values, name))


def untouched(store: Store, path: Path, as_of: dt.date | None) -> ImportReport | None:
    """The report for a file that looks just as it did at its last import; None where it must be read."""
    try:
        facts = path.stat()
    except OSError:
        return None
    rows = store.query(
        "SELECT name, as_of, (SELECT count(*) FROM membership WHERE listing = listing.id)"
        " FROM listing JOIN import ON import.id = last_import"
        " WHERE path = ? AND size = ? AND mtime_ns = ? AND removed IS NULL AND finished AND reader = ?",
        (str(path), facts.st_size, facts.st_mtime_ns, READER),
    )
    if not rows or (as_of is not None and as_of.isoformat() != rows[0][1]):
        return None
    name, day, count = rows[0]
    return ImportReport(name, str(path), dt.date.fromisoformat(day), unchanged=count, same=True)


def _remembered_day(store: Store, digest: str) -> dt.date | None:
    """The as-of date under which the same content was read before."""
    day = store.value("SELECT as_of FROM import WHERE content = ? ORDER BY id DESC LIMIT 1", (digest,))
    return dt.date.fromisoformat(day) if day else None


def _no_papers(report: ImportReport, format: Format) -> SourceError:
    first = next((f"; line {p.line}: {p.what}" for p in report.problems if p.line), "")
    return SourceError(
        f"{report.label} holds no paper{first}",
        hint="a listing has three lines a paper: category and date, title and authors, abstract"
        if format is Format.LISTING
        else f"this was read as {format}",
    )
