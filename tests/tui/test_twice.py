"""Keys faster than the sheets they are for: one too many closes nothing else, one too early waits."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest
from textual.events import Key
from textual.keys import _character_to_key

from library import Library, Statistics
from tests.tui.desk import Drive, browser, lines, press, query, settled
from tui.browser import BrowserScreen
from tui.keymap import Keymap
from tui.keys import BROWSER_KEYS
from tui.stats_screen import StatsScreen

LEAVING = {"quit", "suspend"}


async def test_whatever_a_key_opens_and_however_fast_it_is_closed_the_browser_stays(
    library: Library, drive: Drive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # enter exports, too
    async with drive(library) as pilot:
        for key in BROWSER_KEYS:
            if key.id in LEAVING or "editor" in key.action:
                continue
            first = key.keys.split(",")[0]
            for closing in ("escape", "enter"):
                pilot.app.simulate_key(first)
                for _ in range(3):
                    pilot.app.simulate_key(closing)
                await settled(pilot)
                await pilot.press("escape", "escape", "escape")
                await settled(pilot)
                browser(pilot)


class SlowlyOpened(StatsScreen):
    CSS_PATH = None

    async def on_compose(self) -> None:
        opened = asyncio.Event()
        asyncio.get_running_loop().call_later(0.1, opened.set)
        await opened.wait()


async def test_a_key_that_finds_a_sheet_still_being_opened_waits_for_it(
    library: Library, drive: Drive
) -> None:
    async with drive(library) as pilot:
        chosen: list[str | None] = []
        sheet = SlowlyOpened(Keymap.of({})).fill(library.statistics, (), library.coauthors, 50)
        pilot.app.push_screen(sheet, chosen.append)
        key = Key("j", "j")
        key._set_forwarded()  # as one that comes up from the widget that had the keys before
        pilot.app.post_message(key)
        await settled(pilot, on=StatsScreen)
        await pilot.press("enter")
        await settled(pilot)
        browser(pilot)
        assert len(chosen) == 1
        assert chosen[0]


@pytest.mark.parametrize("papers", [50, 10_000])
async def test_statistics_can_be_left_while_they_are_counted(
    library: Library, drive: Drive, papers: int
) -> None:
    go_on = threading.Event()

    def count() -> Statistics:
        go_on.wait(10)
        return library.statistics()

    async with drive(library) as pilot:
        pilot.app.push_screen(StatsScreen(Keymap.of({})).fill(count, (), library.coauthors, papers))
        while not any("counting" in line for line in lines(pilot)):
            await pilot.pause()
        await pilot.press("enter", "j", "escape")
        browser(pilot)
        go_on.set()
        await settled(pilot)
        browser(pilot)


async def test_many_papers_are_counted_when_the_sheet_has_been_painted(
    library: Library, drive: Drive
) -> None:
    async with drive(library) as pilot:
        sheet = StatsScreen(Keymap.of({})).fill(library.statistics, (), library.coauthors, 10_000)
        pilot.app.push_screen(sheet)
        await settled(pilot, on=StatsScreen)
        while any("counting" in line for line in lines(pilot)):
            await pilot.pause()
        assert "50 papers" in "".join(lines(pilot))


async def test_of_keys_that_come_all_at_once_each_finds_what_the_one_before_opened(
    library: Library, drive: Drive
) -> None:
    async with drive(library) as pilot:
        first, second = browser(pilot).papers.order[:2]
        for character in "ebread\x1bjb/cat:LG\r":
            name = {"\r": "enter", "\x1b": "escape"}.get(character, _character_to_key(character))
            pilot.app.post_message(Key(name, character))
        await settled(pilot, on=BrowserScreen)
        assert query(pilot) == "cat:LG"
        assert library.entry(first).note == "bread"
        assert [row.starred for row in library.rows([first, second])] == [False, True]


async def test_what_is_decided_at_once_after_selecting_all_is_about_all(
    library: Library, drive: Drive
) -> None:
    async with drive(library) as pilot:
        desk = browser(pilot)
        desk.action_select_all()
        desk.papers.move(3)
        assert len(desk.targets()) == 50
        desk.action_select_all()
        assert desk.selected == frozenset()
        desk.action_select_all()
        await press(pilot, "space")  # lets the cursor's paper go
        assert len(desk.selected) == 49
