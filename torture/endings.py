"""The program is asked to end, or its window is closed, in the middle of a note; or it is paused."""

from __future__ import annotations

import signal
from pathlib import Path

from library import Library, Paths
from torture.rows import Row, guarded
from torture.terminal import PROGRAM, Terminal, home

NOTE = "half a thought about the proof"
ENDINGS: dict[str, int] = {"SIGTERM": 143, "SIGHUP": 129, "SIGINT": 130, "window": 129, "quit": 0}
"""Ways to end, and the exit code of each."""


def paths_of(folder: Path) -> Paths:
    """What `Paths.of_user` gives a program whose home is `folder`."""
    return Paths(*(folder / name / "paperdeck" for name in ("data", "cache", "config", "state")))


def endings(count: int, folder: Path) -> Row:
    """Every way to end, in turn, just after the last key of a note."""
    row = Row("ended in the middle of a note")
    for number in range(count):
        how = list(ENDINGS)[number % len(ENDINGS)]
        one(row, how, folder / str(number))
    return row


def one(row: Row, how: str, folder: Path) -> None:
    """Writes a note and ends the program at once."""
    row.tried += 1
    with writing(folder) as terminal:
        before = len(terminal.output)
        terminal.send(NOTE.encode())
        terminal.wait_until_quiet(0.1)  # the keys have arrived; the editor saves after 0.4 s of rest
        if how == "window":  # it takes keys along that the program has not read yet
            terminal.wait_for(NOTE, after=before)
            terminal.close()
        elif how == "quit":
            terminal.send(b"\x11")
        else:
            terminal.signal(signal.Signals[how])
        code = terminal.code()
        if code != ENDINGS[how]:
            row.note("crashed", f"{how}: exit code {code}")
        if b"Traceback" in terminal.output:
            row.note("crashed", f"{how}: a traceback was shown")
        if how != "window" and (left := terminal.unrestored()):
            row.note("wrong", f"{how}: left on the terminal: {', '.join(left)}")
    if NOTE not in notes(folder):
        row.note("lost", f"{how}: the note is {notes(folder)!r}")


def pauses(count: int, folder: Path) -> Row:
    """ctrl+z gives the terminal back as it was; fg shows the papers again."""
    row = Row("paused with ctrl+z, back with fg")
    with Terminal("--sample", env=home(folder), program=guarded(PROGRAM)) as terminal:
        terminal.wait_for("50 papers")
        terminal.wait_until_quiet()
        for _ in range(count):
            row.tried += 1
            terminal.send(b"\x1a")
            if not terminal.wait_until(lambda: terminal.stopped):
                row.note("crashed", "ctrl+z did not stop it")
                break
            # A stopped program writes no more, but its last words may still be on their way here.
            if not terminal.wait_until(lambda: not terminal.unrestored()):
                row.note("wrong", f"left on the terminal: {', '.join(terminal.unrestored())}")
            before = len(terminal.output)
            terminal.signal(signal.SIGCONT)
            if not terminal.wait_for("50 papers", after=before):
                row.note("crashed", "fg did not bring it back")
            terminal.wait_until_quiet()
        terminal.send(b"q")
        if terminal.code() != 0:
            row.note("crashed", "it could not be left afterwards")
    return row


def writing(folder: Path) -> Terminal:
    """A terminal in which a note is being written."""
    terminal = Terminal("--sample", env=home(folder), program=guarded(PROGRAM))
    terminal.wait_for("newest first")
    terminal.send(b"e")
    terminal.wait_for("Note on")
    return terminal


def notes(folder: Path) -> list[str]:
    """All notes of the library in a home."""
    with Library.open(paths_of(folder)) as library:
        found = [library.entry(key).note for key in library.newest()]
    return [note for note in found if note]
