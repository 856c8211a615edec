"""Examines what lies on disk, says what is wrong in words, and mends it without throwing anything away."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from library import migrations
from library.backup import backups
from library.config import Config
from library.errors import LibraryError
from library.paths import Paths
from library.restore import damage, restored, set_aside
from search.errors import IndexMissingError, SearchError


@dataclass(frozen=True, slots=True)
class Finding:
    """What one look found."""

    place: str
    """`folders`, `library`, `backups`, `index`, `config` or `notes`."""
    what: str
    fine: bool = True
    cure: str = ""
    """What `repair` would do, or what only the person can do."""


def examine(paths: Paths) -> list[Finding]:
    """Looks at everything; changes nothing."""
    looks = (_folders, _library, _backups, _index, _config, _notes)
    return [look(paths) for look in looks]


def repair(paths: Paths) -> list[str]:
    """Mends what can be mended; a sentence for everything that was done, none where all was well."""
    done = []
    for path in _too_open(paths):
        path.chmod(0o700 if path.is_dir() else 0o600)
        done.append(f"closed {path} to others")
    if paths.library.exists() and damage(paths.library):
        done += restored(paths, None)
    if not _index(paths).fine:
        done.append(_drop_index(paths))
    return done


def restore(paths: Paths, copy: Path | None) -> list[str]:
    """Puts a copy (the newest whole one, where none is named) in the library's place; tells what was done.

    What is there now is kept beside it. Raises LibraryError where there is no copy that is whole.
    """
    return [*restored(paths, copy), _drop_index(paths)]


def _folders(paths: Paths) -> Finding:
    if open_ones := _too_open(paths):
        names = ", ".join(str(path) for path in open_ones)
        return Finding("folders", f"other people can look into {names}", False, "close them to others")
    return Finding("folders", "yours alone")


def _library(paths: Paths) -> Finding:
    path = paths.library
    if not path.exists():
        return Finding("library", f"there is none yet; the first start makes {path}")
    if wrong := damage(path):
        return Finding(
            "library", f"{path} is damaged: {wrong}", False, "save what is whole, from a copy if need be"
        )
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        version = migrations.version_of(connection)
        if migrations.is_foreign(connection):
            return Finding("library", f"{path} belongs to another program", False, "move it away yourself")
        if version > len(migrations.STEPS):
            return Finding("library", f"a newer paperdeck has written {path}", False, "update paperdeck")
        papers, marks = (
            connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("paper", "mark")
        )
    return Finding("library", f"whole; {papers:,} papers, {marks:,} marks")


def _backups(paths: Paths) -> Finding:
    copies = backups(paths.backups)
    if not copies:
        return Finding("backups", "there is none yet; one is made on every day of use")
    if broken := [copy.name for copy in copies if damage(copy)]:
        return Finding("backups", f"damaged: {', '.join(broken)}", False, "delete them yourself")
    return Finding("backups", f"{len(copies)} whole; the newest is {copies[0].name}")


def _index(paths: Paths) -> Finding:
    from search.whoosh_engine import WhooshEngine

    try:
        engine = WhooshEngine.open(paths.index)
        whole = engine.is_whole()
        engine.close()
    except IndexMissingError:
        return Finding("index", "there is none; it is built when it is needed")
    except (SearchError, OSError) as error:
        return Finding("index", str(error), False, "build it again")
    if not whole:
        return Finding("index", f"{paths.index} is damaged", False, "build it again")
    return Finding("index", f"whole; {len(engine):,} papers")


def _config(paths: Paths) -> Finding:
    if problems := Config.read(paths.settings).problems:
        return Finding("config", "; ".join(problems), False, f"correct {paths.settings} yourself")
    return Finding("config", "understood" if paths.settings.exists() else "there is none; the defaults hold")


def _notes(paths: Paths) -> Finding:
    if not (stray := paths.stray_notes()):
        return Finding("notes", "all in the library")
    names = ", ".join(str(path) for path in stray)
    cure = "`paperdeck note KEY --stdin --append < FILE` takes one in; the key is in its name; delete it then"
    return Finding("notes", f"not in the library, or in an editor just now: {names}", False, cure)


def _too_open(paths: Paths) -> list[Path]:
    """Folders and files of ours that others can read or write."""
    folders = (paths.data, paths.cache, paths.config, paths.state, paths.backups, paths.index)
    files = (paths.library, *backups(paths.backups))
    return [path for path in (*folders, *files) if path.exists() and path.stat().st_mode & 0o077]


def _drop_index(paths: Paths) -> str:
    """An index of another library would find papers that are not there."""
    if not paths.index.exists() and not paths.index.is_symlink():
        return "the index will be built when it is needed"
    try:
        aside = set_aside(paths.index)
    except OSError as error:
        raise LibraryError(f"cannot move {paths.index}: {error.strerror}") from error
    return f"the index will be built again (the old one is {aside})"
