"""The palette, the user's own keys and the choice of a theme."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from library import Library
from tests.tui.conftest import NOW
from tests.tui.desk import Drive, browser, choices, count, lines, press, query, settled, shown
from tui.choice_list import ChoiceList
from tui.chooser import Choice, ChooserScreen, ranked
from tui.help_screen import HelpScreen
from tui.keys import BROWSER_KEYS, written
from tui.stats_screen import StatsScreen
from tui.tag_screen import TagScreen
from tui.text_lines import TextLines


def configured(library: Library, text: str) -> Library:
    """The same library, opened with a config.toml."""
    library.paths.settings.write_text(text, encoding="utf-8")
    library.close()
    return Library.open(library.paths, now=lambda: NOW)


async def test_the_palette_has_every_action_with_its_key(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        await press(pilot, "colon")
        listed = choices(pilot)
        for key in BROWSER_KEYS:
            if key.id != "palette" and not key.like:
                own = "1-9" if key.id == "saved.one" else written(key.names[0])
                assert any(key.tip in line and own in line.split() for line in listed), key.id
        await press(pilot, "escape")
        browser(pilot)


async def test_the_palette_runs_what_is_typed(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        await press(pilot, "ctrl+p", *"order title", "enter")
        assert count(pilot).endswith("by title")
        await press(pilot, "colon", *"only papers with code", "enter")
        assert query(pilot) == "code:yes"


async def test_the_palette_opens_saved_searches_and_listings(library: Library, drive: Drive) -> None:
    library.save_search("[/] games", "hanabi", 1)
    async with drive(library) as pilot:
        await press(pilot, "colon", *"games", "enter")
        assert query(pilot) == "hanabi"
        await press(pilot, "colon", *"all listings", "enter")
        assert query(pilot) == ""
        assert "all papers" in lines(pilot)[0]


async def test_a_theme_is_chosen_and_remembered(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        await press(pilot, "colon", *"theme nord", "enter")
        assert pilot.app.theme == "nord"
    async with drive(library) as pilot:
        assert pilot.app.theme == "nord"


async def test_the_theme_of_the_settings_comes_first(library: Library, drive: Drive) -> None:
    library.remember("theme", "nord")
    with configured(library, 'theme = "paperdeck-light"') as library:
        async with drive(library) as pilot:
            assert pilot.app.theme == "paperdeck-light"


async def test_my_own_keys_work_and_show_everywhere(library: Library, drive: Drive) -> None:
    with configured(library, '[keys]\nbookmark = "B"\n"filter.exclude" = "ctrl+x"\n') as library:
        async with drive(library) as pilot:
            key = browser(pilot).papers.key
            assert key is not None
            await press(pilot, "b")
            assert not library.entry(key).starred
            await press(pilot, "B")
            assert library.entry(key).starred
            assert "B bookmark" in lines(pilot)[-1]
            await press(pilot, "f", "ctrl+x")
            assert query(pilot).startswith("-")
            await press(pilot, "escape", "question_mark", "B")
            assert "Bookmark the paper" in shown(pilot)


async def test_what_is_wrong_with_the_settings_is_said(library: Library, drive: Drive) -> None:
    with configured(library, '[keys]\nnosuch = "B"\n') as library:
        async with drive(library) as pilot:
            assert "there is no action nosuch" in lines(pilot)[2]
            assert "paperdeck config" in lines(pilot)[2]


async def test_a_theme_that_is_none_is_said(library: Library, drive: Drive) -> None:
    with configured(library, 'theme = "nosuch"\n') as library:
        async with drive(library) as pilot:
            assert "no theme nosuch" in lines(pilot)[2]


@pytest.mark.parametrize("size", [(160, 45), (80, 24), (40, 12), (20, 5)])
async def test_the_palette_fits_any_terminal(library: Library, drive: Drive, size: tuple[int, int]) -> None:
    async with drive(library, size=size) as pilot:
        await press(pilot, "colon", "down", "up")
        listed = pilot.app.screen.query_one(ChoiceList)
        assert listed.cursor == 0
        assert listed.region.height >= 1
        await press(pilot, "escape")
        browser(pilot)


async def test_the_mouse_chooses_in_the_palette(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        await press(pilot, "colon")
        pilot.app.screen.query_one(Input).value = "order by title"
        await settled(pilot, on=ChooserScreen)
        await pilot.click(ChoiceList, offset=(12, 0))
        await settled(pilot)
        assert count(pilot).endswith("by title")


def test_a_key_comes_before_all_words_and_a_label_before_a_hint() -> None:
    choices = [Choice("a", "zoom"), Choice("", "sort", "zoom"), Choice("z", "nothing")]
    assert ranked(choices, "z")[0] == 2
    assert ranked(choices, "zoom") == [0, 1]
    assert ranked(choices, "") == [0, 1, 2]


async def test_sheets_follow_my_keys_and_say_so(library: Library, drive: Drive) -> None:
    settings = '[keys]\n"sheet.close" = "ctrl+g"\nundo = "ctrl+b"\n"tags.next" = "ctrl+t"\n'
    with configured(library, settings) as library:
        async with drive(library) as pilot:
            await press(pilot, "b")
            assert "^b takes it back" in shown(pilot)
            for key in ("t", "colon", "y", "question_mark"):
                await press(pilot, key)
                assert "^g close" in shown(pilot), key
                await press(pilot, "ctrl+g")
                browser(pilot)


async def test_s_goes_through_the_orders_and_to_the_reading_list_where_there_is_one(
    library: Library, drive: Drive
) -> None:
    async with drive(library) as pilot:
        await press(pilot, "s", "s", "s", "s", "s", "s")
        assert count(pilot).endswith("newest first")
        await press(pilot, "G", "a", "s", "s", "s", "s", "s", "s")
        assert count(pilot).endswith("as queued")
        assert browser(pilot).papers.order[0] == library.queued()[0]
        await press(pilot, "slash", *"sort:title", "enter", "s")
        assert query(pilot) == "", "what the query asked for gives way"


async def test_a_sheet_may_be_closed_before_it_is_open(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        keymap = browser(pilot).keymap
        statistics = StatsScreen(keymap).fill(library.statistics, (), library.coauthors, 50)
        for sheet in (HelpScreen(keymap), TagScreen(keymap), statistics):
            pilot.app.push_screen(sheet)
            pilot.app.pop_screen()
            await settled(pilot)
        assert "50 of 50" in count(pilot)


async def test_the_text_of_help_can_be_copied(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        await press(pilot, "question_mark")
        text = pilot.app.screen.query_one(TextLines)
        plain = text.render_line(1)
        await pilot.mouse_down(text, offset=(0, 0))
        await pilot.hover(text, offset=(20, 1))
        await pilot.mouse_up(text, offset=(20, 1))
        selected = pilot.app.screen.get_selected_text()
        assert selected is not None
        assert selected.startswith("Move\n")
        assert "Next pa" in selected
        assert text.render_line(1) != plain
