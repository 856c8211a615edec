"""The five lines of a first start."""

from __future__ import annotations

import pytest

from library import Library
from tests.tui.desk import browser, press, settled, shown
from tui.app import PaperdeckApp
from tui.browser import BrowserScreen
from tui.keymap import Keymap
from tui.tour_screen import STOPS, TourScreen, tour


@pytest.mark.parametrize("size", [(160, 45), (80, 24), (40, 12), (20, 5)])
async def test_it_is_shown_once_and_any_key_goes_on(library: Library, size: tuple[int, int]) -> None:
    async with PaperdeckApp(library, ("sample",), tour=True).run_test(size=size) as pilot:
        await settled(pilot, on=TourScreen)
        if size[0] >= 80:
            assert all(said in shown(pilot) for _, _, said in Keymap.of({}).footer(STOPS))
        await press(pilot, "j")
        assert browser(pilot).papers.cursor == 1, "the key is not lost"
    async with PaperdeckApp(library, ("sample",), tour=True).run_test(size=size) as pilot:
        await settled(pilot)
        assert isinstance(pilot.app.screen, BrowserScreen)


async def test_it_follows_the_sample_from_the_welcome_screen(empty_library: Library) -> None:
    async with PaperdeckApp(empty_library, tour=True).run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pilot.press("s")
        await settled(pilot, on=TourScreen)


def test_it_names_the_keys_that_hold() -> None:
    text = str(tour(Keymap.of({"search": "ctrl+f"})))
    assert text.splitlines()[0].split()[0] == "^f"
