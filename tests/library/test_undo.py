"""Whatever is done can be undone and done again: random walks through everything that the journal covers."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from library import Library, Paths, ReadState

LISTING = "\n".join(f"LGMar {n}, 2024\nAbout thing {n}Ada Byron, Kurt Weil\nText {n}." for n in range(1, 5))
some_papers = st.lists(st.integers(0, 3), min_size=1, max_size=4, unique=True)
some_tags = st.sets(st.sampled_from("abc"))
SHELF = "/dev/shm" if Path("/dev/shm").is_dir() else None
"""In memory where there is such a folder: thousands of small commits wait for a disk, and nothing else."""
words = st.sampled_from(["", "short", "two\nlines", "Ünïcode ✓"])
actions = st.one_of(
    st.tuples(st.just("star"), some_papers, st.booleans()),
    st.tuples(st.just("set_state"), some_papers, st.sampled_from(ReadState)),
    st.tuples(st.just("set_note"), st.integers(0, 3), words),
    st.tuples(st.just("go_on"), st.integers(0, 3), words),
    st.tuples(st.just("tag"), some_papers, some_tags, some_tags),
    st.tuples(st.just("queue"), some_papers, st.booleans()),
    st.tuples(st.just("move"), some_papers, st.integers(-3, 3)),
    st.tuples(st.just("save_search"), st.sampled_from(["x", "y"]), words, st.sampled_from([None, 1, 2])),
    st.tuples(st.just("forget_search"), st.sampled_from(["x", "y"])),
    st.tuples(st.just("remove_listing"), st.just("desk")),
)
walks = st.lists(actions | st.sampled_from([("undo",), ("redo",), ("restart",)]), max_size=10)


@pytest.fixture(scope="module")
def desk() -> Iterator[Path]:
    """The folder of a library with a listing of four papers; walks start from copies of it."""
    with tempfile.TemporaryDirectory(dir=SHELF) as folder:
        listing = Path(folder) / "desk.txt"
        listing.write_text(LISTING)
        with Library.open(Paths.under(Path(folder) / "home")) as library:
            library.add(listing)
        yield Path(folder) / "home"


def whole(library: Library) -> Any:
    """Everything that a person could see of a library."""
    return (
        list(library.entries(list(library.newest()))),
        library.queued(),
        library.searches(),
        library.tags(),
        [info.name for info in library.listings()],
    )


def act(library: Library, keys: list[Any], action: tuple[Any, ...]) -> bool:
    """Does one thing; whether it changed anything."""
    match action:
        case "star", papers, on:
            step = library.star([keys[n] for n in papers], on)
        case "set_state", papers, state:
            step = library.set_state([keys[n] for n in papers], state)
        case "set_note", paper, text:
            step = library.set_note(keys[paper], text)
        case "go_on", paper, text:
            step = library.set_note(keys[paper], text, goes_on=True)
        case "tag", papers, add, remove:
            step = library.tag([keys[n] for n in papers], add, remove)
        case "queue", papers, on:
            step = library.queue([keys[n] for n in papers], on)
        case "move", papers, places:
            wanted = [keys[n] for n in papers]
            step = library.move_in_queue(wanted, places) if set(wanted) & set(library.queued()) else None
        case "remove_listing", name:
            step = library.remove_listing(name) if library.listings() else None
        case name, *rest:
            step = getattr(library, name)(*rest)
    return step is not None


@settings(max_examples=1_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(walk=walks)
def test_a_thousand_walks_lead_back_to_the_beginning_and_forth_to_the_end(
    desk: Path, walk: list[tuple[Any, ...]]
) -> None:
    """A walk mixes changes (of one and of many papers), undo, redo and restarts.

    `states` are the libraries that the steps led through, those that redo would lead to included: after every
    undo and redo the library must equal what it was there.
    """
    with tempfile.TemporaryDirectory(dir=SHELF) as folder:
        home = Path(folder) / "home"
        shutil.copytree(desk, home)
        library = Library.open(Paths.under(home))
        keys = list(library.newest())
        states, at = [whole(library)], 0
        for action in walk:
            if action == ("restart",):
                library.close()
                library = Library.open(Paths.under(home))
            elif action in (("undo",), ("redo",)):
                there = at - 1 if action == ("undo",) else at + 1
                moved = library.undo() if action == ("undo",) else library.redo()
                assert (moved is not None) == (0 <= there < len(states))
                at = there if moved else at
                assert whole(library) == states[at]
            else:
                act(library, keys, action)
                now, after = len(library.history(100)), whole(library)
                assert now - at in (-1, 0, 1)
                if now < at:  # a sitting came to nothing
                    assert after == states[now]
                    del states[at:]
                elif now > at or after != states[at]:
                    states[now:] = [after]
                at = now
        while library.undo():
            at -= 1
        assert (at, whole(library)) == (0, states[0])
        while library.redo():
            at += 1
        assert (at, whole(library)) == (len(states) - 1, states[-1])
        library.close()


@pytest.fixture
def windows(desk: Path, tmp_path: Path) -> Iterator[tuple[Library, Library]]:
    """Two programs with the same library."""
    shutil.copytree(desk, tmp_path / "home")
    paths = Paths.under(tmp_path / "home")
    with Library.open(paths) as left, Library.open(paths) as right:
        yield left, right


def starred(library: Library) -> list[int]:
    return [number for number, row in enumerate(library.rows(list(library.newest()))) if row.starred]


def test_each_window_takes_back_what_it_did_itself(windows: tuple[Library, Library]) -> None:
    left, right = windows
    keys = list(left.newest())
    left.star(keys[:1], True)
    right.star(keys[1:2], True)
    left.star(keys[2:3], True)
    assert right.undo() is not None
    assert starred(left) == [0, 2]
    assert right.undo() is None, "the rest is not its own"
    assert left.undo() is not None
    assert left.undo() is not None
    assert (starred(left), left.undo()) == ([], None)
    assert right.redo() is not None
    assert starred(right) == [1], "one window's steps leave the other's redo alone"
    left.star(keys[3:], True)
    assert (left.redo(), right.undo() is not None, starred(left)) == (None, True, [3])


def test_a_new_window_takes_back_what_was_done_before_it(windows: tuple[Library, Library]) -> None:
    left, _ = windows
    keys = list(left.newest())
    left.star(keys[:1], True)
    with Library.open(left.paths) as later:
        left.star(keys[1:2], True)
        step = later.undo()
        assert step is not None
        assert (starred(later), later.undo()) == ([1], None)


def test_undo_leaves_what_another_window_wrote_there_since(windows: tuple[Library, Library]) -> None:
    left, right = windows
    keys = list(left.newest())
    left.set_note(keys[0], "left")
    left.tag(keys, ["later"])
    right.set_note(keys[0], "right")
    right.tag(keys[:1], remove=["later"])
    step = left.undo()
    assert step is not None
    assert step.text.endswith("(what another paperdeck wrote since stays)")
    assert [tag.name for tag in right.tags()] == []
    step = left.undo()
    assert step is not None
    assert "stays" in step.text
    assert left.entry(keys[0]).note == "right"
    assert right.undo() is not None
    assert right.undo() is not None
    assert left.entry(keys[0]).note == "left", "what was there when right wrote"


def test_a_note_goes_on_in_the_window_in_which_it_was_begun(windows: tuple[Library, Library]) -> None:
    left, right = windows
    key = left.newest()[0]
    left.set_note(key, "half")
    right.set_note(key, "other")
    left.set_note(key, "half a thought", goes_on=True)
    assert left.undo() is not None
    assert left.entry(key).note == "other"
