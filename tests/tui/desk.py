"""What tests of the app share: waiting for it, and reading its screen."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Static

from tui.app import PaperdeckApp
from tui.browser import BrowserScreen
from tui.choice_list import ChoiceList

Drive = Callable[..., AbstractAsyncContextManager[Pilot[int]]]


async def settled(pilot: Pilot[int], on: type[Screen[Any]] = Screen) -> None:
    """Waits until a screen of the type `on` is shown and, where it asks questions, the last is answered."""
    assert isinstance(pilot.app, PaperdeckApp)
    for _ in range(500):
        await pilot.app.typed.done()
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        screen = pilot.app.screen
        if isinstance(screen, on) and (not isinstance(screen, BrowserScreen) or screen.settled):
            await pilot.pause()
            return
    raise AssertionError("the app did not come to rest")


async def press(pilot: Pilot[int], *keys: str) -> None:
    await pilot.press(*keys)
    await settled(pilot)


def browser(pilot: Pilot[int]) -> BrowserScreen:
    assert isinstance(pilot.app.screen, BrowserScreen)
    return pilot.app.screen


def lines(pilot: Pilot[int]) -> list[str]:
    """The screen as text, line by line."""
    return [
        "".join(segment.text for segment in line)
        for line in pilot.app.screen._compositor.render_strips(pilot.app.size)
    ]


def shown(pilot: Pilot[int]) -> str:
    return "\n".join(lines(pilot))


def choices(pilot: Pilot[int]) -> list[str]:
    """All lines of the list that is open, those out of sight too."""
    listed = pilot.app.screen.query_one(ChoiceList)
    return [str(listed.line(place)) for place in range(listed.count)]


def query(pilot: Pilot[int]) -> str:
    return browser(pilot).search.text


def count(pilot: Pilot[int]) -> str:
    """`27 of 50 · newest first`"""
    return str(browser(pilot).query_one("#query-count", Static).content)
