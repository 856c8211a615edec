"""A long day at the desk in a short time: memory, open files and threads from its start to its end."""

from __future__ import annotations

import asyncio
import gc
import random
import resource
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import linear_regression

from library import Library, Paths, sample_path
from torture.hand import Hand
from torture.rows import Complaints, Row
from torture.screens import Watched
from tui.browser import BrowserScreen

MOVES = (
    "j k j k j k down up g G ctrl+d ctrl+u n N escape c s less_than_sign greater_than_sign space V escape"
    " right_square_bracket left_square_bracket enter escape F J K"
).split()
DECISIONS = "b r i d a u u U".split()
PANES = "tab f z Q R escape".split()
SHEETS = "question_mark colon t m L percent_sign S M T y x".split()
WORDS = ("learning", "cat:LG ", "-survey ", '"deep', "author:foer", "is:unread ", "tag:", "hanab~ ", "(")
AWAY = ("escape",) * 4
MEANT = 5_000
"""Actions from which on a slope means something."""
SLOPE = 100.0
"""Bytes an action that count as flat: 10 MB in the whole day."""
SAMPLES = 100


@dataclass(frozen=True)
class InUse:
    """What the program holds at one moment."""

    actions: int
    memory: int
    """Resident bytes."""
    files: int
    threads: int


def soak(count: int, folder: Path) -> Row:
    """Random keys, queries, notes and sheets. Wrong: files, threads or memory that grow with the actions."""
    row = Row("soak: memory, files and threads grow", tried=count)
    Complaints(row)
    with Library.open(Paths.under(folder)) as library:
        library.add(sample_path())
        library.refresh_index()
        start = time.monotonic()
        held = asyncio.run(_day(library, count))
    _judge(row, held, count / (time.monotonic() - start))
    return row


def _judge(row: Row, held: list[InUse], speed: float) -> None:
    """The line through the second half says what an action leaves behind."""
    later = held[len(held) // 2 :]
    slope = linear_regression([one.actions for one in later], [one.memory for one in later]).slope
    first, last = held[len(held) // 4], held[-1]
    row.said = (
        f"{speed:,.0f} actions/s; {first.memory / 1e6:.1f} MB after a quarter, {later[0].memory / 1e6:.1f} at"
        f" half, {last.memory / 1e6:.1f} at the end; slope of the second half {slope:,.1f} bytes an action;"
        f" files {first.files} and {last.files}, threads {first.threads} and {last.threads}"
    )
    if first.files + 3 < last.files or first.threads + 3 < last.threads:
        row.note("wrong", row.said)
    if row.tried >= MEANT and slope > SLOPE:
        row.note("wrong", row.said)


async def _day(library: Library, count: int) -> list[InUse]:
    chance = random.Random("soak")
    app = Watched(library)
    held = []
    async with app.run_test(size=(100, 30)):
        hand = Hand(app)
        await hand.settled(on=BrowserScreen)
        done, due = 0, 0
        while done < count and not app._exception_event.is_set():
            keys = _some(chance)
            for key in keys:
                await hand.press(key)
            done += len(keys)
            if done >= due:
                due += max(1, count // SAMPLES)
                await hand.press(*AWAY)
                await hand.settled()
                held.append(_in_use(done))
    return held


def _some(chance: random.Random) -> list[str]:
    """What somebody does in one go, mostly moving; never what ends the program or starts another."""
    kind = chance.choices(range(6), (950, 40, 4, 2, 1, 2))[0]
    if kind < 3:
        return [chance.choice((MOVES, DECISIONS, PANES)[kind])]
    if kind == 3:
        return ["slash", *chance.choice(WORDS), *chance.choice(((), ("enter",), ("escape", "escape")))]
    if kind == 4:
        return ["e", *f"note {chance.randrange(100)} ", "escape"]
    inside = chance.choices(("j", "k", "l", "space", "a", "n"), k=3)
    return [chance.choice(SHEETS), *inside, *AWAY]


def _in_use(actions: int) -> InUse:
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    files = len(list(Path("/proc/self/fd").iterdir()))
    return InUse(actions, pages * resource.getpagesize(), files, threading.active_count())
