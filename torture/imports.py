"""Sources that are too long, endless, no files at all, or in another encoding."""

from __future__ import annotations

import gzip
import os
import resource
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from library import Library, LibraryError, Paths
from torture.rows import Row

MEMORY = 1 << 30
"""Bytes of address space beyond those in use that an import gets."""
LONGEST = 60
"""Seconds that a source may take."""
PAPER = "LGMar 1, 2024\nOn {} and pairsAda Byron, Kurt Weil\nText about {}.\n"


def imports(count: int, folder: Path) -> Row:
    """Every source once per turn: it is read, or refused in words, in a bounded time and memory."""
    row = Row("strange sources: read or refused in words")
    signal.signal(signal.SIGALRM, _too_long)
    folder.mkdir(parents=True)
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY, resource.RLIM_INFINITY))
    for turn in range(count):
        for name, (make, papers) in SOURCES.items():
            row.tried += 1
            path = make(folder / f"{turn}-{name}.txt")
            signal.alarm(LONGEST)
            try:
                with Library.open(Paths.under(folder / f"home-{turn}-{name}")) as library:
                    got = library.add(path).papers
            except LibraryError:
                got = 0
            except BaseException as error:
                row.note("crashed", f"{name}: {type(error).__name__}: {error}"[:300])
                continue
            finally:
                signal.alarm(0)
            if got != papers:
                row.note("wrong", f"{name}: {got} papers, not {papers}")
            if path.is_file() and path.is_relative_to(folder):
                path.unlink()
    return row


class TooLongError(BaseException):
    """Nothing below may take it for an error of the source."""


def _too_long(*_: object) -> None:
    raise TooLongError(f"more than {LONGEST} s")


def _bytes(content: bytes) -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        path.write_bytes(content)
        return path

    return make


def _papers(*words: str) -> str:
    return "".join(PAPER.format(word, word) for word in words)


def _long_line(path: Path) -> Path:
    with path.open("wb") as file:
        file.write(_papers("apples").encode())
        file.write(b"AIMar 2, 2024\nOn boats and pairsGrace Hopper\n")
        for _ in range(100):
            file.write(b"drum " * 200_000)
    return path


def _sparse(path: Path) -> Path:
    with path.open("wb") as file:
        file.write(_papers("apples").encode())
        file.truncate(2 << 30)
    return path


def _sparse_within(path: Path) -> Path:
    with path.open("wb") as file:
        file.write(_papers("apples").encode())
        file.truncate(200 << 20)
    return path


def _fifo(path: Path) -> Path:
    os.mkfifo(path)
    return path


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


def _loop(path: Path) -> Path:
    path.symlink_to(path)
    return path


MIXED = "\r\n".join(_papers("rats").split("\n")) + "\r".join(_papers("cats").split("\n")) + _papers("bats")

SOURCES: dict[str, tuple[Callable[[Path], Path], int]] = {
    "100 MB line": (_long_line, 2),
    "2 GB": (_sparse, 0),
    "200 MB of NUL": (_sparse_within, 0),
    "zero": (lambda _: Path("/dev/zero"), 0),
    "random": (lambda _: Path("/dev/urandom"), 0),
    "pipe": (_fifo, 0),
    "folder": (_folder, 0),
    "loop of links": (_loop, 0),
    "memory": (lambda _: Path("/proc/self/mem"), 0),
    "gzip bomb": (_bytes(gzip.compress(bytes(50 << 20))), 0),
    "nothing": (_bytes(b""), 0),
    "UTF-16": (_bytes(_papers("äpfel", "boats").encode("utf-16")), 2),
    "UTF-32": (_bytes(_papers("äpfel", "boats").encode("utf-32")), 2),
    "Latin-1": (_bytes(_papers("äpfel", "böte").encode("latin-1")), 2),
    "UTF-8 with mark": (_bytes(_papers("äpfel").encode("utf-8-sig")), 1),
    "mixed line ends": (_bytes(MIXED.encode()), 3),
    "million empty lines": (_bytes(b"\n" * 1_000_000 + _papers("apples").encode()), 1),
}  # fmt: skip

if sys.platform != "linux":
    SOURCES.pop("memory")
