"""A long day at the desk in a short time: memory, open files and threads at its start and at its end."""

from __future__ import annotations

import asyncio
import gc
import random
import resource
import threading
from pathlib import Path

from library import Library, Paths, sample_path
from tests.tui.desk import settled
from torture.rows import Row
from torture.screens import Watched
from tui.browser import BrowserScreen

KEYS = "j k b r u U c s g G down up tab f escape slash n question_mark".split()
MEANT = 2_000
"""Actions from which on a slope means something."""
SLOPE = 20_000
"""Bytes that an action may leave behind on average, over caches that are filling."""


def soak(count: int, folder: Path) -> Row:
    """Random keys. Wrong: more files or threads at the end, or memory that grows with every key."""
    row = Row("soak: memory, files and threads grow")
    row.tried = count
    with Library.open(Paths.under(folder)) as library:
        library.add(sample_path())
        library.refresh_index()
        asyncio.run(_work(library, row, count))
    return row


async def _work(library: Library, row: Row, count: int) -> None:
    chance = random.Random("soak")
    app = Watched(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot, on=BrowserScreen)
        for number in range(count):
            if number == count // 4:  # by then everything has been opened once
                await settled(pilot)
                start = _in_use()
            await pilot.press(chance.choice(KEYS))
        await pilot.press("escape", "escape", "escape")
        await settled(pilot)
        end = _in_use()
    if start[1] + 3 < end[1] or start[2] + 3 < end[2]:
        row.note("wrong", f"files {start[1]} to {end[1]}, threads {start[2]} to {end[2]}")
    slope = (end[0] - start[0]) / max(1, count - count // 4)
    if count >= MEANT and slope > SLOPE:
        row.note("wrong", f"{slope:,.0f} bytes an action")


def _in_use() -> tuple[int, int, int]:
    """Resident bytes, open files, threads."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    files = len(list(Path("/proc/self/fd").iterdir()))
    return pages * resource.getpagesize(), files, threading.active_count()
