"""Dated copies of the library file, made by SQLite itself so that a copy is whole while others write."""

from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from library.errors import StoreError
from library.paths import make_private

KEPT = 7
_DAILY = "library-????-??-??.db"
_MIGRATION = "library-????-??-??-version-*.db"


def back_up(source: sqlite3.Connection, folder: Path, name: str) -> Path:
    """Copies the open database to `folder/name`: written beside, then renamed, so never half there."""
    make_private(folder)
    target = folder / name
    partial = target.with_suffix(".partial")
    try:
        partial.unlink(missing_ok=True)
        with closing(sqlite3.connect(partial)) as copy:
            source.backup(copy)
            # One file, no -wal beside it: a copy that can be carried away as it is.
            copy.execute("PRAGMA journal_mode = DELETE")
        partial.chmod(0o600)
        partial.replace(target)
    except (sqlite3.Error, OSError) as error:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        what = error.strerror if isinstance(error, OSError) else error
        raise StoreError(f"cannot copy the library to {folder}: {what}", hint="make some room") from error
    return target


def back_up_daily(source: sqlite3.Connection, folder: Path, today: dt.date) -> Path | None:
    """The first call of a day copies the library and drops all but the last seven; later ones do nothing."""
    name = f"library-{today.isoformat()}.db"
    if (folder / name).exists():
        return None
    made = back_up(source, folder, name)
    _prune(folder, _DAILY)
    return made


def back_up_before_migration(source: sqlite3.Connection, folder: Path, today: dt.date, version: int) -> Path:
    """The copy that a migration can be undone with; these have seven places of their own."""
    made = back_up(source, folder, f"library-{today.isoformat()}-version-{version}.db")
    _prune(folder, _MIGRATION)
    return made


def backups(folder: Path) -> list[Path]:
    """All copies, newest first."""
    return sorted(folder.glob("library-*.db"), reverse=True)


def _prune(folder: Path, pattern: str) -> None:
    for old in sorted(folder.glob(pattern), reverse=True)[KEPT:]:
        old.unlink(missing_ok=True)
