"""The n-th write fails, for every n: no space, an input/output error, a short write; or the power goes."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from library import Library, LibraryError, Paths, intake, migrations
from library.export import FORMATS, save
from torture.kills import (
    CHUNK,
    SHELF,
    checked,
    import_one,
    index_one,
    marked,
    migrate,
    perform,
    seeded,
    written,
)  # fmt: skip
from torture.model import Model, acts, agrees
from torture.rows import Row

MODES = {"no space": 1, "I/O error": 2, "short write": 3, "power cut": 4}
BEFORE = "what was there before\n"
SHIM = Path(__file__).with_name("shim.c")
POWER_CUT, UNEXPECTED = 99, 3
ACTS = 12
PAPERS = 120
EVERY = 5_000
"""A count from which on no n is left out."""
TOO_MANY = 5
"""Times the writes of a run without a fault, after which a fault makes it go round in circles."""


@dataclass(frozen=True)
class Attempt:
    """Something to do to a library, and what must hold whatever became of it."""

    name: str
    prepare: Callable[[Path], Paths]
    work: Callable[[Paths, Callable[[], None]], None]
    holds: Callable[[Library, int], bool]
    """Given the library and how many acknowledgements there were."""


def built(folder: Path) -> Path | None:
    """The shim, compiled; None where there is no compiler."""
    target = folder / "shim.so"
    if (compiler := shutil.which("cc")) is None:
        return None
    command = [compiler, "-O1", "-shared", "-fPIC", "-o", str(target), str(SHIM), "-ldl", "-lpthread"]
    subprocess.run(command, check=True)
    return target


def failing_writes(count: int, folder: Path) -> list[Row]:
    """Fails the n-th write for n = 1, 2, 3 ... until the work ends before it, in every mode.

    A `count` below EVERY tries as many, spread evenly. Needs the shim in LD_PRELOAD.
    """
    shim = ctypes.CDLL(None)
    shim.shim_arm.argtypes = [ctypes.c_char_p, ctypes.c_long, ctypes.c_int]
    shim.shim_count.restype = ctypes.c_long
    intake.CHUNK = CHUNK
    rows = []
    attempts = _attempts(folder)
    for attempt in attempts:
        row, start = Row(f"the n-th write fails: {attempt.name}"), time.monotonic()
        writes = _tried(row, shim, attempt, folder, 0, "no space")
        step = 1 if count >= EVERY else max(1, writes * len(MODES) * len(attempts) // count)
        reached = []
        for number, mode in enumerate(MODES):
            n = 1 + number * step // len(MODES)
            while _tried(row, shim, attempt, folder, n, mode) >= n and n < TOO_MANY * writes:
                n += step
            reached.append(f"{mode} {n - 1:,}")
        row.said = f"n up to: {', '.join(reached)}{'' if step == 1 else f', every {step}th'}"
        row.seconds = round(time.monotonic() - start, 1)
        rows.append(row)
    return rows


def _attempts(folder: Path) -> list[Attempt]:
    listing = written(folder / "long.txt", PAPERS)
    paths = seeded(folder)
    with Library.open(paths) as library:
        keys = list(library.newest())
    made = acts("undo", keys, 7, ACTS)
    newer = (*migrations.STEPS, SHELF)

    def marks_hold(library: Library, acknowledged: int) -> bool:
        model = Model()
        for act in made[:acknowledged]:
            model.apply(act)
        return agrees(library, model, made[acknowledged:])

    def import_holds(library: Library, acknowledged: int) -> bool:
        if not _noted(library, "kept"):
            return False
        library.add(listing)
        return library.tally(("long",)).papers == PAPERS

    def migrate_newer(paths: Paths, acknowledge: Callable[[], None]) -> None:
        migrations.STEPS = newer
        migrate(paths, acknowledge)

    def migrated(library: Library, acknowledged: int) -> bool:
        return _noted(library, "kept") or _noted(library, "kept (moved)")

    def first(paths: Paths, acknowledge: Callable[[], None]) -> None:
        with Library.open(paths) as library:
            library.add(listing)
            library.back_up()
            acknowledge()

    def begun(library: Library, acknowledged: int) -> bool:
        if not acknowledged:
            library.add(listing)
        return library.tally(("long",)).papers == PAPERS

    def index_holds(library: Library, acknowledged: int) -> bool:
        library.refresh_index()
        return [library.view(text).count for text in ("in:long number", "in:sample")] == [PAPERS, 50]

    target = folder / "home" / "papers.bib"

    def export(paths: Paths, acknowledge: Callable[[], None]) -> None:
        with Library.open(paths) as library:
            save(target, library.export(list(library.newest()), FORMATS["bibtex"]), force=True)
            acknowledge()

    def exported(library: Library, acknowledged: int) -> bool:
        new = "".join(library.export(list(library.newest()), FORMATS["bibtex"]))
        return target.read_text() in ([new] if acknowledged else [new, BEFORE])

    return [
        Attempt("bookmarks, notes, undo", seeded, lambda paths, ack: perform(paths, made, ack), marks_hold),
        Attempt("import", _with_note, lambda paths, ack: import_one(paths, listing, ack), import_holds),
        Attempt("migration", _with_note, migrate_newer, migrated),
        Attempt("first start and backup", _empty, first, begun),
        Attempt("index", partial(_unindexed, listing=listing), index_one, index_holds),
        Attempt("export over a file", _with_export, export, exported),
    ]


def _tried(row: Row, shim: ctypes.CDLL, attempt: Attempt, folder: Path, n: int, mode: str) -> int:
    """One attempt in a child with a failing disk; how many writes it came to (n = 0: none fails)."""
    row.tried += 1
    paths = attempt.prepare(folder)
    told = folder / "told"
    told.write_bytes(b"")
    child = os.fork()
    if child == 0:
        os._exit(_work(shim, attempt, paths, told, n, mode))
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    where = f"{attempt.name}, {mode} at write {n}"
    if code not in (0, 1, POWER_CUT):
        row.note("crashed", f"{where}: {told.read_text() or code}")
        return n
    lines = told.read_text().split()
    acknowledged = lines.count("done")
    before = row.lost + row.crashed
    checked(row, paths, partial(attempt.holds, acknowledged=acknowledged))
    if row.lost + row.crashed > before and row.details:
        row.details[-1] += f" ({where}, {acknowledged} acknowledged)"
    return n if code == POWER_CUT else int(lines[-1])


def _work(shim: ctypes.CDLL, attempt: Attempt, paths: Paths, told: Path, n: int, mode: str) -> int:
    """In the child: 0 all done, 1 refused in words, 3 failed in another way."""
    report = os.open(told, os.O_WRONLY | os.O_APPEND)
    shim.shim_arm(str(paths.data.parent).encode(), n, MODES[mode])
    code = 0
    try:
        attempt.work(paths, lambda: os.write(report, b"done\n") and None)
    except LibraryError:
        code = 1
    except BaseException as error:
        os.write(report, f"{type(error).__name__}: {error}".encode())
        return UNEXPECTED
    os.write(report, str(shim.shim_count()).encode())
    return code


def _noted(library: Library, text: str) -> bool:
    return any(library.entry(row.key).note == text for row in library.rows(list(library.newest())))


def _with_note(folder: Path) -> Paths:
    paths = seeded(folder)
    marked(paths)
    return paths


def _unindexed(folder: Path, listing: Path) -> Paths:
    paths = seeded(folder)
    with Library.open(paths) as library:
        library.add(listing)
    return paths


def _with_export(folder: Path) -> Paths:
    paths = seeded(folder)
    (folder / "home" / "papers.bib").write_text(BEFORE)
    return paths


def _empty(folder: Path) -> Paths:
    shutil.rmtree(folder / "home", ignore_errors=True)
    (folder / "home").mkdir()
    return Paths.under(folder / "home")
