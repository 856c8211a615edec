"""One key after the other: the next is looked at when everything that the one before it does is done."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any

from textual.app import App
from textual.events import Event, Key
from textual.message_pump import MessagePump
from textual.widget import Widget

PATIENCE = 3.0
"""Seconds that anything is waited for before the keys go on without it."""


class Typed:
    """The keys and pastes that have come and were not looked at yet, in their order.

    Textual gives a key to the widget that has the focus when it comes, and finds out only on its way up from
    there what it is bound to. Keys that come together, as after a moment's hang of a connection, would all go
    to one widget: of `/learning` the letters would be taken for commands.
    """

    def __init__(self, app: App[Any], handle: Callable[[Event], Awaitable[None]]) -> None:
        """handle: gives one key to whatever it is for."""
        self._app = app
        self._handle = handle
        self._waiting: deque[Event] = deque()
        self._way: asyncio.Task[None] | None = None
        """Follows the key that is on its way."""
        self._text_for: Widget | None = None
        """The line or note that the last key was text for."""
        self._rest = asyncio.Event()
        self._rest.set()

    async def take(self, event: Event) -> None:
        """Handles a key now, or when those before it are done. Only for the app's own pump."""
        self._rest.clear()
        if self._is_more_text(event) and self._way is not None:
            self._way.cancel()
            await self._let_in(event)
            return
        self._waiting.append(event)
        if self._way is None:
            await self._next()

    async def done(self) -> None:
        """Waits until all that was typed has been dealt with; not to be called from the app's own pump."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._rest.wait(), PATIENCE)

    def _is_more_text(self, event: Event) -> bool:
        """Whether this is text for a line or a note that is being written: that moves no focus."""
        return self._text_for is not None and not self._waiting and self._text_for is self._writer(event)

    def _writer(self, event: Event) -> Widget | None:
        """The line or note that takes a key as text; None where it may be a command."""
        focused = self._app.focused
        if focused is None or not isinstance(event, Key) or not event.is_printable:
            return None
        return focused if focused.check_consume_key(event.key, event.character) else None

    async def _next(self) -> None:
        self._way = None
        if not self._waiting or not self._app.screen_stack:
            self._text_for = None
            self._rest.set()
            return
        await opened(self._app)
        await self._let_in(self._waiting.popleft())

    async def _let_in(self, event: Event) -> None:
        self._text_for = self._writer(event)
        way = (self._app.focused or self._app.screen).ancestors_with_self
        try:
            await self._handle(event)
        finally:
            self._way = asyncio.create_task(self._follow(way))

    async def _follow(self, way: list[Any]) -> None:
        """Goes after a key: up to the app, which acts on it, and to a screen that it may have opened.

        Then to the app once more, which gives the focus last.
        """
        for pump in way:
            await caught_up(pump)
        if self._app.screen_stack:
            await caught_up(self._app.screen)
        self._app.call_later(self._next)


async def opened(app: App[Any]) -> None:
    """Waits until the screen on top has its widgets: a key would look for them."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE):
            while app.screen_stack and not app.screen.is_mounted:
                await app.screen._mounted_event.wait()


async def caught_up(pump: MessagePump) -> None:
    """Waits until a widget, a screen or the app has dealt with all that it was sent, or is gone."""
    done = asyncio.Event()
    if not pump.call_later(done.set):
        return
    waiting = asyncio.ensure_future(done.wait())
    ends = {waiting} if pump._task is None else {waiting, pump._task}
    await asyncio.wait(ends, timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
