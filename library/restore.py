"""Putting a whole library where a damaged one is. Nothing is deleted: what was there is kept beside it."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from library import migrations
from library.backup import backups
from library.errors import LibraryError, StoreError
from library.paths import Paths

_SAVED = ("mark", "cut", "search")
"""What a person wrote; each row stands on its own and outlives papers and listings."""


def damage(path: Path) -> str:
    """What is wrong with a library file; "" for a whole one (a file of another program is whole, too)."""
    try:
        with closing(_reading(path)) as connection:
            (answer,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
            if answer != "ok":
                return str(answer)
            if connection.execute("PRAGMA foreign_key_check").fetchone():
                return "rows point to rows that are not there"
            if migrations.is_foreign(connection) or migrations.version_of(connection) > len(migrations.STEPS):
                return ""
            names = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")}
            if not {"meta", "paper", "mark", "step"} <= names:
                return "tables are missing"
            return _unreadable(connection)
    except (sqlite3.Error, UnicodeDecodeError) as error:
        return str(error)
    return ""


def _unreadable(connection: sqlite3.Connection) -> str:
    """Values that SQLite takes for whole and that no paperdeck has written."""
    (papers,) = connection.execute(
        "SELECT count(*) FROM paper WHERE NOT json_valid(authors) OR NOT json_valid(affiliations)"
        " OR NOT json_valid(links) OR julianday(added) IS NULL"
        " OR (date IS NOT NULL AND julianday(date) IS NULL)"
    ).fetchone()
    (marks,) = connection.execute(
        "SELECT count(*) FROM mark WHERE julianday(changed) IS NULL"
        " OR (name NOT IN ('star', 'state', 'note', 'queue') AND name NOT GLOB 'tag:*')"
    ).fetchone()
    if papers or marks:
        return f"{papers:,} papers and {marks:,} marks cannot be read"
    for table in ("paper", "mark", "listing", "import", "step", "change", "search"):
        for _ in connection.execute(f"SELECT * FROM {table}"):
            pass  # every text is decoded on the way
    return ""


def restored(paths: Paths, copy: Path | None) -> list[str]:
    """Replaces the library by a copy, or by what is still whole of itself where no copy is named.

    Gives a sentence for each thing done. Raises LibraryError where nothing can be made of it.
    """
    if copy is not None and (wrong := damage(copy)):
        raise StoreError(f"{copy} cannot be used: {wrong}", hint="name another copy")
    path = paths.library
    fresh = path.with_name("library-restored.partial")
    _remove(fresh)
    done = []
    try:
        if copy is not None or not _saved_whole(path, fresh):
            source = copy or next((one for one in backups(paths.backups) if not damage(one)), None)
            done += _from_copy(source, path, fresh, with_marks=copy is None)
        else:
            done.append("every table could be read: they were written anew")
            done += _missed(next((one for one in backups(paths.backups) if not damage(one)), None), fresh)
    except (sqlite3.Error, OSError) as error:
        _remove(fresh)
        raise StoreError(f"the library cannot be restored: {error}", hint="nothing was changed") from error
    if path.exists():
        aside = _put_beside(path)
        done.append(f"what was there is kept as {aside}")
    fresh.chmod(0o600)
    _synced(fresh)
    fresh.replace(path)
    return done


def set_aside(path: Path) -> Path:
    """Moves a file or a folder to a free name beside it."""
    aside = _free_name(path)
    path.rename(aside)
    return aside


def _saved_whole(path: Path, fresh: Path) -> bool:
    """Whether all tables can be read, as where only an index is damaged; then they are in `fresh`."""
    if not path.exists():
        return False
    try:
        with closing(_reading(path)) as old, closing(sqlite3.connect(fresh, isolation_level=None)) as new:
            migrations.migrate(new, migrations.STEPS[: migrations.version_of(old)], lambda _: None)
            _copy_tables(old, new)
    except (sqlite3.Error, UnicodeDecodeError):
        _remove(fresh)
        return False
    if damage(fresh):
        _remove(fresh)
        return False
    return True


def _copy_tables(old: sqlite3.Connection, new: sqlite3.Connection) -> None:
    """All rows of all tables, found without the help of any index. Raises where one cannot be read."""
    new.execute("BEGIN")
    for (table,) in new.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
        new.execute(f"DELETE FROM {table}")
        rows = old.execute(f"SELECT * FROM {table} NOT INDEXED")
        holes = ",".join("?" * len(rows.description))
        new.executemany(f"INSERT INTO {table} VALUES ({holes})", rows)
    new.execute("COMMIT")


def _from_copy(source: Path | None, path: Path, fresh: Path, *, with_marks: bool) -> list[str]:
    """A copy (or, where there is none, an empty library), and on it the marks that can still be read."""
    if source is None:
        with closing(sqlite3.connect(fresh, isolation_level=None)) as connection:
            migrations.migrate(connection, migrations.STEPS, lambda _: None)
        done = ["there is no copy that is whole: an empty library was made; add your listings again"]
    else:
        with closing(_reading(source)) as old, closing(sqlite3.connect(fresh)) as new:
            old.backup(new)
            new.execute("PRAGMA journal_mode = DELETE")
        done = [f"restored {source.name}"]
    if with_marks and path.exists() and (saved := _marks_over(path, fresh)):
        done.append(f"{saved:,} marks and searches were read from the damaged file and kept")
    return done


def _marks_over(path: Path, fresh: Path) -> int:
    """Copies what the person wrote as far as it can be read; newer marks win. How many rows changed."""
    saved = 0
    with closing(sqlite3.connect(fresh)) as new, suppress(sqlite3.Error), closing(_reading(path)) as old:
        for table in _SAVED:
            newer = " WHERE excluded.changed >= mark.changed" if table == "mark" else ""
            columns = [row[1] for row in new.execute(f"PRAGMA table_info({table})")]
            keys = [row[1] for row in new.execute(f"PRAGMA table_info({table})") if row[5]]
            sets = ", ".join(f"{name} = excluded.{name}" for name in columns if name not in keys)
            sql = (
                f"INSERT INTO {table} VALUES ({','.join('?' * len(columns))})"
                f" ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {sets}{newer}"
            )
            with suppress(sqlite3.Error, UnicodeDecodeError):
                sane = " WHERE julianday(changed) IS NOT NULL" if table == "mark" else ""
                for row in old.execute(f"SELECT {', '.join(columns)} FROM {table}{sane}"):
                    saved += new.execute(sql, row).rowcount
        new.commit()
    return saved


_PAPERS_MISSED = """
INSERT OR IGNORE INTO paper SELECT * FROM copy.paper AS old
WHERE old.key IN (SELECT key FROM mark) AND old.key NOT IN (SELECT key FROM paper)
"""
"""A mark always has its paper, unless the paper's key was damaged."""
_MARKS_MISSED = """
INSERT OR IGNORE INTO mark SELECT * FROM copy.mark AS old
WHERE old.key IN (SELECT key FROM paper) AND NOT EXISTS (
  SELECT 1 FROM change JOIN step ON step.id = change.step
  WHERE (place, change.key, change.name) = ('mark', old.key, old.name)
  AND iif(step.undone, change.before, change.after) IS NULL)
"""
"""What the copy has and the journal does not take away: only the mark's own key can have been damaged."""


