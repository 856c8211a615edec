"""The file: its versions, its copies, several programs at once, and being killed."""

from __future__ import annotations

import datetime as dt
import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from library import Library, LibraryError, Paths, ReadState, migrations
from library.backup import KEPT, backups


def test_a_new_file_has_the_latest_version_and_an_identity(library: Library, paths: Paths) -> None:
    with closing(sqlite3.connect(paths.library)) as connection:
        assert migrations.version_of(connection) == len(migrations.STEPS)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        (identity,) = connection.execute("SELECT value FROM meta WHERE name = 'library'").fetchone()
        assert len(identity) == 32
    assert backups(paths.backups) == [], "there was nothing to copy"


def test_an_older_file_is_copied_before_it_is_migrated(
    filled: Library, paths: Paths, monkeypatch: pytest.MonkeyPatch, clock: Callable[[], dt.datetime]
) -> None:
    filled.close()
    old = len(migrations.STEPS)
    added = ("CREATE TABLE shelf (name TEXT) STRICT",)
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, added))
    with Library.open(paths, now=clock) as library:
        assert library.tally().papers == 5
    (copy,) = backups(paths.backups)
    assert copy.name == f"library-2026-11-14-version-{old}.db"
    with closing(sqlite3.connect(copy)) as connection:
        assert migrations.version_of(connection) == old
        assert connection.execute("SELECT count(*) FROM paper").fetchone() == (5,)
    with closing(sqlite3.connect(paths.library)) as connection:
        assert migrations.version_of(connection) == old + 1


def test_a_migration_that_fails_leaves_the_old_version(
    filled: Library, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled.close()
    broken = ("CREATE TABLE shelf (name TEXT) STRICT", "INSERT INTO nowhere VALUES (1)")
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "STEPS", (*migrations.STEPS, broken))
        with pytest.raises(LibraryError):
            Library.open(paths)
    with Library.open(paths) as library:
        assert library.tally().papers == 5


def test_what_sources_say_gets_a_place_for_keywords(tmp_path: Path) -> None:
    before = [
        "key",
        "Äpfel",
        '["Ada Byron"]',
        0,
        "LG",
        None,
        "2024",
        1,
        "[]",
        "[]",
        None,
        "10.5555/1",
        None,
        None,
    ]
    after = ["", 0.25, "apfel"]
    with closing(sqlite3.connect(tmp_path / "old.db", isolation_level=None)) as connection:
        migrations.migrate(connection, migrations.STEPS[:2], lambda _: None)
        connection.execute("INSERT INTO listing (name, added) VALUES ('week', '2024-01-01')")
        record = json.dumps([*before, "We weigh.", *after])
        connection.execute("INSERT INTO variant VALUES (1, 'source', 'key', ?)", (record,))
        migrations.migrate(connection, migrations.STEPS, lambda _: None)
        (record,) = connection.execute("SELECT record FROM variant").fetchone()
        assert json.loads(record) == [*before, "We weigh.", "[]", *after]


def test_a_newer_file_is_read_and_never_written(filled: Library, paths: Paths) -> None:
    filled.close()
    with closing(sqlite3.connect(paths.library)) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = paths.library.read_bytes()
    with Library.open(paths) as library:
        assert "newer paperdeck" in library.read_only
        key = library.newest()[0]
        assert library.view("boats").count == 1
        with pytest.raises(LibraryError, match="update paperdeck"):
            library.star([key], True)
        with pytest.raises(LibraryError, match="update paperdeck"):
            library.undo()
    assert paths.library.read_bytes() == before


def test_a_file_of_another_program_is_refused(paths: Paths) -> None:
    paths.make()
    with closing(sqlite3.connect(paths.library)) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
    with pytest.raises(LibraryError, match="not a paperdeck library"):
        Library.open(paths)


def test_a_damaged_file_is_named_with_the_place_of_its_copies(paths: Paths) -> None:
    paths.make()
    paths.library.write_bytes(b"not a database at all, " * 400)
    with pytest.raises(LibraryError, match=r"is damaged.*backups"):
        Library.open(paths)


def test_one_copy_a_day_of_use_and_seven_are_kept(filled: Library, paths: Paths, clock: Any) -> None:
    assert filled.back_up() is not None
    assert filled.back_up() is None, "today's copy is there"
    for _ in range(9):
        clock.pass_time(days=1)
        filled.back_up()
    kept = backups(paths.backups)
    assert len(kept) == KEPT
    assert (kept[0].name, kept[-1].name) == ("library-2026-11-23.db", "library-2026-11-17.db")
    assert {path.stat().st_mode & 0o777 for path in kept} == {0o600}


def test_a_copy_is_a_whole_library(filled: Library, paths: Paths, tmp_path: Path) -> None:
    key = filled.newest()[0]
    filled.set_note(key, "kept")
    copy = filled.back_up()
    assert copy is not None
    other = Paths.under(tmp_path / "other")
    other.make()
    copy.rename(other.library)
    with Library.open(other) as restored:
        assert restored.entry(key).note == "kept"
        assert restored.undo() is not None


