"""Sheets that stay when they are closed: each time they are opened they are as new."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from library import Library
from tests.tui.desk import Drive, browser, choices, lines, press, settled, shown
from tui.at_hand import build
from tui.choice_list import ChoiceList
from tui.text_lines import TextLines


async def test_a_sheet_is_built_once(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        for key in ("question_mark", "colon", "L", "T", "t", "y", "x", "M", "percent_sign"):
            await press(pilot, key)
            first = pilot.app.screen
            await press(pilot, "escape", key)
            assert pilot.app.screen is first
            await press(pilot, "escape")
            browser(pilot)


async def test_what_was_typed_and_where_it_stood_is_gone_the_next_time(
    library: Library, drive: Drive
) -> None:
    async with drive(library) as pilot:
        await press(pilot, "question_mark")
        before = shown(pilot)
        await press(pilot, *"undo", "down", "escape", "question_mark")
        assert pilot.app.screen.query_one(Input).value == ""
        assert shown(pilot) == before
        await press(pilot, "pagedown", "escape", "question_mark")
        assert pilot.app.screen.query_one(TextLines).scroll_offset.y == 0
        await press(pilot, "escape", "colon", *"theme", "down", "escape", "colon")
        assert pilot.app.screen.query_one(ChoiceList).cursor == 0
        assert "Next paper" in choices(pilot)[0]


async def test_the_line_for_a_path_is_closed_again(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        await press(pilot, "L", "a", *"/no", "enter", "L")
        assert "path of a listing" not in shown(pilot)
        assert pilot.app.screen.query_one(Input).value == ""
        assert pilot.app.focused is pilot.app.screen.query_one(ChoiceList)


async def test_each_opening_is_about_the_paper_of_the_moment(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        titles = [row.title for row in library.rows(browser(pilot).papers.order[:2])]
        for title in titles:
            await press(pilot, "t")
            assert title[:30] in shown(pilot)
            await press(pilot, *f"tag-of-{title.split()[0]}".lower(), "enter", "j")


async def test_it_is_in_the_theme_and_the_size_of_the_moment(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        await press(pilot, "colon", "escape")
        pilot.app.theme = "paperdeck-light"
        await pilot.resize_terminal(80, 24)
        await press(pilot, "colon")
        listed = pilot.app.screen.query_one(ChoiceList)
        assert listed.styles.background == pilot.app.screen.query_one("#chooser").styles.background
        assert listed.styles.background.hex == pilot.app.theme_variables["surface"].upper()
        assert all(len(line) == 80 for line in lines(pilot))
        assert "esc close" in shown(pilot)


async def test_another_is_made_while_it_is_open(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        desk = browser(pilot)
        await press(pilot, "question_mark")
        first = pilot.app.screen
        second = desk.help_sheet()
        assert second is not first


@pytest.mark.parametrize("key", ["question_mark", "colon", "L", "T", "y", "t", "x", "percent_sign"])
async def test_built_before_it_is_asked_for_it_looks_the_same(
    library: Library, drive: Drive, key: str
) -> None:
    async with drive(library) as pilot:
        await press(pilot, "s", key)
        expected = shown(pilot)
    async with drive(library) as pilot:
        for sheet in browser(pilot).kept_sheets:
            build(pilot.app, sheet)
            await settled(pilot)
        await press(pilot, "s", key)  # other papers lie below it than when it was built
        assert shown(pilot) == expected


async def test_opened_once_more_a_sheet_keeps_its_lines_until_others_are_asked_for(
    library: Library, drive: Drive
) -> None:
    async with drive(library) as pilot:
        await press(pilot, "question_mark")
        shown_lines = pilot.app.screen.query_one(TextLines).lines
        await press(pilot, "escape", "question_mark")
        assert pilot.app.screen.query_one(TextLines).lines is shown_lines
        await press(pilot, "escape", "T", "question_mark")
        assert pilot.app.screen.query_one(TextLines).lines is not shown_lines


async def test_a_list_goes_round_by_keys_and_follows_the_mouse(library: Library, drive: Drive) -> None:
    async with drive(library) as pilot:
        await press(pilot, "y")
        listed = pilot.app.screen.query_one(ChoiceList)
        await press(pilot, "up")
        assert listed.cursor == listed.count - 1
        await press(pilot, "down")
        assert listed.cursor == 0
        plain = listed.render_line(2)
        await pilot.hover(ChoiceList, offset=(5, 2))
        await settled(pilot)
        assert listed.render_line(2) != plain
        await pilot.click(ChoiceList, offset=(5, 2))
        await settled(pilot)
        browser(pilot)
