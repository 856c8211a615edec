"""Work beside the screen of which only the newest matters: counts, names. Questions about papers: asking."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from textual.widget import Widget


class Latest:
    """Runs calls in a thread, one at a time; of those that wait only the newest is run."""

    def __init__(self, owner: Widget, group: str) -> None:
        self._owner = owner
        self._group = group
        self._waiting: Callable[[], None] | None = None
        self._busy = False

    def want(self, call: Callable[[], None]) -> None:
        """Runs `call` as soon as the one that runs now is done, unless another is wanted before that."""
        self._waiting = call
        if not self._busy:
            self._busy = True
            self._owner.run_worker(self._run(), group=self._group, exit_on_error=False)

    @property
    def outdated(self) -> bool:
        """Whether something newer waits: a long call may look and stop."""
        return self._waiting is not None

    async def _run(self) -> None:
        try:
            while (call := self._waiting) is not None:
                self._waiting = None
                await asyncio.to_thread(call)
        finally:
            self._busy = False
