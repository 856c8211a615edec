"""Every file but the index, cut and with bits flipped: read, or refused in words and mended by the doctor."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

from library import Library, LibraryError, Paths
from library.arxiv import Client, wanted
from library.doctor import examine, repair
from torture.kills import seeded
from torture.rows import Row

CUTS = (0.0, 0.01, 0.5, 0.99)


def damaged(count: int, folder: Path) -> list[Row]:
    """Each attempt spoils a library that has a copy of today: cuts the file, or flips bits in it."""
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


def others(count: int, folder: Path) -> list[Row]:
    """What lies beside the library: its write-ahead log, a copy, settings, and an answer of arXiv."""
    row = Row("settings, copies, logs, answers spoilt: noticed or unharmed")
    paths = seeded(folder)
    paths.settings.write_text('theme = "nord"\n[keys]\n"bookmark" = "B"\n[note]\ntemplate = "{title}"\n')
    with Library.open(paths) as library:
        for number, key in enumerate(library.newest()):
            library.set_note(key, f"note {number}")
        library.back_up()
    with Library.open(paths) as library:
        library.star(library.newest(), True)
        _keep_an_answer(paths)
        shutil.copytree(folder / "home", folder / "whole")  # while it is open: its log has the bookmarks
    chance = random.Random("others")
    files = (
        paths.library.with_name("library.db-wal"), paths.library.with_name("library.db-shm"),
        next(paths.backups.iterdir()), paths.settings, next(paths.arxiv.glob("*.atom")),
    )  # fmt: skip
    for number in range(count):
        shutil.rmtree(folder / "home")
        shutil.copytree(folder / "whole", folder / "home")
        spoilt = files[number % len(files)]
        _spoil(spoilt, number // len(files), chance)
        row.tried += 1
        try:
            examine(paths)
            if (notes := _use(paths)) < 50:
                row.note("lost", f"{spoilt.name}: {notes} of 50 notes")
            repair(paths)
            if spoilt.suffix == ".atom" and number // len(files) % 2 == 0:
                _ask_again(row, paths)
        except Exception as error:
            row.note("crashed", f"{spoilt.name}, {number}: {type(error).__name__}: {error}"[:300])
    return [row]


ASKED = "arxiv:2408.06292"
ANSWER = """<feed xmlns="http://www.w3.org/2005/Atom"><opensearch:totalResults>1</opensearch:totalResults>
<entry><id>http://arxiv.org/abs/2408.06292v1</id><title>A paper</title></entry></feed>"""
NOBODY = "http://127.0.0.1:9/"
"""Where no server answers."""


def _keep_an_answer(paths: Paths) -> None:
    """As the client leaves one in its folder."""
    client = Client(paths.arxiv, api=NOBODY)
    client._asked = lambda address: ANSWER.encode()  # type: ignore[method-assign]
    client.fetch(wanted(ASKED), None)


def _ask_again(row: Row, paths: Paths) -> None:
    """An answer that was cut is asked for anew; it must not be believed for a day."""
    client, asked = Client(paths.arxiv, api=NOBODY), []

    def answer(address: str) -> bytes:
        asked.append(address)
        return ANSWER.encode()

    client._asked = answer  # type: ignore[method-assign]
    feed = client.fetch(wanted(ASKED), None).read()
    if b"<entry>" not in feed:
        row.note("wrong", f"asked {len(asked)} times and got {feed[:80]!r}")


def _spoil(path: Path, number: int, chance: random.Random) -> None:
    if number % 2 == 0:
        os.truncate(path, int(path.stat().st_size * CUTS[number // 2 % len(CUTS)]))
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
