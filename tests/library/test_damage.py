"""What SQLite takes for whole and is not: said in words, and mended by the doctor."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from library import Library, LibraryError, Paths
from library.doctor import repair


@pytest.fixture
def copied(filled: Library) -> Library:
    filled.set_note(filled.newest()[0], "kept")
    filled.back_up()
    return filled


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE paper SET added = '20x6-11-22'",
        "UPDATE paper SET title = CAST(X'41ff42' AS TEXT)",
        "UPDATE paper SET authors = '[\"half'",
        "UPDATE mark SET changed = 'yesterday'",
    ],
)
def test_a_value_that_nobody_wrote(copied: Library, paths: Paths, change: str) -> None:
    key = copied.newest()[0]
    copied.close()
    with closing(sqlite3.connect(paths.library)) as connection:
        connection.execute(change)
        connection.commit()
    with Library.open(paths) as library, pytest.raises(LibraryError, match=r"is damaged.*doctor"):
        library.entry(key)
    assert repair(paths)[0].startswith("restored library-")
    with Library.open(paths) as library:
        assert library.entry(key).note == "kept"


def test_an_empty_file_where_a_library_was_is_no_new_library(copied: Library, paths: Paths) -> None:
    copied.close()
    paths.library.write_bytes(b"")
    with pytest.raises(LibraryError, match=r"is empty.*doctor"):
        Library.open(paths)
    assert repair(paths)[0].startswith("restored library-")
    with Library.open(paths) as library:
        assert library.tally().papers == 5
