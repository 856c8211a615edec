"""The log file: what went wrong inside, for a report of the fault; never a line on the terminal."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from library.errors import LibraryError
from library.paths import make_private
from parser import clean_block

SIZE = 1_000_000
"""Bytes after which the log starts anew; the one before is kept."""


def log_to(path: Path) -> None:
    """Sends warnings and errors of the whole program to a file; where there can be none, nowhere."""
    root = logging.getLogger()
    if any(isinstance(handler, _File) for handler in root.handlers):
        return
    try:
        make_private(path.parent)
    except LibraryError:
        root.addHandler(logging.NullHandler())
        return
    handler = _File(path, maxBytes=SIZE, backupCount=1, encoding="utf-8", delay=True)
    handler.setFormatter(_Clean("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root.addHandler(handler)


class _File(RotatingFileHandler):
    """A full disk must not make the logging module complain on the screen."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        return


class _Clean(logging.Formatter):
    """Titles and queries are quoted in log lines, and a log is read on a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        return clean_block(super().format(record))
