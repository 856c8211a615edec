"""Given the sample, when I press keys, then I see: the first things that a person does."""

from __future__ import annotations

import pytest
from textual.widgets import Input, Static, TextArea

from library import Library, ReadState
from tests.tui.desk import Drive, browser, count, lines, press, query, settled, shown
from tui.browser import BrowserScreen
from tui.detail_pane import DetailPane
from tui.filter_pane import FilterPane
from tui.help_screen import HelpScreen
from tui.text_lines import TextLines
from tui.welcome_screen import WelcomeScreen

NEWEST = "Expected Return Symmetries"


@pytest.mark.parametrize("size", [(160, 45), (100, 30), (80, 24)])
async def test_all_papers_are_there_newest_first(
    library: Library, drive: Drive, size: tuple[int, int]
) -> None:
    async with drive(library, size=size) as pilot:
        assert "50 papers" in lines(pilot)[0]
        assert count(pilot).startswith("50 of 50")
        assert NEWEST in shown(pilot)
        dates = [row.date_known for row in library.rows(list(library.newest()))]
        assert dates == sorted(dates, reverse=True)


async def test_the_detail_follows_the_cursor(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        titles = [row.title for row in library.rows(list(library.newest()))]
        for keys, place in [(("j",), 1), (("down", "down"), 3), (("k",), 2), (("G",), 49), (("g",), 0)]:
            await press(pilot, *keys)
            row = browser(pilot).papers.row
            assert row is not None
            assert row.title == titles[place]
            text = str(browser(pilot).detail.scroller.text)
            assert text.startswith(row.title)


async def test_every_key_typed_narrows_the_list(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        await press(pilot, "slash")
        counts = []
        for key in "hanabi":
            await press(pilot, key)
            counts.append(browser(pilot).view.answer.count)  # type: ignore[union-attr]
        assert counts == sorted(counts, reverse=True)
        assert 0 < counts[-1] < 50
        assert count(pilot).startswith(f"{counts[-1]} of 50")
        await press(pilot, "enter", "j")
        assert query(pilot) == "hanabi", "letters move again once the bar is left"
        await press(pilot, "escape")
        assert count(pilot).startswith("50 of 50")


async def test_the_filter_pane_and_the_query_are_two_views_of_one(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        filters = browser(pilot).query_one(FilterPane)
        await press(pilot, "f", "enter")
        first = next(line for line in filters._lines if line.value)
        assert query(pilot).startswith(f"{first.field}:")
        assert count(pilot).startswith(f"{first.value.count} of 50")  # type: ignore[union-attr]
        await press(pilot, "j", "enter")
        assert "," in query(pilot), "a second value of the group is an alternative"
        await press(pilot, "k", "x")
        assert query(pilot).count("-") == 1
        await press(pilot, "escape", "escape")
        assert query(pilot) == ""


async def test_c_shows_only_papers_with_code(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        await press(pilot, "c")
        assert query(pilot) == "code:yes"
        assert all(row.has_code for row in library.rows(list(browser(pilot).papers._order)))
        await press(pilot, "c")
        assert count(pilot).startswith("50 of 50")


async def test_what_i_decide_is_kept(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        key = browser(pilot).papers.key
        assert key is not None
        await press(pilot, "b", "r", "e", *"Ask about the", "space", *"proof", "escape")
    entry = library.entry(key)
    assert entry.starred
    assert entry.state is ReadState.READ
    assert entry.note == "Ask about the proof"
    async with drive(library) as pilot:
        assert "Ask about the proof" in shown(pilot)
        assert "★" in lines(pilot)[3]


async def test_undo_takes_back_one_thing_after_the_other(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        key = browser(pilot).papers.key
        assert key is not None
        await press(pilot, "b", "r")
        await press(pilot, "u")
        assert library.entry(key).state is ReadState.UNREAD
        assert library.entry(key).starred
        await press(pilot, "u")
        assert not library.entry(key).starred
        await press(pilot, "U", "U")
        assert library.entry(key).starred
        assert library.entry(key).state is ReadState.READ


async def test_leaving_in_the_middle_of_a_note_keeps_it(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        key = browser(pilot).papers.key
        assert key is not None
        await pilot.press("e", *"half a thou")
        await pilot.press("ctrl+q")
    assert library.entry(key).note == "half a thou"


async def test_a_query_with_a_mistake_says_where_and_keeps_the_list(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        browser(pilot).search.text = "nosuch:thing"
        await settled(pilot)
        answer = browser(pilot).view.answer  # type: ignore[union-attr]
        assert answer.problem is not None
        assert answer.problem.start == 0
        assert answer.problem.what in lines(pilot)[2]
        assert NEWEST in shown(pilot)


async def test_no_hit_says_what_to_do(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        await press(pilot, "slash", *"zzzzqqq")
        assert "No paper matches" in shown(pilot)
        assert "0 of 50" in count(pilot)
        await press(pilot, "escape")
        assert NEWEST in shown(pilot)


async def test_help_can_be_filtered_by_a_word_and_by_a_key(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        await press(pilot, "question_mark")
        assert isinstance(pilot.app.screen, HelpScreen)
        await press(pilot, *"bookmark")
        text = "\n".join(line.plain for line in pilot.app.screen.query_one(TextLines).lines)
        assert "Bookmark the paper" in text
        assert "Next paper" not in text
        pilot.app.screen.query_one(Input).value = "c"
        await settled(pilot)
        text = "\n".join(line.plain for line in pilot.app.screen.query_one(TextLines).lines)
        assert "Only papers with code" in text
        assert "Bookmark the paper" not in text
        await press(pilot, "escape")
        browser(pilot)


async def test_letters_are_text_while_writing(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        await press(pilot, "slash", *"bqc")
        assert query(pilot) == "bqc"
        await press(pilot, "escape", "escape", "e", *"bqr?")
        assert browser(pilot).query_one(TextArea).text == "bqr?"
        row = browser(pilot).papers.row
        assert row is not None
        assert not row.starred


@pytest.mark.parametrize("size", [(100, 30), (80, 24)])
async def test_filters_are_a_drawer_where_there_is_less_room(
    library: Library, drive: Drive, size: tuple[int, int]
) -> None:
    async with drive(library, size=size) as pilot:
        filters = browser(pilot).query_one(FilterPane)
        assert not filters.display
        await press(pilot, "f")
        assert filters.display
        assert filters.has_focus
        await press(pilot, "enter", "escape")
        assert not filters.display
        assert query(pilot) != ""


async def test_one_pane_at_a_time_where_there_is_little_room(library: Library, drive: Drive) -> None:
    async with drive(library, size=(60, 20)) as pilot:
        detail = browser(pilot).query_one(DetailPane)
        assert not detail.display
        await press(pilot, "enter")
        assert detail.display
        assert not browser(pilot).papers.display
        await press(pilot, "escape")
        assert browser(pilot).papers.display


async def test_an_empty_library_offers_the_sample_with_one_key(empty_library: Library, drive: Drive) -> None:
    async with drive(empty_library, scope=()) as pilot:
        assert isinstance(pilot.app.screen, WelcomeScreen)
        await pilot.press("s")
        await settled(pilot, on=BrowserScreen)
        assert "50 papers" in lines(pilot)[0]
        assert NEWEST in shown(pilot)


async def test_a_path_that_is_none_is_answered_on_the_welcome_screen(
    empty_library: Library, drive: Drive
) -> None:
    async with drive(empty_library, scope=()) as pilot:
        await press(pilot, "a", *"/nowhere/at/all.txt", "enter")
        assert "/nowhere/at/all.txt" in str(pilot.app.screen.query_one("#welcome-message", Static).content)


async def test_the_mouse_chooses_papers_and_filters(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        await pilot.click("#list", offset=(10, 5))
        await settled(pilot)
        assert browser(pilot).papers.cursor == 5
        await pilot.click("#filters", offset=(6, 1))
        await settled(pilot)
        assert query(pilot) != ""


async def test_a_key_that_means_nothing_does_nothing(library: Library, drive: Drive) -> None:
    """Textual calls a method named after a key, as `_key_at` for `@`: none of ours may have such a name."""
    async with drive(library) as pilot:
        before = shown(pilot)
        await press(pilot, "at", "number_sign", "dollar_sign", "ampersand", "quotation_mark", "plus")
        assert shown(pilot) == before
