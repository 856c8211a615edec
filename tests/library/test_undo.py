"""Whatever is done can be undone and done again: random walks through everything that the journal covers."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from library import Library, Paths, ReadState
from search.answer import Sort

LISTING = "\n".join(f"LGMar {n}, 2024\nAbout thing {n}Ada Byron, Kurt Weil\nText {n}." for n in range(1, 7))
some_papers = st.lists(st.integers(0, 5), min_size=1, max_size=6, unique=True)
words = st.sampled_from(["", "short", "two\nlines", "Ünïcode ✓"])
actions = st.one_of(
    st.tuples(st.just("star"), some_papers, st.booleans()),
    st.tuples(st.just("set_state"), some_papers, st.sampled_from(ReadState)),
    st.tuples(st.just("set_note"), st.integers(0, 5), words),
    st.tuples(st.just("tag"), some_papers, st.sets(st.sampled_from("abc")), st.sets(st.sampled_from("abc"))),
    st.tuples(st.just("queue"), some_papers, st.booleans()),
    st.tuples(st.just("save_search"), st.sampled_from(["x", "y"]), words, st.sampled_from([None, 1, 2])),
    st.tuples(st.just("forget_search"), st.sampled_from(["x", "y"])),
    st.tuples(st.just("remove_listing"), st.just("desk")),
)


def whole(library: Library) -> Any:
    """Everything that a person could see of a library."""
    return (
        [library.entry(key) for key in library.newest()],
        library.searches(),
        library.tags(),
        library.view("", sort=Sort.QUEUE).order,
        [info.name for info in library.listings()],
    )


def act(library: Library, keys: list[Any], action: tuple[Any, ...]) -> bool:
    """Does one thing; whether it changed anything."""
    name, *rest = action
    if isinstance(rest[0], list):
        rest[0] = [keys[n] for n in rest[0]]
    elif isinstance(rest[0], int):
        rest[0] = keys[rest[0]]
    if name == "remove_listing" and not library.listings():
        return False
    return getattr(library, name)(*rest) is not None


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(actions, max_size=12))
def test_all_steps_undone_is_the_beginning_and_redone_the_end(walk: list[tuple[Any, ...]]) -> None:
    with tempfile.TemporaryDirectory() as folder, Library.open(Paths.under(Path(folder))) as library:
        listing = Path(folder) / "desk.txt"
        listing.write_text(LISTING)
        library.add(listing)
        keys = list(library.newest())
        start = whole(library)
        for action in walk:
            act(library, keys, action)
        end = whole(library)
        undone = 0
        while library.undo():
            undone += 1
        assert whole(library) == start
        while library.redo():
            undone -= 1
        assert undone == 0
        assert whole(library) == end
