"""Saved searches: given a query, when I press S, then it has a digit, a count and a place in the pane."""

from __future__ import annotations

from textual.widgets import Input

from library import Library
from tests.tui.desk import Drive, browser, count, lines, press, query, settled, shown
from tui.browser import BrowserScreen
from tui.save_screen import SaveScreen


async def test_a_search_is_saved_under_a_name_and_opened_by_its_digit(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        browser(pilot).search.text = "cat:LG"
        await settled(pilot)
        await press(pilot, "S")
        assert isinstance(pilot.app.screen, SaveScreen)
        await press(pilot, *"My field", "enter")
        await settled(pilot, on=BrowserScreen)
        assert "Saved the search My field" in lines(pilot)[2]
        await press(pilot, "escape")
        assert query(pilot) == ""
        await press(pilot, "1")
        assert query(pilot) == "cat:LG"
        assert count(pilot).startswith("25 of 50")
        assert "1 My field" in shown(pilot)


async def test_a_saved_search_shows_how_many_it_finds_and_how_many_are_new(
    library: Library, drive: Drive
) -> None:
    library.save_search("Learning", "cat:LG", 1)
    library.save_search("Old", "cat:LG -is:new", 2)
    async with drive(library) as pilot:
        found = {saved.search.name: (saved.papers, saved.new) for saved in browser(pilot)._saved}
        assert found == {"Learning": (25, 25), "Old": (0, 0)}
        line = next(line for line in lines(pilot) if "1 Learning" in line)
        assert line[: browser(pilot).filters.size.width].split() == ["1", "Learning", "+25", "25"]


async def test_counts_follow_what_i_decide(library: Library, drive: Drive) -> None:
    library.save_search("Mine", "is:starred", 1)
    async with drive(library) as pilot:
        assert browser(pilot)._saved[0].papers == 0
        await press(pilot, "b")
        assert browser(pilot)._saved[0].papers == 1
        await press(pilot, "u")
        assert browser(pilot)._saved[0].papers == 0


async def test_a_saved_search_is_renamed_and_moved(library: Library, drive: Drive) -> None:
    library.save_search("Learning", "cat:LG", 1)
    library.save_search("Code", "code:yes", 2)
    async with drive(library) as pilot:
        await press(pilot, "f", "g", "e")
        dialog = pilot.app.screen
        assert isinstance(dialog, SaveScreen)
        dialog.query_one("#save-name", Input).value = "Machine learning"
        dialog.query_one("#save-slot", Input).value = "2"
        await pilot.pause()
        assert "Code is on 2 now" in shown(pilot)
        await press(pilot, "enter")
        await settled(pilot, on=BrowserScreen)
        assert [(s.name, s.slot) for s in library.searches()] == [("Machine learning", 2), ("Code", None)]
        await press(pilot, "escape", "u")
        assert [(s.name, s.slot) for s in library.searches()] == [("Learning", 1), ("Code", 2)]


async def test_a_saved_search_is_forgotten_and_comes_back(library: Library, drive: Drive) -> None:
    library.save_search("Learning", "cat:LG", 1)
    async with drive(library) as pilot:
        await press(pilot, "f", "g", "d")
        assert library.searches() == []
        assert "1 Learning" not in shown(pilot)
        await press(pilot, "u")
        assert "1 Learning" in shown(pilot)


async def test_a_saved_search_is_opened_from_the_filter_pane(library: Library, drive: Drive) -> None:
    library.save_search("Learning", "cat:LG", 1)
    async with drive(library) as pilot:
        await press(pilot, "f", "g", "enter")
        assert query(pilot) == "cat:LG"
        browser(pilot).search.text = ""
        await pilot.click("#filters", offset=(6, 1))
        await settled(pilot)
        assert query(pilot) == "cat:LG"


async def test_what_cannot_be_saved_or_opened_is_said(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        await press(pilot, "7")
        assert "No search is saved on 7" in lines(pilot)[2]
        await press(pilot, "S")
        assert "no query to save" in lines(pilot)[2]


async def test_a_dialog_left_by_escape_or_without_a_name_saves_nothing(
    library: Library, drive: Drive
) -> None:
    async with drive(library) as pilot:
        browser(pilot).search.text = "hanabi"
        await settled(pilot)
        await press(pilot, "S", "delete", "enter")
        assert "A name is missing" in shown(pilot)
        await press(pilot, "escape")
        assert library.searches() == []
        assert query(pilot) == "hanabi"