def _missed(copy: Path | None, fresh: Path) -> list[str]:
    """Fetches what a damaged key made disappear from tables that could be read."""
    if copy is None:
        return []
    with closing(sqlite3.connect(fresh, isolation_level=None)) as new:
        new.execute("ATTACH ? AS copy", (str(copy),))
        versions = [new.execute(f"PRAGMA {name}.user_version").fetchone() for name in ("main", "copy")]
        if versions[0] != versions[1]:
            return []
        found = [new.execute(sql).rowcount for sql in (_PAPERS_MISSED, _MARKS_MISSED)]
    if not any(found):
        return []
    return [f"{found[0]:,} papers and {found[1]:,} marks with a damaged key were fetched from {copy.name}"]


def _put_beside(path: Path) -> Path:
    """Moves the library and its write-ahead log away together: one without the other is less."""
    aside = _free_name(path)
    path.rename(aside)
    for ending in ("-wal", "-shm"):
        with suppress(FileNotFoundError):
            path.with_name(path.name + ending).rename(aside.with_name(aside.name + ending))
    return aside


def _free_name(path: Path) -> Path:
    number = 1
    while (aside := path.with_name(f"{path.name}.damaged-{number}")).exists():
        number += 1
    return aside


def _reading(path: Path) -> sqlite3.Connection:
    if not path.exists():
        raise LibraryError(f"there is no file {path}")
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=10)


def _remove(path: Path) -> None:
    for ending in ("", "-journal", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _synced(path: Path) -> None:
    """On the disk, not only in its cache, before it takes the place of what was there."""
    for place, flags in ((path, os.O_RDONLY), (path.parent, os.O_RDONLY | os.O_DIRECTORY)):
        descriptor = os.open(place, flags)
        os.fsync(descriptor)
        os.close(descriptor)
