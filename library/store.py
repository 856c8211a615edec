"""The SQLite file: one connection per thread, short write transactions, errors in words. No tables here."""

from __future__ import annotations

import datetime as dt
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from library import migrations
from library.backup import back_up_before_migration
from library.errors import StoreError
from library.paths import Paths

BUSY_MS = 10_000
"""How long a writer waits for another one; an import holds the lock for well under a second at a time."""

_ROOMY_KB = 24_000


class _Link(NamedTuple):
    connection: sqlite3.Connection
    busy: threading.RLock
    """Held by whoever is in a statement or a transaction."""


class Store:
    """Hands every thread its own connection and every writer a transaction of its own."""

    def __init__(self, path: Path, *, read_only: str = "") -> None:
        self.path = path
        self.read_only = read_only
        """Why nothing may be written; "" where it may."""
        self._lock = threading.Lock()
        self._links: dict[threading.Thread, _Link] = {}
        self._closed = False
        self._seen = 0
        self._foreign = False

    @classmethod
    def open(cls, paths: Paths, today: dt.date) -> Store:
        """Opens the library file, made or migrated as needed; a newer one is opened for reading only."""
        path = paths.library
        if path.exists() and not path.stat().st_size and any(paths.backups.glob("library-*.db")):
            raise StoreError(
                f"{path} is empty", hint="`paperdeck doctor --repair` brings the newest copy back"
            )
        try:
            with closing(_connect(path, "rwc")) as connection:
                if migrations.is_foreign(connection):
                    raise StoreError(
                        f"{path} is not a paperdeck library", hint="move that file away and start again"
                    )
                version = migrations.version_of(connection)
                if version > len(migrations.STEPS):
                    return cls(path, read_only=_newer(version))
                path.chmod(0o600)
                connection.execute("PRAGMA journal_mode = WAL")
                migrations.migrate(
                    connection,
                    migrations.STEPS,
                    lambda old: back_up_before_migration(connection, paths.backups, today, old),
                )
        except sqlite3.Error as error:
            raise explained(error, path) from error
        except UnicodeDecodeError as error:  # SQLite quotes what is damaged
            raise damaged(path) from error
        store = cls(path)
        try:
            store._seen = store.version()
        except StoreError:
            store.close()
            raise
        return store

    @contextmanager
    def held(self) -> Iterator[sqlite3.Connection]:
        """This thread's connection, opened on first use, and not closed before the caller is done with it.

        SQLite ends the process where a connection is closed under another thread's statement, and a person
        leaves whenever she likes. Raises StoreError once the store is closed.
        """
        link = self._link()
        with link.busy:
            yield link.connection

    def _link(self) -> _Link:
        thread = threading.current_thread()
        if (link := self._links.get(thread)) is not None:
            return link
        link = _Link(_connect(self.path, "ro" if self.read_only else "rw"), threading.RLock())
        with self._lock:
            if not self._closed:
                for other in [t for t in self._links if not t.is_alive()]:
                    self._links.pop(other).connection.close()
                self._links[thread] = link
                return link
        link.connection.close()
        raise StoreError(f"{self.path} is closed", hint="paperdeck is being left")

    def query(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        """All rows of one SELECT; StoreError where the file cannot be read."""
        try:
            with self.held() as connection:
                return connection.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise explained(error, self.path) from error
        except UnicodeDecodeError as error:
            raise damaged(self.path) from error

    def stream(self, sql: str, size: int = 500) -> Iterator[Any]:
        """The rows of one SELECT without values, read as they are asked for, `size` at a time."""
        link = self._link()
        try:
            with link.busy:
                cursor = link.connection.execute(sql)
                rows = cursor.fetchmany(size)
            while rows:
                yield from rows
                with link.busy:
                    rows = cursor.fetchmany(size)
        except sqlite3.Error as error:
            raise explained(error, self.path) from error
        except UnicodeDecodeError as error:
            raise damaged(self.path) from error

    def value(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """The first column of the first row; None where there is no row."""
        rows = self.query(sql, values)
        return rows[0][0] if rows else None

    @contextmanager
    def write(self, *, counted: bool = True) -> Iterator[sqlite3.Connection]:
        """One transaction, committed on leaving and rolled back on any exception.

        counted: others are told of the change; not so for the state of a session.
        """
        if self.read_only:
            raise StoreError("the library cannot be changed", hint=self.read_only)
        try:
            with self.held() as connection:
                connection.execute("BEGIN IMMEDIATE")
                try:
                    before = _version(connection)
                    yield connection
                    if counted:
                        connection.execute("UPDATE meta SET value = value + 1 WHERE name = 'marks'")
                    after = _version(connection)
                    connection.execute("COMMIT")
                except BaseException:
                    if connection.in_transaction:
                        connection.execute("ROLLBACK")
                    raise
        except sqlite3.Error as error:
            raise explained(error, self.path) from error
        except UnicodeDecodeError as error:
            raise damaged(self.path) from error
        with self._lock:
            self._foreign |= before > self._seen
            self._seen = max(self._seen, after)

    @contextmanager
    def roomy(self) -> Iterator[None]:
        """More memory for this thread's pages, given back at the end.

        Keys are random: with SQLite's 2 MB the indexes of 100,000 papers are read again and again, and an
        import takes twice as long.
        """
        self.query(f"PRAGMA cache_size = -{_ROOMY_KB}")
        try:
            yield
        finally:
            with suppress(StoreError):  # closed meanwhile: the memory is free
                self.query("PRAGMA cache_size = -2000")
                self.query("PRAGMA shrink_memory")

    def version(self) -> int:
        """Grows with every change by any process."""
        return int(self.value("SELECT sum(value) FROM meta WHERE name IN ('generation', 'marks')"))

    def generation(self) -> int:
        """Grows with every change of papers or listings, by any process."""
        return int(self.value("SELECT value FROM meta WHERE name = 'generation'"))

    def changed(self) -> bool:
        """Whether another process has written since the last call."""
        version = self.version()
        with self._lock:
            foreign, self._foreign = self._foreign or version > self._seen, False
            self._seen = max(self._seen, version)
        return foreign

    def close(self) -> None:
        """Waits for a statement or transaction of another thread; its next one raises StoreError."""
        with self._lock:
            self._closed = True
            links = list(self._links.values())
            self._links.clear()
        for link in links:
            with link.busy:
                link.connection.close()


def next_generation(connection: sqlite3.Connection) -> int:
    """The number to put on papers that the index must read again; call it inside a transaction."""
    sql = "UPDATE meta SET value = value + 1 WHERE name = 'generation' RETURNING value"
    return int(connection.execute(sql).fetchone()[0])


def explained(error: sqlite3.Error, path: Path) -> StoreError:
    """SQLite's error as something a person can act on."""
    text = str(error)
    if "locked" in text:
        return StoreError(f"{path} is being written by another program", hint="try again in a moment")
    if "full" in text:
        return StoreError(f"no space left on the disk of {path}", hint="nothing was changed; make some room")
    if "readonly" in text or "unable to open" in text:
        return StoreError(f"cannot open or write {path}", hint="check that the folder is yours to write to")
    if "malformed" in text or "not a database" in text or "decode to UTF-8" in text:
        return damaged(path)
    return StoreError(f"{path}: {text}")


def damaged(path: Path) -> StoreError:
    """The file holds what nobody wrote."""
    hint = f"`paperdeck doctor --repair` mends it; copies lie in {path.parent / 'backups'}"
    return StoreError(f"{path} is damaged", hint=hint)


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None, check_same_thread=False
    )
    try:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
        connection.execute("PRAGMA foreign_keys = ON")
        # FULL syncs the write-ahead log at every commit: a note that was acknowledged survives a power cut.
        # It costs one fsync per change, and imports commit in chunks of many papers.
        connection.execute("PRAGMA synchronous = FULL")
    except sqlite3.Error:  # the file is no database
        connection.close()
        raise
    return connection


def _version(connection: sqlite3.Connection) -> int:
    sql = "SELECT sum(value) FROM meta WHERE name IN ('generation', 'marks')"
    return int(connection.execute(sql).fetchone()[0])


def _newer(version: int) -> str:
    return f"a newer paperdeck has written it (version {version} of the file); update paperdeck to change it"
