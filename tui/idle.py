"""What waits for a moment without keys: looking for garbage, and loading what a first sheet needs."""

from __future__ import annotations

import gc
import time
from collections import deque
from collections.abc import Callable
from typing import Any

from textual.app import App
from textual.timer import Timer

REST = 0.25
"""Seconds without a key after which something short may be done."""
LONG_REST = 3.0
"""The same for what can take a few frames."""
YOUNG = 3_000
"""Objects made since the last look for garbage that are worth another one: about a millisecond."""
BACKSTOP = 300_000
"""Objects after which Python looks although nobody rests: half a minute of keys without a pause."""


class Idle:
    """Does what was put off, one piece a moment; a key that comes meanwhile waits for one piece at most.

    Python looks for garbage after so many new objects, which is in the middle of drawing a screen: 20 to
    60 ms that a person waits for. Here it looks when nobody does.
    """

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._last = time.monotonic()
        self._timer: Timer | None = None
        self._put_off: deque[Callable[[], object]] = deque()
        self._survivors = False
        """Something outlived a look at the young objects: a look at all of them may find more."""

    def begin(self) -> None:
        """From now on garbage is looked for at rest only."""
        gc.freeze()  # what is loaded now stays: no look needs to see it again
        gc.set_threshold(BACKSTOP, 10, 10)

    def put_off(self, *pieces: Callable[[], object]) -> None:
        """Does each piece at a moment without keys, in this order."""
        self._put_off.extend(pieces)
        self.touched()

    def touched(self) -> None:
        """Somebody pressed a key or moved the mouse."""
        self._last = time.monotonic()
        if self._timer is None:
            self._wait(REST)

    def _wait(self, seconds: float) -> None:
        self._timer = self._app.set_timer(seconds, self._look)

    def _look(self) -> None:
        self._timer = None
        rested = time.monotonic() - self._last
        if rested < REST:
            self._wait(REST - rested)
        elif self._put_off:
            self._put_off.popleft()()
            self._wait(REST / 5)
        elif gc.get_count()[0] > YOUNG:
            gc.collect(1)
            self._survivors = True
            self._wait(LONG_REST)
        elif self._survivors and rested < LONG_REST:
            self._wait(LONG_REST - rested)
        elif self._survivors:
            gc.collect()
            self._survivors = False
