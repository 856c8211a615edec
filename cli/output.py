"""Data to standard output, messages to standard error, both clean. Nothing else in cli prints."""

from __future__ import annotations

import json
import sys
from typing import Any

import click


def out(line: str) -> None:
    """One line of data; its texts were cleaned when they were read."""
    click.echo(line)


def out_json(value: Any) -> None:
    """One JSON object on one line; ASCII only where standard output is not UTF-8."""
    unicode = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    click.echo(json.dumps(value, ensure_ascii=not unicode))


def say(message: str) -> None:
    """A message for the person; whatever it quotes can do nothing to her terminal."""
    from parser import clean_block

    click.echo(clean_block(message), err=True)


def has_terminal() -> bool:
    """Whether a person sits at both ends; the browser also draws on standard error."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))


def counted(number: int, thing: str) -> str:
    """`1 paper`, `12 papers`, `no papers`."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}" if number else f"no {thing}s"
