"""A hand at the keys of an app without a terminal: presses, and waits just until it has been dealt with."""

from __future__ import annotations

import asyncio
import contextlib
import time
import unicodedata
from typing import Any

from textual.events import Key
from textual.keys import _character_to_key, _get_unicode_name_from_key
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.worker import WorkerCancelled

from torture.terminal import PATIENCE
from tui.app import PaperdeckApp
from tui.browser import BrowserScreen


class Hand:
    """Textual's Pilot sleeps for 40 ms at every key; a hundred thousand keys cannot wait that long."""

    def __init__(self, app: PaperdeckApp) -> None:
        self.app = app

    async def press(self, *keys: str) -> None:
        """One key after the other, each handled before the next; painted when the app comes to it."""
        for name in keys:
            driver = self.app._driver
            assert driver is not None
            event = Key(name if len(name) > 1 else _character_to_key(name), _character(name))
            event.set_sender(self.app)
            driver.send_message(event)
            await self._handled(self.app)
            await self.app.typed.done()

    async def caught_up(self) -> None:
        """Waits until everything queued now, for the app or for any widget, has been handled and painted."""
        await self._handled(self.app, *self.app.screen.walk_children(with_self=True))
        self.app.screen._on_timer_update()

    async def _handled(self, *pumps: MessagePump) -> None:
        left, all_done = 0, asyncio.Event()

        def handled() -> None:
            nonlocal left
            left -= 1
            if not left:
                all_done.set()

        left = sum(pump.call_later(handled) for pump in pumps)
        ends = [asyncio.ensure_future(e.wait()) for e in (all_done, self.app._exception_event)]
        if left:
            await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED, timeout=PATIENCE)
        for end in ends:
            end.cancel()

    async def settled(self, on: type[Screen[Any]] = Screen) -> None:
        """Waits for a screen of the type `on` on which no work is going on and no question is open."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and not self.app._exception_event.is_set():
            with contextlib.suppress(WorkerCancelled):  # by a newer one
                await self.app.workers.wait_for_complete()
            await self.caught_up()
            screen = self.app.screen
            if isinstance(screen, on) and (not isinstance(screen, BrowserScreen) or screen.settled):
                return
            await asyncio.sleep(0.005)
        if not self.app._exception_event.is_set():
            raise AssertionError("the app did not come to rest")


def _character(name: str) -> str | None:
    """What a key types; None for one that types nothing."""
    try:
        return unicodedata.lookup(_get_unicode_name_from_key(name))
    except KeyError:
        return name if len(name) == 1 else None
