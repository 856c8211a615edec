"""Opening what a person names, safely: a regular file or standard input, of a sane size."""

from __future__ import annotations

import datetime as dt
import difflib
import hashlib
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from library.errors import SourceError
from parser import clean

SIZE_LIMIT = 1 << 30
"""Bytes; half a million papers with abstracts."""

_IN_MEMORY = 32 << 20
_KINDS = (
    (stat.S_ISDIR, "is a folder", "name a file in it"),
    (stat.S_ISFIFO, "is a pipe", "feed it to `paperdeck -` instead"),
    (stat.S_ISSOCK, "is a socket", "name a text file"),
    (stat.S_ISCHR, "is a device", "name a text file"),
    (stat.S_ISBLK, "is a device", "name a text file"),
)


@dataclass(frozen=True, slots=True)
class Source:
    """An open listing that can be read twice, from a file or from a copy of standard input."""

    stream: BinaryIO
    label: str
    """How messages call it."""
    size: int
    mtime_ns: int | None
    """None for standard input."""
    day: dt.date
    """The day on which it was last changed (today for standard input): the as-of date if none is known."""

    def digest(self) -> str:
        """SHA-256 of the content, in hexadecimal."""
        self.stream.seek(0)
        return hashlib.file_digest(self.stream, "sha256").hexdigest()  # type: ignore[arg-type]


@contextmanager
def open_file(path: Path) -> Iterator[Source]:
    """Opens a listing; SourceError says what is wrong with the path and what to do."""
    # O_NONBLOCK: opening a pipe that nobody writes to would wait for ever.
    label = clean(str(path))
    flags = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC
    try:
        descriptor = os.open(path, flags)
    except FileNotFoundError as error:
        raise SourceError(f"{label}: there is no such file", hint=_look_around(path)) from error
    except OSError as error:
        raise SourceError(f"{label}: {error.strerror}", hint="check the name and its permissions") from error
    facts = os.fstat(descriptor)
    if (wrong := _wrong_kind(facts.st_mode)) is not None:
        os.close(descriptor)
        raise SourceError(f"{label} {wrong[0]}", hint=wrong[1])
    with os.fdopen(descriptor, "rb") as stream:
        _check_size(label, facts.st_size)
        day = dt.datetime.fromtimestamp(facts.st_mtime).date()
        yield Source(stream, label, facts.st_size, facts.st_mtime_ns, day)


@contextmanager
def open_stream(stream: BinaryIO, today: dt.date) -> Iterator[Source]:
    """Takes standard input in whole (beyond 32 MB in a temporary file), because a listing is read twice."""
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as spool:
        size = 0
        while block := stream.read(1 << 20):
            size += len(block)
            if size > SIZE_LIMIT:
                break
            spool.write(block)
        _check_size("standard input", size)
        spool.seek(0)
        yield Source(cast(BinaryIO, spool), "standard input", size, None, today)


def _wrong_kind(mode: int) -> tuple[str, str] | None:
    """What a path is, and what to name instead; None for a regular file."""
    return next(((what, hint) for is_kind, what, hint in _KINDS if is_kind(mode)), None)


def _check_size(label: str, size: int) -> None:
    if size == 0:
        raise SourceError(f"{label} is empty", hint="select the whole page, copy it, paste it into the file")
    if size > SIZE_LIMIT:
        raise SourceError(
            f"{label} is larger than {SIZE_LIMIT >> 20:,} MB", hint="split it into smaller files"
        )


def _look_around(path: Path) -> str:
    """A name nearby that may have been meant."""
    try:
        names = [p.name for p in path.absolute().parent.iterdir()]
    except OSError:
        return f"the folder {clean(str(path.absolute().parent))} is not there either"
    close = difflib.get_close_matches(path.name, names, n=1)
    return f"did you mean {clean(close[0])}?" if close else "check the name"
