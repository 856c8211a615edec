"""The library file, cut and with bits flipped: opened, or refused in words and mended by the doctor."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

from library import Library, LibraryError, Paths
from library.doctor import repair
from torture.kills import seeded
from torture.rows import Row

CUTS = (0.0, 0.01, 0.5, 0.99)


def damaged(count: int, folder: Path) -> list[Row]:
    """Each attempt spoils a library that has a copy of today; a quarter is cut, the rest has flipped bits."""
    opened, mended = (
        Row("library spoilt: refused in words or read"),
        Row("library spoilt: mended by the doctor"),
    )
    unseen = Row("library spoilt: bits that no check can see", tried=count)
    paths = seeded(folder)
    with Library.open(paths) as library:
        for number, key in enumerate(library.newest()):
            library.set_note(key, f"note {number}")
        library.back_up()
    shutil.copytree(folder / "home", folder / "whole")
    chance = random.Random("damage")
    for number in range(count):
        shutil.rmtree(folder / "home")
        shutil.copytree(folder / "whole", folder / "home")
        _spoil(paths.library, number, chance)
        opened.tried += 1
        mended.tried += 1
        try:
            _use(paths)
        except LibraryError:
            pass
        except Exception as error:
            opened.note("crashed", f"attempt {number}: {type(error).__name__}: {error}"[:300])
        try:
            done = repair(paths)
            if (notes := _use(paths)) < 50:
                row = mended if done else unseen
                row.note("lost", f"attempt {number}: {notes} of 50 notes")
        except Exception as error:
            mended.note("crashed", f"attempt {number}: {type(error).__name__}: {error}"[:300])
    return [opened, mended, unseen]


def _spoil(path: Path, number: int, chance: random.Random) -> None:
    if number % 4 == 0:
        os.truncate(path, int(path.stat().st_size * CUTS[number // 4 % len(CUTS)]))
        return
    raw = bytearray(path.read_bytes())
    for _ in range(chance.choice((1, 10, 1_000))):
        raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
    path.write_bytes(raw)


def _use(paths: Paths) -> int:
    """Looks at everything and writes something; how many notes there are."""
    with Library.open(paths) as library:
        keys = list(library.newest())
        notes = sum(library.entry(key).note != "" for key in keys)
        library.rows(keys)
        library.tally()
        library.view("learning")
        library.view("has:note")
        if keys:
            library.star(keys[:1], True)
            library.undo()
    return notes