def test_a_copy_that_cannot_be_written_is_said_so(filled: Library, paths: Paths) -> None:
    paths.backups.write_text("a file where the folder should be")
    with pytest.raises(LibraryError, match="cannot create the folder"):
        filled.back_up()
    paths.backups.unlink()
    (paths.backups / "library-2026-11-14.partial" / "in the way").mkdir(parents=True)
    with pytest.raises(LibraryError, match="cannot copy the library"):
        filled.back_up()


def test_two_programs_see_each_other(filled: Library, paths: Paths) -> None:
    key = filled.newest()[0]
    filled.changed()
    with Library.open(paths) as other:
        filled.star([key], True)
        assert not filled.changed(), "that was our own change"
        assert other.changed()
        assert not other.changed()
        assert other.rows([key])[0].starred
        assert other.view("is:starred").count == 1
        other.set_state([key], ReadState.READ)
        filled.set_note(key, "in between")
        assert filled.changed(), "the other's change is not hidden by our own"


def test_many_threads_write_and_nothing_is_lost(filled: Library) -> None:
    keys = list(filled.newest())
    failures: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for turn in range(10):
                filled.tag(keys, [f"t{number}-{turn}"])
                filled.rows(keys)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(filled.tags()) == 60
    assert len(filled.history(limit=100)) == 60


def test_connections_of_threads_that_ended_are_closed(filled: Library) -> None:
    for _ in range(20):
        thread = threading.Thread(target=filled.tally)
        thread.start()
        thread.join()
    assert len(filled._store._links) <= 3


CLOSED_UNDER_A_QUERY = """
import sys, threading, time
from pathlib import Path
from library import Library, Paths, StoreError
library = Library.open(Paths.under(Path(sys.argv[1])))
SLOW = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 3000000) SELECT max(i) FROM n"
def ask():
    try:
        print(library._store.value(SLOW), flush=True)
        library._store.value(SLOW)
    except StoreError as error:
        print(error)
asking = threading.Thread(target=ask)
asking.start()
time.sleep(0.2)
library.close()
asking.join()
"""


def test_closing_waits_for_what_another_thread_reads(tmp_path: Path) -> None:
    said = run(CLOSED_UNDER_A_QUERY, str(tmp_path)).splitlines()
    assert said[0] == "3000000"
    assert "is closed" in said[1]


KILLED = """
import os, signal, sys
from pathlib import Path
from library import Library, Paths
library = Library.open(Paths.under(Path(sys.argv[1])))
key = library.newest()[0]
library.star([key], True)
library.set_note(key, "written just before the end")
print(key, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""

KILLED_IN_IMPORT = """
import os, signal, sys
from pathlib import Path
from library import Library, Paths
library = Library.open(Paths.under(Path(sys.argv[1])))
def progress(done, total):
    if done >= 2200:
        os.kill(os.getpid(), signal.SIGKILL)
    return True
library.add(Path(sys.argv[2]), progress=progress)
"""


def run(script: str, *args: str, code: int = 0) -> str:
    result = subprocess.run(
        [sys.executable, "-c", script, *args],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert result.returncode == code, result.stderr
    return result.stdout.strip()


def test_what_was_written_before_a_kill_is_there(filled: Library, paths: Paths) -> None:
    filled.close()
    key = run(KILLED, str(paths.data.parent), code=-signal.SIGKILL)
    with Library.open(paths) as library:
        (row,) = library.rows([key])
        assert row.starred
        assert library.entry(row.key).note == "written just before the end"


def test_an_import_that_was_killed_keeps_what_it_had_and_goes_on(paths: Paths, tmp_path: Path) -> None:
    lines = [f"LGMar 1, 2024\nOn number {n} of manyAda Byron, Kurt Weil\nText {n}." for n in range(2500)]
    path = tmp_path / "long.txt"
    path.write_text("\n".join(lines))
    run(KILLED_IN_IMPORT, str(paths.data.parent), str(path), code=-signal.SIGKILL)
    with Library.open(paths) as library:
        assert library.tally().papers == 2000
        report = library.add(path)
        assert (report.same, report.new, report.unchanged) == (False, 500, 2000)
        assert library.tally().new == 2500


def test_a_folder_that_cannot_be_made_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file where a folder should be")
    with pytest.raises(LibraryError, match="cannot create the folder"):
        Library.open(Paths.under(tmp_path / "home"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_said_so(filled: Library, paths: Paths) -> None:
    filled.close()
    paths.library.chmod(0o400)
    paths.data.chmod(0o500)
    try:
        with pytest.raises(LibraryError, match="yours to write"):
            Library.open(paths)
    finally:
        paths.data.chmod(0o700)
