"""Odd terminals, locales and sizes, no terminal, folders that cannot be written; and two programs at once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from library import Library, LibraryError
from torture.kills import seeded
from torture.rows import Row, guarded
from torture.terminal import PROGRAM, ROOT, Terminal, home

TERMINALS: dict[str, tuple[dict[str, str], tuple[int, int]]] = {
    "LC_ALL=POSIX, no UTF-8": ({"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, (100, 30)),
    "TERM=dumb": ({"TERM": "dumb"}, (100, 30)),
    "1x1": ({}, (1, 1)),
    "20x5": ({}, (20, 5)),
    "LC_ALL=C": ({"LC_ALL": "C", "LANG": ""}, (100, 30)),
    "TERM=linux": ({"TERM": "linux"}, (80, 25)),
    "no TERM": ({"TERM": ""}, (80, 25)),
    "NO_COLOR": ({"NO_COLOR": "1"}, (80, 24)),
    "0x0": ({}, (0, 0)),
    "500x200": ({}, (500, 200)),
}


def surroundings(count: int, folder: Path) -> Row:
    """`count` of them in turn: the program draws something, can be left, leaves the terminal as it was."""
    row = Row("odd surroundings: a screen or a clear message")
    for number in range(count):
        turn, place = divmod(number, len(TERMINALS))
        if place == 0:
            _without_terminal(row, folder / f"{turn}pipe")
            _unwritable(row, folder / f"{turn}unwritable")
        name, (env, size) = list(TERMINALS.items())[place]
        row.tried += 1
        env = {**home(folder / f"{turn}{name}".replace("/", "-")), **env}
        with Terminal("--sample", env=env, size=size, program=guarded(PROGRAM)) as terminal:
            terminal.wait_for("\x1b[?2004h" if env.get("TERM") != "dumb" else "2026")
            terminal.wait_until_quiet(0.4)
            terminal.send(b"jjb\x11")
            code = terminal.code()
            if code != 0 or b"Traceback" in terminal.output or b"a fault of" in terminal.output:
                said = terminal.output[-300:].decode(errors="replace")
                row.note("crashed", f"{name}: code {code}, {said!a}")
            elif left := terminal.unrestored():
                row.note("wrong", f"{name}: left {', '.join(left)}")
    return row


def _without_terminal(row: Row, folder: Path) -> None:
    for args in (["--sample"], ["-"], ["stats"]):
        row.tried += 1
        ended = _run(args, home(folder))
        if ended.returncode not in (0, 2) or "Traceback" in ended.stderr or "a fault of" in ended.stderr:
            row.note("crashed", f"{args} without a terminal: {ended.returncode} {ended.stderr[-200:]}")


def _unwritable(row: Row, folder: Path) -> None:
    """A file where the data folder should be; a folder that has gone; a full disk behind standard output."""
    for name in ("in the way", "gone"):
        row.tried += 1
        place = folder / name
        place.mkdir(parents=True)
        if name == "in the way":
            (place / "data").write_text("no folder")
        else:
            place.rmdir()
            place = Path("/proc/nowhere")
        ended = _run(["stats"], home(place))
        if ended.returncode != 2 or "Traceback" in ended.stderr or "a fault of" in ended.stderr:
            row.note("crashed", f"{name}: {ended.returncode} {ended.stderr[-200:]}")
    row.tried += 1
    with Path("/dev/full").open("w") as full:
        ended = _run(["--sample"], home(folder), out=full.fileno())
    if ended.returncode != 2 or "Traceback" in ended.stderr or "a fault of" in ended.stderr:
        row.note("crashed", f"output to a full disk: {ended.returncode} {ended.stderr[-200:]}")


def _run(
    args: list[str], env: dict[str, str], source: int = subprocess.DEVNULL, out: int = subprocess.PIPE
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", guarded(PROGRAM), *args],
        stdin=source, stdout=out, stderr=subprocess.PIPE, text=True, check=False, cwd=ROOT,
        env={"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8", **env},
    )  # fmt: skip


def together(count: int, folder: Path) -> Row:
    """Two processes write to one library at once, `count` changes each: all are there, none was refused."""
    row = Row("two at once: changes of either lost or refused")
    paths = seeded(folder)
    children = []
    for writer in range(2):
        if (child := os.fork()) == 0:
            try:
                with Library.open(paths) as library:
                    keys = list(library.newest())
                    for number in range(count):
                        library.tag([keys[number % len(keys)]], [f"w{writer}-{number}"])
                os._exit(0)
            except LibraryError:
                os._exit(1)
            finally:
                os._exit(2)
        children.append(child)
    for child in children:
        row.tried += count
        if (code := os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])) != 0:
            row.note("crashed", f"a writer ended with {code}")
    with Library.open(paths) as library:
        missing = 2 * count - len(library.tags())
    for _ in range(missing):
        row.note("lost", f"{missing} changes")
    return row
