"""What a person writes about papers: kept, found again, taken back, never lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from library import Library, LibraryError, Paths, ReadState, Tag
from parser import PaperKey
from search.answer import Sort


def key_of(library: Library, title: str) -> PaperKey:
    return next(row.key for row in library.rows(library.newest()) if row.title == title)


def texts(library: Library) -> list[str]:
    return [step.text for step in library.history()]


def test_a_bookmark_is_a_step_in_words(filled: Library) -> None:
    key = key_of(filled, "Boats")
    step = filled.star([key], True)
    assert step is not None
    assert (step.text, step.keys) == ("bookmarked “Boats”", (key,))
    assert filled.rows([key])[0].starred
    assert filled.star([key], True) is None, "it is bookmarked already"
    assert texts(filled) == ["bookmarked “Boats”"]


def test_a_change_of_many_papers_is_one_step(filled: Library) -> None:
    keys = list(filled.newest())
    filled.set_state(keys[:1], ReadState.READ)
    step = filled.set_state(keys, ReadState.READ)
    assert step is not None
    assert step.text == "marked 5 papers read"
    assert set(step.keys) == set(keys[1:]), "the first one was read before"
    filled.undo()
    assert [row.state for row in filled.rows(keys)] == ["read", *["unread"] * 4]


def test_undo_and_redo_walk_the_history(filled: Library) -> None:
    key = key_of(filled, "Boats")
    filled.star([key], True)
    filled.set_state([key], ReadState.READING)
    assert filled.undo().text == "marked “Boats” as being read"
    assert filled.undo().text == "bookmarked “Boats”"
    assert filled.undo() is None
    assert filled.redo().text == "bookmarked “Boats”"
    assert filled.entry(key).starred
    filled.tag([key], ["later"])
    assert filled.redo() is None, "a new change ends what could be redone"
    assert texts(filled) == ["tagged “Boats”: +later", "bookmarked “Boats”"]


def test_history_and_marks_last_beyond_the_session(filled: Library, paths: Paths) -> None:
    key = key_of(filled, "Boats")
    filled.set_note(key, "See *also*\nthe other one")
    filled.star([key], True)
    filled.close()
    with Library.open(paths) as again:
        entry = again.entry(key)
        assert (entry.note, entry.starred) == ("See *also*\nthe other one", True)
        assert again.undo().text == "bookmarked “Boats”"
        assert again.undo().text == "wrote the note on “Boats”"
        assert again.entry(key).note == ""


def test_a_note_saved_while_it_is_typed_is_one_step(filled: Library, clock: Any) -> None:
    key = key_of(filled, "Boats")
    for number, text in enumerate(("A", "A b", "A better one")):
        filled.set_note(key, text, goes_on=number > 0)
        clock.pass_time(minutes=5)
    assert texts(filled) == ["wrote the note on “Boats”"]
    written = clock() - dt.timedelta(minutes=5)
    filled.set_note(key, "Another sitting")
    assert len(texts(filled)) == 2
    filled.undo()
    entry = filled.entry(key)
    assert (entry.note, entry.note_changed) == ("A better one", written)
    filled.undo()
    assert filled.entry(key).note == ""


def test_a_sitting_that_comes_to_nothing_is_no_step(filled: Library, clock: Any) -> None:
    key = key_of(filled, "Boats")
    filled.set_note(key, "kept")
    written = clock()
    clock.pass_time(minutes=1)
    filled.set_note(key, "kept, or not")
    assert filled.set_note(key, "kept", goes_on=True) is None
    assert texts(filled) == ["wrote the note on “Boats”"]
    assert filled.entry(key).note_changed == written
    filled.set_note(key, "kept again", goes_on=True)
    filled.undo()
    assert filled.entry(key).note == "", "it went on with the step before"


def test_a_note_goes_on_only_with_a_step_that_is_its_own(filled: Library) -> None:
    boats, drums = key_of(filled, "Boats"), key_of(filled, "Drums")
    filled.set_note(boats, "one")
    filled.set_note(drums, "two", goes_on=True)
    filled.star([drums], True)
    filled.set_note(drums, "three", goes_on=True)
    assert len(texts(filled)) == 4


def test_a_note_after_an_undo_starts_a_new_step(filled: Library) -> None:
    key = key_of(filled, "Boats")
    filled.set_note(key, "one")
    filled.undo()
    filled.set_note(key, "two")
    assert texts(filled) == ["wrote the note on “Boats”"]
    filled.undo()
    assert filled.entry(key).note == ""


def test_an_empty_note_is_none(filled: Library) -> None:
    key = key_of(filled, "Boats")
    filled.set_note(key, "words")
    filled.set_note(key, "  \n ")
    entry = filled.entry(key)
    assert (entry.note, entry.note_changed) == ("", None)
    assert filled.view("has:note").count == 0


def test_a_note_is_cleaned_and_has_a_limit(filled: Library) -> None:
    key = key_of(filled, "Boats")
    filled.set_note(key, "red\x1b[31m\x00 \u202etext\nnext \ud800 line")
    assert filled.entry(key).note == "red[31m text\nnext \ufffd line"
    with pytest.raises(LibraryError, match="1,000,000 characters"):
        filled.set_note(key, "x" * 1_000_001)


def test_tags_are_words_whatever_their_case(filled: Library) -> None:
    boats, drums = key_of(filled, "Boats"), key_of(filled, "Drums")
    filled.tag([boats, drums], ["Later", "#to Cite"])
    filled.tag([boats], ["LATER"], ["to-cite"])
    assert filled.entry(boats).tags == ("later",)
    assert filled.entry(drums).tags == ("later", "to-cite")
    assert filled.tags() == [Tag("later", 2), Tag("to-cite", 1)]
    assert set(filled.view("tag:later").order) == {boats, drums}
    assert texts(filled) == ["tagged “Boats”: +later -to-cite", "tagged 2 papers: +later +to-cite"]
    with pytest.raises(LibraryError, match="no tag"):
        filled.tag([boats], [" \x1b"])


def test_the_reading_list_has_an_order(filled: Library) -> None:
    a, b, c = (key_of(filled, title) for title in ("Apples and pears", "Boats", "Clouds at dusk"))
    filled.queue([a, b])
    filled.queue([c, a])
    assert filled.view("", sort=Sort.QUEUE).order[:3] == (a, b, c)
    filled.move_in_queue([c], -1)
    assert filled.view("", sort=Sort.QUEUE).order[:3] == (a, c, b)
    filled.move_in_queue([a], 99)
    assert filled.view("", sort=Sort.QUEUE).order[:3] == (c, b, a)
    assert filled.move_in_queue([a], 1) is None
    filled.undo()
    assert filled.view("", sort=Sort.QUEUE).order[:3] == (a, c, b)
    filled.queue([c], on=False)
    assert [row.queued for row in filled.rows([a, b, c])] == [True, True, False]
    with pytest.raises(LibraryError, match="not on the reading list"):
        filled.move_in_queue([c], 1)


def test_several_papers_move_along_the_reading_list_as_one_block(filled: Library) -> None:
    a, b, c, d, e = filled.newest()
    filled.queue([a, b, c, d])
    step = filled.move_in_queue([d, e, b], -1)
    assert step is not None
    assert step.text == "moved 3 papers up the reading list"
    assert filled.queued() == [b, d, a, c]
    assert filled.move_in_queue([b, d], -1) is None, "they are the first"
    filled.move_in_queue([b, d], 1)
    assert filled.queued() == [a, b, d, c]
    filled.move_in_queue([b, d], 1)
    assert filled.queued() == [a, c, b, d]
    assert filled.move_in_queue([a, b, c, d], 1) is None
    assert set(filled.view("is:queued").order) == {a, b, c, d}
    for _ in range(4):
        filled.undo()
    assert filled.queued() == []


def test_the_reading_list_can_be_reordered_for_ever(filled: Library) -> None:
    order = [key_of(filled, title) for title in ("Apples and pears", "Boats", "Clouds at dusk")]
    filled.queue(order)
    for _ in range(120):  # each move halves a gap; a float has 53 bits
        filled.move_in_queue([order[2]], -1)
        order[1], order[2] = order[2], order[1]
        assert list(filled.view("", sort=Sort.QUEUE).order[:3]) == order


def test_marks_survive_a_newer_copy_and_a_removed_listing(
    filled: Library, write: Callable[..., Path]
) -> None:
    key = key_of(filled, "Boats")
    filled.star([key], True)
    filled.set_note(key, "mine")
    filled.add(write("desk.txt", "BOATS.", "Flutes"))
    assert filled.entry(key).paper.title == "BOATS."
    filled.remove_listing("desk")
    entry = filled.entry(key)
    assert (entry.starred, entry.note) == (True, "mine")


def test_saved_searches_stay_and_can_be_taken_back(filled: Library) -> None:
    filled.save_search("code", "code:yes", 1)
    filled.save_search("mine", "is:starred", 1)
    assert [(s.name, s.query, s.slot) for s in filled.searches()] == [
        ("mine", "is:starred", 1),
        ("code", "code:yes", None),
    ]
    filled.forget_search("mine")
    assert [s.name for s in filled.searches()] == ["code"]
    filled.undo()
    filled.undo()
    assert [(s.name, s.slot) for s in filled.searches()] == [("code", 1)]
    with pytest.raises(LibraryError, match="1 to 9"):
        filled.save_search("x", "y", 10)


def test_the_session_is_remembered_and_is_no_change(filled: Library) -> None:
    filled.changed()
    filled.remember("query", "cat:LG")
    filled.remember("panes", {"filters": 28, "detail": 60})
    assert filled.recall("query") == "cat:LG"
    assert filled.recall("panes") == {"filters": 28, "detail": 60}
    assert filled.recall("sort", "newest") == "newest"
    assert texts(filled) == []


def test_unknown_papers_are_named_or_left_out(filled: Library) -> None:
    nobody = PaperKey("0" * 12)
    with pytest.raises(LibraryError, match="no paper 000000000000"):
        filled.entry(nobody)
    key = key_of(filled, "Boats")
    assert [row.key for row in filled.rows([nobody, key])] == [key]


def test_the_last_name_keeps_its_particles(library: Library, write: Callable[..., Path]) -> None:
    library.add(write("a.txt", "Apples of autumn", authors="Ludwig van der Berg"))
    row = library.rows(library.newest())[0]
    assert (row.first_author, row.more_authors) == ("van der Berg", False)
