"""The doctor finds what is wrong, mends it, and throws nothing away."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from library import Library, LibraryError, Paths
from library.doctor import examine, repair, restore


def unwell(paths: Paths) -> dict[str, str]:
    return {finding.place: finding.what for finding in examine(paths) if not finding.fine}


@pytest.fixture
def noted(filled: Library) -> Library:
    """Five papers, each with a note, and a copy of today."""
    for number, key in enumerate(filled.newest()):
        filled.set_note(key, f"note {number} " + "with many words " * 200)
    filled.back_up()
    filled.refresh_index()
    return filled


def notes(library: Library) -> set[str]:
    return {library.entry(key).note[:6] for key in library.newest()}


def spoil(path: Path, start: int, length: int = 4096) -> None:
    """Writes noise over a part of a file."""
    raw = bytearray(path.read_bytes())
    raw[start : start + length] = random.Random(start).randbytes(length)
    path.write_bytes(raw)


def page_of(path: Path, name: str) -> int:
    """Where the table or index `name` begins in the file."""
    with closing(sqlite3.connect(path)) as connection:
        sql = "SELECT rootpage FROM sqlite_schema WHERE name = ?"
        (page,) = connection.execute(sql, (name,)).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    return int((page - 1) * size)


def test_nothing_is_wrong_before_the_first_start_and_after(paths: Paths, noted: Library) -> None:
    assert unwell(Paths.under(paths.data.parent / "nobody")) == {}
    assert unwell(paths) == {}
    assert repair(paths) == []
    found = {finding.place: finding.what for finding in examine(paths)}
    assert found["library"] == "whole; 5 papers, 5 marks"
    assert found["backups"].startswith("1 whole")
    assert found["index"] == "whole; 5 papers"


def test_folders_that_are_open_to_others_are_closed(paths: Paths, noted: Library) -> None:
    paths.data.chmod(0o755)
    paths.library.chmod(0o644)
    paths.index.chmod(0o777)
    assert set(unwell(paths)) == {"folders", "index"}
    assert len(repair(paths)) == 3
    assert unwell(paths) == {}
    assert paths.library.stat().st_mode & 0o777 == 0o600


def test_a_damaged_index_inside_the_file_loses_nothing(paths: Paths, noted: Library) -> None:
    noted.close()
    spoil(paths.library, page_of(paths.library, "paper_newest"))
    assert "library" in unwell(paths)
    done = repair(paths)
    assert done[0] == "every table could be read: they were written anew"
    assert unwell(paths) == {}
    with Library.open(paths) as library:
        assert notes(library) == {f"note {number}" for number in range(5)}


def test_a_damaged_table_comes_from_the_copy_and_newer_notes_stay(
    paths: Paths, noted: Library, clock: Any
) -> None:
    clock.pass_time(hours=1)
    key = noted.newest()[0]
    noted.set_note(key, "newer than the copy")
    noted.close()
    spoil(paths.library, page_of(paths.library, "membership"))
    done = repair(paths)
    assert done[0] == "restored library-2026-11-14.db"
    assert "marks and searches were read from the damaged file" in done[1]
    assert unwell(paths) == {}
    with Library.open(paths) as library:
        assert library.entry(key).note == "newer than the copy"
        assert len(notes(library)) == 5
    assert paths.library.with_name("library.db.damaged-1").exists()


def test_without_a_copy_the_notes_wait_for_their_papers(
    paths: Paths, filled: Library, tmp_path: Path
) -> None:
    key = filled.newest()[0]
    filled.set_note(key, "kept")
    filled.close()
    spoil(paths.library, page_of(paths.library, "membership"))
    assert repair(paths)[0].startswith("there is no copy that is whole")
    with Library.open(paths) as library:
        assert library.tally().papers == 0
        library.add(tmp_path / "desk.txt")
        assert library.entry(key).note == "kept"


@pytest.mark.parametrize("content", [b"", b"not a database " * 1000, b"SQLite format 3\0" + b"\0" * 5000])
def test_a_file_that_is_no_library_is_replaced_by_the_copy(
    paths: Paths, noted: Library, content: bytes
) -> None:
    noted.close()
    paths.library.write_bytes(content)
    assert "library" in unwell(paths)
    assert repair(paths)
    assert unwell(paths) == {}
    with Library.open(paths) as library:
        assert len(notes(library)) == 5


def test_a_damaged_copy_is_named_and_never_used(paths: Paths, noted: Library, clock: Any) -> None:
    clock.pass_time(days=1)
    newest = noted.back_up()
    assert newest is not None
    noted.close()
    spoil(newest, 8192)
    assert unwell(paths) == {"backups": "damaged: library-2026-11-15.db"}
    with pytest.raises(LibraryError, match="cannot be used"):
        restore(paths, newest)
    paths.library.write_bytes(b"gone")
    assert repair(paths)[0] == "restored library-2026-11-14.db"


def test_a_copy_is_put_in_place_and_the_index_follows(paths: Paths, noted: Library, tmp_path: Path) -> None:
    copy = next(paths.backups.glob("*.db"))
    lines = "\n".join(f"LGMar 1, 2024\nLater paper {n}Ada Byron\nAdded." for n in range(3))
    (tmp_path / "later.txt").write_text(lines)
    noted.add(tmp_path / "later.txt")
    noted.refresh_index()
    noted.close()
    done = restore(paths, copy)
    assert done[0] == f"restored {copy.name}"
    with Library.open(paths) as library:
        library.refresh_index()
        assert library.view("later").count == 0
        assert library.view("").count == 5


def test_a_library_of_a_newer_version_or_another_program_is_left_alone(paths: Paths, noted: Library) -> None:
    noted.close()
    with closing(sqlite3.connect(paths.library)) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = paths.library.read_bytes()
    assert "newer paperdeck" in unwell(paths)["library"]
    assert repair(paths) == []
    assert paths.library.read_bytes() == before


def test_a_setting_that_is_not_understood_is_named(paths: Paths, noted: Library) -> None:
    paths.settings.write_text("theme = [")
    assert "config.toml is not read" in unwell(paths)["config"]


def test_a_note_that_stayed_outside_is_named(noted: Library) -> None:
    stray = noted.paths.state / f"note-{noted.newest()[0]}-x1y2.md"
    stray.write_text("typed while the disk was full")
    assert str(stray) in unwell(noted.paths)["notes"]
    stray.unlink()
    assert unwell(noted.paths) == {}


def test_what_a_damaged_key_hides_is_fetched_from_the_copy(noted: Library) -> None:
    """Given a wrong letter in the key of a mark, another in that of a paper, and an index that shows it."""
    paths, (first, second, third) = noted.paths, noted.newest()[:3]
    noted.set_note(third, "")
    noted.close()
    with closing(sqlite3.connect(paths.library)) as connection:
        connection.execute("UPDATE mark SET key = 'x' || substr(key, 2) WHERE key = ?", (first,))
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("UPDATE paper SET key = 'x' || substr(key, 2) WHERE key = ?", (second,))
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_schema SET rootpage = 3 WHERE name = 'paper_born'")
        connection.commit()
    assert "library" in unwell(paths)
    done = repair(paths)
    assert any("with a damaged key were fetched" in sentence for sentence in done), done
    with Library.open(paths) as library:
        assert library.entry(first).note.startswith("note 0")
        assert library.entry(second).note.startswith("note 1")
        assert library.entry(third).note == "", "what was taken away stays away"
