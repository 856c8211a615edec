"""kill -9 at a random moment: what was acknowledged is there, and the library opens."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

from library import Library, LibraryError, Paths, intake, migrations, sample_path
from library.backup import backups
from parser import PaperKey
from torture.model import Act, Model, acts, agrees
from torture.rows import Row

PAPERS = 600
"""Papers of the listing that is imported; in chunks of CHUNK, so that there is something to interrupt."""
CHUNK = 40
ACTS = 40
FRESH = 40
"""Attempts after which they begin anew with an empty journal."""
LATEST = 0.02
"""Seconds within which the blow falls after the acknowledgement it waits for."""

SHELF = (
    "CREATE TABLE shelf (key TEXT PRIMARY KEY, title TEXT) STRICT",
    "INSERT INTO shelf SELECT key, title FROM paper",
    "UPDATE mark SET value = value || ' (moved)' WHERE name = 'note'",
    "UPDATE paper SET title_key = title_key || '.'",
    "CREATE INDEX shelf_title ON shelf (title)",
)
"""A migration of several statements, of which half would be a loss."""


def bookmarks(count: int, folder: Path) -> Row:
    return _marks("bookmark", count, folder)


def notes(count: int, folder: Path) -> Row:
    return _marks("note", count, folder)


def undos(count: int, folder: Path) -> Row:
    return _marks("undo", count, folder)


def _marks(subject: str, count: int, folder: Path) -> Row:
    row = Row(f"killed while: {subject}")
    paths = seeded(folder)
    model = Model()
    with Library.open(paths) as library:
        keys = list(library.newest())
    chance = random.Random(subject)
    for seed in range(count):
        row.tried += 1
        if seed % FRESH == 0:  # before the journal, which keeps the last thousand steps, forgets any
            paths, model = seeded(folder), Model()
        made = acts(subject, keys, seed, ACTS)
        acknowledged = struck(partial(perform, paths, made), chance.randrange(ACTS), chance)
        for act in made[:acknowledged]:
            model.apply(act)
        if not checked(row, paths, partial(agrees, model=model, rest=made[acknowledged:])):
            paths, model = seeded(folder), Model()
    return row


def perform(paths: Paths, made: list[Act], acknowledge: Callable[[], None]) -> None:
    with Library.open(paths) as library:
        for act in made:
            act.perform(library)
            acknowledge()


def imports(count: int, folder: Path) -> Row:
    """An import that is killed loses no mark, and the next one completes it."""
    row = Row("killed while: import")
    listing = written(folder / "long.txt", PAPERS)
    intake.CHUNK = CHUNK
    chance = random.Random("import")
    for _ in range(count):
        row.tried += 1
        paths = seeded(folder)
        key = marked(paths)
        struck(partial(import_one, paths, listing), chance.randrange(PAPERS // CHUNK + 2), chance)

        def whole(library: Library, key: PaperKey = key) -> bool:
            if library.entry(key).note != "kept" or library.tally(("sample",)).papers != 50:
                return False
            library.add(listing)
            return library.tally(("long",)).papers == PAPERS == library.tally(("long",)).new

        checked(row, paths, whole)
    return row


def import_one(paths: Paths, listing: Path, acknowledge: Callable[[], None]) -> None:
    def progress(done: int, total: int) -> bool:
        acknowledge()
        return True

    with Library.open(paths) as library:
        library.add(listing, progress=progress)
        acknowledge()


def index_commits(count: int, folder: Path) -> Row:
    """Whatever the index was doing, queries find what is in the library afterwards."""
    row = Row("killed while: index commit")
    listing = written(folder / "long.txt", PAPERS)
    chance = random.Random("index")
    usual = 0.0
    for attempt in range(count + 1):
        row.tried += bool(attempt)
        paths = seeded(folder)
        with Library.open(paths) as library:
            library.refresh_index()
            library.add(listing)
        if not attempt:
            usual = duration(partial(index_one, paths))
            continue
        struck(partial(index_one, paths), 0, chance, latest=usual)

        def answers(library: Library) -> bool:
            library.refresh_index()
            queries = ("in:long number", "in:sample", "pairs author:byron")
            return [library.view(query).count for query in queries] == [PAPERS, 50, PAPERS]

        checked(row, paths, answers)
    return row


def index_one(paths: Paths, acknowledge: Callable[[], None]) -> None:
    with Library.open(paths) as library:
        acknowledge()
        library.refresh_index()
        acknowledge()


def migrations_(count: int, folder: Path) -> Row:
    """A migration is whole or has not begun, and there is a copy from before."""
    row = Row("killed while: migration")
    chance = random.Random("migration")
    older, newer = migrations.STEPS, (*migrations.STEPS, SHELF)
    usual = 0.0
    for attempt in range(count + 1):
        row.tried += bool(attempt)
        migrations.STEPS = older
        paths = seeded(folder)
        key = marked(paths)
        migrations.STEPS = newer
        if not attempt:
            usual = duration(partial(migrate, paths))
            continue
        struck(partial(migrate, paths), 0, chance, latest=usual)
        with closing(sqlite3.connect(paths.library)) as connection:
            version = migrations.version_of(connection)
            shelves = connection.execute(
                "SELECT count(*) FROM sqlite_schema WHERE name GLOB 'shelf*'"
            ).fetchone()
        if (version == len(newer)) != (shelves == (2,)) or (version == len(older)) != (shelves == (0,)):
            row.note("wrong", f"version {version} with {shelves[0]} of two new parts")
        if version == len(newer) and not backups(paths.backups):
            row.note("wrong", "migrated without a copy")

        def kept(library: Library, key: PaperKey = key) -> bool:
            return library.entry(key).note == "kept (moved)" and library.tally().papers == 50

        checked(row, paths, kept)
    migrations.STEPS = older
    return row


def migrate(paths: Paths, acknowledge: Callable[[], None]) -> None:
    acknowledge()
    with Library.open(paths):
        pass


# What the rows share


def seeded(folder: Path) -> Paths:
    """A library with the sample; the one that was there is replaced."""
    template = Paths.under(folder / "template")
    if not template.library.exists():
        with Library.open(template) as library:
            library.add(sample_path())
    paths = Paths.under(folder / "home")
    shutil.rmtree(folder / "home", ignore_errors=True)
    shutil.copytree(folder / "template", folder / "home")
    return paths


def marked(paths: Paths) -> PaperKey:
    """A paper with a note."""
    with Library.open(paths) as library:
        key = library.newest()[0]
        library.set_note(key, "kept")
    return key


def written(path: Path, papers: int) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    blocks = (
        f"LGMar {n % 28 + 1}, 2024\nOn number {n} of many pairsAda Byron, Kurt Weil\nText {n}."
        for n in range(papers)
    )
    path.write_text("\n".join(blocks))
    return path


Work = Callable[[Callable[[], None]], None]
"""Something to do, given what to call after each part that is done for good."""


def duration(work: Work) -> float:
    """Seconds that a child takes which nobody kills: the blows are to fall within that time."""
    start = time.monotonic()
    if (child := os.fork()) == 0:
        try:
            work(lambda: None)
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    return time.monotonic() - start


def struck(work: Work, after: int, chance: random.Random, *, latest: float = LATEST) -> int:
    """Does the work in a child, kills it shortly after its n-th acknowledgement; how many there were."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        try:
            work(lambda: os.write(writer, b".") and None)
        finally:
            os._exit(0)
    os.close(writer)
    acknowledged = 0
    while acknowledged < after and (got := os.read(reader, after - acknowledged)):
        acknowledged += len(got)
    time.sleep(chance.uniform(0, latest))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while got := os.read(reader, 4096):
        acknowledged += len(got)
    os.close(reader)
    return acknowledged


def checked(row: Row, paths: Paths, as_promised: Callable[[Library], bool]) -> bool:
    """Opens the library and looks; False (and a note in the row) where something is missing."""
    try:
        with closing(sqlite3.connect(paths.library)) as connection:
            (state,) = connection.execute("PRAGMA integrity_check").fetchone()
        if state != "ok":
            row.note("crashed", state)
            return False
        with Library.open(paths) as library:
            if as_promised(library):
                return True
        row.note("lost", f"attempt {row.tried}")
    except (LibraryError, sqlite3.Error) as error:
        row.note("crashed", f"{type(error).__name__}: {error}")
    return False
