"""Data to standard output, messages to standard error, both clean. Nothing else in cli prints."""

from __future__ import annotations

import sys
from typing import Any


class ReaderGoneError(Exception):
    """Whoever read standard output has closed it, as `head` does: nothing more is wanted."""


def out(line: str) -> None:
    """One line of data; its texts were cleaned when they were read."""
    out_raw(line + "\n")


def out_raw(text: str) -> None:
    """Data that brings its own line ends."""
    try:
        sys.stdout.write(text)
    except BrokenPipeError as error:
        raise ReaderGoneError from error


def out_json(value: Any) -> None:
    """One JSON object on one line; ASCII only where standard output is not UTF-8."""
    import json  # not needed before the first object

    unicode = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    out(json.dumps(value, ensure_ascii=not unicode))


def say(message: str) -> None:
    """A message for the person; whatever it quotes can do nothing to her terminal."""
    from parser import clean_block

    sys.stderr.write(clean_block(message) + "\n")


def has_terminal() -> bool:
    """Whether a person sits at both ends; the browser also draws on standard error."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))


def counted(number: int, thing: str) -> str:
    """`1 paper`, `12 papers`, `no papers`."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}" if number else f"no {thing}s"
