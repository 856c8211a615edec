"""The cut between title and authors can be moved: the paper's key changes, what was written goes along."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from library import Library, LibraryError, papers
from library.recut import move
from library.store import next_generation
from parser import PaperKey, Problem, Record

Write = Callable[..., Path]
BYLINE = "Learning with TeslaNikola Grey, Kurt Weil"


@pytest.fixture
def listing(write: Write) -> Path:
    return write("desk.txt", "Learning with Tesla", "Boats", authors="Nikola Grey, Kurt Weil")


def learned(library: Library) -> PaperKey:
    return next(row.key for row in library.rows(library.newest()) if row.title.startswith("Learning"))


def test_a_moved_cut_changes_title_and_authors_and_keeps_the_marks(library: Library, listing: Path) -> None:
    library.add(listing)
    old = learned(library)
    library.set_note(old, "mine")
    step = library.move_cut(old, len("Learning with "))
    assert step is not None
    assert step.text == "moved the cut of “Learning with Tesla”"
    new = learned(library)
    entry = library.entry(new)
    assert new != old
    assert (entry.paper.title, entry.paper.authors[0]) == ("Learning with", "TeslaNikola Grey")
    assert (entry.note, entry.doubtful, entry.confidence) == ("mine", False, 1.0)
    assert (entry.listings, entry.byline) == (("desk",), BYLINE)
    assert library.tally().papers == 2
    assert library.view("in:desk").count == 2


def test_a_moved_cut_survives_a_newer_copy(library: Library, listing: Path, write: Write) -> None:
    library.add(listing)
    library.move_cut(learned(library), len("Learning with "))
    report = library.add(
        write("desk.txt", "Learning with Tesla", "Boats", "Clouds", authors="Nikola Grey, Kurt Weil")
    )
    assert (report.new, report.updated, report.unchanged) == (1, 0, 2)
    assert library.entry(learned(library)).paper.title == "Learning with"


def test_moving_a_cut_can_be_undone_and_redone(library: Library, listing: Path) -> None:
    library.add(listing)
    old = learned(library)
    before = library.entry(old)
    library.move_cut(old, len("Learning with "))
    new = learned(library)
    library.star([new], True)
    moved = library.entry(new)
    library.undo()
    library.undo()
    assert library.entry(learned(library)) == before
    library.redo()
    library.redo()
    assert library.entry(learned(library)) == moved


def test_a_cut_can_be_moved_twice_and_confirmed(library: Library, listing: Path) -> None:
    library.add(listing)
    first = learned(library)
    library.move_cut(first, len("Learning "))
    library.move_cut(learned(library), len("Learning with Tesla"))
    assert learned(library) == first
    assert library.entry(first).confidence == 1.0
    assert library.move_cut(first, len("Learning with Tesla")) is None
    library.undo()
    assert library.entry(learned(library)).paper.title == "Learning"


def test_a_cut_without_title_or_authors_is_refused(library: Library, listing: Path) -> None:
    library.add(listing)
    key = learned(library)
    for at in (0, -3, len(BYLINE), 999):
        with pytest.raises(LibraryError, match="both need some letters"):
            library.move_cut(key, at)
    assert library.history() == []


def test_a_better_reading_of_the_same_line_is_the_same_paper(library: Library, listing: Path) -> None:
    """As after an update of the reader: the library was filled by one that cut in another place."""
    library.add(listing)
    better = library.entry(learned(library))
    older = Record(replace(better.paper, key=PaperKey("old-key"), title="Learning"), 1, BYLINE, 0.6)
    with library._store.write() as connection:  # what an older reader would have left behind
        generation = next_generation(connection)
        papers.insert(connection, [(*papers.to_values(older), better.added.isoformat(), 1, generation)])
        move(connection, better.paper.key, older.paper.key, generation)
        connection.execute("DELETE FROM paper WHERE key = ?", (better.paper.key,))
        connection.execute("UPDATE import SET reader = 0")
    library.set_note(PaperKey("old-key"), "kept")
    report = library.add(listing)
    assert (report.new, report.updated) == (0, 1)
    assert library.entry(better.paper.key).note == "kept"
    assert library.tally().papers == 2
    library.undo()
    assert library.entry(better.paper.key).note == ""


def test_the_report_names_doubtful_records_and_problems(library: Library, listing: Path) -> None:
    listing.write_text("a line before the papers\n" + listing.read_text())
    report = library.add(listing)
    assert report.problem_count == len(report.problems) == 1
    assert isinstance(report.problems[0], Problem)
    assert report.doubtful_count == len(report.doubtful)
    assert all(isinstance(record, Record) for record in report.doubtful)
