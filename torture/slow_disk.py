"""A disk as slow as a bad network: keys are answered meanwhile, and nothing that was written is lost."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from library import Library
from torture.endings import paths_of
from torture.rows import Row, guarded
from torture.terminal import PROGRAM, Terminal, home

SYNC_MS = 1_500
"""What one sync of a file takes."""
NOTE = "written on a slow disk"
ARMED = """
import ctypes, signal
shim = ctypes.CDLL(None)
signal.signal(signal.SIGUSR1, lambda *_: shim.shim_arm({folder!r}, {ms}, 5))
"""
"""Before the program: from SIGUSR1 on its disk is slow."""


def slow_disk(count: int, folder: Path) -> Row:
    """Bookmarks, moves and writes a note; needs the shim in LD_PRELOAD."""
    row = Row("slow disk: keys held up, changes lost")
    slowest = 0.0
    for number in range(count):
        row.tried += 1
        at = folder / str(number)
        program = guarded(ARMED.format(folder=str(at).encode(), ms=SYNC_MS) + PROGRAM)
        env = {**home(at), "LD_PRELOAD": os.environ["LD_PRELOAD"]}
        with Terminal("--sample", env=env, program=program) as terminal:
            terminal.wait_for("newest first")
            terminal.wait_until_quiet(0.4)
            terminal.signal(signal.SIGUSR1)
            slowest = max(slowest, *_use(row, terminal))
            terminal.send(b"\x11")
            if (code := terminal.code()) != 0:
                row.note("crashed", f"code {code}")
        with Library.open(paths_of(at)) as library:
            entries = [library.entry(key) for key in library.newest()]
            if NOTE not in [entry.note for entry in entries]:
                row.note("lost", f"the note is {[entry.note for entry in entries if entry.note]}")
            if not any(entry.starred for entry in entries):
                row.note("lost", "the bookmark")
    row.said = f"a sync took {SYNC_MS / 1000:.1f} s, the slowest key {slowest:.2f} s"
    return row


def _use(row: Row, terminal: Terminal) -> list[float]:
    """Keys, each while the disk is busy with the one before; seconds that the moves took."""
    taken = []
    begun = len(terminal.output)
    terminal.send(b"b")
    for key in (b"j", b">", b"j", b"k", b"<", b"j"):
        before, start = len(terminal.output), time.monotonic()
        terminal.send(key)
        if not terminal.wait_for(b"\x1b[", after=before):
            row.note("wrong", f"{key!r} was not answered")
        taken.append(time.monotonic() - start)
        if b"ookmarked" in terminal.output[begun:]:
            row.note("wrong", f"{key!r} waited for the disk, {taken[-1]:.1f} s")
            break
    terminal.send(b"e")
    terminal.wait_for("Note on", after=begun)
    terminal.send(NOTE.encode())
    return taken
