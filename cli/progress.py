"""One line of progress on standard error, shown only where a person waits for more than a moment."""

from __future__ import annotations

import sys
import time

from library.pace import pace

_PATIENCE = 0.5
"""Seconds before anything is shown."""


class ProgressLine:
    """Called with (done, total) papers; shows share, papers per second and the time left."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._start = time.monotonic()
        self._drawn = 0.0
        self._visible = sys.stderr is not None and sys.stderr.isatty()

    def __enter__(self) -> ProgressLine:
        return self

    def __exit__(self, *_: object) -> None:
        if self._drawn:
            self._draw("")

    def __call__(self, done: int, total: int) -> bool:
        now = time.monotonic()
        if self._visible and now - self._start > _PATIENCE and now - self._drawn > 0.1:
            self._drawn = now
            self._draw(self._line(done, total, now - self._start))
        return True

    def _draw(self, text: str) -> None:
        """Writes over the line; the escape sequence clears what is left of the old text."""
        sys.stderr.write(f"\r{text}\x1b[K")
        sys.stderr.flush()

    def _line(self, done: int, total: int, seconds: float) -> str:
        return f"{self._label} {pace(done, total, seconds) or '…'}"
