"""Saved searches and what they find; values under a typed name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from library import Found, Library, LibraryError
from tests.library.conftest import Clock


def test_a_saved_search_is_renamed_in_one_step(filled: Library) -> None:
    filled.save_search("code", "code:yes", 1)
    filled.save_search("mine", "is:starred", 2)
    filled.save_search("with code", "code:yes", 2, instead_of="code")
    assert [(s.name, s.slot) for s in filled.searches()] == [("with code", 2), ("mine", None)]
    filled.undo()
    assert [(s.name, s.slot) for s in filled.searches()] == [("code", 1), ("mine", 2)]


def test_saving_under_the_same_name_changes_the_search(filled: Library) -> None:
    filled.save_search("code", "code:yes", 1)
    filled.save_search("code", "code:no", 1, instead_of="code")
    assert [(s.name, s.query, s.slot) for s in filled.searches()] == [("code", "code:no", 1)]


def test_a_search_without_a_name_is_refused(filled: Library) -> None:
    with pytest.raises(LibraryError, match="needs a name"):
        filled.save_search("  ", "code:yes")


def test_what_a_saved_search_finds_and_how_much_of_it_is_new(
    library: Library, write: Callable[..., Path], clock: Clock
) -> None:
    library.add(write("desk.txt", "Apples and pears", "Boats"))
    clock.pass_time(days=1)
    library.add(write("desk.txt", "Apples and pears", "Boats", "Apples again", "Drums"))
    library.save_search("apples", "apples", 1)
    library.save_search("seen", "apples -is:new", 2)
    library.save_search("odd", "nosuch:field", 3)
    found = {search.name: library.found(search) for search in library.searches()}
    assert found == {"apples": Found(2, 1), "seen": Found(1, 0), "odd": Found(0, 0)}


@pytest.mark.parametrize("indexed", [False, True])
def test_values_under_a_name_are_counted_for_the_query(
    library: Library, write: Callable[..., Path], indexed: bool
) -> None:
    library.add(write("a.txt", "Apples", "Boats", authors="Ada Byron, Kurt Weil"))
    library.add(write("b.txt", "Clouds", authors="Ada Lovelace, Kurt Weil"))
    if indexed:
        library.refresh_index(None)

    def values(field: str, begun: str, text: str = "") -> list[tuple[str, int, str | None]]:
        return [(v.value, v.count, v.choice) for v in library.values(field, begun, text).values]

    assert values("author", "ad") == [("Ada Byron", 2, None), ("Ada Lovelace", 1, None)]
    assert values("author", "WE") == [("Kurt Weil", 3, None)], "any word of a name, in any case"
    assert values("author", "ad", "apples") == [("Ada Byron", 1, None)], "none that would leave nothing"
    chosen = values("author", "ad", 'apples author:"Ada Lovelace"')
    assert chosen == [("Ada Byron", 1, None)], "the group's own choice does not count"
    assert values("author", "ad", '-author:"Ada Byron"')[0] == ("Ada Byron", 2, "exclude")
    assert values("author", "xyz") == []


def test_tags_and_listings_under_a_name(filled: Library) -> None:
    keys = list(filled.newest())
    filled.tag(keys[:2], add=["to-cite"])
    filled.tag(keys[:1], add=["later"])
    assert [(v.value, v.count) for v in filled.values("tag", "to", "").values] == [("to-cite", 2)]
    assert [(v.value, v.count) for v in filled.values("in", "de", "").values] == [("desk", 5)]


def test_completions_are_counted_for_the_rest_of_the_query(
    library: Library, write: Callable[..., Path]
) -> None:
    library.add(write("a.txt", "Apples", "Boats", authors="Ada Byron, Kurt Weil"))
    library.add(write("b.txt", "Clouds", authors="Ada Lovelace, Kurt Weil"))

    def offers(text: str) -> list[tuple[str, int | None]]:
        return [(one.text, one.count) for one in library.complete(text, len(text))]

    assert offers("author:ad") == [('"Ada Byron"', 2), ('"Ada Lovelace"', 1)]
    assert offers("clouds author:ad") == [('"Ada Lovelace"', 1)]
    assert offers("(clouds author:ad") == [('"Ada Byron"', 2), ('"Ada Lovelace"', 1)], "not finished yet"
    assert offers("auth") == [("author:", None)]
    assert offers("code:") == [("yes", None), ("no", None)]
